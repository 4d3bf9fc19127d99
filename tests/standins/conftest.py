"""A made-up machine for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from standins import pull
from tests.standins import machine as machines


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[machines.Machine]:
    """A machine with nothing on it; what it started is ended after the test."""
    made = machines.make(tmp_path, monkeypatch)
    pull.unreachable.clear()
    yield made
    made.end()
