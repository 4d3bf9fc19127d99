"""Pages broken on purpose: which mistakes are drawn from a page, and that a trial knows whether one was noticed."""

from dataclasses import replace
from pathlib import Path

import pytest

from checks.broken import mistakes, trial
from sphinx_gate import settings
from sphinx_gate.read.pages import Pages

from ..guides import ROOT, Guide

PAGE = """\
.. literalinclude:: ../examples/hello.sh
   :caption: hello.sh

.. code-block:: console

   $ sh hello.sh
   hello
   world
   again
   ...
   today
   $ printf '%s\\n' first
   first
"""
HELLO = "# A comment\necho hello\necho world\necho again\necho yesterday\necho today\n"
EXPECTED = [
    ("a word of a shown file changed", 2, {2: "echo olleh"}, 4, 17),
    ("a word of a shown file changed", 3, {3: "echo dlrow"}, 4, 17),
    ("a word of a shown file changed", 4, {4: "echo niaga"}, 4, 17),
    ("a word of a shown file changed", 5, {5: "echo yadretsey"}, 4, 17),
    ("a word of a shown file changed", 6, {6: "echo yadot"}, 4, 17),
    ("a word of an output changed", 10, {10: "   olleh"}, 10, 10),
    ("a word of an output changed", 11, {11: "   dlrow"}, 11, 11),
    ("an output line dropped", 11, {11: None}, 10, 11),
    ("a word of an output changed", 12, {12: "   niaga"}, 12, 12),
    ("a word of an output changed", 14, {14: "   yadot"}, 14, 14),
    ("an option that there is not", 9, {9: "   $ sh --no-such-option hello.sh"}, 9, 14),
    ("a word of an output changed", 16, {16: "   tsrif"}, 16, 16),
    ("an option that there is not", 15, {15: "   $ printf --no-such-option '%s\\n' first"}, 15, 16),
    ("two commands in the other order", 9, {9: "   $ printf '%s\\n' first", 15: "   $ sh hello.sh"}, 9, 16),
]


@pytest.fixture(scope="module")
def guide(tmp_path_factory) -> Guide:
    """A guide with one true page."""
    guide = Guide(tmp_path_factory.mktemp("broken"))
    guide.page("index", PAGE)
    guide.file("examples/hello.sh", HELLO)
    guide.git()
    return guide


@pytest.fixture(scope="module")
def found(guide: Guide) -> list[mistakes.Mistake]:
    """The mistakes that can be made in it."""
    return of_page(guide)


def of_page(guide: Guide) -> list[mistakes.Mistake]:
    """The mistakes that can be made in a guide's page."""
    pages = Pages(settings.read(guide.folder), guide.folder / "_build")
    page = pages.page("docs/index.rst")
    pages.close()
    return list(mistakes.of_page(guide.folder, page))


def test_mistakes_are_drawn_from_the_page(found: list[mistakes.Mistake]) -> None:
    """Those that nobody could notice are not: a comment, a line that a `...` would swallow."""
    assert EXPECTED == [(one.kind, one.line, one.new, one.first, one.last) for one in found]


def test_a_session_that_cannot_begin_may_show_where_its_first_line_is_typed(tmp_path) -> None:
    """A program that doesn't start is noticed by its prompt: where a line is typed there, in a later block too."""
    guide = Guide(tmp_path)
    session = ".. code-block:: console\n   :prompt: >\n\n   > exit\n"
    guide.page("index", f".. code-block:: console\n\n   $ sh -i\n\nNow leave it:\n\n{session}")
    guide.git()
    page = (guide.folder / "docs" / "index.rst").read_text().split("\n")
    ((first, last),) = [(one.first, one.last) for one in of_page(guide)]
    assert ["   $ sh -i", "   > exit"] == [page[first - 1], page[last - 1]]


def trying(guide: Guide, monkeypatch, mistake: mistakes.Mistake) -> trial.Outcome:
    """Tries a mistake."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "gate" / "src"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(guide.cache))
    return trial.run(Path(guide.folder), mistake)


@pytest.mark.parametrize("number", [0, 7, 13])
def test_a_noticed_mistake_is_one(guide: Guide, found: list[mistakes.Mistake], monkeypatch, number: int) -> None:
    """The gate notices a mistake where it was made: in a file, an output, the order of commands."""
    outcome = trying(guide, monkeypatch, found[number])
    assert outcome.noticed, outcome.output


def test_an_unnoticed_mistake_is_none(guide: Guide, found: list[mistakes.Mistake], monkeypatch) -> None:
    """A line that a `...` swallows may change: that is said, not taken for noticed."""
    assert not trying(guide, monkeypatch, found[3]).noticed


def test_a_mistake_noticed_elsewhere_is_none(guide: Guide, found: list[mistakes.Mistake], monkeypatch) -> None:
    """It has to be noticed where it was made."""
    assert not trying(guide, monkeypatch, replace(found[5], first=11, last=12)).noticed


def test_a_true_page_is_true_to_begin_with(guide: Guide, monkeypatch) -> None:
    """Without a mistake the page passes: what is said of the others is said of them."""
    outcome = trying(guide, monkeypatch, mistakes.none("docs/index.rst"))
    assert (False, "exit status 0") == (outcome.noticed, outcome.said)
