"""What the directives write into the doctree for a site; what the gate reads there is tested with the gate."""

from pathlib import Path

from .project import build, page

CONSOLE = ".. code-block:: console\n"


def test_values_that_are_typed_are_the_readers_own(tmp_path: Path) -> None:
    """A sample that stands in a command is marked in that block: each reader types another value."""
    blocks = (CONSOLE + "\n   $ a\n   6e92cd66452d", CONSOLE + "\n   $ stop 6e92cd66452d")
    built = build(tmp_path, {"docs/index.rst": page(*blocks, "Here :varies:`6e92cd66452d`.")})
    assert [block["yours"] for block in built.blocks()] == [(), ("6e92cd66452d",)]


def test_reading_in_parallel(tmp_path: Path) -> None:
    """The extension lets Sphinx read pages in several processes, without a warning."""
    names = [f"p{number}" for number in range(8)]
    files = {f"docs/{name}.rst": page(CONSOLE + "   :terminal: 2\n\n   $ ls") for name in names}
    files["docs/index.rst"] = page(".. toctree::\n\n" + "\n".join(f"   {name}" for name in names))
    built = build(tmp_path, files, parallel=2)
    assert (built.warnings, built.blocks("p7")[0]["terminal"]) == ("", 2)
