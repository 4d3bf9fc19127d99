"""The reader's terminal: an interactive bash in a real pseudo-terminal of 80 columns."""

import contextlib
import ctypes
import os
import re
import secrets
import signal
import sys
import time
from pathlib import Path

import pexpect
import psutil

from sphinx_gate.terminal.screen import Screen

POLL_SECONDS = 0.05
START_TIMEOUT_SECONDS = 20
GRACE_SECONDS = 5  # from the signal that asks a process to end to the one that ends it
PARTIAL_MARK = re.compile(rb"(\x1b(_[^\x1b]*\x1b?)?)?\Z")  # a mark may come in two pieces: its beginning is kept

PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h
LIBC = ctypes.CDLL(None)


class Terminal:
    """One terminal of a page.

    Inputs: the folder it starts in and the whole environment. A command is typed with `type`; `poll` takes in what
    came since; `status` is its exit status once bash is back at its prompt, and None until then.
    """

    def __init__(self, folder: Path, environment: dict[str, str]):
        self._screen = Screen()
        self._pending = b""
        self.status: int | None = 0
        # Bash prints this mark before each prompt. It is an escape sequence that no terminal shows, with a secret in
        # it, so no program's output can be taken for it.
        secret = secrets.token_hex(8)
        self._mark = re.compile(rb"\x1b_guide-%s;(\d+)\x1b\\" % secret.encode())
        self._process = pexpect.spawn(
            "bash", ["--norc", "--noprofile", "--noediting", "-i"],
            cwd=str(folder), env=environment, dimensions=(24, 80), timeout=START_TIMEOUT_SECONDS,
            preexec_fn=_heed_signals,
        )  # fmt: skip
        self._process.delaybeforesend = None
        # Nothing may come behind it: a virtual environment that is activated sets PS1, which would get into the output
        # of the next command.
        self.type(f"stty -echo; PS2= PROMPT_COMMAND='printf \"\\033_guide-{secret};$?\\033\\\\\"; PS1='")
        deadline = time.monotonic() + START_TIMEOUT_SECONDS
        while self.status is None:
            self.poll()
            if time.monotonic() > deadline:
                raise TimeoutError("bash did not start")

    @property
    def pid(self) -> int:
        """The process id of its shell."""
        return self._process.pid

    def type(self, command: str) -> None:
        """Types a command and Return. What it prints starts on an empty screen."""
        self._screen, self._pending, self.status = Screen(), b"", None
        self._process.send(command + "\n")

    def interrupt(self) -> None:
        """Presses Ctrl-C."""
        self._process.send("\x03")

    def lines(self) -> list[str]:
        """What the terminal shows of the last command's output."""
        return self._screen.lines()

    def poll(self) -> None:
        """Takes in the output that has come, waiting for it a moment; notices that the command has ended."""
        try:
            self._pending += self._process.read_nonblocking(65536, timeout=POLL_SECONDS)
        except pexpect.TIMEOUT:
            pass
        except pexpect.EOF:
            self.status = self.status if self.status is not None else 129  # the shell itself is gone
        found = self._mark.search(self._pending)
        if found:
            self._screen.feed(self._pending[: found.start()])
            self._pending, self.status = b"", int(found[1])
        else:
            kept = PARTIAL_MARK.search(self._pending).start()
            self._screen.feed(self._pending[:kept])
            self._pending = self._pending[kept:]

    def close(self) -> None:
        """Ends the terminal and each process that it started."""
        with contextlib.suppress(psutil.NoSuchProcess):
            shell = psutil.Process(self._process.pid)
            started = shell.children(recursive=True)
            for process in started:
                _end(process, signal.SIGTERM)
            deadline = time.monotonic() + GRACE_SECONDS
            while any(map(_runs, started)) and time.monotonic() < deadline:
                time.sleep(POLL_SECONDS)
            for process in filter(_runs, started):
                _end(process, signal.SIGKILL)
        self._process.close(force=True)


def _heed_signals() -> None:
    """What a new terminal heeds, whatever this process ignores and would hand down.

    Python ignores SIGPIPE; a shell's background jobs, in which a run may have been started, ignore Ctrl-C.
    """
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGPIPE, signal.SIGTERM, signal.SIGHUP, signal.SIGTSTP):
        signal.signal(number, signal.SIG_DFL)
    if sys.platform == "linux":
        # What loses its parent comes back to this terminal's shell, so that it is known whose it is.
        LIBC.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _runs(process: psutil.Process) -> bool:
    # A zombie has ended; where nobody collects it, as in many containers, it stays.
    with contextlib.suppress(psutil.NoSuchProcess):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


def _end(process: psutil.Process, number: int) -> None:
    with contextlib.suppress(psutil.NoSuchProcess, ProcessLookupError):
        os.kill(process.pid, number)
