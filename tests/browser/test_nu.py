"""The Nu HTML checker finds no error on any page: no element is left open, no attribute is made up."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from .conftest import SHORT_LIVED

ROOT = Path(__file__).parents[2]
CHECKER = Path(os.environ.get("GUIDE_NU", ROOT / ".venv/nu/node_modules/vnu-jar/build/dist/vnu.jar"))
BROKEN = "broken.html"


@pytest.fixture(scope="session")
def errors(site: Path, kinds_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[Path, list[str]]:
    """What the checker finds, by page, in one go: starting it takes longer than all pages. One page has an error.

    Without Java or the checker these tests fail: they were asked for.
    """
    assert shutil.which("java"), "no Java: the Nu checker is a Java program"
    assert CHECKER.is_file(), "no Nu checker: `make test-browser` brings it"
    broken = tmp_path_factory.mktemp("nu") / BROKEN
    broken.write_text('<!DOCTYPE html><html lang="en"><title>a</title><div>', encoding="utf-8")
    pages = [path for folder in (site, kinds_folder) for path in sorted(folder.rglob("*.html"))]
    found: dict[Path, list[str]] = {page: [] for page in [*pages, broken] if "_downloads" not in page.parts}
    command = [
        "java",
        *SHORT_LIVED,
        "-Xss8m",
        "-jar",
        str(CHECKER),
        "--format",
        "json",
        "--errors-only",
        *map(str, found),
    ]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    for message in json.loads(done.stderr)["messages"]:
        found[Path(urlsplit(message["url"]).path)].append(f"{message.get('lastLine')}: {message['message']}")
    return found


def below(errors: dict[Path, list[str]], folder: Path) -> dict[str, list[str]]:
    """Return the errors of the pages in a folder, by their path from it."""
    return {str(page.relative_to(folder)): found for page, found in errors.items() if page.is_relative_to(folder)}


def test_the_guide(errors: dict[Path, list[str]], site: Path) -> None:
    """All pages of the guide."""
    found = below(errors, site)
    assert len(found) > 3
    assert {page: what for page, what in found.items() if what} == {}


def test_each_kind_of_block(errors: dict[Path, list[str]], kinds_folder: Path) -> None:
    """The pages with each kind of block, too."""
    found = below(errors, kinds_folder)
    assert len(found) > 3
    assert {page: what for page, what in found.items() if what} == {}


def test_an_error_is_found(errors: dict[Path, list[str]]) -> None:
    """The checker does find an element that is left open."""
    assert [what for page, what in errors.items() if page.name == BROKEN] != [[]]
