"""Today's Docker Engine, compiled from its Go modules, to try the guide with beside Debian's: GUIDE_ENGINE=current."""

import shutil
from pathlib import Path

from standins import debian, golang, paths, plugins, say
from standins.versions import VERSIONS

MOBY, RUNC = VERSIONS["engine"]["moby"], VERSIONS["engine"]["runc"]
VERSION = f"-X github.com/moby/moby/v2/dockerversion.Version={MOBY}"
PROGRAMS = {
    "dockerd": golang.Module("github.com/moby/moby/v2/cmd/dockerd", MOBY, VERSION),
    "docker-proxy": golang.Module("github.com/moby/moby/v2/cmd/docker-proxy", MOBY),
    "runc": golang.Module("github.com/opencontainers/runc", RUNC, tags="seccomp", cgo=True),
}
FOR_RUNC = ["gcc", "libc6-dev", "libseccomp-dev", "pkg-config"]
HEADER = Path("/usr/include/seccomp.h")


def programs() -> Path:
    """The folder with its programs."""
    return paths.cache("current", MOBY)


def ensure() -> None:
    """Compile what is missing of it, and buildx. Raises `Failed`."""
    missing = [name for name in PROGRAMS if not (programs() / name).exists()]
    if "runc" in missing and not (shutil.which("gcc") and shutil.which("pkg-config") and HEADER.exists()):
        debian.install_if_allowed(FOR_RUNC, "Compiling runc")
    for name in missing:
        with say.step(f"Compiling {name}"):
            golang.compile(PROGRAMS[name], programs() / name)
    plugins.compile_buildx()
