"""The zip of each example."""

import zipfile
from pathlib import Path

from .project import Built, build, page

ONE = page(
    ".. example-download::",
    ".. literalinclude:: ../examples/one/a.py\n   :caption: a.py",
    ".. literalinclude:: ../examples/one/b.txt\n   :caption: sub/b.txt",
    ".. literalinclude:: ../examples/one/later.py\n   :caption: a.py",
    ".. literalinclude:: ../examples/one/shown.py",
)
FILES = {
    "docs/one.rst": ONE,
    "docs/index.rst": page(".. toctree::\n\n   one", ".. example-download:: one"),
    "examples/one/a.py": "print(1)\n",
    "examples/one/b.txt": "b\n",
    "examples/one/later.py": "print(2)\n",
    "examples/one/shown.py": "print(3)\n",
    "examples/one/test_a.py": "assert True\n",
}


def names(built: Built) -> list[str]:
    """Return the names in the zip of the example ``one``."""
    return zipfile.ZipFile(built.output / "_downloads/one.zip").namelist()


def test_a_link_to_the_zip(tmp_path: Path) -> None:
    """The directive makes a link to a file that is there; without an argument, to that of the page's name."""
    built = build(tmp_path, FILES, "html")
    link = '<a class="reference download internal" download="" href="_downloads/one.zip">one.zip</a>'
    assert all(link in built.read(name) for name in ("index.html", "one.html"))
    assert (built.output / "_downloads/one.zip").is_file()


def test_the_link_as_text(tmp_path: Path) -> None:
    """Where there are no downloads, the zip's name stays as text."""
    assert "All files of this page: one.zip" in build(tmp_path, FILES).read("one.txt")


def test_the_files_that_the_page_names(tmp_path: Path) -> None:
    """What readers save is in the zip, under the names that the page gives; of a file that changes, the first."""
    built = build(tmp_path, FILES, "html")
    assert names(built) == ["one/a.py", "one/sub/b.txt"]
    assert zipfile.ZipFile(built.output / "_downloads/one.zip").read("one/a.py") == b"print(1)\n"


def test_the_same_bytes(tmp_path: Path) -> None:
    """The same files give the same zip, wherever and whenever it is written."""
    zips = [build(tmp_path / name, FILES, "html").output / "_downloads/one.zip" for name in ("x", "y")]
    assert zips[0].read_bytes() == zips[1].read_bytes()


def test_programs_stay_executable(tmp_path: Path) -> None:
    """A file that can be run can still be run after unpacking: the zip says its permissions."""
    (tmp_path / "examples/one").mkdir(parents=True)
    (tmp_path / "examples/one/b.txt").touch(0o755)
    (archive,) = (build(tmp_path, FILES, "html").output / "_downloads").glob("*.zip")
    modes = {info.filename: info.external_attr >> 16 for info in zipfile.ZipFile(archive).infolist()}
    assert (modes["one/sub/b.txt"], modes["one/a.py"]) == (0o100755, 0o100644)
