"""What ran meanwhile: the last lines of the containers and Pods that a failed page started."""

from pathlib import Path

from sphinx_gate.command import run
from sphinx_gate.engine.inventory import Thing

LAST_LINES = "5"
TIMEOUT_SECONDS = 10
COLUMNS = 200  # some servers log thousands of characters a line


def of(things: set[Thing], environment: dict[str, str]) -> list[str]:
    """Lines for a failure's details. Inputs: what the page made on the engine, and its environment."""
    details: list[str] = []
    for thing in sorted((thing for thing in things if thing.kind == "container"), key=str):
        details += [
            f"  last lines of {thing}:",
            *_lines(environment, "docker", "logs", "--tail", LAST_LINES, thing.identity),
        ]
    if (Path(environment["HOME"]) / ".kube" / "config").is_file():
        details += _pods(environment)
    return details


def _pods(environment: dict[str, str]) -> list[str]:
    found = run(["kubectl", "get", "pods", "--output", "name"], environment, TIMEOUT_SECONDS)
    if found.returncode:
        return []  # the page has deleted its cluster
    details = ["  Pods:", *_lines(environment, "kubectl", "get", "pods")]
    for name in found.stdout.split():
        logs = _lines(environment, "kubectl", "logs", name, "--all-containers", "--tail", LAST_LINES)
        details += [f"  last lines of {name}:", *logs]
    events = _lines(environment, "kubectl", "get", "events", "--sort-by", ".lastTimestamp")[-int(LAST_LINES) :]
    return [*details, "  last events:", *events]


def _lines(environment: dict[str, str], *command: str) -> list[str]:
    found = run(command, environment, TIMEOUT_SECONDS)
    return [f"    {line[:COLUMNS]}" for line in (found.stdout + found.stderr).splitlines()]
