"""The guide's own HTML, built once for all tests that look at it."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def build_guide(output: Path, *options: str) -> None:
    """Build the guide as make does: each warning is an error."""
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-n", "--keep-going", "-c", ".", *options, "docs", output]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the HTML."""
    output = tmp_path_factory.mktemp("site") / "html"
    build_guide(output)
    return output
