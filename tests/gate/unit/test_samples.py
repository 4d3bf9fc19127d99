"""Samples: each is shown before it is typed, and is shown at all."""

import pytest

from sphinx_gate.read import samples

from ..blocks import block, page

ID = "6e92cd66452d"
FINE = [
    [f"$ docker run -d redis:8\n{ID}...", f"$ docker stop {ID}\n{ID}"],
    [f"$ docker run -d redis:8\n{ID}\n$ docker stop {ID}\n{ID}"],
    [f"$ echo\n{ID}"],
]


@pytest.mark.parametrize("texts", FINE)
def test_a_value_that_was_shown_may_be_typed(texts: list[str]) -> None:
    """Once an output has shown a sample, commands may use it."""
    assert [] == samples.check(page(*map(block, texts), varies=[ID]))


def test_a_value_that_nobody_knows_yet_may_not() -> None:
    """A sample in a command before any output has shown it fails at that command."""
    (failure,) = samples.check(page(block(f"$ true\n$ docker stop {ID}\n{ID}"), varies=[ID]))
    assert (13, True) == (failure.line, "before any output has shown it" in failure.sentence)


@pytest.mark.parametrize("output", ["", f"x{ID}", f"{ID}0"])
def test_a_sample_is_shown(output: str) -> None:
    """A sample that no output shows, as a whole word, fails where the page names it."""
    found = page(block(f"$ true\n{output}"), varies=[ID])
    found.places[("varies", ID)] = ("docs/page.rst", 40)
    (failure,) = samples.check(found)
    assert (40, True) == (failure.line, "no output shows" in failure.sentence)
