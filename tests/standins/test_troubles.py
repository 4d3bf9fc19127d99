"""Failing well: what is said when a program that the set-up needs fails."""

import errno

import pytest

from standins import lock, programs, say
from tests.standins.machine import Machine


def test_no_network(machine: Machine) -> None:
    """apt's long complaint becomes one sentence."""
    machine.program("apt-get", "echo 'W: Temporary failure resolving the host' >&2; exit 100")
    with pytest.raises(say.Failed, match="No network, or the registry does not answer"):
        programs.run(["apt-get", "update"])


def test_no_room_for_the_set_up_itself(machine: Machine, capsys: pytest.CaptureFixture) -> None:
    """The same sentence when it is this program that can't write."""

    def full() -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    machine.patch.setattr(lock, "alone", full)
    assert machine.standins("node-image") == 1
    assert capsys.readouterr().out.startswith("The disk is full")


def test_an_unknown_failure_shows_its_last_lines(machine: Machine) -> None:
    """Five lines of the program's own words, and where all of them are."""
    machine.program("tool", "for line in 1 2 3 4 5 6 7; do echo line $line >&2; done; exit 25")
    with pytest.raises(say.Failed) as failed:
        programs.run(["tool"])
    said = str(failed.value)
    assert "failed (exit status 25, all of its output is in" in said
    assert said.endswith("line 3\n    line 4\n    line 5\n    line 6\n    line 7")
