"""Pages as pytest sees them: a page is a file of tests, a block is a test, and the last one looks for left-overs."""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sphinx.errors import SphinxError

from sphinx_gate.model import Block, Excerpt, Failure, File, Page, Shown, Skip, ThisRun, Unclaimed
from sphinx_gate.read import needs
from sphinx_gate.read.pages import Pages
from sphinx_gate.report.results import entry
from sphinx_gate.requirements import require
from sphinx_gate.run.progress import NotRun, Progress

THIS_RUN = "GUIDE_THIS_RUN"  # says which command started the run
PAGES = pytest.StashKey[Pages]()
PROGRESS = pytest.StashKey[Progress]()
NAME_LENGTH = 60


class PageFile(pytest.File):
    """A page."""

    def collect(self) -> Iterator["PageItem"]:
        """One item a block, and one for what the page leaves; a page that can't be read has one that says why."""
        pages = self.config.stash[PAGES]
        try:
            name = pages.name(self.path)
            page = pages.page(name) if name else None
        except (OSError, SphinxError) as error:  # a full disk, a conf.py that can't be read
            raise self.CollectError(f"the run can't begin: {error}") from None
        if page is None:
            return
        if page.troubles:
            yield TroubleItem.from_parent(self, name="is written as pages are", page=page, block=None)
        seen: Counter[str] = Counter()
        for block in page.blocks:
            title = _title(block)
            seen[title] += 1
            unique = title if seen[title] == 1 else f"{title} ({seen[title]})"
            yield BlockItem.from_parent(self, name=unique, page=page, block=block)
        yield PageItem.from_parent(self, name="leaves nothing undeclared", page=page, block=None)


class PageItem(pytest.Item):
    """Something to prove of a page: a block, or (None) what is there after its last one. `entry` is what it came to."""

    def __init__(self, *, page: Page, block: Block | None, **options: Any):
        super().__init__(**options)
        self.page, self.block, self.entry = page, block, entry(page, block)

    def runtest(self) -> None:
        """Runs the page up to this point; skips what was not reached, and parts that the run leaves out."""
        if self.page.troubles:
            pytest.skip(f"not run: {self.page.name} can't be read")
        settings, progress = self.config.stash[PAGES].settings, self.config.stash[PROGRESS]
        for name in sorted(needs.of(self.page, progress.pages)):
            require(settings.capabilities[name], settings)
        try:
            progress.reach(self.page, self.block)
        except NotRun as reason:
            pytest.skip(str(reason))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """A failure of a page in the gate's own words; any other as pytest shows it."""
        if isinstance(excinfo.value, Failure):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where it stands: the file, which the page may only include, and the line of the block."""
        file, line = (self.block.page, self.block.line) if self.block else (self.page.name, 1)
        return self.config.rootpath / file, line - 1, f"{file}:{line} {self.name}"


class TroubleItem(PageItem):
    """What is wrong with a page before anything of it is run."""

    def runtest(self) -> None:
        """Fails with all of it: later blocks may hang on earlier ones, but each sentence has its own line."""
        first, *others = self.page.troubles
        raise Failure(first.page, first.line, first.sentence, [*first.details, *map(str, others)])


class BlockItem(PageItem):
    """One block."""

    def runtest(self) -> None:
        """Fails a block that nobody claims, skips one whose page says why, and runs any other."""
        block = self.block
        if isinstance(block, Unclaimed):
            raise Failure(block.page, block.line, block.reason)
        if isinstance(block, Skip):
            pytest.skip(block.reason)
        if isinstance(block, ThisRun):
            self._compare_this_run(block)
        super().runtest()

    def _compare_this_run(self, block: ThisRun) -> None:
        shown, started = block.lines[0].text.removeprefix("$ "), os.environ.get(THIS_RUN)
        if started is None:
            pytest.skip(f"not run: this run was not started by `{shown}`")
        if shown != started:
            raise Failure(block.page, block.line, f"this run was started by `{started}`, and nothing runs `{shown}`")


def _title(block: Block) -> str:
    """A name that stays when lines move."""
    if isinstance(block, File):
        return f"save {block.caption}"
    if isinstance(block, Excerpt):
        return f"excerpt of {block.file.name}"
    first = next((line.text for line in block.lines if line.text.strip()), "")[:NAME_LENGTH]
    return f"for {block.label}: {first}" if isinstance(block, Shown) else first or type(block).__name__.lower()
