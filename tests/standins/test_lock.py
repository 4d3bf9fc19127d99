"""Two set-ups at once: the second waits, and says for whom."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from standins import lock
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


ENDS = {"ended": lambda other: print("done", file=other.stdin, flush=True), "killed": subprocess.Popen.kill}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS.keys())
def test_the_second_waits(other: subprocess.Popen, end: Callable, capsys: pytest.CaptureFixture) -> None:
    """It says for which process, and goes on when that has ended, however it did: no file has to be removed by hand."""
    threading.Timer(0.3, end, [other]).start()
    with lock.alone():
        assert other.wait() is not None
        assert (Path(os.environ["XDG_CACHE_HOME"]) / "containers-guide/lock").read_text() == str(os.getpid())
    assert capsys.readouterr().out == f"Another set-up (process {other.pid}) is running: waiting for it to finish.\n"
