"""One run of the gate: the only one at a time, in surroundings of its own, and nothing of it stays."""

import contextlib
import fcntl
import json
import os
import shutil
import subprocess
import time

from sphinx_gate.engine import inventory
from sphinx_gate.run.environment import Surroundings
from sphinx_gate.engine.inventory import Thing
from sphinx_gate.model import Page
from sphinx_gate.engine.ownership import Ownership
from standins import Setup, paths


class Busy(Exception):
    """Another run is under way; the sentence says which."""


class Run:
    """The run; it owns the engine from its first page that needs one to `close`.

    Inputs: what the set-up found, and all pages (what they name is the guide's).
    """

    def __init__(self, setup: Setup, pages: list[Page]):
        self.surroundings = Surroundings(setup)
        self._ownership = Ownership(pages)
        self._journal = paths.cache("run.json")
        self._lock = None
        self.before: set[Thing] | None = None  # what the engine held; None: not this run's yet

    @property
    def environment(self) -> dict[str, str]:
        """The environment of the reader's terminals."""
        return self.surroundings.environment

    def own_engine(self) -> None:
        """Makes the engine this run's, once, and removes what a killed run left.

        Raises `Busy` when another run of this user has it, RuntimeError when it doesn't answer.
        """
        if self._lock:
            return
        self._journal.parent.mkdir(parents=True, exist_ok=True)
        lock = self._journal.with_suffix(".lock").open("a+")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            raise Busy(f"another run of the gate is under way ({self._other()}): wait until it has ended") from None
        self._lock = lock
        self._recover()
        self.before = inventory.docker_things(self.environment)
        self._write_journal()

    def of_the_guide(self, things: set[Thing]) -> set[Thing]:
        """Those that this run's pages made; see `Ownership`."""
        return self._ownership.of(things, str(self.surroundings.folder))

    def processes(self) -> set[Thing]:
        """The processes that this run's terminals started, the terminals' shells included."""
        return inventory.processes(self.surroundings.token)

    def remove_new(self, before: set[Thing] | None) -> bool:
        """Removes the run's processes, and what is the guide's and was not there before; False if that's not sure."""
        inventory.remove(self.processes(), self.environment)
        if before is None:
            return True
        with contextlib.suppress(RuntimeError, subprocess.TimeoutExpired):
            inventory.remove(self.of_the_guide(inventory.docker_things(self.environment) - before), self.environment)
            return True
        return False

    def close(self) -> None:
        """Removes what the pages left on purpose, and the run's folder."""
        removed = self.remove_new(self.before)
        if self._lock:
            if removed and self.before is not None:
                self._journal.unlink(missing_ok=True)  # else the next run finds it, and removes what is left
            self._lock.close()
        self.surroundings.close()

    def _other(self) -> str:
        with contextlib.suppress(OSError, ValueError, KeyError):
            journal = json.loads(self._journal.read_text())
            return f"process {journal['process']}, since {journal['since']}"
        return "it has just begun"

    def _write_journal(self) -> None:
        journal = {
            "process": os.getpid(),
            "since": time.strftime("%H:%M:%S"),
            "token": self.surroundings.token,
            "folder": str(self.surroundings.folder),
            "before": [[thing.kind, thing.identity, thing.name] for thing in self.before],
        }
        self._journal.write_text(json.dumps(journal))

    def _recover(self) -> None:
        """Removes what a run left that was killed: its journal is still here, and nobody holds the lock."""
        if not self._journal.exists():
            return
        with contextlib.suppress(ValueError, KeyError):
            journal = json.loads(self._journal.read_text())
            before = {tuple(known) for known in journal["before"]}
            now = inventory.docker_things(self.environment)
            new = {thing for thing in now if (thing.kind, thing.identity, thing.name) not in before}
            left = self._ownership.of(new, journal["folder"]) | inventory.processes(journal["token"])
            inventory.remove(left, self.environment)
            shutil.rmtree(journal["folder"], ignore_errors=True)
        self._journal.unlink()
