"""The head of a block in HTML: where it belongs, what can be done with it, how screen readers name it."""

from pathlib import Path

import pytest

from .project import build, page

FILES = {"examples/one/a.py": "one = 1\ntwo = 2\n"}
CONSOLE = ".. code-block:: console\n"
INCLUDE = ".. literalinclude:: ../examples/one/a.py\n"


def html(folder: Path, block: str) -> str:
    """Return the article of a page with one block."""
    return build(folder, FILES | {"docs/index.rst": page(block)}, "html").read("index.html").split("<article")[1]


COPIES = {
    "commands": (CONSOLE + "\n   $ ls\n   a\n   $ pwd\n   /", "Copy"),
    "a file": (INCLUDE + "   :caption: a.py", "Copy"),
    "other code": (".. code-block:: yaml\n\n   a: 1", "Copy"),
    "only a key": (CONSOLE + "\n   ^C", None),
    "only output": (CONSOLE + "\n   Stopping", None),
    "a change": (".. code-block:: diff\n\n   -a\n   +b", None),
}


@pytest.mark.parametrize(("block", "label"), COPIES.values(), ids=COPIES.keys())
def test_the_copy_button(tmp_path: Path, block: str, label: str | None) -> None:
    """There is a copy button where something is typed or saved, and nowhere else."""
    text = html(tmp_path, block)
    assert text.count('class="code-tool copy"') == (0 if label is None else 1)
    assert label is None or f">{label}</button>" in text


def test_names(tmp_path: Path) -> None:
    """A block is named by its terminal and first command, or by its file."""
    assert 'aria-label="Terminal 2: ls -l"' in html(
        tmp_path / "1", CONSOLE + "   :terminal: 2\n\n   $ ls -l\n   total 0"
    )
    assert 'aria-label="a.py"' in html(tmp_path / "2", INCLUDE + "   :caption: a.py")
    assert 'aria-label="Part of a.py"' in html(tmp_path / "3", INCLUDE + "   :start-at: two")


def test_no_address_no_link(tmp_path: Path) -> None:
    """Without the repository's address in conf.py no link to it is made up."""
    assert "/blob/" not in html(tmp_path, INCLUDE + "   :caption: a.py")


def test_a_link_to_the_repository(tmp_path: Path) -> None:
    """With an address, each file's head links to the file in the repository."""
    conf = (Path(__file__).parents[2] / "conf.py").read_text(encoding="utf-8")
    own = conf.replace('"repository": ""', '"repository": "https://example.org/guide"')
    files = {"conf.py": own, "docs/index.rst": page(INCLUDE + "   :caption: a.py")}
    text = build(tmp_path, FILES | files, "html").read("index.html")
    assert 'href="https://example.org/guide/blob/main/examples/one/a.py"' in text
