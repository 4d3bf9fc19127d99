"""Today's Docker Engine, compiled from its Go modules, to try the guide with beside Debian's: GUIDE_ENGINE=current."""

import shutil
from pathlib import Path

from standins import debian, golang, paths, plugins, say
from standins.versions import VERSIONS

MOBY, RUNC = VERSIONS["engine"]["moby"], VERSIONS["engine"]["runc"]
VERSION = f"-X github.com/moby/moby/v2/dockerversion.Version={MOBY}"
LIBRARY = paths.cache("debian-libseccomp")
PROGRAMS = {
    "dockerd": golang.Module("github.com/moby/moby/v2/cmd/dockerd", MOBY, VERSION),
    "docker-proxy": golang.Module("github.com/moby/moby/v2/cmd/docker-proxy", MOBY),
    "runc": golang.Module("github.com/opencontainers/runc", RUNC, tags="seccomp", cgo=True, unpacked=LIBRARY),
}
COMPILER = {"gcc": ["gcc", "libc6-dev"], "pkg-config": ["pkg-config"]}  # programs, and the packages that they are in


def programs() -> Path:
    """The folder with its programs."""
    return paths.cache("current", MOBY)


def ensure() -> None:
    """Compile what is missing of it, and buildx. Raises `Failed`."""
    missing = [name for name in PROGRAMS if not (programs() / name).exists()]
    if "runc" in missing:
        if lacking := [package for name in COMPILER if not shutil.which(name) for package in COMPILER[name]]:
            debian.install_if_allowed(lacking, "Compiling runc")
        debian.bring(LIBRARY, ["libseccomp-dev"], "Bringing a library for runc")
    for name in missing:
        with say.step(f"Compiling {name}"):
            golang.compile(PROGRAMS[name], programs() / name)
    plugins.compile_buildx()
