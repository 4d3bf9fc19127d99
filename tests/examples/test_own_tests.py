"""The tests that examples bring along pass wherever the folder is copied to."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .catalogue import Example, with_tests

OURS = ("PYTEST_", "PYTHON", "FLASK_", "GUIDE_")  # variables of this run that the example's must not see


@pytest.mark.parametrize("example", with_tests(), ids=lambda example: example.name)
def test_they_pass(example: Example, tmp_path: Path) -> None:
    """In a process of their own, away from this repository's settings, all pass, and none is skipped."""
    copy = tmp_path / "copy"
    shutil.copytree(example.folder, copy)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    isolated = ["-c", os.devnull, f"--rootdir={copy}", f"--confcutdir={copy}", "-p", "no:cacheprovider", "-q"]
    command = [sys.executable, "-m", "pytest", *isolated]
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)
    assert (0, False) == (done.returncode, "skipped" in done.stdout), done.stdout + done.stderr


def test_examples_have_tests() -> None:
    """There are such examples, so the test above looks at something."""
    assert with_tests() != []
