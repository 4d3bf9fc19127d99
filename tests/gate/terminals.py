"""A terminal for tests, with a short way to type a command and see what came."""

import os
import time
from pathlib import Path

import psutil

from sphinx_gate.terminal.terminal import Terminal, drain

LIMIT_SECONDS = 20


def environment(folder: Path) -> dict[str, str]:
    """What a terminal's shell has to have in its environment; the folder is its home, too."""
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "TERM": "xterm", "LC_ALL": "C.UTF-8"}


class Typist:
    """Someone at a terminal in a folder."""

    def __init__(self, folder: Path):
        self.terminal = Terminal(folder, environment(folder))

    def start(self, command: str, until: str) -> None:
        """Types a command and waits until it has printed a text."""
        self.terminal.run(command)
        self.wait(lambda: until in "\n".join(self.terminal.screen.lines()))

    def run(self, command: str) -> list[str]:
        """Types a command and waits for its end: what it printed."""
        self.terminal.run(command)
        return self.end()

    def end(self) -> list[str]:
        """Waits until the command has ended: what it printed."""
        self.wait(lambda: self.terminal.status is not None)
        return self.terminal.screen.lines()

    def wait(self, done) -> None:
        """Takes in output until something is so. Fails with AssertionError when it isn't for too long."""
        deadline = time.monotonic() + LIMIT_SECONDS
        while not done():
            assert time.monotonic() < deadline, self.terminal.screen.lines()
            drain([self.terminal])


def running(marker: str) -> list[int]:
    """The processes that have a text in their command line."""
    found = psutil.process_iter(["cmdline"])
    alive = [process for process in found if marker in " ".join(process.info["cmdline"] or [])]
    return [process.pid for process in alive if process.status() != psutil.STATUS_ZOMBIE]
