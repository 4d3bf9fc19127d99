"""What of a console block is prompt, typed, key and output in the HTML: as the gate reads it."""

import re
from html import unescape
from pathlib import Path

from .project import build, page

CLASSES = {"gp": "prompt", "go": "output", "key": "key"}


def parts(folder: Path, options: str, *lines: str) -> list[tuple[str, str]]:
    """Return (kind, text) of what a block of ``lines`` shows, in order; neighbours of one kind are one."""
    indented = "\n".join(f"   {line}" for line in lines)
    source = page(f".. code-block:: console\n{options}\n{indented}")
    html = build(folder, {"docs/index.rst": source}, "html").read("index.html")
    (pre,) = re.findall("<pre[^>]*>(.*?)</pre>", html, re.DOTALL)
    found: list[tuple[str, str]] = []
    for piece in re.split(r'(<span class="(?:gp|go|key)">.*?</span>)', pre):
        known = re.match(r'<span class="(gp|go|key)">', piece)
        kind, text = CLASSES[known[1]] if known else "typed", unescape(re.sub("<[^>]*>", "", piece)).strip("\n")
        if text and found and found[-1][0] == kind:
            found[-1] = (kind, f"{found[-1][1]}\n{text}")
        elif text:
            found.append((kind, text))
    return found


def test_a_command_of_several_lines(tmp_path: Path) -> None:
    """What bash reads on is typed, too; what comes behind it is output."""
    assert parts(tmp_path, "", "$ for i in 1 2", "do", "  echo $i", "done", "1", "2", "$ pwd", "/") == [
        ("prompt", "$ "),
        ("typed", "for i in 1 2\ndo\n  echo $i\ndone"),
        ("output", "1\n2"),
        ("prompt", "$ "),
        ("typed", "pwd"),
        ("output", "/"),
    ]


def test_a_program_that_is_typed_into(tmp_path: Path) -> None:
    """A program's own prompt is a prompt."""
    assert parts(tmp_path, "   :prompt: / #\n", "$ docker run -it a", "/ # ls", "bin", "/ # exit") == [
        ("prompt", "$ "),
        ("typed", "docker run -it a"),
        ("prompt", "/ # "),
        ("typed", "ls"),
        ("output", "bin"),
        ("prompt", "/ # "),
        ("typed", "exit"),
    ]


def test_output_only(tmp_path: Path) -> None:
    """In a block that was printed, nothing is a prompt or a key."""
    assert parts(tmp_path, "   :output:\n", "$ a", "^C") == [("output", "$ a\n^C")]


def test_a_key(tmp_path: Path) -> None:
    """A key is neither typed nor printed; a tool's own dots are shown without the mark that the gate needs."""
    assert parts(tmp_path, "", r"Waiting\...", "^C") == [("output", "Waiting..."), ("key", "^C")]
