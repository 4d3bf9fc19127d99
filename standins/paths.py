"""The folders of the set-up, all of them under one cache folder that can be deleted at any time."""

import os
import shutil
from pathlib import Path

HERE = Path(__file__).resolve().parent


def cache(*parts: str) -> Path:
    """A path in ${XDG_CACHE_HOME:-~/.cache}/containers-guide; nothing is created."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base, "containers-guide", *parts).absolute()


def folder(*parts: str) -> Path:
    """The same for a folder, which is created if it is missing."""
    path = cache(*parts)
    path.mkdir(parents=True, exist_ok=True)
    return path


def log() -> Path:
    """The file that the output of all programs run by the set-up is added to; each run begins it anew."""
    return folder() / "setup.log"


def size(path: Path) -> int:
    """What a folder takes on the disk, in bytes; a file with several names counts once."""
    found = {}
    for base, _, files in os.walk(path):
        for name in files:
            status = os.lstat(Path(base, name))
            found[status.st_dev, status.st_ino] = status.st_blocks * 512
    return sum(found.values())


def remove(path: Path) -> None:
    """Remove a file or a folder with all that is in it, if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
