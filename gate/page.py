"""Runs a page: its blocks in reading order, in the page's own folder and terminals."""

import time
from collections import defaultdict
from pathlib import Path

from gate import compare, ports
from gate.console import Step, pair_servers, parse
from gate.failure import comparison, how_to_update
from gate.model import Block, Failure, Page
from gate.terminal import Terminal
from gate.update import Updates
from gate.values import Values

COMMAND_TIMEOUT_SECONDS = 60  # of a command whose block says nothing else
ECHOED_INTERRUPT = "^C"  # a terminal echoes Ctrl-C so, at the beginning of what follows


class PageRun:
    """A page under way.

    Inputs: the page, its folder, the environment, and where to note new outputs (None: a difference fails).
    Blocks are to be run in order; each raises `Failure` if it isn't true.
    """

    def __init__(self, page: Page, folder: Path, environment: dict[str, str], updates: Updates | None = None):
        self.page, self.folder, self._environment, self._updates = page, folder, environment, updates
        self.values = Values(page.varies)
        self._terminals: dict[int, Terminal] = {}
        self._running: dict[int, Step] = {}  # by terminal: the command that keeps running there
        self._shown: dict[int, int] = defaultdict(int)  # by terminal: lines of its output compared already
        self._steps = {block: parse(block) for block in page.blocks if block.kind == "console"}
        by_terminal: dict[int, list[Step]] = defaultdict(list)
        for block, steps in self._steps.items():
            by_terminal[block.terminal] += steps
        pair_servers(page.name, by_terminal)

    def run(self, block: Block) -> None:
        """Does what the block tells its reader to do. Fails with `Failure`, at the line that isn't true."""
        if block.kind == "file":
            self._save(block)
        for step in self._steps.get(block, []):
            if block.terminal not in self._terminals:
                self._terminals[block.terminal] = Terminal(self.folder, self._environment)
            getattr(self, f"_{step.kind}")(block, step)

    def shells(self) -> set[str]:
        """The process ids of the terminals' shells, which are no left-over."""
        return {str(terminal.pid) for terminal in self._terminals.values()}

    def close(self) -> None:
        """Ends the page's terminals and all that runs in them."""
        for terminal in self._terminals.values():
            terminal.close()

    def _save(self, block: Block) -> None:
        target = self.folder / block.caption
        if not target.resolve().is_relative_to(self.folder):
            raise Failure(block.page, block.line, f"the caption `{block.caption}` leads out of the reader's folder")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(block.file.read_bytes())

    def _command(self, block: Block, step: Step) -> None:
        terminal = self._terminals[block.terminal]
        taken = [p for p in ports.of_command(step.text, _text(step)) if step.keeps_running and ports.answers(p)]
        if taken:
            self._fail(block, step, f"port {taken[0]} is taken already, by {ports.holder(taken[0])}: stop that first")
        self._shown[block.terminal] = 0
        terminal.type(step.text)
        if step.keeps_running:
            self._running[block.terminal] = step
            self._await_output(block, step)
            self._await_ports(block, step)
        else:
            self._await_end(block, step)
            self._check(block, step, terminal.lines())

    def _more(self, block: Block, step: Step) -> None:
        self._await_output(block, step)

    def _interrupt(self, block: Block, step: Step) -> None:
        terminal = self._terminals[block.terminal]
        # What came and wasn't shown belongs to what the page shows after Ctrl-C: nothing is dropped.
        terminal.interrupt()
        self._await_end(block, step)
        del self._running[block.terminal]
        lines = self._unseen(block)
        lines[:1] = [lines[0].removeprefix(ECHOED_INTERRUPT)] if lines else []
        self._check(block, step, lines[1:] if lines[:1] == [""] else lines)

    def _unseen(self, block: Block) -> list[str]:
        return self._terminals[block.terminal].lines()[self._shown[block.terminal] :]

    def _await_end(self, block: Block, step: Step) -> None:
        terminal, limit = self._terminals[block.terminal], block.timeout_seconds or COMMAND_TIMEOUT_SECONDS
        deadline = time.monotonic() + limit
        while terminal.status is None:
            terminal.poll()
            if terminal.status is None and time.monotonic() > deadline:
                shown = terminal.lines()[-10:]
                terminal.close()
                self._fail(
                    block, step, f"did not end in {limit} seconds; give it `:timeout:`, or show `^C` if it is a server",
                    ["last lines that it printed:", *(f"    {line}" for line in shown)],
                )  # fmt: skip

    def _await_output(self, block: Block, step: Step) -> None:
        """Waits until a running command has printed what the page shows of it, or can't any more."""
        terminal, limit = self._terminals[block.terminal], block.timeout_seconds or COMMAND_TIMEOUT_SECONDS
        deadline, sentence = time.monotonic() + limit, ""
        while not sentence:
            terminal.poll()
            lines = self._unseen(block)
            # On a copy: a line that is still half printed must not give a sample its value.
            if compare.agree(compare.compare(_expected(step), lines, self.values.copy())):
                break
            if terminal.status is not None:
                self._check(block, step, lines, f"ended, with exit status {terminal.status}, instead of running on")
            elif time.monotonic() > deadline:
                sentence = f"has not printed this in {limit} seconds"
        self._check(block, step, lines, sentence)
        self._shown[block.terminal] += len(lines)

    def _await_ports(self, block: Block, step: Step) -> None:
        terminal, limit = self._terminals[block.terminal], block.timeout_seconds or COMMAND_TIMEOUT_SECONDS
        deadline = time.monotonic() + limit
        for port in ports.of_command(step.text, _text(step)):
            while not ports.answers(port):
                terminal.poll()
                if terminal.status is not None:
                    self._fail(block, step, f"ended, with exit status {terminal.status}, instead of running on")
                if time.monotonic() > deadline:
                    self._fail(block, step, f"nothing answers on port {port} after {limit} seconds")

    def _check(self, block: Block, step: Step, actual: list[str], sentence: str = "") -> None:
        """Compares output and exit status with what the page shows; fails at the first line that differs."""
        status = self._terminals[block.terminal].status
        pairs = compare.compare(_expected(step), actual, self.values)
        ended = status is not None
        wanted = block.exit_status or 0
        if not compare.agree(pairs):
            if self._updates is not None and not (ended and (step.keeps_running or status != wanted)):
                self._updates.note(block, step, pairs, actual, self.values)
            else:
                line, details = comparison(step, pairs, actual)
                said = sentence or "printed something else than the page shows"
                self._fail(block, step, said, [*details, *how_to_update(block)], line)
        if ended and status != wanted:
            self._fail(block, step, f"exit status {status}, the page says {wanted}", [f"    {line}" for line in actual[-10:]])

    def _fail(self, block: Block, step: Step, sentence: str, details: list[str] | None = None, line: int | None = None) -> None:
        running = self._running.get(block.terminal)
        command = step.text if step.kind == "command" else (running.text if running else step.text)
        status = self._terminals[block.terminal].status
        head = [
            f"  section:     {block.section}",
            f"  terminal:    {block.terminal}",
            f"  command:     {command.splitlines()[0]}",
            f"  exit status: {'none, it still runs' if status is None else status}",
        ]
        raise Failure(block.page, line or step.line, f"`{command.splitlines()[0]}` {sentence}", [*head, *(details or [])])


def _text(step: Step) -> str:
    return "\n".join(line.text for line in step.output)


def _expected(step: Step) -> list[str]:
    """The shown output; blank lines at its end only part it from the next command."""
    return _text(step).rstrip().split("\n") if _text(step).strip() else []
