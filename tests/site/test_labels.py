"""What readers see over a block: the same facts that the gate goes by."""

from pathlib import Path

import pytest

from .project import build, page

CASES = [
    (":terminal: 2", "$ ls", "Terminal 2"),
    (":exit-status: 125", "$ false", "This step is meant to fail (exit status 125)"),
    (":exit-status: 130", "^C", "Ctrl-C ends it with exit status 130"),
    (":timeout: 300", "$ ls", "This can take up to 5 minutes"),
    (":timeout: 60", "$ ls", "This can take up to 1 minute"),
    (":timeout: 90", "$ ls", "This can take up to 90 seconds"),
    (":skip: needs an account", "$ ls", "Not run by the tests: needs an account"),
]


def block(option: str, content: str) -> str:
    """Return a console block with one option."""
    return f".. code-block:: console\n   {option}\n\n   {content}"


@pytest.mark.parametrize(("option", "content", "label"), CASES)
def test_label_in_the_text_edition(tmp_path: Path, option: str, content: str, label: str) -> None:
    """Each option is a line of its own right over the block in plain text."""
    built = build(tmp_path, {"docs/index.rst": page(block(option, content))})
    assert built.read("index.txt").split("\n\n")[1:] == [label, f"   {content}\n"]


@pytest.mark.parametrize(("option", "content", "label"), CASES)
def test_label_in_html(tmp_path: Path, option: str, content: str, label: str) -> None:
    """Each option is text in the HTML, before the block, and not hidden from screen readers."""
    built = build(tmp_path, {"docs/index.rst": page(block(option, content))}, "html")
    before = built.read("index.html").split('<div class="highlight">')[0]
    assert f">{label}</span></p>" in before
    assert "aria-hidden" not in before.split('itemprop="articleBody"')[1]


def test_several_labels(tmp_path: Path) -> None:
    """Several options share one line, with the terminal first."""
    options = ":timeout: 300\n   :exit-status: 1\n   :terminal: 2"
    built = build(tmp_path, {"docs/index.rst": page(block(options, "$ x"))})
    label = built.read("index.txt").split("\n\n")[1].replace("\n", " ")
    expected = "Terminal 2 · This step is meant to fail (exit status 1) · This can take up to 5 minutes"
    assert label == expected


def test_back_in_the_first_terminal(tmp_path: Path) -> None:
    """A block says its terminal whenever the block before was in another one."""
    plain = ".. code-block:: console\n\n   $ a"
    source = page(plain, block(":terminal: 2", "$ b"), plain, plain)
    text = build(tmp_path, {"docs/index.rst": source}).read("index.txt")
    assert [part for part in text.split("\n\n")[1:] if part.startswith("Terminal")] == [
        "Terminal 2",
        "Terminal 1",
    ]


def test_no_label(tmp_path: Path) -> None:
    """A block without options has nothing over it."""
    built = build(tmp_path, {"docs/index.rst": page(".. code-block:: console\n\n   $ a")}, "html")
    assert "guide-label" not in built.read("index.html")


def test_the_block_stays_once(tmp_path: Path) -> None:
    """A labelled block is in the doctree exactly once."""
    built = build(tmp_path, {"docs/index.rst": page(block(":terminal: 2", "$ a"))})
    assert len(built.blocks()) == 1
