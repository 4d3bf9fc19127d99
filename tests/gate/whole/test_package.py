"""The package, installed as anybody would, in a guide that has nothing to do with this one."""

import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from ..guides import ROOT

TINY = Path(__file__).with_name("tiny")


@pytest.fixture(scope="module")
def python(tmp_path_factory) -> Path:
    """The Python of a new virtual environment with the package; what it depends on is that of this environment."""
    folder = tmp_path_factory.mktemp("package")
    subprocess.run([sys.executable, "-m", "venv", folder / "env"], check=True)
    found = folder / "env" / "bin" / "python"
    ask = [found, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    site = subprocess.run(ask, check=True, capture_output=True, text=True).stdout.strip()
    Path(site, "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    shutil.copytree(ROOT / "gate", folder / "gate", ignore=shutil.ignore_patterns("build", "*.egg-info"))
    has_tools = importlib.util.find_spec("setuptools") and importlib.util.find_spec("wheel")
    options = ["--no-build-isolation"] if has_tools else []
    pip = [found, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", *options, folder / "gate"]
    done = subprocess.run(pip, capture_output=True, text=True)
    assert 0 == done.returncode, done.stderr
    return found


def run(python: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs a module of the virtual environment in a folder, without anything of this project's environment."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR", "XDG_CACHE_HOME") if name in os.environ}
    return subprocess.run([python, "-m", *arguments], cwd=folder, env=kept, capture_output=True, text=True)


@pytest.fixture
def guide(tmp_path) -> Path:
    """A copy of the tiny guide."""
    return shutil.copytree(TINY, tmp_path / "tiny")


def test_a_tiny_guide_is_proven(python: Path, guide: Path) -> None:
    """An extension and a plugin are enough for a server, an edit and a typed session."""
    done = run(python, guide, "pytest")
    assert (0, True) == (done.returncode, "8 passed" in done.stdout), done.stdout + done.stderr


def test_a_tiny_guide_that_is_wrong_fails_at_its_line(python: Path, guide: Path) -> None:
    """What the typed session shows is compared, like any output."""
    page = guide / "server.rst"
    page.write_text(page.read_text().replace("'Hello, reader'", "'Hello, writer'"))
    done = run(python, guide, "pytest", "server.rst")
    assert (1, True) == (done.returncode, "server.rst:48: `python3 -q` " in done.stdout), done.stdout + done.stderr


def test_a_tiny_guide_is_built(python: Path, guide: Path) -> None:
    """Sphinx builds it without a warning, and readers see which terminal and which prompt is meant."""
    done = run(python, guide, "sphinx", "-q", "-W", ".", "_build/html")
    text = (guide / "_build" / "html" / "server.html").read_text()
    assert (0, True) == (done.returncode, "Terminal 2" in text), done.stderr


def test_where_no_guide_is_declared_nothing_changes(python: Path, tmp_path) -> None:
    """In a project without the table in its pyproject.toml the plugin collects nothing."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.rst").write_text(".. nosuch::\n")
    (tmp_path / "test_it.py").write_text("def test_it():\n    pass\n")
    (tmp_path / "conftest.py").write_text(
        "import gc, os, signal\n\nos.environ['GUIDE_WITHOUT'] = 'docker'\n\n\ndef pytest_sessionfinish():\n"
        "    assert (signal.SIG_DFL, 0) == (signal.getsignal(signal.SIGTERM), gc.get_freeze_count())\n"
    )
    done = run(python, tmp_path, "pytest")
    assert (0, True) == (done.returncode, "1 passed" in done.stdout), done.stdout + done.stderr


def test_what_its_readme_shows_is_the_tiny_guide() -> None:
    """Each block of the package's README stands word for word in a file of the guide that is proven."""
    tokens = MarkdownIt().parse((ROOT / "gate" / "README.md").read_text(encoding="utf-8"))
    shown = [token.content for token in tokens if token.type in ("fence", "code_block")]
    files = [path.read_text() for path in TINY.iterdir() if path.is_file()]
    assert (5, []) == (len(shown), [text for text in shown if not any(text in file for file in files)])


def test_it_knows_nothing_of_this_guide() -> None:
    """Nothing in the package names a page, an example or an image of the guide that it was made for."""
    named = ["basicserver", "containers/practical", "kubernetes/practical", "standins", "containers-guide", "jekyll"]
    files = [path for path in (ROOT / "gate").rglob("*") if path.suffix in (".py", ".toml", ".md")]
    assert [] == [(path.name, name) for path in files for name in named if name in path.read_text()]
