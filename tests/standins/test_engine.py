"""The engine: which one is used, and one clear sentence with the way out where there is none."""

import pytest

from standins import docker, images
from tests.standins.machine import Machine

NOT_RUNNING = "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?"
NO_RIGHT = "permission denied while trying to connect to the Docker daemon socket"
STARTS = "echo $$ > dockerd-pid; touch running; exec sleep 60"


@pytest.fixture(autouse=True)
def no_images(monkeypatch: pytest.MonkeyPatch) -> None:
    """No image is asked for here."""
    monkeypatch.setattr(images, "recipes", lambda: [])


def test_an_engine_that_answers_is_used(machine: Machine, capsys: pytest.CaptureFixture) -> None:
    """Nothing is installed, started or written into the user's Docker folder."""
    machine.has_docker()
    machine.program("dockerd", STARTS)
    machine.is_root(True)
    assert machine.make() == 0
    assert capsys.readouterr().out.startswith("Docker Engine 29.1.0 answers.\n")
    assert machine.calls("dockerd") == []
    assert [file.name for file in machine.folder.glob("home/.docker/*")] == ["cli-plugins"]


def test_no_docker_and_not_root(machine: Machine, capsys: pytest.CaptureFixture) -> None:
    """The sentence says how to install Docker, and nothing else happens."""
    assert machine.make() == 0
    said = capsys.readouterr().out
    assert said.startswith("Docker is not installed: install it (https://docs.docker.com/engine/install/)")
    assert said.count("\n") == 1


@pytest.mark.parametrize("names", ["docker", "docker,kubernetes", "kubernetes"])
def test_what_is_required_fails(machine: Machine, names: str, capsys: pytest.CaptureFixture) -> None:
    """GUIDE_REQUIRE turns what is not available into a failure."""
    machine.patch.setenv("GUIDE_REQUIRE", names)
    assert machine.make() == 1
    assert f"GUIDE_REQUIRE names {names.split(',')[0]}." in capsys.readouterr().out


def test_a_requirement_that_means_nothing(machine: Machine, capsys: pytest.CaptureFixture) -> None:
    """A misspelt name in GUIDE_REQUIRE ends the set-up before it does anything, and says which names there are."""
    machine.patch.setenv("GUIDE_REQUIRE", "podman")
    assert machine.make() == 1
    assert capsys.readouterr().out == "GUIDE_REQUIRE: podman: choose from docker, kubernetes\n"


def test_no_right_to_the_socket(machine: Machine, capsys: pytest.CaptureFixture) -> None:
    """The way out is the group and a new login, never a socket open to all."""
    machine.has_docker(NO_RIGHT)
    assert machine.make() == 0
    said = capsys.readouterr().out
    assert "sudo usermod -aG docker $USER" in said
    assert "log in again" in said
    assert "chmod" not in said


def test_not_running_and_not_root(machine: Machine, capsys: pytest.CaptureFixture) -> None:
    """An engine that is installed but not running is not ours to start without root."""
    machine.has_docker(NOT_RUNNING)
    assert machine.make() == 0
    assert "no engine answers at unix:///var/run/docker.sock: start it" in capsys.readouterr().out


def test_the_engine_that_the_user_names_is_respected(machine: Machine, capsys: pytest.CaptureFixture) -> None:
    """With DOCKER_HOST set, no other engine is started."""
    machine.has_docker("Cannot connect to the Docker daemon at tcp://10.0.0.1:2375.")
    machine.program("dockerd", STARTS)
    machine.is_root(True)
    machine.patch.setenv("DOCKER_HOST", "tcp://10.0.0.1:2375")
    assert machine.make() == 0
    assert "No Docker engine answers at DOCKER_HOST=tcp://10.0.0.1:2375" in capsys.readouterr().out
    assert machine.calls("dockerd") == []


def test_an_engine_that_hangs(machine: Machine, capsys: pytest.CaptureFixture) -> None:
    """An engine that does not answer in time is named, not waited for."""
    machine.program("docker", '[ "$1" != version ] || exec sleep 5; echo unix:///var/run/docker.sock')
    machine.patch.setattr(docker, "ANSWER_TIMEOUT_SECONDS", 0.3)
    assert machine.make() == 0
    assert "does not answer within" in capsys.readouterr().out


def test_as_root_the_installed_engine_is_started(machine: Machine, capsys: pytest.CaptureFixture) -> None:
    """It is started, and the line says how to stop it."""
    machine.has_docker(NOT_RUNNING)
    machine.program("dockerd", STARTS)
    machine.is_root(True)
    machine.make()
    pid = (machine.folder / "dockerd-pid").read_text().strip()
    assert f"Starting the Docker Engine ... it goes on running until `kill {pid}`" in capsys.readouterr().out


def test_as_root_with_apt_debians_engine_is_installed(machine: Machine) -> None:
    """Where there is none, docker.io is installed and then started."""
    machine.has_docker(NOT_RUNNING)
    (machine.bin / "docker").rename(machine.folder / "docker")
    machine.program("apt-get", '[ "$1" = update ] || { cp docker bin/docker; cp dockerd bin/dockerd; }')
    machine.program("../dockerd", STARTS)
    machine.is_root(True)
    machine.make()
    assert machine.calls("apt-get") == ["apt-get update -qq", "apt-get install -y -qq docker.io mmdebstrap"]
    assert docker.answers()
