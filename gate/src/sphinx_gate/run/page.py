"""Runs a page: its blocks in reading order, in the page's own folder and terminals."""

from pathlib import Path

from sphinx_gate.compare.values import Values
from sphinx_gate.model import Block, Console, Failure, File, Page
from sphinx_gate.report.update import Updates
from sphinx_gate.terminal.reader import Reader


class PageRun:
    """A page under way.

    Inputs: the page, its folder, the environment, and where to note new outputs (None: a difference fails).
    Blocks are to be run in order; each raises `Failure` if it isn't true.
    """

    def __init__(self, page: Page, folder: Path, environment: dict[str, str], updates: Updates | None = None):
        self._folder, self._environment, self._updates = folder, environment, updates
        self._values = Values(page.varies)
        self._readers: dict[int, Reader] = {}  # by terminal
        self._steps = page.steps

    def run(self, block: Block) -> None:
        """Does what the block tells its reader to do. Fails with `Failure`, at the line that isn't true."""
        if isinstance(block, File):
            self._save(block)
        if not isinstance(block, Console):
            return
        for step in self._steps.get(block, []):
            if block.terminal not in self._readers:
                self._readers[block.terminal] = Reader(self._folder, self._environment, self._values, self._updates)
            self._readers[block.terminal].take(block, step)

    def shells(self) -> set[int]:
        """The process ids of the terminals' shells, which are no left-over."""
        return {reader.terminal.pid for reader in self._readers.values()}

    def close(self) -> None:
        """Ends the page's terminals and all that runs in them."""
        for reader in self._readers.values():
            reader.terminal.close()

    def _save(self, block: File) -> None:
        target = self._folder / block.caption
        if not target.resolve().is_relative_to(self._folder):
            raise Failure(block.page, block.line, f"the caption `{block.caption}` leads out of the reader's folder")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(block.file.read_bytes())
