"""What is there now: containers, images, networks, volumes, processes and listening ports; and what a page left."""

import contextlib
import os
import subprocess
from dataclasses import dataclass

import psutil

from sphinx_gate.run.environment import TOKEN

DOCKER_TIMEOUT_SECONDS = 60
# kind labels the containers that are its nodes with the name of their cluster.
CONTAINER = '{{.ID}}\t{{.Names}}\t{{.Image}}\t{{.Mounts}}\t{{.Label "io.x-k8s.kind.cluster"}}'
# How each kind is listed: one line a thing, its id, a tab, its name.
LISTS = {
    "container": ["ps", "--all", "--no-trunc", "--format", CONTAINER],
    "image": ["image", "ls", "--no-trunc", "--format", "{{.ID}}\t{{.Repository}}:{{.Tag}}"],
    "network": ["network", "ls", "--no-trunc", "--format", "{{.ID}}\t{{.Name}}"],
    "volume": ["volume", "ls", "--format", "{{.Name}}\t{{.Name}}"],
}
REMOVALS = {
    "cluster": ["rm", "--force", "--volumes"],  # its nodes, which are containers
    "container": ["rm", "--force", "--volumes"],
    "image": ["image", "rm", "--force"],
    "network": ["network", "rm"],
    "volume": ["volume", "rm"],
}


@dataclass(frozen=True)
class Thing:
    """Something that can be left behind. name is what a page would call it; image and mounts are a container's.

    The node of a kind cluster is a thing of kind "cluster", with the cluster's name.
    """

    kind: str
    identity: str
    name: str
    image: str = ""
    mounts: str = ""

    @property
    def declaration(self) -> str:
        """What a page's role `leaves` says of it."""
        return f"{self.kind} {self.name}"

    def __str__(self) -> str:
        return self.declaration + (f" (of image {self.image})" if self.image else "")


def docker(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess:
    """Runs the docker client; its output comes back as text, a failure as a status other than 0."""
    return subprocess.run(
        ["docker", *arguments], env=environment, capture_output=True, text=True, check=False,
        stdin=subprocess.DEVNULL, timeout=DOCKER_TIMEOUT_SECONDS,
    )  # fmt: skip


def docker_things(environment: dict[str, str]) -> set[Thing]:
    """Everything of the engine that a page could leave. Fails with RuntimeError when the engine doesn't answer."""
    things = set()
    for kind, arguments in LISTS.items():
        result = docker(environment, *arguments)
        if result.returncode:
            raise RuntimeError(f"the Docker engine stopped answering: {result.stderr.strip() or result.stdout.strip()}")
        for line in result.stdout.splitlines():
            identity, name, image, mounts, cluster = [*line.split("\t"), "", "", ""][:5]
            things.add(Thing("cluster" if cluster else kind, identity, cluster or name, image, mounts))
    return things


def processes(token: str) -> set[Thing]:
    """The processes that a run with this token started, and that still run."""
    things = set()
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if process.pid != os.getpid() and process.environ().get(TOKEN) == token:
                things.add(Thing("process", str(process.pid), " ".join(process.cmdline()) or process.name()))
    return things


def remove(things: set[Thing], environment: dict[str, str]) -> None:
    """Removes what a page left: processes by signal, the rest by the docker client, containers first."""
    for thing in things:
        if thing.kind == "process":
            with contextlib.suppress(psutil.Error):
                psutil.Process(int(thing.identity)).kill()
    for kind, arguments in REMOVALS.items():
        for thing in sorted((t for t in things if t.kind == kind), key=str):
            # An image is removed by its name: its id may have other names, which are not ours.
            by_name = thing.kind == "image" and not thing.name.startswith("<none>")
            docker(environment, *arguments, thing.name if by_name else thing.identity)
