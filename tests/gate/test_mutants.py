"""Pages that are broken on purpose fail, each at its line; all of them in one run."""

import pytest

from . import mutants
from .guides import Guide


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    """The guide of broken pages: the expected failures, and what its one run came to."""
    guide = Guide(tmp_path_factory.mktemp("broken"))
    expected = mutants.write(guide)
    return guide, expected, guide.run()


def test_true_page_passes(broken) -> None:
    """The page that all the broken ones are made from is true."""
    assert ["passed"] * 5 == broken[2].statuses("true")


@pytest.mark.parametrize("name", mutants.MUTANTS)
def test_broken_page_fails_at_its_line(broken, name: str) -> None:
    """The page fails once, at the line that isn't true, and says what happened."""
    _, expected, outcome = broken
    line, sentence = expected[name]
    seen = outcome.failures(name)
    assert [(line, True)] == [(number, sentence in text) for number, text in seen], seen
