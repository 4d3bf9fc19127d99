"""A made-up machine for each test."""

import signal
from pathlib import Path

import pytest

from standins import docker
from tests.standins import machine as machines

# Whoever starts the tests may ignore these (nohup, a shell's &), and what they start would ignore them, too.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> machines.Machine:
    """A machine with nothing on it."""
    made = machines.make(tmp_path, monkeypatch)
    docker.unreachable.clear()
    return made
