"""The gate as a pytest plugin: its option, its header, which pages run and in which order, and its report."""

import gc
import signal
from collections import Counter
from collections.abc import Generator
from pathlib import Path

import pytest

from sphinx_gate import settings
from sphinx_gate.items import PAGES, PROGRESS, PageFile, PageItem
from sphinx_gate.model import Failure
from sphinx_gate.read.pages import SUFFIXES, Pages
from sphinx_gate.report import record, results
from sphinx_gate.requirements import STAND_INS, WITHOUT, left_out, reported, stand_ins
from sphinx_gate.run.environment import without_passwords
from sphinx_gate.run.progress import Progress

OUTPUT = Path("_build", "gate")  # under the root
OBJECTS_BETWEEN_COLLECTIONS = 200_000  # Python's own is 700; a guide of 22 pages takes 15 MB more
ALL = pytest.StashKey[set[str]]()  # the names of all pages, where the record is to be written


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of the gate."""
    parser.addoption("--update", action="store_true", help="write the outputs of this run into the pages given")
    parser.addoption("--evidence", action="store_true", help=f"write {record.NAME}, if all pages are run and true")


def pytest_configure(config: pytest.Config) -> None:
    """Reads the settings of the guide; pages are read when they are collected."""
    try:
        found = settings.read(config.rootpath)
    except settings.SettingsError as error:
        raise pytest.UsageError(str(error)) from None
    config.stash[PAGES] = Pages(found, config.rootpath / OUTPUT)
    if not found.declared:  # another project, which only happens to have the package
        return
    left_out(found)
    # A run that is told to end, or whose terminal is closed, cleans up, as with Ctrl-C; nohup still holds.
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler)


def pytest_report_header(config: pytest.Config) -> list[str]:
    """What the run leaves out, which of its images are not the published ones, and what pages get to see cut."""
    if not config.stash[PAGES].settings.declared:
        return []
    cut = without_passwords()
    return _reservations(config) + ([f"pages get these without their passwords: {', '.join(cut)}"] if cut else [])


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    """Looks for garbage less often while pages are read: what is read stays, and the looking was half of the work."""
    if not session.config.stash[PAGES].settings.declared:
        return (yield)
    before = gc.get_threshold()
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS, *before[1:])
    try:
        return (yield)
    finally:
        gc.set_threshold(*before)
        gc.freeze()  # nor is it looked through again during the run


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(
    file_path: Path, parent: pytest.Collector
) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    """Pages are collected by their files, so that one, or a folder of them, can be named on the command line.

    Nobody else collects them: pytest's own doctest would run what stands behind `>>>` in its own process, and with it
    what a page says nobody runs.
    """
    found = yield
    known = parent.config.stash[PAGES].settings
    is_page = file_path.suffix in SUFFIXES and file_path.is_relative_to(known.docs)
    if known.declared and (is_page or known.name_of(file_path) in known.markdown):
        return [PageFile.from_parent(parent, path=file_path)]
    return found


def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Pages last, in the order of the guide; a page that is needed and was not asked for comes along."""
    pages = config.stash[PAGES]
    found: dict[str, list[pytest.Item]] = {}
    for item in items:
        if isinstance(item, PageItem):
            found.setdefault(item.page.name, []).append(item)
    asked = list(found)
    try:
        order = pages.order(asked)
    except Failure as failure:
        raise pytest.UsageError(str(failure)) from None
    for name in order:
        if name not in found:
            found[name] = list(PageFile.from_parent(session, path=config.rootpath / name).collect())
    items[:] = [item for item in items if not isinstance(item, PageItem)]
    items += [item for name in order for item in found[name]]
    if order and not config.option.collectonly:
        try:
            read = [pages.page(name) for name in order]
            for page in read:
                page.digest = pages.digest(page.name)
            config.stash[ALL] = {page.name for page in pages.all()} if config.getoption("--evidence") else set()
            known = record.read(config.rootpath)
            config.stash[PROGRESS] = Progress(pages.settings, read, asked, known, config.getoption("--update"))
        except (OSError, ValueError) as error:  # a full disk, say
            raise pytest.UsageError(f"the run can't begin: {error}") from None
    pages.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keeps what a block came to, also before or after its call; one that is not run is listed by its page and line."""
    report = yield
    if isinstance(item, PageItem):
        if report.when == "call" or not report.passed:
            item.entry = results.entry(item.page, item.block, report, call.excinfo and call.excinfo.value)
        if report.skipped and isinstance(report.longrepr, tuple):
            path, line, _ = item.reportinfo()
            report.longrepr = (str(path), line + 1, report.longrepr[2])
    return report


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Leaves nothing but the report, and the new outputs where the run was to update."""
    config = session.config
    config.stash[PAGES].close()
    gate = config.stash.get(PROGRESS, None)
    if gate is None:
        return
    try:
        found = gate.proven() if config.getoption("--evidence") else None
    finally:
        gate.close()
    terminal = config.get_terminal_writer()
    try:
        entries = [item.entry for item in session.items if isinstance(item, PageItem)]
        by_block = {place: count for state in gate.states.values() for place, count in (state.by_block or {}).items()}
        more = {"removed": gate.lease.removed, "lines_by_block": by_block}
        results.write(config.rootpath / OUTPUT / "report.json", entries, more)
        for page in gate.updates.write() if gate.updates else []:
            terminal.line(f"\nupdated {page}")
        if found and not _write_record(config, gate, found, entries):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
    except (OSError, Failure) as error:
        terminal.line(f"\nthe results can't be written: {error}", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _write_record(config: pytest.Config, gate: Progress, found: record.Record, entries: list[results.Entry]) -> bool:
    """Writes what the run has proven, or says which pages it hasn't: a page of which only some tests ran is none."""
    tests = Counter(entry["page"] for entry in entries)
    whole = {name for name, page in gate.pages.items() if tests[name] > len(page.blocks)}
    unproven = {entry["page"] for entry in entries if entry["status"] not in ("passed", "skipped")}
    if missing := sorted(config.stash[ALL] - (whole - unproven)):
        config.get_terminal_writer().line(f"\n{record.NAME} is not written: not proven: {', '.join(missing)}", red=True)
        return False
    found.write(config.rootpath)
    return True


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Says what the run removed."""
    removed = config.stash[PROGRESS].lease.removed if PROGRESS in config.stash else []
    if removed:
        terminalreporter.section("removed", sep="-")
        terminalreporter.write("".join(f"{line}\n" for line in removed))


def pytest_unconfigure(config: pytest.Config) -> None:
    """The last line says what the run has not proven."""
    if PROGRESS in config.stash:
        for line in _reservations(config):
            config.get_terminal_writer().line(line, yellow=True)


def _reservations(config: pytest.Config) -> list[str]:
    out, made = sorted(left_out(config.stash[PAGES].settings)), stand_ins()
    out = [f"{name} ({reason})" if (reason := reported(name)) else name for name in out]
    return [
        *([f"left out by {WITHOUT}, and so not proven: {', '.join(out)}"] if out else []),
        *([f"stand-ins, and not the published images ({STAND_INS}): {', '.join(made)}"] if made else []),
    ]
