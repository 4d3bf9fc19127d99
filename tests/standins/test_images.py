"""Images from outside: present, else pulled, else a stand-in, and a stand-in made anew when its recipe changes."""

import pytest

from standins import images, pull, say, standin
from tests.standins.machine import Machine

RECIPE = {"name": "python:3", "suite": "trixie", "packages": ["python3"], "changes": ['CMD ["python3"]']}
STAMP = images.recipe_hash(RECIPE)


@pytest.fixture(autouse=True)
def tools(machine: Machine) -> None:
    """Docker and mmdebstrap are there."""
    machine.has_docker()
    machine.program("mmdebstrap", "echo a file system")


def test_a_present_image_is_used(machine: Machine, capsys: pytest.CaptureFixture) -> None:
    """Nothing is pulled or made, and the user's image stays as it is."""
    machine.has_image("python:3")
    images.ensure(RECIPE)
    assert capsys.readouterr().out == "python:3: present, 191MB.\n"
    assert [call.split()[1] for call in machine.calls("docker")] == ["image", "image"]


def test_a_registry_that_answers_is_asked(machine: Machine, capsys: pytest.CaptureFixture) -> None:
    """The image is pulled where that is possible."""
    machine.registry("3: Pulling from library/python", 0)
    machine.program(
        "docker", 'case "$1" in pull) touch pulled ;; image) [ -e pulled ] && echo "1000000 sha256:x {}" ;; esac'
    )
    images.ensure(RECIPE)
    assert capsys.readouterr().out.startswith("Pulling python:3 ... 1MB, ")
    assert machine.calls("mmdebstrap") == []


def test_a_stand_in_where_no_registry_answers(machine: Machine, capsys: pytest.CaptureFixture) -> None:
    """It has the recipe's packages and changes, this machine's certificates, and a label that says what it is."""
    images.ensure(RECIPE)
    made = machine.calls("mmdebstrap")[0]
    assert " --variant=minbase " in made
    assert " --include=ca-certificates,python3 " in made
    assert made.endswith(" trixie -")
    imported = next(call for call in machine.calls("docker") if call.startswith("docker import"))
    assert f"--change=LABEL guide.stand-in={STAMP}" in imported
    assert '--change=CMD ["python3"]' in imported
    assert (machine.folder / "imported").read_text() == "a file system\n"
    assert machine.calls("docker")[-2] == "docker tag sha256:new python:3"
    said = capsys.readouterr().out
    assert "Pulling python:3 ... not possible (no such host), 0 s\n" in said
    assert "Making a stand-in for python:3 from Debian packages ... 1MB, 0 s\n" in said


def test_the_certificates_of_this_machine(machine: Machine) -> None:
    """They are copied in where there are some."""
    machine.patch.setattr(standin, "CERTIFICATES", str(machine.folder / "calls"))
    (machine.folder / "calls").touch()
    assert any(option.startswith("--customize-hook=copy-in") for option in standin.what(RECIPE))
    machine.patch.setattr(standin, "CERTIFICATES", str(machine.folder / "nowhere"))
    assert standin.what(RECIPE) == ["--include=ca-certificates,python3"]


def test_a_stand_in_of_the_same_recipe_stays(machine: Machine) -> None:
    """Nothing is done for it."""
    machine.has_image("python:3", **{images.LABEL: STAMP})
    images.ensure(RECIPE)
    assert machine.calls("mmdebstrap") == []
    assert images.look("python:3").how == "stand-in"


def test_a_stand_in_of_another_recipe_is_made_anew(machine: Machine) -> None:
    """The new one gets the tag, the old one goes."""
    machine.has_image("python:3", **{images.LABEL: "0123456789ab"})
    images.ensure(RECIPE)
    assert [call for call in machine.calls("docker") if call.split()[1] in ("tag", "rmi")] == [
        "docker tag sha256:new python:3",
        "docker rmi sha256:old",
    ]


def test_a_silent_registry_is_asked_once(machine: Machine, capsys: pytest.CaptureFixture) -> None:
    """The first image waits for it, a short time; the others don't ask."""
    machine.patch.setattr(pull, "FIRST_ANSWER_SECONDS", 0.2)
    machine.program("docker", '[ "$1" != pull ] || exec sleep 10; exit 1')
    assert [pull.pull("python:3"), pull.pull("redis:8")] == [False, False]
    assert capsys.readouterr().out == "Pulling python:3 ... not possible (no answer), 0 s\n"


def test_an_image_that_a_registry_refuses(machine: Machine) -> None:
    """It says nothing about the next one."""
    machine.registry("Error response from daemon: manifest unknown", 1)
    assert [pull.pull("python:3"), pull.pull("redis:8")] == [False, False]
    assert len([call for call in machine.calls("docker") if call.startswith("docker pull")]) == 2


def test_without_mmdebstrap_and_root(machine: Machine) -> None:
    """The sentence names the program that is missing."""
    (machine.bin / "mmdebstrap").unlink()
    with pytest.raises(say.Failed, match="sudo apt-get install mmdebstrap"):
        images.ensure(RECIPE)


def test_every_recipe_is_whole() -> None:
    """Each image in images.toml has what a stand-in is made of."""
    assert images.recipes()
    for recipe in images.recipes():
        assert {"name", "suite", "packages", "changes"} == set(recipe)
