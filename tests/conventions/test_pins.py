"""Versions: exact, and the same everywhere."""

import importlib.metadata
import re

from .repository import files, lines, nothing, some

PIN = re.compile(r"(?<![\w.-])([A-Za-z][\w.-]*)==([0-9][\w.!+]*)")


def name(package: str) -> str:
    """A package's name in the one spelling that its registry compares by."""
    return re.sub(r"[-_.]+", "-", package).lower()


def requirement_files() -> list[str]:
    """requirements.txt at the root and in the examples."""
    return some((path for path in files() if path.split("/")[-1] == "requirements.txt"), "requirements.txt")


def requirements(path: str) -> list[tuple[str, str]]:
    """The lines of a requirements file without comments, as ("path:number", "line")."""
    bare = ((where, line.split("#")[0].strip()) for where, line in lines([path]))
    return some(((where, line) for where, line in bare if line), f"requirements in {path}")


def pins(path: str) -> dict[str, str]:
    """The versions that a requirements file pins, by package."""
    found = [PIN.fullmatch(line) for _, line in requirements(path)]
    return {name(match[1]): match[2] for match in found if match}


def test_every_requirement_is_pinned_exactly() -> None:
    """Each line of each requirements.txt is package==version."""
    everything = [item for path in requirement_files() for item in requirements(path)]
    bad = [f"{where}: {line}" for where, line in everything if not PIN.fullmatch(line)]
    nothing(bad, "pin the exact version: package==version")


def test_pins_are_the_same_everywhere() -> None:
    """Wherever a package is required, it is the same version."""
    versions: dict[str, dict[str, str]] = {}
    for path in requirement_files():
        for package, version in pins(path).items():
            versions.setdefault(package, {}).setdefault(version, path)
    nothing((found for found in versions.items() if len(found[1]) > 1), "pin the same version everywhere")


def test_pins_are_what_is_installed() -> None:
    """The tests run with the versions that requirements.txt pins."""
    pinned = pins("requirements.txt")
    assert {package: importlib.metadata.version(package) for package in pinned} == pinned
