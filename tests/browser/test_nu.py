"""The Nu HTML checker finds no error on any page: no element is left open, no attribute is made up."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHECKER = Path(os.environ.get("GUIDE_NU", ROOT / ".venv/nu/node_modules/vnu-jar/build/dist/vnu.jar"))
# What this version of the checker doesn't know yet, or what is right for a purpose of its own.
KNOWN: tuple[str, ...] = ()


def errors(files: list[Path]) -> list[str]:
    """Return the errors that the checker finds, each with file and line."""
    command = ["java", "-Xss8m", "-jar", str(CHECKER), "--format", "json", "--errors-only", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    messages = json.loads(done.stderr)["messages"]
    return [
        f"{Path(message['url']).name}:{message.get('lastLine')}: {message['message']}"
        for message in messages
        if not any(words in message["message"] for words in KNOWN)
    ]


@pytest.fixture(scope="session", autouse=True)
def checker() -> None:
    """Without Java or the checker these tests fail: they were asked for."""
    assert shutil.which("java"), "no Java: the Nu checker is a Java program"
    assert CHECKER.is_file(), "no Nu checker: `make test-browser` brings it"


def test_the_guide(site: Path) -> None:
    """All pages of the guide, in one go."""
    files = [path for path in sorted(site.rglob("*.html")) if "_downloads" not in path.parts]
    assert len(files) > 3
    assert errors(files) == []


def test_each_kind_of_block(kinds_folder: Path) -> None:
    """The pages with each kind of block, too."""
    assert errors(sorted(kinds_folder.rglob("*.html"))) == []


def test_an_error_is_found(tmp_path: Path) -> None:
    """The checker does find an element that is left open."""
    page = tmp_path / "page.html"
    page.write_text('<!DOCTYPE html><html lang="en"><title>a</title><div>', encoding="utf-8")
    assert len(errors([page])) >= 1
