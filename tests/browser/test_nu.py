"""The Nu HTML checker finds no error on any page: no element is left open, no attribute is made up."""

import json
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from .conftest import NU, Done


@pytest.fixture(scope="session")
def errors(nu: tuple[list[Path], Done]) -> dict[Path, list[str]]:
    """What the checker finds, by page; the last page is the broken one.

    Without Java or the checker these tests fail: they were asked for.
    """
    assert shutil.which("java"), "no Java: the Nu checker is a Java program"
    assert NU.is_file(), "no Nu checker: `make test-browser` brings it"
    pages, done = nu
    found: dict[Path, list[str]] = {page: [] for page in pages}
    for message in json.loads(done.result().stderr)["messages"]:
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
    assert list(errors.values())[-1] != []
