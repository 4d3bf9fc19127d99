"""Each misuse of the markup is a warning of Sphinx, with file and line and what to do about it."""

from pathlib import Path

import pytest

from .project import build, page

CONSOLE = ".. code-block:: console\n"
INCLUDE = ".. literalinclude:: ../examples/one/a.py\n"
WHOLE_NUMBER = "write a whole number above zero"
CASES = {
    "terminal is a word": (CONSOLE + "   :terminal: two\n\n   $ a", WHOLE_NUMBER),
    "terminal is zero": (CONSOLE + "   :terminal: 0\n\n   $ a", WHOLE_NUMBER),
    "terminal is empty": (CONSOLE + "   :terminal:\n\n   $ a", WHOLE_NUMBER),
    "timeout is negative": (CONSOLE + "   :timeout: -1\n\n   $ a", WHOLE_NUMBER),
    "exit status 0": (CONSOLE + "   :exit-status: 0\n\n   $ a", WHOLE_NUMBER),
    "exit status 256": (CONSOLE + "   :exit-status: 256\n\n   $ a", "between 1 and 255"),
    "two commands fail": (CONSOLE + "   :exit-status: 1\n\n   $ a\n   $ b", "give that command its own"),
    "exit status of a file": (".. code-block:: yaml\n   :exit-status: 1\n\n   $ a", "for console blocks"),
    "terminal of a file": (".. code-block:: yaml\n   :terminal: 2\n\n   a: 1", "for console blocks"),
    "a prompt of a file": (".. code-block:: yaml\n   :prompt: >\n\n   a: 1", "for console blocks"),
    "a prompt that is the host's": (CONSOLE + "   :prompt: $\n\n   $ a", "the prompt of the reader's own shell"),
    "an excerpt to save": (INCLUDE + "   :pyobject: two\n   :caption: a.py", "an excerpt has no :caption:"),
    "leaves an unknown kind": ("Leaves :leaves:`pod basicserver`.", "write one of image, container"),
    "leaves a kind only": ("Leaves :leaves:`image`.", "one name goes after"),
    "leaves two names": ("Leaves :leaves:`image a b`.", "one name goes after"),
    "needs itself": ("Needs :needs:`index`.", "a page can't need itself"),
    "downloads nothing": (".. example-download:: nothing", "no folder examples/nothing"),
    "downloads from elsewhere": (".. example-download:: ..", "no folder examples/.."),
}


@pytest.mark.parametrize(("markup", "words"), CASES.values(), ids=CASES.keys())
def test_misuse(tmp_path: Path, markup: str, words: str) -> None:
    """The warning begins with file:line, which is that of the misused markup, and says what to write."""
    files = {"docs/index.rst": page(markup), "examples/one/a.py": "def two():\n    pass\n"}
    warnings = build(tmp_path, files).warnings
    assert warnings.startswith((f"{tmp_path}/docs/index.rst:4: ERROR: ", f"{tmp_path}/docs/index.rst:4: WARNING: "))
    assert words in warnings


def test_the_right_markup(tmp_path: Path) -> None:
    """What the other tests break is accepted without a warning when it is right."""
    blocks = [
        CONSOLE + "   :terminal: 2\n   :timeout: 5\n   :exit-status: 255\n\n   $ a",
        INCLUDE + "   :pyobject: two",
        INCLUDE + "   :caption: a.py",
        ".. code-block:: yaml\n   :skip: an extract of a long file\n\n   a: 1",
        ".. example-download:: one",
        "Leaves :leaves:`image a:1`, needs :needs:`docker`, :varies:`10.0.0.1`.",
    ]
    files = {"docs/index.rst": page(*blocks), "examples/one/a.py": "def two():\n    pass\n"}
    assert build(tmp_path, files).warnings == ""
