"""A made-up machine for each test."""

from pathlib import Path

import pytest

from standins import docker
from tests.standins import machine as machines


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> machines.Machine:
    """A machine with nothing on it."""
    made = machines.make(tmp_path, monkeypatch)
    docker.unreachable.clear()
    return made
