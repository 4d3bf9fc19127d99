"""The guide's site and a site with each kind of block, on a local server, in the system's own Chromium."""

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.site.conftest import site  # noqa: F401  a fixture
from tests.site.project import build

KINDS = Path(__file__).parent / "kinds"
# No request leaves the machine, and no sandbox where one is root in a container.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync"]  # fmt: skip

SHORT_LIVED = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")  # Java that ends soon: half the time


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
def guide(site: Path) -> Iterator[str]:  # noqa: F811
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
