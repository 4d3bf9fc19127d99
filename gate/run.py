"""One run of the gate: who may run, where, and that nothing stays behind, even of a run that was killed."""

import contextlib
import fcntl
import json
import os
import re
import shutil
import subprocess
import time
from pathlib import Path

from gate import inventory, ports
from gate.environment import Surroundings
from gate.inventory import Thing
from gate.model import Failure, Page
from offline import Setup

BUILT = re.compile(r"docker (?:build|image build) .*?(?:-t|--tag)[ =](\S+)")
NAMED = re.compile(r"--name[ =](\S+)")
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "containers-guide"


class Busy(Exception):
    """Another run is under way; the sentence says which."""


class Run:
    """The run that owns the engine, from its first page that needs one to `close`.

    Inputs: what the set-up found, and all pages (what they name is the guide's).
    Raises `Busy` when another run is under way, on this machine and by this user.
    """

    def __init__(self, setup: Setup, pages: list[Page]):
        self.surroundings = Surroundings(setup)
        text = "\n".join(page.text() for page in pages)
        self._names = made_by(text) | {left.partition(" ")[2] for page in pages for left in page.leaves}
        self._built = set(BUILT.findall(text))
        self._journal = CACHE / "run.json"
        self._lock = None
        self._before: set[Thing] | None = None

    def own_engine(self) -> None:
        """Makes the engine this run's; once. Removes what a killed run left; refuses to touch what a user made."""
        if self._lock:
            return
        CACHE.mkdir(parents=True, exist_ok=True)
        self._lock = (CACHE / "run.lock").open("a+")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._lock = None
            raise Busy(f"another run of the gate is under way ({self._written()}): wait until it has ended") from None
        self._recover()
        self._before = inventory.docker_things(self.environment)
        self._write_journal()

    @property
    def environment(self) -> dict[str, str]:
        """The environment of the reader's terminals."""
        return self.surroundings.environment

    def _written(self) -> str:
        with contextlib.suppress(OSError, ValueError, KeyError):
            journal = json.loads(self._journal.read_text())
            return f"process {journal['process']}, since {journal['since']}"
        return "it has just begun"

    def _write_journal(self) -> None:
        known = [[thing.kind, thing.identity, thing.name] for thing in self._before]
        journal = {"process": os.getpid(), "since": time.strftime("%H:%M:%S"), "token": self.surroundings.token}
        journal |= {"folder": str(self.surroundings.folder), "before": known}
        self._journal.write_text(json.dumps(journal))

    def _recover(self) -> None:
        """Removes what a run left that was killed: its journal is still here, and nobody holds the lock."""
        if not self._journal.exists():
            return
        with contextlib.suppress(ValueError, KeyError):
            journal = json.loads(self._journal.read_text())
            before = {(kind, identity, name) for kind, identity, name in journal["before"]}
            now = inventory.docker_things(self.environment)
            new = {thing for thing in now if (thing.kind, thing.identity, thing.name) not in before}
            inventory.remove(self.of_the_guide(new, journal["folder"]) | inventory.processes(journal["token"]), self.environment)
            shutil.rmtree(journal["folder"], ignore_errors=True)
        self._journal.unlink()

    def of_the_guide(self, things: set[Thing], folder: str = "") -> set[Thing]:
        """Those that pages made: named in their commands, of an image they build, or mounting the run's folder.

        Only these are ever removed: somebody else may use the engine at the same time.
        """
        folder = folder or str(self.surroundings.folder)
        return {
            thing
            for thing in things
            if thing.kind == "process"
            or thing.name in self._names
            or thing.image in self._built
            or any(mount.startswith(folder) for mount in thing.mounts.split(","))
        }

    def refuse_foreign(self, page: Page) -> None:
        """Fails, with the way out, when a port that the page uses, or a thing that it makes, is there already."""
        for port in ports.of_text(page.text()):
            if ports.answers(port):
                raise Failure(page.name, 1, f"port {port} is taken by {ports.holder(port)}: stop that, then run again")
        removals = {"container": "docker rm -f", "image": "docker image rm"}
        for thing in sorted(self._before or (), key=str):
            makes = made_by(page.text())
            if thing.kind in removals and thing.name in makes:
                way_out = f"{removals[thing.kind]} {thing.name}"
                raise Failure(page.name, 1, f"the {thing} is not this run's; if you can spare it: {way_out}")

    def processes(self) -> set[Thing]:
        """The processes that this run's terminals started, the terminals' shells included."""
        return inventory.processes(self.surroundings.token)

    def remove_new(self, before: set[Thing] | None) -> bool:
        """Removes the run's processes, and what is the guide's and was not there before; False if that's not sure."""
        inventory.remove(self.processes(), self.environment)
        if before is None:
            return self._before is None
        with contextlib.suppress(RuntimeError, subprocess.TimeoutExpired):
            new = inventory.docker_things(self.environment) - before
            inventory.remove(self.of_the_guide(new), self.environment)
            return True
        return False

    def close(self) -> None:
        """Removes what the pages left on purpose, and the run's folder."""
        # Where the engine is gone, the journal stays: the next run that finds one removes what is left.
        if self.remove_new(self._before) and self._lock:
            self._journal.unlink(missing_ok=True)
        if self._lock:
            self._lock.close()
        self.surroundings.close()


def made_by(text: str) -> set[str]:
    """The names that commands give: images by -t, containers by --name, the node of a kind cluster."""
    images = set(BUILT.findall(text))
    named = set(NAMED.findall(text))
    return images | named | {f"{name}-control-plane" for name in named}
