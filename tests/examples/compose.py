"""A Compose project that removes itself, whatever happens to it."""

import contextlib
import re
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path

from pytest_docker.plugin import Services, get_docker_services

COMMAND = "docker compose"
UP = "up --build --wait"
DOWN = ("down", "--volumes", "--rmi", "local", "--remove-orphans")
KINDS = ("container", "network", "volume", "image")


def docker(*arguments: str) -> str:
    """Run the docker command; return what it prints; AssertionError with its output when it fails."""
    done = subprocess.run(["docker", *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, f"docker {' '.join(arguments)}: {done.stderr or done.stdout}"
    return done.stdout


def refusal(version: str) -> str | None:
    """A sentence when `docker compose version --short` printed something else than 2 or newer, else None.

    Debian's docker-compose 1.29.2 answers `up --wait` with its usage and exit status 0: nothing is started.
    """
    number = re.match(r"v?(\d+)\.\d+", version.strip())
    if number and int(number[1]) >= 2:
        return None
    found = version.strip() or "nothing"
    return f"Compose 2 or newer is needed as `{COMMAND}`, found is {found}: install Docker's Compose plugin."


def compose_version() -> str:
    """What `docker compose version --short` prints; empty without Compose."""
    command = [*COMMAND.split(), "version", "--short"]
    if not shutil.which(command[0]):
        return ""
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    return done.stdout if done.returncode == 0 else ""


class Project:
    """The containers, networks, volumes and images that one compose.yaml makes, under a name of their own."""

    def __init__(self, folder: Path) -> None:
        """Take folder/compose.yaml; start nothing."""
        self.file = folder / "compose.yaml"
        self.name = f"guide-test-{uuid.uuid4().hex[:12]}"

    def compose(self, *arguments: str) -> str:
        """Run `docker compose` for this project; return what it prints."""
        return docker("compose", "--file", str(self.file), "--project-name", self.name, *arguments)

    def things(self) -> dict[str, list[str]]:
        """What exists of this project now: ids by kind, kinds without any left out."""
        label = f"label=com.docker.compose.project={self.name}"
        filters = {kind: label for kind in KINDS} | {"image": f"reference={self.name}-*"}
        everything = {"container": ["--all"]}
        found = {
            kind: docker(kind, "ls", "--quiet", *everything.get(kind, []), "--filter", filters[kind]).split()
            for kind in KINDS
        }
        return {kind: ids for kind, ids in found.items() if ids}

    def remove(self) -> None:
        """Take down all of it; AssertionError names what is left all the same."""
        self.compose(*DOWN)
        left = self.things()
        assert not left, f"`{COMMAND} {' '.join(DOWN)}` left of project {self.name}: {left}"

    @contextlib.contextmanager
    def started(self) -> Iterator[Services]:
        """Build and start it by pytest-docker, and remove it at the end, or when `up` fails.

        The removal is registered before `up`: in pytest-docker that command stands outside of its `try`.
        """
        with contextlib.ExitStack() as stack:
            stack.callback(self.remove)
            services = get_docker_services(COMMAND, str(self.file), self.name, UP, None)
            yield stack.enter_context(services)
