"""What a page left behind, held against what it says it leaves."""

import time

from sphinx_gate.engine import inventory, objects, ports
from sphinx_gate.engine.api import EngineGone
from sphinx_gate.engine.inventory import Thing, normal
from sphinx_gate.model import Failure, Page
from sphinx_gate.run import files
from sphinx_gate.run.environment import Place
from sphinx_gate.run.lease import Lease

GRACE_SECONDS = 2  # what was told to end, in the background, may take a moment
POLL_SECONDS = 0.2


class Leftovers:
    """What a page leaves. Made when the page begins, since what is there then is not the page's.

    Inputs: the page, the run's lease, and the page's place.
    """

    def __init__(self, page: Page, lease: Lease, place: Place):
        self._page, self._lease, self._place = page, lease, place
        self._first = len(lease.all_made())  # of the things that the run makes on the engine, the page's first
        self._files = files.there(place)
        self._objects = objects.there(place.environment) if self._has_cluster() else None

    def made(self) -> list[Thing]:
        """What the page has made on the engine so far."""
        return self._lease.all_made()[self._first :]

    def there(self) -> set[Thing]:
        """What of it is still there. Fails with `EngineGone`."""
        return self._lease.there(self._first)

    def check(self, shells: set[int]) -> None:
        """Fails when the page left something that it doesn't declare, or declares what isn't there.

        Inputs: the process ids of its terminals' shells.
        """
        page, declared = self._page, {_declared(left) for left in self._page.leaves}
        deadline = time.monotonic() + GRACE_SECONDS
        while True:
            new = self._new(shells, declared)
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
        if missing := ", ".join(sorted(declared - self._still_there(declared))):
            raise Failure(page.name, page.end(), f"the page says that it leaves {missing}, but it is not there")

    def remove(self, shells: set[int]) -> None:
        """Removes what a page made that failed, so that the next one finds what it would find alone."""
        try:
            removed = objects.remove(self._place.environment, self._new_objects())
        except EngineGone as error:
            removed = [str(error)]
        self._lease.removed += [f"after {self._page.name}: {line}" for line in removed]
        self._lease.remove(f"after {self._page.name}", self._first, shells)

    def _new(self, shells: set[int], declared: set[str]) -> set[Thing]:
        busy = ports.answering(ports.of_page(self._page))
        names = {left.removeprefix("file ") for left in declared if left.startswith("file ")}
        return (
            self.there()
            | self._lease.processes(shells)
            | self._new_objects()
            | {Thing("file", name, name) for name in files.new(self._place, self._files, names)}
            | {Thing("port", str(port), f"{port}, held by {ports.holder(port)}") for port in busy}
        )

    def _new_objects(self) -> set[Thing]:
        if not self._has_cluster():
            return set()
        now = objects.there(self._place.environment)
        new = objects.of_a_new_cluster(now) if self._objects is None else now - self._objects
        return objects.without_contents(new)

    def _has_cluster(self) -> bool:
        return (self._place.home / ".kube" / "config").is_file()

    def _still_there(self, declared: set[str]) -> set[str]:
        """Which of the things declared are there, whoever made them."""
        names = {left.removeprefix("file ") for left in declared if left.startswith("file ")}
        found = {f"file {name}" for name in names if files.exists(self._place, name)}
        if any(left.startswith(tuple(inventory.PATHS)) for left in declared):
            found |= {thing.declaration for thing in inventory.everything(self._lease.engine)}
        if any(left.startswith("object ") for left in declared):
            found |= {thing.declaration for thing in objects.there(self._place.environment)}
        return found


def _declared(left: str) -> str:
    kind, _, name = left.partition(" ")
    return f"image {normal(name)}" if kind == "image" else left
