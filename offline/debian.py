"""Debian's packages: installed where this is root, and file systems made of them."""

import os
import shutil

from offline import say
from offline.programs import run


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
