"""Runs a page: its blocks in reading order, in the page's own folder and terminals."""

from pathlib import Path

from sphinx_gate.compare.rules import implied
from sphinx_gate.compare.values import Values
from sphinx_gate.model import Block, Console, Edit, Failure, File, LineCount, Page, Step, total
from sphinx_gate.read import edits
from sphinx_gate.report.update import Updates
from sphinx_gate.run.editor import Editor
from sphinx_gate.terminal.reader import Reader
from sphinx_gate.terminal.terminal import Terminal


class PageRun:
    """A page under way.

    Inputs: the page, its folder, the environment, the run's folder, for what no reader sees, and where to note new
    outputs (None: a difference fails).
    Blocks are to be run in order; each raises `Failure` if it isn't true. `finish` follows the last of them.
    """

    def __init__(
        self, page: Page, folder: Path, environment: dict[str, str], run_folder: Path,
        updates: Updates | None = None,
    ):  # fmt: skip
        self._page, self._folder, self._environment, self._updates = page, folder, environment, updates
        self._values = values_of(page)
        self._readers: dict[int, Reader] = {}  # by terminal
        self._editor = Editor(run_folder) if any(step.edit for step in page.all_steps()) else None

    def run(self, block: Block) -> None:
        """Does what the block tells its reader to do. Fails with `Failure`, at the line that isn't true."""
        if isinstance(block, File):
            self._save(block)
        elif isinstance(block, Edit) and block.caption is not None:
            self._edit(block, block.caption)
        elif isinstance(block, Edit) and self._editor:
            self._editor.check(block)
        elif isinstance(block, Console):
            for step in self._page.steps.get(block, []):
                self._do(step)

    def finish(self) -> None:
        """Compares what came in the terminals after their last commands. Fails with `Failure`."""
        for reader in self._readers.values():
            reader.finish()

    def lines(self) -> dict[str, LineCount]:
        """How many lines came so far, and how many of them the page shows: under each block, as `file:line`."""
        counts = [entry for reader in self._readers.values() for entry in reader.counts.items()]
        return {
            f"{block.page}:{block.line}": total(count for (_, shown_in), count in counts if shown_in is block)
            for block in self._page.blocks
            if isinstance(block, Console)
        }

    def shells(self) -> set[int]:
        """The process ids of the terminals' shells, which are no left-over."""
        return {reader.terminal.pid for reader in self._readers.values()}

    def close(self) -> None:
        """Ends the page's terminals and all that runs in them."""
        for reader in self._readers.values():
            reader.terminal.close()
        if self._editor:
            self._editor.close()

    def _do(self, step: Step) -> None:
        terminal = step.block.terminal
        if terminal not in self._readers:
            self._readers[terminal] = self._reader()
        if step.edit and self._editor:
            self._editor.prepare(step.edit)
        try:
            self._readers[terminal].take(step)
        except Failure as failure:
            # What ended in another terminal may be why.
            others = [reader for number, reader in self._readers.items() if number != terminal]
            failure.details += [line for reader in others for line in reader.ended_meanwhile()]
            # What could not be edited is why a command fails that opened an editor.
            raise (step.edit and self._editor and self._editor.failure(step.edit)) or failure from None

    def _reader(self) -> Reader:
        environment = self._environment | (self._editor.variables() if self._editor else {})
        return Reader(self._page.name, self._folder, environment, self._values, self._updates, self._terminals)

    def _terminals(self) -> list[Terminal]:
        return [reader.terminal for reader in self._readers.values()]

    def _save(self, block: File) -> None:
        target = self._target(block, block.caption)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(block.file.read_bytes())

    def _edit(self, block: Edit, caption: str) -> None:
        target = self._target(block, caption)
        if not target.is_file():
            raise Failure(block.page, block.line, f"there is no file `{caption}` to be changed")
        edits.make(block, target)

    def _target(self, block: Block, caption: str) -> Path:
        target = self._folder / caption
        if not target.resolve().is_relative_to(self._folder):
            raise Failure(block.page, block.line, f"the caption `{caption}` leads out of the reader's folder")
        return target


def values_of(page: Page) -> Values:
    """The samples of a page: those it declares, and those that need no declaration."""
    steps = page.all_steps()
    typed = [step.text for step in steps if step.kind in ("command", "typed")]
    found = set().union(*(implied(step.expected(), typed) for step in steps)) if steps else set()
    return Values(page.varies, found)
