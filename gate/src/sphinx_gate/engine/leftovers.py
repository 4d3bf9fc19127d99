"""What a page left behind, held against what it says it leaves."""

import time

from sphinx_gate.engine import inventory, ports
from sphinx_gate.engine.inventory import Thing
from sphinx_gate.model import Failure, Page
from sphinx_gate.engine.ownership import may_be_from
from sphinx_gate.run.page import PageRun
from sphinx_gate.run.lease import Run

GRACE_SECONDS = 2  # what was told to end, in the background, may take a moment
POLL_SECONDS = 0.2


def check(page: Page, page_run: PageRun, run: Run, before: set[Thing] | None) -> None:
    """Fails when the page left something that it doesn't declare, or declares what isn't there.

    Inputs: what the engine held when the page began; None for a page that uses no engine.
    """
    declared, line = set(page.leaves), page.end()
    deadline = time.monotonic() + GRACE_SECONDS
    while True:
        there = inventory.docker_things(run.environment) if before is not None else set()
        new = _new(page, page_run, run, there - (before or set()))
        kept = {thing for thing in there if thing.declaration in declared}
        undeclared = sorted(str(thing) for thing in new - kept - _volumes_of(kept, there))
        if not undeclared or time.monotonic() > deadline:
            break
        time.sleep(POLL_SECONDS)
    if undeclared:
        way_out = "clean it up in the page, or declare it there with the role `leaves`"
        raise Failure(page.name, line, f"the page leaves {', '.join(undeclared)}: {way_out}")
    missing = sorted(declared - {thing.declaration for thing in kept})
    if missing:
        raise Failure(page.name, line, f"the page says that it leaves {', '.join(missing)}, but it is not there")


def _new(page: Page, page_run: PageRun, run: Run, there: set[Thing]) -> set[Thing]:
    new = {thing for thing in run.processes() if thing.identity not in page_run.shells()}
    # Somebody else may use the engine meanwhile: what the page can't have made is none of its left-overs.
    others = {thing for thing in there if not may_be_from(page, thing)}
    new |= there - others - _volumes_of(others, there)
    busy = [port for port in ports.of_text(page.text()) if ports.answers(port)]
    return new | {Thing("port", str(port), f"{port}, held by {ports.holder(port)}") for port in busy}


def _volumes_of(things: set[Thing], there: set[Thing]) -> set[Thing]:
    """The volumes, most of them without a name, that containers or a cluster's nodes use."""
    names = {name for thing in things for name in thing.mounts.split(",")}
    return {thing for thing in there if thing.kind == "volume" and thing.name in names}
