"""A clone of the repository for README.md and CONTRIBUTING.md, whose reader starts in one."""

import shutil
from pathlib import Path

from sphinx_gate.command import run


class CloneError(Exception):
    """The repository can't be cloned; the sentence says why."""


def make(root: Path, folder: Path) -> None:
    """Fills the folder with the repository's files as they are now, changed and new ones included.

    Fails with `CloneError`, in git's words, where root is no git checkout.
    """
    for target in _git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0"):
        source = root / target
        if source.is_symlink() or source.is_file():
            (folder / target).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, folder / target, follow_symlinks=False)
    _git(folder, "init", "--quiet")
    _git(folder, "add", "--all")


def _git(folder: Path, *arguments: str) -> str:
    result = run(["git", "-C", str(folder), *arguments], timeout=None)
    if result.returncode:
        raise CloneError(f"git {' '.join(arguments)}: {result.stderr.strip()}")
    return result.stdout
