"""The repository's files, as git sees them: tracked, or new and not ignored."""

import functools
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).parents[2]
Item = TypeVar("Item")


def some(items: Iterable[Item], what: str) -> list[Item]:
    """The items as a list; none at all would prove nothing, so that is an AssertionError."""
    found = list(items)
    assert found, f"found no {what}: this test looked at nothing"
    return found


def nothing(wrong: Iterable[object], way_out: str) -> None:
    """Nothing is wrong; else an AssertionError with the way out and a line for each that is."""
    found = [str(item) for item in wrong]
    assert not found, "\n".join([way_out, *found])


@functools.cache
def files() -> list[str]:
    """Paths of all files, from the root, sorted."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, f"these tests need a git clone of the repository: {done.stderr}"
    return some((path for path in sorted(done.stdout.split("\0")) if (ROOT / path).is_file()), "files")


def under(*folders: str, suffix: str) -> list[str]:
    """The files in the folders, at any depth, whose names end in suffix; each folder has to have one."""
    found = {folder: [path for path in files() if path.startswith(f"{folder}/")] for folder in folders}
    chosen = {folder: [path for path in paths if path.endswith(suffix)] for folder, paths in found.items()}
    return [path for folder, paths in chosen.items() for path in some(paths, f"*{suffix} in {folder}/")]


@functools.cache
def text(path: str) -> str:
    """The content of a file, which has to exist; empty when it is not text."""
    assert (ROOT / path).is_file(), f"{path} does not exist: write it"
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def lines(paths: Iterable[str]) -> list[tuple[str, str]]:
    """Each line of the files, as ("path:number", "line")."""
    numbered = ((path, *item) for path in paths for item in enumerate(text(path).splitlines(), 1))
    return some(((f"{path}:{number}", line) for path, number, line in numbered), "lines")


def pages() -> list[str]:
    """The pages' names: docs/ and .rst taken off."""
    return [path.removeprefix("docs/").removesuffix(".rst") for path in under("docs", suffix=".rst")]


def examples() -> list[str]:
    """The folders in examples/, as part/slug."""
    found = {"/".join(path.split("/")[1:3]) for path in files() if path.startswith("examples/")}
    return some(sorted(found), "examples")
