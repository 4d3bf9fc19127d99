"""The guide's own HTML, built once for all tests that look at it."""

import subprocess
import sys
from pathlib import Path

import pytest

from .project import ROOT


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the HTML, built as ``make html`` does: each warning is an error."""
    output = tmp_path_factory.mktemp("site") / "html"
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-n", "--keep-going", "-c", ".", "docs", str(output)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr
    return output
