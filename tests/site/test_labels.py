"""What readers see over a block: the same facts that the gate goes by."""

from pathlib import Path

from .project import build, page

CASES = [
    (":exit-status: 125", "$ false", "Meant to fail (exit status 125)"),
    (":exit-status: 130", "^C", "Ctrl-C ends it with exit status 130"),
    (":timeout: 300", "$ ls", "Takes up to 5 minutes"),
    (":timeout: 60", "$ ls", "Takes up to 1 minute"),
    (":timeout: 90", "$ ls", "Takes up to 90 seconds"),
    (":only-for: macOS", "$ open .", "Only for macOS"),
    (":prompt: / #", "/ # ls", "Typed at the prompt / #"),
    (":hidden-prompt: Password:", "Password: x", "Nothing is seen of what you type at Password:"),
    (":skip: needs an account", "$ ls", "Not run by the tests: needs an account"),
]


def block(option: str, content: str) -> str:
    """Return a console block with one option."""
    return f".. code-block:: console\n   {option}\n\n   {content}"


EACH = page(*(block(option, content) for option, content, _ in CASES))


def test_labels_in_the_text_edition(tmp_path: Path) -> None:
    """Each option is a line of its own right over its block in plain text."""
    text = build(tmp_path, {"docs/index.rst": EACH}).read("index.txt")
    expected = [part for _, content, label in CASES for part in (f"Terminal 1 · {label}", f"   {content}")]
    assert text.rstrip("\n").split("\n\n")[1:] == expected


def test_labels_in_html(tmp_path: Path) -> None:
    """Each option is text in the HTML, before its block, and not hidden from screen readers."""
    html = build(tmp_path, {"docs/index.rst": EACH}, "html").read("index.html").split("<article")[1]
    for (_, _, label), before in zip(CASES, html.split("<pre"), strict=False):
        assert f">{label}</span></p>" in before
        assert "aria-hidden" not in before


def test_several_labels(tmp_path: Path) -> None:
    """Several options share one line, with the terminal first."""
    options = ":timeout: 300\n   :exit-status: 1\n   :terminal: 2"
    built = build(tmp_path, {"docs/index.rst": page(block(options, "$ x"))})
    label = built.read("index.txt").split("\n\n")[1].replace("\n", " ")
    expected = "Terminal 2 · Meant to fail (exit status 1) · Takes up to 5 minutes"
    assert label == expected


def test_each_console_block_names_its_terminal(tmp_path: Path) -> None:
    """A reader who comes by a link has not read the block before: the terminal is said each time."""
    plain = ".. code-block:: console\n\n   $ a"
    source = page(plain, block(":terminal: 2", "$ b"), plain, ".. code-block:: yaml\n\n   a: 1")
    text = build(tmp_path, {"docs/index.rst": source}).read("index.txt")
    found = [part for part in text.split("\n\n")[1:] if part.startswith("Terminal")]
    assert found == ["Terminal 1", "Terminal 2", "Terminal 1"]


def test_an_excerpt_names_its_file(tmp_path: Path) -> None:
    """A part of a file says of which one, since it has no file name to save it under."""
    excerpt = ".. literalinclude:: ../examples/one/a.py\n   :start-at: two"
    files = {"examples/one/a.py": "one = 1\ntwo = 2\n", "docs/index.rst": page(excerpt)}
    assert build(tmp_path, files).read("index.txt").split("\n\n")[1:] == ["Part of a.py", "   two = 2\n"]
