"""The gate as a pytest plugin: its option, its header, which pages run and in which order, and its report."""

import signal
from pathlib import Path

import pytest

from sphinx_gate.items import REPORT, SESSION, PageFile, PageItem, name_of
from sphinx_gate.model import Failure
from sphinx_gate.read.doctree import PageError, read_pages
from sphinx_gate.report.results import Report
from sphinx_gate.requirements import required
from sphinx_gate.run.progress import Session
from standins import probe
from standins.required import KNOWN, VARIABLE

OUTPUT = Path("_build", "gate")  # under the root


def pytest_addoption(parser):
    """The one option of the gate."""
    parser.addoption("--update", action="store_true", help="write the outputs of this run into the pages given")


def pytest_configure(config):
    """Reads the pages; a page that can't be read ends the run before anything is started."""
    required()
    root, setup = config.rootpath, probe()
    config.stash[REPORT] = Report()
    try:
        config.stash[SESSION] = Session(root, read_pages(root, root / OUTPUT), setup, config.getoption("--update"))
    except PageError as error:
        raise pytest.UsageError(f"the pages can't be read:\n{error}") from None
    except OSError as error:  # a full disk, say
        raise pytest.UsageError(f"the run can't begin: {error}") from None
    # A run that is told to end, or whose terminal is closed, cleans up, as with Ctrl-C; nohup still holds.
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler)


def pytest_report_header(config):
    """What the run uses."""
    return config.stash[SESSION].describe()


def pytest_collect_file(file_path, parent):
    """Pages are collected by their files, so that one can be named on the command line."""
    if name_of(parent.config, file_path) in parent.config.stash[SESSION].pages:
        return PageFile.from_parent(parent, path=file_path)
    return None


def pytest_collection_modifyitems(session, config, items):
    """Pages last, in the order of their needs; a needed page that was not asked for comes along."""
    pages = config.stash[SESSION]
    pages.asked = asked = list(dict.fromkeys(item.page.name for item in items if isinstance(item, PageItem)))
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


def pytest_collection_finish(session):
    """Until a block has run, the report says that it was not run, also when the run is interrupted."""
    for item in session.items:
        if isinstance(item, PageItem):
            item.note("not run", reason="the run ended before it")


def pytest_sessionfinish(session):
    """Leaves nothing but the report, and the new outputs where the run was to update."""
    gate = session.config.stash[SESSION]
    gate.close()
    terminal = session.config.get_terminal_writer()
    try:
        for page in gate.updates.write() if gate.updates else []:
            terminal.line(f"\nupdated {page}")
        session.config.stash[REPORT].write(session.config.rootpath / OUTPUT / "report.json", gate.run.said)
    except OSError as error:
        terminal.line(f"\nthe results can't be written: {error}", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    if required() == set(KNOWN) and _skipped(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter, config):
    """Says what the run removed, and what a run that requires everything must not have."""
    if said := config.stash[SESSION].run.said:
        terminalreporter.section("removed", sep="-")
        terminalreporter.write("".join(f"{line}\n" for line in said))
    skipped = _skipped(config)
    if required() == set(KNOWN) and skipped:
        terminalreporter.line(
            f"{VARIABLE} names all there is, so nothing may be skipped, but {skipped} tests were", red=True
        )


def _skipped(config) -> int:
    """How many tests were skipped, apart from blocks whose page tells its reader why nobody runs them."""
    skipped = config.pluginmanager.get_plugin("terminalreporter").stats.get("skipped", [])
    return len(skipped) - config.stash[REPORT].count("skip")


def pytest_unconfigure(config):
    """Leaves nothing of calls that run nothing either, such as `pytest --help`."""
    if SESSION in config.stash:
        config.stash[SESSION].close()
