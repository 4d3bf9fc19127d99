"""Pages as pytest sees them: a page is a file of tests, a block is a test, and the last one looks for left-overs."""

import os
import time
from pathlib import Path

import pytest

from sphinx_gate.model import Block, Excerpt, Failure, File, Page, Skip, ThisRun, Unclaimed
from sphinx_gate.report.results import Report
from sphinx_gate.requirements import require, required
from sphinx_gate.run.progress import NotRun, Session

THIS_RUN = "GUIDE_THIS_RUN"  # the Makefile says in it which command started the run
SESSION = pytest.StashKey[Session]()
REPORT = pytest.StashKey[Report]()


def name_of(config: pytest.Config, path: Path) -> str:
    """The path as pages are named, from the root; empty for one outside of it."""
    return path.relative_to(config.rootpath).as_posix() if path.is_relative_to(config.rootpath) else ""


class PageFile(pytest.File):
    """A page."""

    def collect(self):
        """One item a block, and one for what the page leaves."""
        page = self.config.stash[SESSION].pages[name_of(self.config, self.path)]
        for block in page.blocks:
            yield BlockItem.from_parent(self, name=_title(block), page=page, block=block)
        yield LeftoverItem.from_parent(self, name="leaves nothing undeclared", page=page, block=None)


class PageItem(pytest.Item):
    """Something to prove of a page."""

    def __init__(self, *, page: Page, block: Block | None, **options):
        super().__init__(**options)
        self.page, self.block = page, block

    def runtest(self):
        """Runs the page up to this point; skips what this machine can't run, and what was not reached."""
        gate = self.config.stash[SESSION]
        for name, reason in gate.missing(self.page):
            self.note("failed" if name in required() else "skipped", reason=reason)
            require(name, reason)
        started = time.monotonic()
        try:
            gate.reach(self.page, self.block)
        except NotRun as reason:
            self.note("not run", reason=str(reason))
            pytest.skip(str(reason))
        except Failure as failure:
            self.note("failed", time.monotonic() - started, failure.sentence)
            raise
        self.note("passed", time.monotonic() - started)

    def note(self, status: str, seconds: float = 0.0, reason: str | None = None) -> None:
        """Puts the outcome into the report."""
        if self.block:
            self.config.stash[REPORT].add(self.block, status, seconds, reason)

    def repr_failure(self, excinfo, style=None):
        """A failure of a page in the gate's own words; any other as pytest shows it."""
        if excinfo.errisinstance(Failure):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self):
        """Where it stands: the page and the line of the block."""
        line = self.block.line if self.block else 1
        return self.path, line - 1, f"{self.page.name}:{line} {self.name}"


class BlockItem(PageItem):
    """One block."""

    def runtest(self):
        """Fails a block that nobody claims, skips one whose page says why, and runs any other."""
        block = self.block
        if isinstance(block, Unclaimed):
            self.note("failed", reason=block.reason)
            raise Failure(block.page, block.line, block.reason)
        if isinstance(block, Skip):
            self.note("skipped", reason=block.reason)
            pytest.skip(block.reason)
        if isinstance(block, ThisRun) and [f"$ {os.environ.get(THIS_RUN)}"] != [line.text for line in block.lines]:
            reason = f"not run: this run was not started by `{block.lines[0].text.removeprefix('$ ')}`"
            self.note("not run", reason=reason)
            pytest.skip(reason)
        super().runtest()


class LeftoverItem(PageItem):
    """What is there after the page's last block."""


def _title(block: Block) -> str:
    if isinstance(block, File):
        return f"{block.line} save {block.caption}"
    if isinstance(block, Excerpt):
        return f"{block.line} excerpt of {block.file.name}"
    first = next((line.text for line in block.lines if line.text.strip()), "")
    return f"{block.line} {first[:60] or type(block).__name__.lower()}"
