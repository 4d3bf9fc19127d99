"""The EPUB, read by its format's own checker, a Java program as the Nu checker is."""

import json
import zipfile
from pathlib import Path

from tests.site.project import ROOT

from .conftest import Done


def test_the_epub(epub: tuple[Path, Done, Done]) -> None:
    """The EPUB is built without a warning, has each page and no script, and epubcheck finds nothing."""
    path, built, checked = epub
    assert built.result().returncode == 0, built.result().stderr
    found = checked.result()
    assert [(message["ID"], message["message"]) for message in json.loads(found.stdout)["messages"]] == []
    assert found.returncode == 0, found.stderr
    with zipfile.ZipFile(path) as book:
        names = set(book.namelist())
        pages = [path.relative_to(ROOT / "docs").with_suffix(".xhtml") for path in (ROOT / "docs").rglob("*.rst")]
        assert [page for page in pages if page.as_posix() not in names] == []
        assert [name for name in names if name.endswith(".js")] == []
