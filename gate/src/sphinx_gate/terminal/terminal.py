"""The reader's terminal: an interactive bash in a real pseudo-terminal of 80 columns."""

import contextlib
import ctypes
import os
import re
import secrets
import select
import shlex
import signal
import sys
import termios
import time
import warnings
from collections.abc import Iterable
from pathlib import Path

import pexpect
import psutil

from sphinx_gate.model import KEYS
from sphinx_gate.terminal.screen import Screen

COLUMNS, ROWS = 80, 24
POLL_SECONDS = 0.05
SHORT_POLL_SECONDS = 0.005  # for what takes some milliseconds, and is often waited for
START_TIMEOUT_SECONDS = 60  # of a machine that is busy; bash itself needs 10 ms
GRACE_SECONDS = 5  # from the signal that asks a process to end to the one that ends it
READ_BYTES = 65536
PARTIAL_MARK = re.compile(rb"\x1b(_[^\x1b]*\x1b?)?\Z")  # a mark may come in two pieces: its beginning is kept
PARTIAL_MARK_MAX_BYTES = 64
LOCAL_MODES = 3  # index into the attributes of a terminal
TYPED_MAX_BYTES = 4000  # of more, a terminal that takes whole lines cuts some off, and mixes their echo with output
ERASE_LINE = b"\x15"  # Ctrl-U

PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h
LIBC = ctypes.CDLL(None)


