"""The tests that each example brings along, without Docker."""

import shutil
from pathlib import Path

import pytest

from .catalogue import EXAMPLES, Example, folders
from .suite import Outcome, run, written


@pytest.fixture(scope="module", params=folders(), ids=lambda example: example.slug)
def example(request: pytest.FixtureRequest) -> Example:
    """Each example in turn."""
    return request.param


@pytest.fixture(scope="module")
def outcome(example: Example, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """The example's tests, run where they are."""
    return run(example.folder, tmp_path_factory.mktemp("report") / "report.xml")


def test_there_are_examples() -> None:
    """The examples were found: as many as there are folders."""
    assert sorted(path.name for path in EXAMPLES.iterdir() if path.is_dir()) == [one.slug for one in folders()]
    assert folders(), "no example was found in examples/"


def test_they_exist(example: Example) -> None:
    """Each example has tests of its own."""
    assert written(example.folder), f"examples/{example.slug} has no tests: add a test_*.py"


def test_they_pass(outcome: Outcome) -> None:
    """They pass."""
    assert outcome.status == 0, outcome.output


def test_all_of_them_ran(example: Example, outcome: Outcome) -> None:
    """Those that ran are those that stand in the files."""
    assert written(example.folder) == outcome.names


def test_they_pass_in_a_copy(example: Example, outcome: Outcome, tmp_path: Path) -> None:
    """The folder works wherever it is copied to."""
    copy = tmp_path / "copy"
    shutil.copytree(example.folder, copy)
    copied = run(copy, tmp_path / "report.xml")
    assert (copied.status, copied.names) == (0, outcome.names), copied.output


def test_they_leave_the_folder_as_it_was(example: Example, tmp_path: Path) -> None:
    """A run writes nothing into the folder."""
    copy = tmp_path / "copy"
    shutil.copytree(example.folder, copy, ignore=shutil.ignore_patterns("__pycache__"))
    before = sorted(copy.rglob("*"))
    run(copy, tmp_path / "report.xml")
    assert before == sorted(copy.rglob("*"))


def test_a_failing_test_is_seen(tmp_path: Path) -> None:
    """An example whose test fails does not pass."""
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "test_it.py").write_text("def test_it():\n    assert False\n", encoding="utf-8")
    assert run(folder, tmp_path / "report.xml").status == 1


def test_settings_above_are_not_read(tmp_path: Path) -> None:
    """A conftest.py or a pytest.ini in a folder above changes nothing."""
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "test_it.py").write_text("def test_it():\n    pass\n", encoding="utf-8")
    (tmp_path / "conftest.py").write_text("raise SystemExit('read')\n", encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --no-such-option\n", encoding="utf-8")
    outcome = run(folder, tmp_path / "report.xml")
    assert (outcome.status, outcome.names) == (0, ["test_it"]), outcome.output
