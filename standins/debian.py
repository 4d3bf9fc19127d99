"""Debian's packages: installed where this is root, and file systems made of them."""

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from standins import say
from standins.programs import run


def can_install() -> bool:
    """Whether packages can be installed here: as root, with apt."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(*packages: str) -> None:
    """Install packages. Raises `Failed`."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with say.step(f"Installing {', '.join(packages)}"):
        run(["apt-get", "update", "-qq"], env=quiet)
        run(["apt-get", "install", "-y", "-qq", *packages], env=quiet)


def mmdebstrap() -> str:
    """The program that makes file systems of packages, installed if it can be. Raises `Failed`."""
    if not shutil.which("mmdebstrap"):
        if not can_install():
            raise say.Failed("mmdebstrap is missing: `sudo apt-get install mmdebstrap`, or run this as root.")
        install("mmdebstrap")
    return "mmdebstrap"


def can_unpack() -> bool:
    """Whether Debian packages can be unpacked here."""
    return shutil.which("mmdebstrap") is not None or can_install()


def unpack(packages: Iterable[str], suite: str, files: Iterable[Path], folder: Path) -> None:
    """Copy single files out of packages into a folder; each appears when it is whole. Raises `Failed`."""
    program = mmdebstrap()
    with tempfile.TemporaryDirectory() as scratch:
        run([program, "--quiet", "--variant=extract", f"--include={','.join(packages)}", suite, scratch])
        for file in files:
            half = folder / f"{file.name}.half"
            shutil.copy(scratch / file, half)
            half.rename(folder / file.name)
