"""What ran meanwhile: the last lines of the containers and Pods that a failed page started."""

import subprocess

from sphinx_gate.engine import inventory
from sphinx_gate.engine.inventory import Thing
from sphinx_gate.run.lease import Run

LAST_LINES = "5"
KUBECTL_TIMEOUT_SECONDS = 10


def of(run: Run, before: set[Thing]) -> list[str]:
    """Lines for a failure's details; empty where nothing runs, or the engine is gone."""
    try:
        new = run.of_the_guide(inventory.docker_things(run.environment) - before)
    except (RuntimeError, subprocess.TimeoutExpired) as error:
        return [f"  {error}"]
    details: list[str] = []
    for thing in sorted((thing for thing in new if thing.kind == "container"), key=str):
        logs = inventory.docker(run.environment, "logs", "--tail", LAST_LINES, thing.identity)
        details += [
            f"  last lines of {thing}:",
            *(f"    {line}" for line in (logs.stdout + logs.stderr).splitlines()),
        ]
    if any(thing.kind == "cluster" for thing in new):
        details += _pods(run.environment)
    return details


def _pods(environment: dict[str, str]) -> list[str]:
    names = _kubectl(environment, "get", "pods", "--output", "name")
    details = ["  Pods:", *(f"    {line}" for line in _kubectl(environment, "get", "pods"))]
    for name in names:
        logs = _kubectl(environment, "logs", name, "--all-containers", "--tail", LAST_LINES)
        details += [f"  last lines of {name}:", *(f"    {line}" for line in logs)]
    events = _kubectl(environment, "get", "events", "--sort-by", ".lastTimestamp")[-int(LAST_LINES) :]
    return [*details, "  last events:", *(f"    {line}" for line in events)]


def _kubectl(environment: dict[str, str], *arguments: str) -> list[str]:
    try:
        result = subprocess.run(
            ["kubectl", *arguments], env=environment, capture_output=True, text=True, check=False,
            stdin=subprocess.DEVNULL, timeout=KUBECTL_TIMEOUT_SECONDS,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        return [str(error)]
    return (result.stdout + result.stderr).splitlines()
