"""The end of a terminal: nothing that it started goes on."""

import uuid

import pytest

from sphinx_gate.terminal import terminal

from ..terminals import Typist, running

ENDLESS = "while :; do sleep 0.1; done"


@pytest.fixture
def marker() -> str:
    """A word that no other process has in its command line."""
    return uuid.uuid4().hex


def left_by(tmp_path, marker: str, command: str) -> list[int]:
    """Starts a command with the marker, closes its terminal: the processes that still run."""
    typist = Typist(tmp_path)
    typist.start(command, "up")
    typist.wait(lambda: running(marker))  # one in the background may begin later than the text comes
    typist.terminal.close()
    return running(marker)


def test_close_ends_what_runs(tmp_path, marker) -> None:
    """A command in front ends with its terminal."""
    assert [] == left_by(tmp_path, marker, f"bash -c 'echo up; {ENDLESS}' {marker}")


def test_close_ends_what_runs_behind(tmp_path, marker) -> None:
    """A command in the background ends with its terminal."""
    assert [] == left_by(tmp_path, marker, f"bash -c '{ENDLESS}' {marker} & echo up")


def test_close_ends_children_of_children(tmp_path, marker) -> None:
    """Whatever a command started ends too."""
    inner = f'bash -c "echo up; {ENDLESS}" {marker}'
    assert [] == left_by(tmp_path, marker, f"bash -c '{inner}; true' {marker}; true")


@pytest.mark.parametrize("ignored", ["TERM", "TERM INT HUP"])
def test_close_ends_what_ignores_signals(tmp_path, marker, monkeypatch, ignored: str) -> None:
    """A process that ignores the signal to end is ended all the same, after a moment."""
    monkeypatch.setattr(terminal, "GRACE_SECONDS", 0.2)
    assert [] == left_by(tmp_path, marker, f"bash -c 'trap \"\" {ignored}; echo up; {ENDLESS}' {marker}")


def test_close_twice_is_fine(tmp_path) -> None:
    """A terminal that is closed, or whose shell has gone, may be closed again."""
    typist = Typist(tmp_path)
    typist.run("exit")
    typist.terminal.close()
    typist.terminal.close()
    assert not typist.terminal._process.isalive()
