"""One run of the gate: surroundings of its own, what it makes known by id, and nothing of it stays."""

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from sphinx_gate.engine import inventory
from sphinx_gate.engine.api import Engine, EngineGone
from sphinx_gate.engine.inventory import Thing
from sphinx_gate.engine.proxy import Proxy
from sphinx_gate.run import journal, processes
from sphinx_gate.run.environment import Surroundings


class Lease:
    """What one run has of this machine: its folder and its socket, of which nothing is there after `close`.

    It begins with removing what runs left that were killed. `removed` has a line for each thing that it removed, or
    tried to.
    """

    def __init__(self) -> None:
        self.engine, self.surroundings = Engine(), Surroundings()
        self._journal = journal.Journal(self.surroundings.token, self.surroundings.folder)
        self._proxy = Proxy(self.surroundings.socket, self.engine, self._note)
        self._lock: IO[str] | None = None
        self.removed = recover()

    def own_engine(self) -> None:
        """Makes the engine this run's. Fails with `journal.Busy` when another run of this user has it."""
        self._lock = self._lock or journal.lock_engine()

    def all_made(self) -> list[Thing]:
        """What the run has made on the engine so far."""
        return list(self._proxy.made)

    def there(self, since: int = 0) -> set[Thing]:
        """What the run made on the engine, from the one numbered `since`, and is still there."""
        return inventory.ours(self.engine, self._proxy.made[since:], self._proxy.made)

    def processes(self, shells: Iterable[int] = ()) -> set[Thing]:
        """The processes that the run's terminals started, but for the terminals' shells."""
        return processes.of(self.surroundings.token, shells)

    def remove(self, why: str, since: int = 0, shells: Iterable[int] = ()) -> bool:
        """Ends the run's processes, removes what it made from the one numbered `since`; False if that's not sure."""
        lines = processes.end(self.processes(shells))
        sure = True
        try:
            lines += inventory.remove(self.engine, self.there(since))
            lines += inventory.give_back(self.engine, self._proxy.made[since:])
        except EngineGone as error:
            lines.append(str(error))
            sure = False
        self.removed += [f"{why}: {line}" for line in lines]
        return sure

    def close(self) -> None:
        """Removes what the pages left on purpose, and the run's folder."""
        clean = self.remove("at the end of the run")
        self._proxy.close()
        self._journal.close(clean)
        self.surroundings.close()
        if self._lock:
            self._lock.close()

    def _note(self, thing: Thing) -> None:
        self._journal.note(self.engine.address, thing)


def recover() -> list[str]:
    """Removes what killed runs left: by their journals, so nothing that anybody else has made since.

    Returns a line for each thing. Where the engine that holds them doesn't answer, their journal stays for a later run.
    """
    lines = []
    for path, dead in journal.dead():
        found = processes.end(processes.of(dead.token)) if dead.token else []
        if Path(dead.folder).name.startswith("gate-"):
            shutil.rmtree(dead.folder, ignore_errors=True)
        try:
            engine = Engine(dead.engine)
            left = inventory.ours(engine, dead.made, dead.made)
            changed = {thing for thing in left if inventory.changed_since(engine, thing, path.stat().st_mtime)}
            found += inventory.remove(engine, left - changed)
            found += [f"{t.declaration} stays: it may have been made anew, or used, since that run" for t in changed]
            found += inventory.give_back(engine, dead.made)
            path.unlink()
        except EngineGone:
            pass
        lines += [f"left by a run that was killed: {line}" for line in found]
    return lines
