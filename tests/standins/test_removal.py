"""`make uninstall`: all there is of the guide goes, and nothing else."""

import pytest

from standins import paths, removal
from tests.standins.machine import Machine


def test_all_is_removed_and_said(machine: Machine, capsys: pytest.CaptureFixture) -> None:
    """Each folder with its size; a reader's own files beside it stay."""
    checkout = machine.folder / "checkout"
    machine.patch.setattr(paths, "HERE", checkout / "standins")
    (checkout / ".venv").mkdir(parents=True)
    (checkout / "mine").touch()
    paths.cache().with_name("another").mkdir(parents=True)
    (paths.folder("engine", "own", "images") / "layer").write_bytes(b"1" * 1_000_000)
    assert removal.uninstall() == 0
    cache = f"Removing {paths.cache()}: 1MB\n  engine: 1MB (images and all else of it)\n"
    assert capsys.readouterr().out == f"{cache}Removing {checkout / '.venv'}: 0MB\n"
    assert [path.name for path in paths.cache().parent.iterdir()] == ["another"]
    assert [path.name for path in checkout.iterdir()] == ["mine"]
