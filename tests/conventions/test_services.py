"""CI and Read the Docs call the make targets that people call."""

import os
from collections.abc import Iterator

import yaml

from .repository import ROOT, nothing, some, text, under
from .targets import NO_TARGET, unknown

READ_THE_DOCS = ".readthedocs.yaml"
ALLOWED = ("make", ".ci/run", "cp", "mkdir", "mv")  # the last three put a result where the service wants it


def values(node: object, key: str = "") -> Iterator[tuple[str, str]]:
    """The plain values in a YAML document, each with the nearest key above it."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield from values(value, str(name))
    elif isinstance(node, list):
        for value in node:
            yield from values(value, key)
    else:
        yield key, str(node)


def commands(path: str) -> list[str]:
    """The command lines that a workflow or Read the Docs' file gives to a shell."""
    document = yaml.safe_load(text(path))
    if path == READ_THE_DOCS:
        build = document["build"]
        scripts = [script for _, script in values([build.get("jobs", {}), build.get("commands", [])])]
    else:
        scripts = [script for key, script in values(document) if key == "run"]
    return some((line for script in scripts for line in script.splitlines()), f"commands in {path}")


def files() -> list[str]:
    """The files that tell services what to run."""
    return [READ_THE_DOCS, *under(".github/workflows", suffix=".yml")]


def test_services_call_existing_targets() -> None:
    """Each workflow, and Read the Docs, calls make, and only targets that exist."""
    nothing((target for path in files() for target in unknown(commands(path), path)), NO_TARGET)


def test_services_call_nothing_else() -> None:
    """They run no command of their own, but for putting results into place."""
    everything = [(path, command) for path in files() for command in commands(path)]
    bad = [f"{path}: {command}" for path, command in everything if command.split()[0] not in ALLOWED]
    nothing(bad, "make it a make target, and call that")


def test_ci_run_calls_existing_targets() -> None:
    """.ci/run calls make, and only targets that exist."""
    code = [line for line in text(".ci/run").splitlines() if not line.lstrip().startswith("#")]
    nothing(unknown(code, ".ci/run"), NO_TARGET)


def test_ci_run_is_executable() -> None:
    """.ci/run can be started as it is."""
    assert os.access(ROOT / ".ci/run", os.X_OK)
