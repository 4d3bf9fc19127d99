"""Runs pytest in a process of its own, quickly: forked from a clean one that has imported what each run imports."""

import multiprocessing
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sphinx.application import builtin_extensions

LIMIT_SECONDS = 120
_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["pytest", "pexpect", "psutil", "pyte", "markdown_it", *builtin_extensions])


class Process:
    """A run of pytest. Inputs: its arguments, the folder it starts in, its environment, and a file for its output."""

    def __init__(self, arguments: tuple[str, ...], folder: Path, environment: dict[str, str], output: Path):
        self._output = output
        self._process = _CONTEXT.Process(target=_run, args=(arguments, folder, environment, output), daemon=True)
        self._process.start()

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    def until(self, done: Callable[[], object]) -> None:
        """Waits until something is so while it runs. Fails with AssertionError if it isn't for too long."""
        deadline = time.monotonic() + LIMIT_SECONDS
        while not done():
            assert time.monotonic() < deadline and self._process.is_alive(), self._output.read_text()
            time.sleep(0.05)

    def wait(self) -> tuple[int, str]:
        """Its exit status and what it printed, once it has ended. Fails with AssertionError if it doesn't."""
        self._process.join(LIMIT_SECONDS)
        assert not self._process.is_alive(), self._output.read_text()
        return self._process.exitcode, self._output.read_text()


def _run(arguments: tuple[str, ...], folder: Path, environment: dict[str, str], output: Path) -> None:
    with output.open("w") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    sys.stdout, sys.stderr = os.fdopen(1, "w", buffering=1), os.fdopen(2, "w", buffering=1)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    tempfile.tempdir = None  # to be taken from the environment anew
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # under nohup these tests would hand down that it is ignored
    sys.path.insert(0, str(folder))
    sys.exit(pytest.main(list(arguments)))
