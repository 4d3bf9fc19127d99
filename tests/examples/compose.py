"""A Compose project that removes itself, whatever happens to it."""

import contextlib
import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path

from pytest_docker.plugin import Services, get_docker_services

COMMAND = "docker compose"
UP = "up --build --wait"
DOWN = ["down", "--volumes", "--rmi", "local", "--remove-orphans"]


@contextlib.contextmanager
def started(file: Path) -> Iterator[Services]:
    """Build and start a compose.yaml by pytest-docker under a name of its own; remove it at the end.

    The removal is registered before `up`: in pytest-docker that command stands outside of its `try`.
    """
    project = f"guide-test-{uuid.uuid4().hex[:12]}"
    down = ["docker", "compose", "--file", str(file), "--project-name", project, *DOWN]
    with contextlib.ExitStack() as stack:
        stack.callback(subprocess.run, down, check=True, capture_output=True, stdin=subprocess.DEVNULL)
        services = get_docker_services(COMMAND, str(file), project, UP, None)
        yield stack.enter_context(services)
