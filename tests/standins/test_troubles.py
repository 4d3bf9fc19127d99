"""Failing well: what the set-up says when a program that it needs fails."""

import errno

import pytest

from standins import images, lock
from tests.standins.machine import Machine
from tests.standins.test_engine import NOT_RUNNING

RECIPE = {"name": "python:3", "suite": "trixie", "packages": ["python3"], "changes": ['CMD ["python3"]']}


@pytest.fixture(autouse=True)
def one_image(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    """One image is asked for, by root."""
    monkeypatch.setattr(images, "recipes", lambda: [RECIPE])
    machine.is_root(True)


def test_an_engine_that_does_not_start(machine: Machine, capsys: pytest.CaptureFixture) -> None:
    """The engine's own error is shown, without the noise before it."""
    machine.has_docker(NOT_RUNNING)
    machine.program("dockerd", "echo 'level=info msg=hello'; echo 'failed to start daemon: no driver'; exit 1")
    assert machine.make() == 0
    said = capsys.readouterr().out
    assert "The Docker Engine does not start; its log is" in said
    assert said.endswith("\n    failed to start daemon: no driver\n")
    assert "level=info" not in said


def test_an_engine_without_room(machine: Machine, capsys: pytest.CaptureFixture) -> None:
    """A full disk is named, also when it is the engine that meets it."""
    machine.has_docker(NOT_RUNNING)
    machine.program("dockerd", "echo 'mkdir /var/lib/docker: no space left on device'; exit 1")
    machine.make()
    assert "The disk is full: free some space" in capsys.readouterr().out


def test_no_network_for_debians_packages(machine: Machine, capsys: pytest.CaptureFixture) -> None:
    """apt's long complaint becomes one sentence."""
    machine.program("apt-get", "echo 'W: Temporary failure resolving the host' >&2; exit 100")
    assert machine.make() == 0
    assert "No network, or the registry does not answer" in capsys.readouterr().out


def test_no_room_for_a_stand_in(machine: Machine, capsys: pytest.CaptureFixture) -> None:
    """The image that could not be made has no tag, so that the next try starts anew."""
    machine.has_docker()
    machine.program("mmdebstrap", "echo half; echo 'tar: No space left on device' >&2; exit 1")
    assert machine.make() == 0
    assert "The disk is full" in capsys.readouterr().out
    assert machine.calls("docker").count("docker rmi sha256:new") == 1
    assert not [call for call in machine.calls("docker") if call.startswith("docker tag")]


def test_no_room_for_the_set_up_itself(machine: Machine, capsys: pytest.CaptureFixture) -> None:
    """The same sentence when it is this program that can't write."""

    def full() -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    machine.patch.setattr(lock, "alone", full)
    assert machine.make() == 1
    assert capsys.readouterr().out.startswith("The disk is full")


def test_an_unknown_failure_shows_its_last_lines(machine: Machine, capsys: pytest.CaptureFixture) -> None:
    """Five lines of the program's own words, and where all of them are."""
    machine.has_docker()
    machine.program("mmdebstrap", "for line in 1 2 3 4 5 6 7; do echo line $line >&2; done; exit 25")
    machine.make()
    said = capsys.readouterr().out
    assert "failed (exit status 25, all of its output is in" in said
    assert "line 3\n    line 4\n    line 5\n    line 6\n    line 7\n" in said
    assert "line 2" not in said
