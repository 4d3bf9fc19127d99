"""buildx and Compose: a pair that gets along is used or brought, and the user's own folder is left alone."""

import sys
from pathlib import Path

import pytest

from standins import golang, paths, plugins, say
from tests.standins.machine import Machine

USER, BROUGHT, VENV = "home/.docker/cli-plugins", "cache/containers-guide/cli-plugins", "venv/bin"
# What Debian 13's packages hold, as mmdebstrap unpacks it into its last argument.
UNPACK = """
for target; do :; done
mkdir -p "$target/usr/libexec/docker/cli-plugins"; cd "$target/usr/libexec/docker/cli-plugins"
printf '#!/bin/sh\\necho github.com/docker/buildx 0.13.1+ds1-3\\n' > docker-buildx
printf '#!/bin/sh\\necho Docker Compose version 2.26.1-4\\n' > docker-compose
chmod +x docker-*
"""


@pytest.fixture(autouse=True)
def virtual_environment(machine: Machine) -> None:
    """One without Compose."""
    machine.patch.setattr(sys, "prefix", str(machine.folder / "venv"))


def has(machine: Machine, folder: str, buildx: str | None, compose: str | None) -> None:
    """Install plugins of these versions in a folder."""
    for name, version in [("docker-buildx", buildx), ("docker-compose", compose)]:
        if version:
            machine.program(f"../{folder}/{name}", f"echo {version}")


def chosen() -> list[str]:
    """The versions that are used."""
    return [str(program) for program in plugins.find()]


def test_the_users_own_are_used(machine: Machine) -> None:
    """Those that were brought are for when there are none."""
    has(machine, USER, "v0.38.2", "v5.6.1")
    has(machine, BROUGHT, "0.13.1", "2.26.1")
    assert chosen() == ["0.38.2", "5.6.1"]


@pytest.mark.parametrize("buildx", ["0.13.1", "0.16.2"])
def test_compose_5_wants_a_newer_buildx(machine: Machine, buildx: str) -> None:
    """With an old one, an older Compose is taken instead."""
    has(machine, USER, buildx, "v5.6.1")
    assert chosen() == [buildx, "None"]
    has(machine, BROUGHT, None, "2.26.1")
    assert chosen() == [buildx, "2.26.1"]


def test_compose_1_is_none(machine: Machine) -> None:
    """It answers `up --wait` with its usage and starts nothing."""
    has(machine, USER, "v0.38.2", "1.29.2")
    assert chosen() == ["0.38.2", "None"]


def test_the_users_folder_comes_last(machine: Machine) -> None:
    """docker takes the first that it finds, and the user's folder has one that does not fit."""
    machine.has_docker()
    has(machine, USER, "v0.38.2", "2.10.0")
    has(machine, VENV, None, "v5.6.1")
    assert plugins.folders() == [machine.folder / VENV, machine.folder / USER]


def test_folders_that_the_user_configured(machine: Machine) -> None:
    """They are read from Docker's configuration, which is not changed."""
    config = machine.folder / "home" / ".docker" / "config.json"
    config.parent.mkdir()
    config.write_text('{"cliPluginsExtraDirs": ["%s"]}' % (machine.folder / "extra"))
    has(machine, "extra", "v0.38.2", "v5.6.1")
    assert chosen() == ["0.38.2", "5.6.1"]


def test_debians_are_brought(machine: Machine) -> None:
    """Into the cache, not into the user's folder."""
    machine.program("mmdebstrap", UNPACK)
    plugins.ensure()
    assert chosen() == ["0.13.1", "2.26.1"]
    assert sorted(file.name for file in paths.cache("cli-plugins").iterdir()) == ["docker-buildx", "docker-compose"]
    assert not (machine.folder / "home" / ".docker").exists()


def test_elsewhere_buildx_is_compiled(machine: Machine) -> None:
    """Without Debian's tools, Go makes one for the virtual environment's Compose."""
    has(machine, VENV, None, "v5.6.1")
    machine.patch.setattr(golang, "compile", lambda module, target: has(machine, BROUGHT, "v0.38.2", None))
    plugins.ensure()
    assert chosen() == ["0.38.2", "5.6.1"]


def test_what_is_still_missing_is_named(machine: Machine) -> None:
    """With the command that brings it."""
    machine.patch.setattr(golang, "compile", lambda module, target: has(machine, BROUGHT, "v0.38.2", None))
    with pytest.raises(say.Failed, match="Compose is missing: `make venv` brings it"):
        plugins.ensure()


def test_a_broken_plugin_is_none(machine: Machine) -> None:
    """A file that can't be run, or that fails, is passed over."""
    Path(machine.folder, USER).mkdir(parents=True)
    Path(machine.folder, USER, "docker-buildx").symlink_to("nowhere")
    machine.program(f"../{USER}/docker-compose", "echo v5.6.1; exit 1")
    assert chosen() == ["None", "None"]


def test_todays_engine_gets_todays_plugins(machine: Machine) -> None:
    """Whatever the user has, who tries the guide with today's engine means what its readers have."""
    has(machine, USER, "v0.13.1", "2.26.1")
    has(machine, VENV, None, "v5.6.1")
    has(machine, f"cache/containers-guide/current/buildx-{plugins.BUILDX_VERSION}", "v0.38.2", None)
    assert chosen() == ["0.13.1", "2.26.1"]
    machine.patch.setenv("GUIDE_ENGINE", "current")
    assert chosen() == ["0.38.2", "5.6.1"]


def test_compiling_leaves_nothing_in_the_users_folders(machine: Machine) -> None:
    """Go's caches and counters are where they can be removed; what the user has told Go holds."""
    told = golang.environment(golang.Module("example.org/tool", "v1"))
    for name in ("GOPATH", "GOCACHE", "GOMODCACHE", "XDG_CONFIG_HOME"):
        assert told[name].startswith(str(paths.cache("go")))
    assert "GOENV" not in told
    settings = machine.folder / "home" / ".config" / "go" / "env"
    settings.parent.mkdir(parents=True)
    settings.write_text("GOPROXY=https://proxy.example\n")
    machine.patch.delenv("XDG_CONFIG_HOME", raising=False)
    assert str(settings) == golang.environment(golang.Module("example.org/tool", "v1"))["GOENV"]
