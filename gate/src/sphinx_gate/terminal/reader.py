"""The reader at one terminal: types what a block shows, waits as a reader would, and compares what comes."""

import time
from pathlib import Path

from sphinx_gate.compare import lines as compare
from sphinx_gate.engine import ports
from sphinx_gate.report.failure import comparison, how_to_update
from sphinx_gate.model import Console as Block, Failure, Step
from sphinx_gate.terminal.terminal import Terminal
from sphinx_gate.report.update import Updates
from sphinx_gate.compare.values import Values

COMMAND_TIMEOUT_SECONDS = 60  # of a command whose block says nothing else
ECHOED_INTERRUPT = "^C"  # a terminal echoes Ctrl-C so, at the beginning of what follows
LAST_LINES = 10


class Reader:
    """One terminal of a page, and the steps taken there.

    Inputs: the folder and environment the terminal starts in, the page's values, and where to note new outputs
    (None: a difference fails). Each step raises `Failure`, at its line, if it isn't true.
    """

    def __init__(self, folder: Path, environment: dict[str, str], values: Values, updates: Updates | None):
        self.terminal = Terminal(folder, environment)
        self._values, self._updates = values, updates
        self._typed: Step | None = None  # the last command
        self._shown = 0  # lines of its output compared already
        self._deadline = 0.0

    def take(self, block: Block, step: Step) -> None:
        """Takes one step of a block in this terminal."""
        self._limit = block.timeout_seconds or COMMAND_TIMEOUT_SECONDS
        self._deadline = time.monotonic() + self._limit
        if step.kind == "command":
            self._type(block, step)
        elif step.kind == "more":
            self._await_output(block, step)
        elif step.kind == "key" and step.text == "^C":
            self._interrupt(block, step)

    def _type(self, block: Block, step: Step) -> None:
        self._typed, self._shown = step, 0
        waited = ports.of_command(step.text, step.shown()) if step.keeps_running else []
        for port in waited:
            if ports.answers(port):
                self._fail(
                    block,
                    step,
                    f"needs port {port}, taken by {ports.holder(port)}: stop that, then run again",
                )
        self.terminal.type(step.text)
        if not step.keeps_running:
            self._await_end(block, step)
            self._check(block, step, self.terminal.lines())
            return
        self._await_output(block, step)
        for port in waited:
            while not ports.answers(port):
                self._poll_running(block, step, f"nothing answers on port {port}")

    def _interrupt(self, block: Block, step: Step) -> None:
        self.terminal.poll()
        if self.terminal.status is not None:
            said = f"ended by itself, with exit status {self.terminal.status}, before this Ctrl-C"
            self._fail(block, step, said, [f"    {line}" for line in self._unseen()[-LAST_LINES:]])
        # Output that came before Ctrl-C and wasn't shown yet is compared with what the page shows now: none is dropped.
        self.terminal.interrupt()
        self._await_end(block, step)
        lines = self._unseen()
        if lines and lines[0].startswith(ECHOED_INTERRUPT):
            rest = lines[0].removeprefix(ECHOED_INTERRUPT)
            lines[:1] = [rest] if rest else []
        elif lines[:1] == [""]:
            del lines[0]  # bash goes to a new line after the ^C that a terminal shows
        self._check(block, step, lines)

    def _unseen(self) -> list[str]:
        return self.terminal.lines()[self._shown :]

    def _await_end(self, block: Block, step: Step) -> None:
        while self.terminal.status is None:
            self.terminal.poll()
            if self.terminal.status is None and time.monotonic() > self._deadline:
                shown = [f"    {line}" for line in self.terminal.lines()[-LAST_LINES:]]
                self.terminal.close()
                said = f"has not ended in {self._limit} seconds: give it a `:timeout:`, or show `^C` if it is a server"
                self._fail(block, step, said, ["  last lines that it printed:", *shown])

    def _await_output(self, block: Block, step: Step) -> None:
        """Waits until a running command has printed what the page shows of it, or can't any more."""
        while True:
            self.terminal.poll()
            lines = self._unseen()
            # On a copy: a line that is still half printed must not give a sample its value.
            if compare.agree(compare.compare(step.expected(), lines, self._values.copy())):
                break
            if self.terminal.status is not None or time.monotonic() > self._deadline:
                break
        self._must_run(block, step, lines)
        self._check(block, step, lines, f"has not printed this in {self._limit} seconds")
        self._shown += len(lines)

    def _poll_running(self, block: Block, step: Step, sentence: str) -> None:
        self.terminal.poll()
        self._must_run(block, step, self.terminal.lines())
        if time.monotonic() > self._deadline:
            self._fail(block, step, f"{sentence} after {self._limit} seconds")

    def _must_run(self, block: Block, step: Step, lines: list[str]) -> None:
        if self.terminal.status is not None:
            self._differs(block, step, lines, f"ended, with exit status {self.terminal.status}, instead of running on")

    def _check(self, block: Block, step: Step, actual: list[str], sentence: str = "") -> None:
        """Compares output and, of what has ended, exit status with what the page shows."""
        pairs = compare.compare(step.expected(), actual, self._values)
        status, wanted = self.terminal.status, step.exit_status
        wrong_status = status is not None and status != wanted
        if not compare.agree(pairs):
            if self._updates is None or wrong_status:
                self._differs(block, step, actual, sentence or "printed something else than the page shows")
            self._updates.note(block, step, pairs, actual, self._values)
        if wrong_status:
            shown = [f"    {line}" for line in actual[-LAST_LINES:]]
            self._fail(block, step, f"ended with exit status {status}, the page says {wanted}", shown)

    def _differs(self, block: Block, step: Step, actual: list[str], sentence: str) -> None:
        pairs = compare.compare(step.expected(), actual, self._values)
        line, details = comparison(step, pairs, actual)
        self._fail(block, step, sentence, [*details, *how_to_update(block)], line)

    def _fail(
        self, block: Block, step: Step, sentence: str, details: list[str] | None = None, line: int | None = None
    ) -> None:
        command = (self._typed or step).text.splitlines()[0]
        status = "none, it still runs" if self.terminal.status is None else str(self.terminal.status)
        head = [
            ("section", block.section),
            ("terminal", block.terminal),
            ("command", command),
            ("exit status", status),
        ]
        lines = [f"  {name + ':':13}{value}" for name, value in head]
        raise Failure(block.page, line or step.line, f"`{command}` {sentence}", [*lines, *(details or [])])
