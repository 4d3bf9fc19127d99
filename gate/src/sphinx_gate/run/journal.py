"""What a run has made, in a file as it is made: if the run is killed, the next one removes exactly that."""

import contextlib
import fcntl
import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from sphinx_gate.engine.inventory import Thing


def cache() -> Path:
    """The gate's folder for what outlives a run, under ${XDG_CACHE_HOME:-~/.cache}."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "sphinx-gate")


class Journal:
    """The file of one run, locked while that run lives. Inputs: the run's token and folder."""

    def __init__(self, token: str, folder: Path):
        self._path = cache() / "runs" / f"{token}.jsonl"
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._path.open("a")
        fcntl.flock(self._file, fcntl.LOCK_EX)
        self._add({"token": token, "folder": str(folder)})

    def note(self, engine: str, thing: Thing) -> None:
        """Notes a thing that was made on the engine at that address. When this returns it is on the disk."""
        self._add({"engine": engine, "made": [thing.kind, thing.identity, thing.name, thing.stamp]})

    def close(self, clean: bool) -> None:
        """Forgets the file; where the run is not sure to have removed everything it stays for the next one."""
        if clean:
            self._path.unlink(missing_ok=True)
        self._file.close()

    def _add(self, entry: dict[str, object]) -> None:
        self._file.write(json.dumps(entry) + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())


@dataclass
class Dead:
    """What is known of a run that was killed."""

    token: str = ""
    folder: str = ""
    engine: str = ""
    made: list[Thing] = field(default_factory=list)


def dead() -> Iterator[tuple[Path, Dead]]:
    """The runs that ended without closing their journal: its path, locked meanwhile, and what it says."""
    for path in sorted((cache() / "runs").glob("*.jsonl")):
        with contextlib.suppress(FileNotFoundError, BlockingIOError), path.open() as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield path, _read(file)


def _read(file: IO[str]) -> Dead:
    found = Dead()
    for line in file:
        try:
            entry = json.loads(line)
        except ValueError:
            break  # killed while it wrote
        if "made" in entry:
            found.made.append(Thing(*entry["made"]))
        found.token = entry.get("token", found.token)
        found.folder = entry.get("folder", found.folder)
        found.engine = entry.get("engine", found.engine)
    return found


class Busy(Exception):
    """Another run is under way; the sentence says which."""


def lock_engine() -> IO[str]:
    """Keeps other runs from the engine until the file is closed that this returns: pages use fixed names and ports.

    Fails with `Busy` where another run has it.
    """
    cache().mkdir(parents=True, exist_ok=True)
    file = (cache() / "engine.lock").open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        other = file.read() or "it has just begun"
        file.close()
        raise Busy(f"another run of the gate is under way ({other}): wait until it has ended") from None
    file.truncate(0)
    file.write(f"process {os.getpid()}, since {time.strftime('%H:%M:%S')}")
    file.flush()
    return file
