"""Two set-ups at once: the second waits, and says for whom."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from standins import lock, say
from tests.standins.machine import Machine

ROOT = Path(__file__).parents[2]
HOLD = "from standins import lock\nwith lock.alone(): print('held', flush=True); input()"


@pytest.fixture
def other(machine: Machine) -> subprocess.Popen:
    """Another set-up, which holds the lock until it reads a line or is killed."""
    pipe = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", HOLD], cwd=ROOT, env=os.environ, **pipe) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_the_second_waits(other: subprocess.Popen, capsys: pytest.CaptureFixture) -> None:
    """It says for which process; past its time it fails with the way out."""
    still = rf"\(process {other.pid}\) is still running: wait for it or end it"
    with pytest.raises(say.Failed, match=still), lock.alone(wait_seconds=0.3):
        pass
    assert capsys.readouterr().out == f"Another set-up (process {other.pid}) is running: waiting for it to finish.\n"


def test_it_goes_on_when_the_first_is_done(other: subprocess.Popen) -> None:
    """No time is lost, and no file has to be removed by hand."""
    other.communicate("done\n")
    with lock.alone(wait_seconds=0):
        assert (Path(os.environ["XDG_CACHE_HOME"]) / "containers-guide/lock").read_text() == str(os.getpid())


def test_a_killed_set_up_leaves_no_lock(other: subprocess.Popen) -> None:
    """The operating system gives it back."""
    other.kill()
    other.wait()
    with lock.alone(wait_seconds=0):
        pass
