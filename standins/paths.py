"""The folders of the set-up, all of them under one cache folder that can be deleted at any time."""

import os
from pathlib import Path

HERE = Path(__file__).parent


def cache(*parts: str) -> Path:
    """A path in ${XDG_CACHE_HOME:-~/.cache}/containers-guide; nothing is created."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base, "containers-guide", *parts)


def folder(*parts: str) -> Path:
    """The same for a folder, which is created if it is missing."""
    path = cache(*parts)
    path.mkdir(parents=True, exist_ok=True)
    return path


def log() -> Path:
    """The file that the output of all programs run by the set-up is added to."""
    return folder() / "setup.log"
