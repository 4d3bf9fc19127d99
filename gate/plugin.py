"""The gate in pytest: each page is a file of tests, each of its blocks a test, and the last looks for left-overs."""

import os
import signal
from pathlib import Path

import pytest

from gate.find import PageError, read_pages
from gate.model import Block, Failure, Page
from gate.report import Report
from gate.requirements import require, required
from gate.session import NotRun, Session
from offline import probe

OUTPUT = Path("_build", "gate")  # under the root
THIS_RUN = "GUIDE_THIS_RUN"  # the Makefile says in it which command started the run
SESSION = pytest.StashKey[Session]()
REPORT = pytest.StashKey[Report]()


def pytest_addoption(parser):
    parser.addoption("--update", action="store_true", help="write the outputs of this run into the pages given")


def pytest_configure(config):
    required()
    root, setup = config.rootpath, probe()
    config.stash[REPORT] = Report()
    try:
        config.stash[SESSION] = Session(root, read_pages(root, root / OUTPUT), setup, config.getoption("--update"))
    except PageError as error:
        raise pytest.UsageError(f"the pages can't be read:\n{error}") from None
    # A run that is told to end cleans up, as with Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def pytest_report_header(config):
    return config.stash[SESSION].describe()


def pytest_collect_file(file_path, parent):
    if _name(parent.config, file_path) in parent.config.stash[SESSION].pages:
        return PageFile.from_parent(parent, path=file_path)
    return None


def pytest_collection_modifyitems(session, config, items):
    """Pages last, in the order of their needs; a needed page that was not asked for comes along."""
    pages = config.stash[SESSION]
    asked = list(dict.fromkeys(item.page.name for item in items if isinstance(item, PageItem)))
    found = {name: [item for item in items if isinstance(item, PageItem) and item.page.name == name] for name in asked}
    others = [item for item in items if not isinstance(item, PageItem)]
    try:
        order = pages.order(asked)
    except Failure as failure:
        raise pytest.UsageError(str(failure)) from None
    for name in order:
        if name not in found:
            found[name] = list(PageFile.from_parent(session, path=config.rootpath / name).collect())
    items[:] = others + [item for name in order for item in found[name]]


def pytest_sessionfinish(session):
    if not hasattr(session.config, "workerinput"):
        gate = session.config.stash[SESSION]
        gate.close()
        for page in gate.updates.write() if gate.updates else []:
            session.config.get_terminal_writer().line(f"\nupdated {page}")
        session.config.stash[REPORT].write(session.config.rootpath / OUTPUT / "report.json")


class PageFile(pytest.File):
    """A page."""

    def collect(self):
        page = self.config.stash[SESSION].pages[_name(self.config, self.path)]
        for block in page.blocks:
            yield BlockItem.from_parent(self, name=_title(block), page=page, block=block)
        yield LeftoverItem.from_parent(self, name="leaves nothing undeclared", page=page, block=None)


class PageItem(pytest.Item):
    """Something to prove of a page."""

    def __init__(self, *, page: Page, block: Block | None, **options):
        super().__init__(**options)
        self.page, self.block = page, block

    def runtest(self):
        gate = self.config.stash[SESSION]
        for name, reason in gate.missing(self.page):
            self.note("skipped", reason=reason)
            require(name, reason)
        try:
            self.note("passed", gate.reach(self.page, self.block))
        except NotRun as reason:
            self.note("not run", reason=str(reason))
            pytest.skip(str(reason))
        except Failure as failure:
            self.note("failed", reason=failure.sentence)
            raise

    def note(self, status: str, seconds: float = 0.0, reason: str | None = None) -> None:
        """Puts the outcome into the report."""
        if self.block:
            self.config.stash[REPORT].add(self.block, status, seconds, reason)

    def repr_failure(self, excinfo, style=None):
        if excinfo.errisinstance(Failure):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self):
        line = self.block.line if self.block else 1
        return self.path, line - 1, f"{self.page.name}:{line} {self.name}"


class BlockItem(PageItem):
    """One block."""

    def runtest(self):
        block = self.block
        if block.kind == "unclaimed":
            self.note("failed", reason=block.reason)
            raise Failure(block.page, block.line, block.reason)
        if block.kind == "skip":
            self.note("skipped", reason=block.reason)
            pytest.skip(block.reason)
        if block.kind == "this-run" and [f"$ {os.environ.get(THIS_RUN)}"] != [line.text for line in block.lines]:
            reason = f"not run: this run was not started by `{block.lines[0].text.removeprefix('$ ')}`"
            self.note("not run", reason=reason)
            pytest.skip(reason)
        super().runtest()


class LeftoverItem(PageItem):
    """What is there after the page's last block."""


def _name(config, path: Path) -> str:
    return path.relative_to(config.rootpath).as_posix() if path.is_relative_to(config.rootpath) else ""


def _title(block: Block) -> str:
    shown = {"file": f"save {block.caption}", "excerpt": f"excerpt of {block.file and block.file.name}"}
    first = next((line.text for line in block.lines if line.text.strip()), "")
    return f"{block.line} {shown.get(block.kind) or first[:60] or block.kind}"
