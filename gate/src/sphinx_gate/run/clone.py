"""A clone of the repository for README.md and CONTRIBUTING.md, whose reader starts in one."""

import shutil
import subprocess
from pathlib import Path


class CloneError(Exception):
    """The repository can't be cloned; the sentence says why."""


def make(root: Path, folder: Path) -> None:
    """Fills the folder with the repository's files as they are now, changed and new ones included.

    Fails with `CloneError`, in git's words, where root is no git checkout.
    """
    for target in _listed(root, "--cached", "--others", "--exclude-standard"):
        source = root / target
        if source.is_file():
            (folder / target).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, folder / target)
    for arguments in (["init", "--quiet"], ["add", "--all"]):
        _git(folder, *arguments)


def _listed(root: Path, *options: str) -> list[str]:
    return [name for name in _git(root, "ls-files", "-z", *options).split("\0") if name]


def _git(folder: Path, *arguments: str) -> str:
    result = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=False)
    if result.returncode:
        raise CloneError(f"git {' '.join(arguments)}: {result.stderr.strip()}")
    return result.stdout
