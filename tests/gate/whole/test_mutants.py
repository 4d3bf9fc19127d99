"""Pages that are broken on purpose fail, each at its line; a few of them a run."""

import pytest

from ..guides import Guide
from . import mutants

GUIDES = 4


@pytest.fixture(scope="module")
def broken(tmp_path_factory) -> dict:
    """For each broken page, its expected failure and what the run of its guide came to; some guides at a time."""
    runs = []
    for number in range(GUIDES):
        guide = Guide(tmp_path_factory.mktemp("broken"))
        expected = mutants.write(guide, list(mutants.MUTANTS)[number::GUIDES])
        runs.append((guide, expected, guide.start()))
    outcomes = [(expected, guide.outcome(process)) for guide, expected, process in runs]
    return {name: (failure, outcome) for expected, outcome in outcomes for name, failure in expected.items()}


def test_true_page_passes(broken) -> None:
    """The page that all the broken ones are made from is true."""
    assert ["passed"] * 5 == broken["output"][1].statuses("true")


@pytest.mark.parametrize("name", mutants.MUTANTS)
def test_broken_page_fails_at_its_line(broken, name: str) -> None:
    """The page fails once, at the line that isn't true, and says what happened."""
    (line, sentence), outcome = broken[name]
    seen = outcome.failures(name)
    assert [(line, True)] == [(number, sentence in text) for number, text in seen], seen
