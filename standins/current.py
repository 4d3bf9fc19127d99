"""Today's Docker Engine, compiled from its Go modules, to try the guide with, beside Debian's."""

from standins import debian, docker, engine, golang, paths, plugins, say

MOBY = "v2.0.0-beta.24"  # the module that Docker Engine 29 is made from
RUNC = "v1.5.2"  # Debian 12's runc 1.1 does not know the namespaces that this engine asks for
VERSION = f"-X github.com/moby/moby/v2/dockerversion.Version={MOBY}"
PROGRAMS = {
    "dockerd": golang.Module("github.com/moby/moby/v2/cmd/dockerd", MOBY, VERSION),
    "docker-proxy": golang.Module("github.com/moby/moby/v2/cmd/docker-proxy", MOBY),
    "runc": golang.Module("github.com/opencontainers/runc", RUNC, tags="seccomp", cgo=True),
}


def ensure() -> None:
    """Compile today's engine and buildx and start it. Raises `Failed`, also when another engine answers already."""
    known, _ = docker.versions()
    if known:
        raise say.Failed(f"Docker Engine {known['Server']['Version']} answers already: stop that one first.")
    if not debian.can_install():
        raise say.Failed("Today's engine can only be compiled and started by root, with apt.")
    programs = paths.cache("engine", MOBY)
    missing = [name for name in PROGRAMS if not (programs / name).exists()]
    if missing:
        # The compiler, and the containerd, iptables and client that this engine is used with.
        debian.install("docker.io", "gcc", "libc6-dev", "libseccomp-dev", "pkg-config")
    for name in missing:
        with say.step(f"Compiling {name}"):
            golang.compile(PROGRAMS[name], programs / name)
    plugins.compile_buildx()
    if not docker.answers():
        engine.start(programs / "dockerd", "--data-root=/var/lib/docker-current", path=programs)
