"""probe(): what is there now, quickly and without changing anything."""

import time

import pytest

from standins import Image, images, node, paths, probe
from tests.standins.machine import Machine


@pytest.fixture(autouse=True)
def one_image(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages name one image."""
    monkeypatch.setattr(images, "recipes", lambda: [{"name": "python:3"}])


def everything(machine: Machine) -> None:
    """A machine on which all pages can run."""
    machine.has_docker()
    machine.has_image("python:3", **{images.LABEL: "0123456789ab"})
    machine.has_image(node.IMAGE)
    machine.program("../cache/containers-guide/bin/kind", "echo kind v0.32.0 go1.26.8 linux/amd64")
    machine.program("../cache/containers-guide/bin/kubectl", "echo Client Version: v1.36.4")


def test_nothing_there(machine: Machine) -> None:
    """Each capability says its way out, and nothing was written."""
    setup = probe()
    assert not setup.docker.available
    assert "Docker is not installed" in setup.docker.reason
    assert not setup.kubernetes.available
    assert (setup.images, setup.tools_path, setup.docker_host) == ([], [], None)
    assert not paths.cache().exists()


def test_everything_there(machine: Machine) -> None:
    """Both capabilities, with the versions for a run's header."""
    everything(machine)
    start = time.monotonic()
    setup = probe()
    assert time.monotonic() - start < 2
    assert (setup.docker.reason, setup.kubernetes.reason) == (None, None)
    assert setup.docker.summary == "Docker Engine 29.1.0 (client 28.2.2, buildx 0.38.2, Compose 5.6.1)"
    assert setup.kubernetes.summary == "kind 0.32.0, kubectl 1.36.4, kindest/node:v1.36.1 present"
    assert setup.images == [Image("python:3", "stand-in", 191000000)]
    assert setup.tools_path == [paths.cache("bin")]
    assert setup.docker_host == "unix:///var/run/docker.sock"


def test_a_missing_image(machine: Machine) -> None:
    """Docker pages can't run without it; the sentence names it and the command."""
    machine.has_docker()
    setup = probe()
    assert not setup.docker.available
    assert setup.docker.reason == "Not there yet: python:3; `make test` brings what it can."
    assert setup.images == [Image("python:3", "missing", None)]


def test_a_missing_node_image(machine: Machine) -> None:
    """The sentence names the target that brings it."""
    everything(machine)
    (machine.folder / "images" / "kindest_node_v1.36.1").unlink()
    setup = probe()
    assert setup.docker.available
    assert not setup.kubernetes.available
    assert "`make node-image`" in setup.kubernetes.reason


def test_an_old_kubectl_on_the_path_is_not_used(machine: Machine) -> None:
    """The one that was brought is found; an old one alone is none."""
    everything(machine)
    machine.program("kubectl", "echo Client Version: v1.32.5")
    assert "kubectl 1.36.4" in probe().kubernetes.summary
    paths.cache("bin", "kubectl").unlink()
    assert "no kubectl" in probe().kubernetes.summary


def test_the_users_docker_host_is_told(machine: Machine) -> None:
    """A run with a Docker configuration of its own then uses the same engine."""
    machine.patch.setenv("DOCKER_HOST", "ssh://build.example.org")
    assert probe().docker_host == "ssh://build.example.org"
