"""What counts as left by a page, on an engine that others use too."""

import pytest

from sphinx_gate.engine import inventory, leftovers
from sphinx_gate.engine.inventory import Thing
from sphinx_gate.model import Failure, Page

from .blocks import block

NODE = Thing("cluster", "c1", "guide", "kindest/node:v1.36.1", f"{'a' * 64},/lib/modules")
VOLUME = Thing("volume", "a" * 64, "a" * 64)
THEIRS = Thing("container", "c2", "theirs", "postgres:17", "a" * 64)


class Idle:
    """A run, and a page's terminals, without processes."""

    environment: dict = {}  # noqa: RUF012 - never changed

    def processes(self) -> set:
        """No process of the run."""
        return set()

    shells = processes


def left(monkeypatch, things: set[Thing], leaves: list[str]) -> str:
    """What the check says of a page after which these things are there, empty if nothing."""
    monkeypatch.setattr(inventory, "docker_things", lambda environment: things)
    monkeypatch.setattr(leftovers, "GRACE_SECONDS", 0)
    page = Page("docs/page.rst", [block("$ kind create cluster --name guide")], leaves=leaves)
    try:
        leftovers.check(page, Idle(), Idle(), set())
    except Failure as failure:
        return failure.sentence
    return ""


CASES = [
    ({NODE}, [], "the page leaves cluster guide"),
    ({NODE, VOLUME}, ["cluster guide"], ""),
    (set(), ["cluster guide"], "the page says that it leaves cluster guide, but it is not there"),
    ({VOLUME}, [], f"the page leaves volume {'a' * 64}"),
    ({THEIRS, VOLUME}, [], ""),
]


@pytest.mark.parametrize(("things", "leaves", "said"), CASES)
def test_what_a_page_leaves(monkeypatch, things: set[Thing], leaves: list[str], said: str) -> None:
    """A cluster counts with its nodes' volumes; a volume that somebody else's container uses is not the page's."""
    sentence = left(monkeypatch, things, leaves)
    assert said == sentence.partition(":")[0].partition(" (of")[0]
