"""Programs with a version: found on PATH or in the cache's bin folder, in a version that fits."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from standins import paths, say
from standins.versions import VERSIONS

Version = tuple[int, ...]


@dataclass(frozen=True)
class Tool:
    """A program, how it tells its version, and which versions fit (`least` <= version < `below`)."""

    name: str
    ask: tuple[str, ...]
    least: Version
    below: Version


@dataclass(frozen=True)
class Found:
    """A program that fits."""

    path: Path
    version: Version

    def __str__(self) -> str:
        """Its version: 0.38.2."""
        return ".".join(map(str, self.version))


def minor(version: str) -> Version:
    """The first two numbers: (1, 36) of v1.36.4."""
    return tuple(map(int, version.removeprefix("v").split(".")[:2]))


KIND = Tool("kind", ("version",), minor(VERSIONS["kind"]["version"]), (1,))  # the first made for this Kubernetes
LEAST = minor(VERSIONS["kubectl"]["version"])
# kubectl prints differently in other versions, and supports a skew of one minor version only.
KUBECTL = Tool("kubectl", ("version", "--client"), LEAST, (LEAST[0], LEAST[1] + 1))


def version(program: Path, ask: tuple[str, ...]) -> Version | None:
    """The first version number in what `program ask…` prints, or None if it does not run."""
    try:
        done = subprocess.run(
            [program, *ask], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=10, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(r"\bv?(\d+)\.(\d+)\.(\d+)", done.stdout)
    return tuple(int(part) for part in found.groups()) if found and done.returncode == 0 else None


def fitting(tool: Tool, folders: Iterable[Path]) -> Iterator[Found]:
    """Those in folders that run and have a version that fits."""
    for program in (folder / tool.name for folder in folders):
        if os.access(program, os.X_OK) and (known := version(program, tool.ask)) and tool.least <= known < tool.below:
            yield Found(program, known)


def find(tool: Tool) -> Found | None:
    """The first fitting one: what PATH has under its name, else the one brought into the cache, else None."""
    on_path = shutil.which(tool.name)
    folders = [Path(on_path).parent] if on_path else []
    return next(fitting(tool, [*folders, paths.cache("bin")]), None)


def need(tool: Tool) -> Found:
    """The same for one that has been brought. Raises `Failed` where it is missing after all."""
    if found := find(tool):
        return found
    raise say.Failed(f"{tool.name} was brought into {paths.cache('bin')}, but does not run there.")
