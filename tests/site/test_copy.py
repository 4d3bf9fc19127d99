"""Copy buttons: what they put on the clipboard is what a reader types, and nothing else.

``copied`` does in Python what sphinx-copybutton's ``formatCopyText`` does in a browser. That the original has not
changed since it was read is a test of its own.
"""

import hashlib
import re
import runpy
from pathlib import Path

import pytest
import sphinx_copybutton

from .project import ROOT, build, page

SETTINGS = runpy.run_path(str(ROOT / "conf.py"))
ORIGINAL = Path(sphinx_copybutton.__file__).parent / "_static/copybutton_funcs.js"
ORIGINAL_SHA256 = "4a178ecff5d986b5612029299ac6f4d08c401fe162af30176b501d318b25b753"


def copied(shown: str) -> str:
    """Return what a click on the button of a block copies; ``shown`` is the block's text."""
    prompt = re.compile(f"^({SETTINGS['copybutton_prompt_text']})(.*)")
    found, lines, continued, here_document = False, [], False, False
    for line in shown.split("\n"):
        match = prompt.match(line)
        if not (match or continued or here_document):
            continue
        found = found or bool(match)
        lines.append(match[2] if match else line)
        continued = line.endswith(SETTINGS["copybutton_line_continuation_character"])
        here_document ^= SETTINGS["copybutton_here_doc_delimiter"] in line
    return ("\n".join(lines) if found else shown).removesuffix("\n")


CASES = {
    "a command without its output": ("$ pwd\n/tmp\n", "pwd"),
    "several commands": ("$ a\nx\n\ny\n$ b\n", "a\nb"),
    "a continued command": ("$ docker run \\\n    -it x\nHello\n", "docker run \\\n    -it x"),
    "a here-document": ("$ cat >a <<'EOF'\n1\n\nEOF\n$ b\nc\n", "cat >a <<'EOF'\n1\n\nEOF\nb"),
    "a Dockerfile whole": ("# base\nFROM python:3\n\nCMD []\n", "# base\nFROM python:3\n\nCMD []"),
    "a manifest whole": ("# a\na:\n  - b\n", "# a\na:\n  - b"),
    "a program whole": ("x = 1\n\n\ny = 2\n", "x = 1\n\n\ny = 2"),
}


@pytest.mark.parametrize(("shown", "typed"), CASES.values(), ids=CASES.keys())
def test_only_what_to_type(shown: str, typed: str) -> None:
    """Of a terminal the commands are copied, of a file all."""
    assert copied(shown) == typed


def test_the_settings_that_copied_assumes() -> None:
    """The switches of conf.py are those that ``copied`` takes for granted."""
    names = ["prompt_is_regexp", "only_copy_prompt_lines", "remove_prompts", "copy_empty_lines"]
    assert [SETTINGS[f"copybutton_{name}"] for name in names] == [True, True, True, False]


def test_the_original_is_the_one_that_was_read() -> None:
    """The browser's function is the one that ``copied`` repeats; if not, compare them and note the new sum."""
    assert hashlib.sha256(ORIGINAL.read_bytes()).hexdigest() == ORIGINAL_SHA256


def test_settings_reach_the_browser(tmp_path: Path) -> None:
    """The script of the site calls the function with the settings of conf.py."""
    built = build(tmp_path, {"docs/index.rst": page("Text.")}, "html")
    call = "formatCopyText(text, '\\\\$ ', true, true, true, false, '\\\\', 'EOF')"
    assert call in built.read("_static/copybutton.js")


def test_no_button_where_nothing_is_typed(tmp_path: Path) -> None:
    """A block that is only ^C or only output is marked, and the selector of the buttons leaves it out."""
    blocks = [f".. code-block:: console\n\n   {line}" for line in ("^C", "Stopping", "$ ls")]
    html = build(tmp_path, {"docs/index.rst": page(*blocks)}, "html").read("index.html")
    assert html.count('<div class="nothing-to-type highlight-console') == 2
    assert SETTINGS["copybutton_selector"] == "div:not(.nothing-to-type) > div.highlight > pre"
