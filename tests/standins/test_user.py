"""The user's engine: nothing is made, tagged, started or installed there; what goes wrong is said with a way out."""

import platform

import pytest

from standins import debian, docker, node, standin, troubles, work
from tests.standins.machine import OFFLINE, Machine

RUN = ("run", "--", "a-command")
NAMES = ("python:3", "redis:8")
NOT_RUNNING = "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?"
PULLED = "3: Pulling from library/python"


@pytest.fixture(autouse=True)
def pages(machine: Machine) -> None:
    """Pages need two images; kind and kubectl are there, and everything is done by root."""
    machine.patch.setattr(standin, "recipes", lambda: [{"name": name} for name in NAMES])
    machine.program("kind", "echo kind v0.32.0")
    machine.program("kubectl", "echo Client Version: v1.36.1")
    machine.is_root(True)


def has_images(machine: Machine) -> None:
    """All images are there."""
    for name in (*NAMES, node.IMAGE):
        machine.has_image(name)


def test_an_engine_that_answers_is_used_as_it_is(machine: Machine, capsys: pytest.CaptureFixture) -> None:
    """It is looked at only, and its address is told."""
    machine.has_docker()
    has_images(machine)
    assert machine.standins(*RUN) == 0
    assert capsys.readouterr().out == (
        "Docker Engine 29.1.0 answers at unix:///var/run/docker.sock: it is used as it is.\n"
    )
    assert machine.asked() == ["image inspect"]
    (told,) = machine.ran
    assert told["DOCKER_HOST"] == "unix:///var/run/docker.sock"
    assert told["GUIDE_CLI_PLUGINS"] == str(machine.folder / "home/.docker/cli-plugins")
    assert not {"GUIDE_STAND_INS", "GUIDE_WITHOUT", "GUIDE_MISSING_KUBERNETES"} & set(told)
    assert [file.name for file in machine.folder.glob("home/.docker/*")] == ["cli-plugins"]


def test_missing_images_are_pulled_by_name(machine: Machine) -> None:
    machine.has_docker()
    machine.registry(PULLED, 0)
    assert machine.standins(*RUN) == 0
    assert machine.asked() == ["image inspect", *(f"pull {name}" for name in (*NAMES, node.IMAGE))]
    assert len(machine.ran) == 1


# Words of docker, and the key of the sentence with the way out.
CAUSES = [
    ("toomanyrequests: You have reached your pull rate limit.", "rate limit"),
    ("tls: failed to verify certificate: x509: certificate signed by unknown authority", "certificate"),
    ("unauthorized: incorrect username or password", "login"),
    ("pull access denied for redis, repository does not exist or may require 'docker login': denied", "login"),
    ("manifest for python:3 not found: manifest unknown: manifest unknown", "no such image"),
    ("failed to resolve reference: docker.io/library/python:3: not found", "no such image"),
    ("write /var/lib/docker/tmp/x: no space left on device", "disk full"),
    ("received unexpected HTTP status: 503 Service Unavailable", "registry broken"),
    ("dial tcp: lookup registry on 10.0.0.53:53: no such host", "no registry"),
    ("dial tcp 192.0.2.7:443: connect: connection refused", "no registry"),
    ("net/http: TLS handshake timeout", "no registry"),
]


@pytest.mark.parametrize(("words", "cause"), CAUSES)
def test_a_pull_that_fails(machine: Machine, words: str, cause: str, capsys: pytest.CaptureFixture) -> None:
    """The run fails with the cause's own way out, the command is not run, and no image is made."""
    machine.has_docker()
    machine.program("mmdebstrap", "echo a file system")
    machine.registry(f"Error response from daemon: {words}", 1)
    assert machine.standins(*RUN) == 1
    assert troubles.SENTENCES[cause] in capsys.readouterr().out
    assert machine.asked() == ["image inspect", "pull python:3"]
    assert (machine.ran, machine.calls("mmdebstrap")) == ([], [])


def test_an_unknown_cause_is_dockers_own(machine: Machine, capsys: pytest.CaptureFixture) -> None:
    machine.has_docker()
    machine.registry("Error response from daemon: the moon is wrong", 1)
    assert machine.standins(*RUN) == 1
    assert "python:3 can't be pulled: Error response from daemon: the moon is wrong" in capsys.readouterr().out


def test_the_cluster_is_left_out_where_its_image_had_to_be_made(machine: Machine) -> None:
    machine.has_docker()
    for name in NAMES:
        machine.has_image(name)
    machine.registry(OFFLINE, 1)
    assert machine.standins(*RUN) == 0
    (told,) = machine.ran
    assert (told["GUIDE_WITHOUT"], told["GUIDE_MISSING_KUBERNETES"]) == ("kubernetes", work.COMPILE)


def test_the_node_image_is_pulled_only(machine: Machine, capsys: pytest.CaptureFixture) -> None:
    machine.has_docker()
    machine.registry(OFFLINE, 1)
    assert machine.standins("node-image") == 1
    assert "Nothing is made in your engine" in capsys.readouterr().out
    assert machine.asked() == ["image inspect", f"pull {node.IMAGE}"]


@pytest.mark.parametrize("address", ["tcp://10.0.0.1:2375", "ssh://build@server", "https://docker.example:2376"])
def test_a_remote_engine_is_refused_by_name(machine: Machine, address: str, capsys: pytest.CaptureFixture) -> None:
    """It is not even asked for its version."""
    machine.has_docker()
    machine.patch.setenv("DOCKER_HOST", address)
    assert machine.standins(*RUN) == 1
    assert f"The Docker engine at {address} is not on this machine, so it is left alone" in capsys.readouterr().out
    assert (machine.calls("docker"), machine.ran) == ([], [])


