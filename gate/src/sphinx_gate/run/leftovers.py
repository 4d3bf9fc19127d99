"""What a page left behind, held against what it says it leaves."""

import time
from dataclasses import dataclass
from pathlib import Path

from sphinx_gate.engine import inventory, objects, ports
from sphinx_gate.engine.inventory import Thing, normal
from sphinx_gate.model import Failure, Page
from sphinx_gate.run import files
from sphinx_gate.run.environment import Place
from sphinx_gate.run.lease import Lease

GRACE_SECONDS = 2  # what was told to end, in the background, may take a moment
POLL_SECONDS = 0.2


@dataclass(frozen=True)
class Before:
    """What there was when a page began.

    `made` is how many things the run had made on the engine; `objects` is None where there was no cluster.
    """

    made: int
    files: set[Path]
    objects: set[Thing] | None


def look(lease: Lease, place: Place) -> Before:
    """What there is when a page begins."""
    known = objects.there(place.environment) if _configured(place) else None
    return Before(len(lease.all_made()), files.there(place), known)


def check(page: Page, lease: Lease, place: Place, before: Before, shells: set[int]) -> None:
    """Fails when the page left something that it doesn't declare, or declares what isn't there.

    Inputs: what there was when the page began, and the process ids of its terminals' shells.
    """
    declared = {_declared(left) for left in page.leaves}
    deadline = time.monotonic() + GRACE_SECONDS
    while True:
        new = _new(page, lease, place, before, shells, declared)
        kept = {thing for thing in new if thing.declaration in declared}
        used = {name for thing in kept for name in thing.volumes}
        left = {thing for thing in new - kept if not (thing.kind == "volume" and thing.name in used)}
        # An image whose name a later build took is in nobody's list of things to tidy up, as a build's cache is; no
        # page could name it, or remove it without removing others' too. The run removes it at its end.
        left = {thing for thing in left if not (thing.kind == "image" and thing.name == inventory.UNTAGGED)}
        if not left or time.monotonic() > deadline:
            break
        time.sleep(POLL_SECONDS)
    if left:
        way_out = "clean it up in the page, or declare it there with the role `leaves`"
        raise Failure(page.name, page.end(), f"the page leaves {', '.join(sorted(map(str, left)))}: {way_out}")
    missing = sorted(declared - _there(lease, place, declared))
    if missing:
        raise Failure(page.name, page.end(), f"the page says that it leaves {', '.join(missing)}, but it is not there")


def remove(page: Page, lease: Lease, place: Place, before: Before, shells: set[int]) -> None:
    """Removes what a page made that failed, so that the next one finds what it would find alone."""
    if new := _new_objects(place, before.objects):
        lease.removed += [f"after {page.name}: {line}" for line in objects.remove(place.environment, new)]
    lease.remove(f"after {page.name}", before.made, shells)


def _new(page: Page, lease: Lease, place: Place, before: Before, shells: set[int], declared: set[str]) -> set[Thing]:
    busy = ports.answering(ports.of_text(page.text()))
    names = {left.removeprefix("file ") for left in declared if left.startswith("file ")}
    return (
        lease.there(before.made)
        | lease.processes(shells)
        | _new_objects(place, before.objects)
        | {Thing("file", name, name) for name in files.new(place, before.files, names)}
        | {Thing("port", str(port), f"{port}, held by {ports.holder(port)}") for port in busy}
    )


def _new_objects(place: Place, before: set[Thing] | None) -> set[Thing]:
    if not _configured(place):
        return set()
    now = objects.there(place.environment)
    return objects.without_contents(objects.of_a_new_cluster(now) if before is None else now - before)


def _configured(place: Place) -> bool:
    return (place.home / ".kube" / "config").is_file()


def _declared(left: str) -> str:
    kind, _, name = left.partition(" ")
    return f"image {normal(name)}" if kind == "image" else left


def _there(lease: Lease, place: Place, declared: set[str]) -> set[str]:
    """Which of the things declared are there, whoever made them."""
    found = {left for left in declared if left.startswith("file ") and files.exists(place, left.removeprefix("file "))}
    if any(left.startswith(tuple(inventory.PATHS)) for left in declared):
        found |= {thing.declaration for thing in inventory.everything(lease.engine)}
    if any(left.startswith("object ") for left in declared):
        found |= {thing.declaration for thing in objects.there(place.environment)}
    return found
