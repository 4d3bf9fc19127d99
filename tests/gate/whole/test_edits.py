"""Edits: a diff on a page changes a file that the reader has, or is done in the editor that a command opens."""

import pytest

from ..guides import Guide

FILE = ".. literalinclude:: ../examples/a.txt\n   :caption: a.txt\n\n"
EDIT = ".. code-block:: diff\n   :caption: a.txt\n\n    one\n   -two\n   +2\n\n"
SHOW = ".. code-block:: console\n\n   $ cat a.txt\n"
OPEN = ".. code-block:: console\n\n   $ $EDITOR a.txt\n\n"
HERE = ".. code-block:: diff\n\n   -two\n   +2\n\n"
WINDOWS = ".. code-block:: console\n\n   $ printf 'one\\r\\ntwo\\r\\nthree\\r\\n' > a.txt\n\n"
COUNT = ".. code-block:: console\n\n   $ grep -c $'\\r' a.txt; tr -d '\\r' < a.txt\n   3\n   one\n   2\n   three\n"
LATIN = ".. code-block:: console\n\n   $ printf 'caf\\351\\n' > a.txt\n\n"
# name: (page, line of its failure or None, words)
PAGES = {
    "a file is changed": (f"{FILE}{EDIT}{SHOW}   one\n   2\n   three\n", None, ""),
    "in an editor": (f"{FILE}{OPEN}{HERE}{SHOW}   one\n   2\n   three\n", None, ""),
    "twice in an editor": (
        f"{FILE}{OPEN}{HERE}{OPEN}{HERE.replace('two', 'one')}{SHOW}   2\n   2\n   three\n",
        None,
        "",
    ),
    "line ends of Windows": (f"{WINDOWS}{EDIT}{COUNT}", None, ""),
    "line ends of Windows, in an editor": (f"{WINDOWS}{OPEN}{HERE}{COUNT}", None, ""),
    "a file that is no UTF-8": (f"{LATIN}{EDIT}", 8, "`a.txt` is not UTF-8"),
    "no UTF-8, in an editor": (f"{LATIN}{OPEN}{HERE}", 12, "`a.txt` is not UTF-8"),
    "a file that isn't there": (EDIT, 4, "there is no file `a.txt`"),
    "lines that aren't there": (f"{FILE}{EDIT.replace('two', 'four')}", 10, "is not in `a.txt`"),
    "not in the editor": (f"{FILE}{OPEN}{HERE.replace('two', 'four')}", 13, "is not in the editor"),
    "no editor": (f"{FILE}{SHOW}   one\n   two\n   three\n\n{HERE}", 14, "opened no editor"),
    "an editor and no edit": (f"{FILE}{OPEN}{HERE}{OPEN}", 18, "no diff on the page says"),
}


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """A run of all these pages."""
    guide = Guide(tmp_path_factory.mktemp("edits"))
    guide.file("examples/a.txt", "one\ntwo\nthree\n")
    for number, (text, _, _) in enumerate(PAGES.values()):
        guide.page(f"p{number}", text)
    return guide.run()


@pytest.mark.parametrize("case", PAGES)
def test_edits_are_made(ran, case: str) -> None:
    """A diff is done where its lines are, exactly once; else the page fails, and says why."""
    _, line, words = PAGES[case]
    seen = ran.failures(f"p{list(PAGES).index(case)}")
    expected = [(line, True)] if line else []
    assert expected == [(at, words in said or words in ran.text) for at, said in seen], ran.text
