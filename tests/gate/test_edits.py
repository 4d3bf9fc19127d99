"""Edits: how a diff is read, and what it does to a file."""

import pytest

from sphinx_gate.model import Edit, Failure, Line
from sphinx_gate.read import edits

FILE = "one\ntwo\n  three\n\ntwo\nfour\n"


def edit(text: str) -> Edit:
    """A diff of the file `a.txt`, whose first line is line 12."""
    lines = tuple(Line(line, 12 + index) for index, line in enumerate(text.split("\n")))
    return Edit(page="docs/page.rst", line=10, caption="a.txt", lines=lines)


MADE = {
    "-one\n+1": "1\ntwo\n  three\n\ntwo\nfour\n",
    " one\n-two\n+2": "one\n2\n  three\n\ntwo\nfour\n",
    " four\n+five": "one\ntwo\n  three\n\ntwo\nfour\nfive\n",
    "-  three\n-": "one\ntwo\ntwo\nfour\n",
    "-one\n+1\n...\n two\n-four\n+4": "1\ntwo\n  three\n\ntwo\n4\n",
    "   three\n\n+new\n two": "one\ntwo\n  three\n\nnew\ntwo\nfour\n",
}


@pytest.mark.parametrize("text", MADE)
def test_old_lines_give_way_to_new_ones(text: str) -> None:
    """Lines behind `-` go, those behind `+` come, those behind a blank say where, `...` parts two places."""
    assert MADE[text] == edits.apply(edit(text), FILE)


WRONG = {
    "-two\n+2": (12, "what this changes is 2 times in `a.txt`"),
    "-five\n+5": (12, "what this changes is not in `a.txt`"),
    " one\n-four\n+4": (12, "what this changes is not in `a.txt`"),
    "-one\n+1\n...\n-one\n+2": (15, "what this changes is not in `a.txt`"),
    "+five": (12, "nothing says where this goes"),
    " one\n two": (12, "this changes nothing"),
    "one": (12, "a line of a diff begins with"),
    "@@ -1 +1 @@\n-one\n+1": (12, "a line of a diff begins with"),
    "...": (10, "an empty diff"),
}


@pytest.mark.parametrize("text", WRONG)
def test_an_edit_that_cannot_be_made_says_where(text: str) -> None:
    """What is changed has to be there exactly once; what is no diff fails at its line."""
    line, words = WRONG[text]
    with pytest.raises(Failure) as caught:
        edits.apply(edit(text), FILE)
    assert (line, True) == (caught.value.line, words in caught.value.sentence), caught.value.sentence
