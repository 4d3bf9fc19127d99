"""The processes of a page: what its terminals started, and what that started."""

import contextlib
import os
import sys
from collections.abc import Iterable
from pathlib import Path

import psutil

from sphinx_gate.engine.inventory import Thing
from sphinx_gate.run.environment import TOKEN


def of(token: str, shells: Iterable[int] = ()) -> set[Thing]:
    """The processes that run: all below the terminals' shells, and all with the run's token in their environment.

    On Linux what loses its parent comes back to its terminal's shell, so a process without the token is found, too, as
    long as that shell lives.
    """
    found: dict[int, psutil.Process] = {}
    shells = set(shells)
    for shell in shells:
        with contextlib.suppress(psutil.Error):
            found |= {child.pid: child for child in psutil.Process(shell).children(recursive=True)}
    for pid in psutil.pids():
        with contextlib.suppress(psutil.Error, OSError):
            if _has(pid, token):
                found[pid] = psutil.Process(pid)
    things = set()
    for pid, process in found.items():
        with contextlib.suppress(psutil.Error, OSError):
            if pid not in shells | {os.getpid()} and process.status() != psutil.STATUS_ZOMBIE:
                things.add(Thing("process", str(pid), " ".join(process.cmdline()) or process.name()))
    return things


def _has(pid: int, token: str) -> bool:
    """Whether a process has the token in its environment."""
    if sys.platform == "linux":  # half of the time that psutil takes, which makes a dictionary of it
        return f"{TOKEN}={token}".encode() in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    return bool(psutil.Process(pid).environ().get(TOKEN) == token)


def end(things: Iterable[Thing]) -> list[str]:
    """Kills processes. Returns a line for each."""
    ended = []
    for thing in things:
        with contextlib.suppress(psutil.Error):
            psutil.Process(int(thing.identity)).kill()
            ended.append(str(thing))
    return ended
