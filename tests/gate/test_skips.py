"""Skipped blocks are few."""

import pytest

from sphinx_gate.model import Console, Page, Skip
from sphinx_gate.skips import too_many


def pages(blocks: int, skipped: int) -> list[Page]:
    """Two pages with so many blocks together, of which so many are skipped."""
    found = [Skip(page="docs/a.rst", line=number, reason="none") for number in range(1, skipped + 1)]
    found += [Console(page="docs/a.rst", line=number) for number in range(skipped + 1, blocks + 1)]
    return [Page("docs/a.rst", found[:3]), Page("docs/b.rst", found[3:])]


@pytest.mark.parametrize(("blocks", "skipped"), [(0, 0), (3, 0), (50, 1), (100, 2), (149, 2)])
def test_two_of_a_hundred_may_be_skipped(blocks: int, skipped: int) -> None:
    """Up to 2 % of all blocks may be skipped."""
    assert too_many(pages(blocks, skipped)) is None


@pytest.mark.parametrize(("blocks", "skipped"), [(3, 1), (49, 1), (100, 3), (99, 2)])
def test_more_may_not(blocks: int, skipped: int) -> None:
    """One block more is too many."""
    assert f"{skipped} of {blocks} blocks are skipped, more than 2 %" in too_many(pages(blocks, skipped))


def test_what_is_too_many_is_named() -> None:
    """The sentence names each skipped block."""
    assert "run docs/a.rst:1, docs/a.rst:2" in too_many(pages(5, 2))
