"""Ctrl-C in the middle: nothing half is left, nothing goes on running, and the same command goes on from there."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil

from standins import golang, paths
from tests.standins.machine import Machine

ROOT = Path(__file__).parents[2]
SLOW = "echo $$ > slow-pid; exec sleep 60"
GO = """
[ "$1" != env ] || { echo go1.26.8; exit; }
[ "$1" = build ] || exit 0
while [ "$1" != -o ]; do shift; done
echo half > "$2"
[ -e quick ] || { echo $$ > slow-pid; exec sleep 60; }
"""
GUARDED = "import sys; from standins import golang, images, paths, standin, work; sys.exit(work.guarded(lambda: {}))"
COMPILE = "golang.compile(golang.Module('example.org/tool', 'v1'), paths.cache('bin', 'tool'))"
MAKE = "images.bring(standin.recipes()[0])"


def interrupt(machine: Machine, *command: str) -> tuple[int, str]:
    """Start a program in its own group, send Ctrl-C when its slow part runs; its exit status and output."""
    slow = machine.folder / "slow-pid"
    with subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        deadline = time.monotonic() + 20
        while not (slow.exists() and slow.read_text()) and time.monotonic() < deadline:
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGINT)
        output, _ = process.communicate(timeout=20)
    return process.returncode, output


def runs(pid: int) -> bool:
    """Whether a process with that id runs; what has ended may stay as a zombie where nobody collects it."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_a_stand_in_is_not_half_made(machine: Machine) -> None:
    """Its name is never given, and the program that packs it ends."""
    machine.has_docker()
    machine.program("mmdebstrap", SLOW)
    status, said = interrupt(machine, "-c", GUARDED.format(MAKE))
    assert status == 130
    assert said.endswith(" stopped\nStopped; what was finished is kept, and the same command goes on from there.\n")
    assert not [call for call in machine.calls("docker") if call.startswith("docker tag")]
    assert not runs(int((machine.folder / "slow-pid").read_text()))


def test_a_program_is_not_half_compiled(machine: Machine) -> None:
    """It appears under its name when it is whole, and a second try completes it."""
    machine.program("go", GO)
    status, _ = interrupt(machine, "-c", GUARDED.format(COMPILE))
    assert status == 130
    assert not paths.cache("bin", "tool").exists()
    assert not runs(int((machine.folder / "slow-pid").read_text()))
    (machine.folder / "quick").touch()
    golang.compile(golang.Module("example.org/tool", "v1"), paths.cache("bin", "tool"))
    assert paths.cache("bin", "tool").read_text() == "half\n"


# A command that has begun before the one who starts it knows its number, as on a busy machine.
TOLD_EARLY = """
import os, signal, subprocess, time
from standins import box

class Late(subprocess.Popen):
    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        while not os.path.exists("begun"):
            time.sleep(0.01)
        os.write(tell, bytes([signal.SIGTERM]))
        time.sleep(0.5)

told, tell = os.pipe()
subprocess.Popen = Late
command = ["bash", "-c", "trap 'exit 3' TERM; touch begun; for i in {1..200}; do sleep 0.1; done"]
raise SystemExit(box.Relay(told).run(command, dict(os.environ)))
"""


def test_a_command_in_a_box_is_told_while_it_starts(tmp_path: Path) -> None:
    """A signal that comes then is not lost."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", TOLD_EARLY], cwd=tmp_path, env=environment, stdin=subprocess.DEVNULL, check=False
    )
    assert 3 == done.returncode