def test_a_remote_engine_of_a_context_is_refused(machine: Machine, capsys: pytest.CaptureFixture) -> None:
    machine.program("docker", "echo tcp://10.0.0.1:2375")
    assert machine.standins(*RUN) == 1
    assert "The Docker engine at tcp://10.0.0.1:2375 is not on this machine" in capsys.readouterr().out


def test_a_remote_engine_that_is_asked_for(machine: Machine) -> None:
    machine.has_docker()
    has_images(machine)
    machine.patch.setenv("DOCKER_HOST", "tcp://10.0.0.1:2375")
    machine.patch.setenv("GUIDE_ENGINE", "remote")
    assert machine.standins(*RUN) == 0
    assert machine.ran[0]["DOCKER_HOST"] == "tcp://10.0.0.1:2375"


@pytest.mark.parametrize("address", ["tcp://localhost:2375", "tcp://127.0.0.1:2375", "unix:///x.sock", "npipe:////./x"])
def test_engines_of_this_machine(address: str) -> None:
    assert not docker.remote(address)


def test_docker_left_out(machine: Machine) -> None:
    """No engine is asked, and both parts are named."""
    machine.has_docker()
    machine.patch.setenv("GUIDE_WITHOUT", "docker")
    assert machine.standins(*RUN) == 0
    assert machine.calls("docker") == []
    (told,) = machine.ran
    assert told["GUIDE_WITHOUT"] == "docker,kubernetes"


def test_kubernetes_left_out(machine: Machine) -> None:
    """Its image is not asked for."""
    machine.has_docker()
    machine.registry(PULLED, 0)
    machine.patch.setenv("GUIDE_WITHOUT", "kubernetes")
    assert machine.standins(*RUN) == 0
    assert machine.asked() == ["image inspect", *(f"pull {name}" for name in NAMES)]
    assert machine.ran[0]["GUIDE_WITHOUT"] == "kubernetes"


@pytest.mark.parametrize(
    ("variable", "value"), [("GUIDE_WITHOUT", "podman"), ("GUIDE_ENGINE", "podman"), ("GUIDE_IMAGES", "any")]
)
def test_words_that_mean_nothing(machine: Machine, variable: str, value: str, capsys: pytest.CaptureFixture) -> None:
    machine.has_docker()
    machine.patch.setenv(variable, value)
    assert machine.standins(*RUN) == 1
    assert capsys.readouterr().out.startswith(f"{variable}")
    assert machine.ran == []


NO_RIGHT = "permission denied while trying to connect to the Docker daemon socket"
WAYS_OUT = [
    (None, "Docker is not installed: install it (https://docs.docker.com/engine/install/)"),
    (NOT_RUNNING, "no engine answers at unix:///var/run/docker.sock: start it"),
    (NO_RIGHT, "sudo usermod -aG docker $USER"),
]


@pytest.mark.parametrize(("words", "sentence"), WAYS_OUT)
def test_no_engine_and_none_to_bring(
    machine: Machine, words: str | None, sentence: str, capsys: pytest.CaptureFixture
) -> None:
    """One sentence says what is missing, and how to run the rest without."""
    machine.is_root(False)
    if words:
        machine.has_docker(words)
    assert machine.standins(*RUN) == 1
    said = capsys.readouterr().out
    assert sentence in said
    assert "`GUIDE_WITHOUT=docker` leaves out what needs Docker." in said
    assert machine.ran == []


def test_another_system_than_debian(machine: Machine) -> None:
    """It is named."""
    release = {"ID": "fedora", "PRETTY_NAME": "Fedora Linux 43"}
    machine.patch.setattr(platform, "freedesktop_os_release", lambda: release)
    assert debian.refusal() == "Debian's packages are for Debian, and this is Fedora Linux 43"


def test_the_engine_that_the_user_names_is_respected(machine: Machine, capsys: pytest.CaptureFixture) -> None:
    """With DOCKER_HOST set, no other one is brought."""
    machine.has_docker("Cannot connect to the Docker daemon at unix:///mine.sock.")
    machine.patch.setenv("DOCKER_HOST", "unix:///mine.sock")
    assert machine.standins(*RUN) == 1
    assert "No Docker engine answers at DOCKER_HOST=unix:///mine.sock" in capsys.readouterr().out


def test_an_engine_that_hangs(machine: Machine, capsys: pytest.CaptureFixture) -> None:
    """It is named, not waited for, and not replaced."""
    machine.program("docker", '[ "$1" != version ] || exec sleep 5; echo unix:///var/run/docker.sock')
    machine.patch.setattr(docker, "ANSWER_TIMEOUT_SECONDS", 0.3)
    assert machine.standins(*RUN) == 1
    assert "does not answer within" in capsys.readouterr().out


def test_a_run_within_a_run_has_its_engine(machine: Machine) -> None:
    machine.has_docker()
    machine.patch.setenv(work.INSIDE, "1")
    assert machine.standins(*RUN) == 0
    assert (machine.calls("docker"), len(machine.ran)) == ([], 1)


def test_a_command_that_is_not_there(machine: Machine, capsys: pytest.CaptureFixture) -> None:
    machine.has_docker()
    has_images(machine)

    def missing(*_: object) -> None:
        raise FileNotFoundError(2, "No such file or directory")

    machine.patch.setattr("os.execvpe", missing)
    assert machine.standins(*RUN) == 1
    assert "`a-command` can't be run: No such file or directory." in capsys.readouterr().out
