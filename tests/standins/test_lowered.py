"""The wrapper around runc for machines without CAP_SYS_RESOURCE."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from standins import engine, paths
from tests.standins.machine import Machine

PROCESS = {"capabilities": {"bounding": ["CAP_CHOWN", "CAP_SYS_RESOURCE"]}, "oomScoreAdj": -999, "args": ["sh"]}
LOWERED = {"capabilities": {"bounding": ["CAP_CHOWN"]}, "args": ["sh"]}


def run(*arguments: str | Path) -> None:
    """Run the wrapper."""
    subprocess.run([sys.executable, paths.HERE / "runc-lowered", *arguments], check=True)


@pytest.mark.parametrize("flag", ["--bundle", "-b"])
def test_a_container_asks_for_less(machine: Machine, flag: str) -> None:
    """One capability and the score are taken out, all else stays, and runc gets the same command line."""
    machine.program("runc", "")
    config = machine.folder / "config.json"
    config.write_text(json.dumps({"ociVersion": "1.2.0", "process": PROCESS}))
    run("--root", "/run/runc", "create", flag, machine.folder, "id")
    assert json.loads(config.read_text()) == {"ociVersion": "1.2.0", "process": LOWERED}
    assert machine.calls("runc") == [f"runc --root /run/runc create {flag} {machine.folder} id"]


def test_a_command_in_a_container_asks_for_less(machine: Machine) -> None:
    """The same for `docker exec`, whose process is a file of its own."""
    machine.program("runc", "")
    process = machine.folder / "process.json"
    process.write_text(json.dumps(PROCESS))
    run("exec", "--process", process, "id")
    assert json.loads(process.read_text()) == LOWERED


def test_other_commands_pass_through(machine: Machine) -> None:
    """What asks for nothing is left alone."""
    machine.program("runc", "")
    run("delete", "--force", "id")
    assert machine.calls("runc") == ["runc delete --force id"]


def options(machine: Machine, capabilities: str) -> list[str]:
    """What the engine is started with where the machine has these capabilities."""
    status = machine.folder / "status"
    status.write_text(f"Name:\tpython\nCapBnd:\t{capabilities}\n")
    machine.patch.setattr(engine, "STATUS", status)
    return engine.lowered()


def test_it_is_used_only_where_it_is_needed(machine: Machine) -> None:
    """Where the machine has the capability, the engine starts as it comes; elsewhere with a copy of the wrapper.

    The copy needs no `python3` on its PATH.
    """
    assert options(machine, "000001ffffffffff") == []
    machine.program("runc", "")
    wrapper = options(machine, "000001fffeffffff")[1].removeprefix("lowered=")
    subprocess.run([wrapper, "state", "id"], check=True, env={"PATH": str(machine.bin)})
    assert machine.calls("runc") == ["runc state id"]
