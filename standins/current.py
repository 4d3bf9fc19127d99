"""Today's Docker Engine and client, compiled from their Go modules: GUIDE_ENGINE=current."""

import shutil
from pathlib import Path

from standins import debian, golang, paths, plugins, say
from standins.versions import VERSIONS

MOBY, RUNC, CLI = (VERSIONS["engine"][name] for name in ("moby", "runc", "cli"))
VERSION = f"-X github.com/moby/moby/v2/dockerversion.Version={MOBY}"
LIBRARY = paths.cache("debian-libseccomp")
PROGRAMS = {
    "dockerd": golang.Module("github.com/moby/moby/v2/cmd/dockerd", MOBY, VERSION),
    "docker-proxy": golang.Module("github.com/moby/moby/v2/cmd/docker-proxy", MOBY),
    "runc": golang.Module("github.com/opencontainers/runc", RUNC, tags="seccomp", cgo=True, unpacked=LIBRARY),
}
CLIENT = golang.Module(
    "github.com/docker/cli",
    f"{CLI}+incompatible",
    f"-X github.com/docker/cli/cli/version.Version={CLI.removeprefix('v')}",
)
SWARMKIT = {"github.com/moby/swarmkit/v2": VERSIONS["engine"]["swarmkit"]}
COMPILER = {"gcc": ["gcc", "libc6-dev"], "pkg-config": ["pkg-config"]}  # programs, and the packages that they are in


def programs() -> Path:
    """The folder with the engine's programs."""
    return paths.cache("current", MOBY)


def client() -> Path:
    """The folder with the client."""
    return paths.cache("current", f"cli-{CLI}")


def ensure() -> None:
    """Compile what is missing of both, and buildx. Raises `Failed`."""
    missing = [name for name in PROGRAMS if not (programs() / name).exists()]
    if "runc" in missing:
        if lacking := [package for name in COMPILER if not shutil.which(name) for package in COMPILER[name]]:
            raise say.Failed(f"Compiling runc needs a C compiler: `apt-get install {' '.join(lacking)}`.")
        debian.bring(LIBRARY, ["libseccomp-dev"], "Bringing a library for runc")
    for name in missing:
        with say.step(f"Compiling {name}"):
            golang.compile(PROGRAMS[name], programs() / name)
    if not (client() / "docker").exists():
        with say.step(f"Compiling the docker client {CLI}"):
            golang.compile_copy(CLIENT, "cmd/docker", "vendor.mod", SWARMKIT, client() / "docker")
    plugins.compile_buildx(plugins.todays())