class Terminal:
    """One terminal of a page.

    Inputs: the folder it starts in and the whole environment. A command is typed with `run`; `drain` takes in what
    came since; `status` is its exit status once bash is back at its prompt, and None until then. `gone` says that the
    shell itself has ended.
    """

    def __init__(self, folder: Path, environment: dict[str, str]):
        self.status: int | None = 0
        self.gone = False
        self.changed = time.monotonic()  # when output came, or something was typed, last
        self._pending = b""
        self._echo: bytes | None = None  # of the command that was typed, until it has come
        # Bash prints this mark before it runs a command and, with the exit status, before each prompt. It is an escape
        # sequence that no terminal shows, with a secret in it, so no program's output can be taken for it.
        self._secret = secrets.token_hex(8)
        self._mark = re.compile(rb"\x1b_guide-%s;(\d*)\x1b\\" % self._secret.encode())
        with warnings.catch_warnings():
            # Python 3.12 and later warn of a fork beside threads: the socket in front of the engine has some.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._process = pexpect.spawn(
                "bash", ["--norc", "--noprofile", "--noediting", "-i"],
                cwd=str(folder), env=environment, dimensions=(ROWS, COLUMNS),
                preexec_fn=_heed_signals,
            )  # fmt: skip
        # It has ended when it is closed; pexpect would wait a tenth of a second. Its stubs leave the attribute out.
        self._process.ptyproc.delayafterclose = 0  # type: ignore[attr-defined]
        self._fd: int = self._process.child_fd
        self._modes = termios.tcgetattr(self._fd)
        self.set_up_shell()
        deadline = time.monotonic() + START_TIMEOUT_SECONDS
        while self.status is None:
            drain([self])
            if time.monotonic() > deadline:
                raise TimeoutError("bash did not start")

    @property
    def pid(self) -> int:
        """The process id of its shell."""
        return int(self._process.pid or 0)

    def set_up_shell(self) -> None:
        """Has the shell in front print marks; also one that was started as a command, `exec bash`.

        PS0 is what bash prints before it runs a command. Nothing may come behind the mark at a prompt: a virtual
        environment that is activated sets PS1, which would get into the output of the next command.
        """
        begin = rf"\033_guide-{self._secret};\033\\"
        end = rf"{{ printf '\033_guide-{self._secret};'$?'\033\\'; PS1=; }} 2>/dev/null"
        self.run(f"set +o emacs +o vi; PS2= PS0='{begin}' PROMPT_COMMAND={shlex.quote(end)}")

    def run(self, command: str) -> None:
        """Types a command and Return. What it prints starts on an empty screen."""
        self.clear()
        self.status = None
        typed = command.encode() + b"\n"
        self._echo = typed.replace(b"\n", b"\r\n")
        # Whatever the last command left: `stty -echo`, a killed client.
        self._set_modes(in_lines=len(self._echo) <= TYPED_MAX_BYTES)
        self._send(typed)

    def type(self, text: str, hidden: bool = False) -> None:
        """Types text and Return into the program that runs. hidden: at a prompt that shows nothing of it."""
        if hidden:
            self.screen.end_hidden_line()
        self._send(text.encode() + b"\r")

    def clear(self) -> None:
        """Begins with an empty screen again."""
        self.screen, self._pending = Screen(self._send), b""

    def erase_line(self) -> None:
        """Takes back what stands typed in the line: Ctrl-U."""
        self._send(ERASE_LINE)

    def press(self, key: str, at_prompt: bool = False) -> None:
        """Presses one of KEYS. at_prompt: the last line is a prompt at which nothing else was typed."""
        self.screen.press(key, at_prompt)
        self._send(KEYS[key])

    def read(self) -> None:
        """Takes in what can be read now; notices that the command has ended."""
        try:
            data = os.read(self._fd, READ_BYTES)
        except OSError:
            data = b""
        if not data:
            until = time.monotonic() + POLL_SECONDS
            while self._process.isalive():
                if time.monotonic() > until:
                    return  # it has closed the terminal, and runs on
                time.sleep(SHORT_POLL_SECONDS)
            self.gone = True
            ended = self._process.exitstatus
            self.status = self.status if self.status is not None else (129 if ended is None else ended)
            self.screen.feed(self._pending)
            return
        self.changed = time.monotonic()
        self._pending += data
        if self._echo is not None and not self._drop_echo(self._echo):
            return
        for found in self._mark.finditer(self._pending):
            self.status = int(found[1]) if found[1] else self.status
        partial = PARTIAL_MARK.search(self._pending[-PARTIAL_MARK_MAX_BYTES:])
        ready = len(self._pending) - (len(partial[0]) if partial else 0)
        shown, self._pending = self._pending[:ready], self._pending[ready:]
        self.screen.feed(self._mark.sub(b"", shown))

    def close(self) -> None:
        """Ends the terminal and each process that it started."""
        if self._process.closed:
            return
        with contextlib.suppress(psutil.NoSuchProcess):
            shell = psutil.Process(self._process.pid)
            running = [*shell.children(recursive=True), shell]
            for process in running:
                _end(process, signal.SIGTERM)
                _end(process, signal.SIGHUP)  # what an interactive shell heeds, and a closed terminal sends
            deadline = time.monotonic() + GRACE_SECONDS
            while any(map(_runs, running)) and time.monotonic() < deadline:
                time.sleep(SHORT_POLL_SECONDS)
            for process in filter(_runs, running):
                _end(process, signal.SIGKILL)
        self._process.close(force=True)
        self.gone = True

    def fileno(self) -> int:
        """The file descriptor of its master side, for `select`."""
        return self._fd

    def _drop_echo(self, echo: bytes) -> bool:
        """Takes the echo of the command out of what came; False while it may still come."""
        if echo in self._pending:
            self._pending = self._pending.replace(echo, b"", 1)
        elif mark := self._mark.search(self._pending):
            self._pending = self._pending[mark.start() :]  # there was none, or the end of another program stands in it
            if len(echo) > TYPED_MAX_BYTES:
                self._set_modes()  # else they are set: a program may have others by now
        else:
            return False
        self._echo = None
        return True

    def _set_modes(self, in_lines: bool = True) -> None:
        """Makes the terminal as a program expects it. in_lines: what is typed gets to it line by line, with an echo."""
        modes = [*self._modes]
        if not in_lines:
            modes[LOCAL_MODES] &= ~(termios.ECHO | termios.ICANON)
        with contextlib.suppress(termios.error):
            termios.tcsetattr(self._fd, termios.TCSANOW, modes)

    def _send(self, data: bytes) -> None:
        # A program may take its time to answer, however long it was silent before it was typed to.
        self.changed = time.monotonic()
        with contextlib.suppress(OSError):  # the shell is gone, which `read` notices
            while data:
                data = data[os.write(self._fd, data) :]


def drain(terminals: Iterable[Terminal], seconds: float = POLL_SECONDS) -> None:
    """Takes in what has come in any of the terminals, waiting for it a moment.

    All of a page's terminals are drained whichever is waited for: a program whose output nobody takes stops.
    """
    living = [terminal for terminal in terminals if not terminal.gone]
    ready, _, _ = select.select(living, [], [], seconds)
    for terminal in ready:
        terminal.read()
    if not living:
        time.sleep(seconds)


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
    with contextlib.suppress(psutil.NoSuchProcess):
        process.send_signal(number)
