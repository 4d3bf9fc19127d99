"""The end of a terminal: nothing that it started goes on."""

import uuid

import pytest

from sphinx_gate.terminal import terminal

from ..terminals import Typist, running

ENDLESS = "while :; do sleep 0.1; done"
COMMANDS = {
    "in front": f"bash -c 'echo up; {ENDLESS}' MARKER",
    "in the background": f"bash -c '{ENDLESS}' MARKER & echo up",
    "a child of a child": f"bash -c 'bash -c \"echo up; {ENDLESS}\" MARKER; true' MARKER; true",
    "what ignores a signal": f"bash -c 'trap \"\" TERM; echo up; {ENDLESS}' MARKER",
    "what ignores all signals": f"bash -c 'trap \"\" TERM INT HUP; echo up; {ENDLESS}' MARKER",
}


@pytest.mark.parametrize("case", COMMANDS)
def test_close_ends_what_runs(tmp_path, monkeypatch, case: str) -> None:
    """Whatever a terminal's commands started ends with it: what ignores the signal to end, after a moment."""
    monkeypatch.setattr(terminal, "GRACE_SECONDS", 0.2)
    marker = uuid.uuid4().hex  # a word that no other process has in its command line
    typist = Typist(tmp_path)
    typist.start(COMMANDS[case].replace("MARKER", marker), "up")
    typist.wait(lambda: running(marker))  # one in the background may begin later than the text comes
    typist.terminal.close()
    assert [] == running(marker)


def test_close_twice_is_fine(tmp_path) -> None:
    """A terminal that is closed, or whose shell has gone, may be closed again."""
    typist = Typist(tmp_path)
    typist.run("exit")
    typist.terminal.close()
    typist.terminal.close()
    assert not typist.terminal._process.isalive()
