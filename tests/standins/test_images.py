"""Images in the guide's own engine: there, else pulled, else a stand-in, made anew when its recipe changes."""

from pathlib import Path

import pytest

from standins import docker, images, say, standin
from tests.standins.machine import Machine

BASE = """
name = "debian:trixie-slim"
[build]
mmdebstrap = ["--variant=minbase"]
"""
PYTHON = """
name = "python:3"
[build]
target = "python"
versions = {version = "python3.13"}
arguments = {minor = "3.13"}
"""
DOCKERFILE = """
FROM debian:trixie-slim AS python
COPY --from=debian:trixie-slim /etc /etc
"""


@pytest.fixture(autouse=True)
def tools(machine: Machine, tmp_path: Path) -> None:
    """Docker and mmdebstrap are there, and recipes of two images; no registry answers."""
    machine.has_docker()
    machine.program("mmdebstrap", 'for last; do :; done; echo "a file system" > "$last"')
    for folder, record, dockerfile in (("base", BASE, "FROM scratch\n"), ("python", PYTHON, DOCKERFILE)):
        (tmp_path / "recipes" / folder).mkdir(parents=True)
        (tmp_path / "recipes" / folder / "record.toml").write_text(record)
        (tmp_path / "recipes" / folder / "Dockerfile").write_text(dockerfile)
    machine.patch.setattr(standin, "FOLDER", tmp_path / "recipes")


def recipe(name: str = "python:3") -> dict:
    """One of the two recipes."""
    return next(record for record in standin.recipes() if record["name"] == name)


def has_stand_in(machine: Machine, made_by: str) -> None:
    """Let the machine have made python:3 earlier."""
    machine.has_image("python:3")
    machine.note(made_by)


def builds(machine: Machine) -> list[str]:
    """What buildx was asked to build."""
    return [call for call in machine.calls("docker-buildx") if call.split()[1] == "build"]


def test_an_image_that_was_pulled_is_used(machine: Machine) -> None:
    machine.has_image("python:3")
    machine.note("")
    assert not images.bring(recipe())
    assert machine.asked() == ["image inspect"]


def test_a_registry_that_answers_is_asked(machine: Machine) -> None:
    """Once."""
    machine.registry("3: Pulling from library/python", 0)
    assert not images.bring(recipe())
    assert not images.bring(recipe())
    assert len([call for call in machine.calls("docker") if call == "docker pull python:3"]) == 1
    assert builds(machine) == []


def test_an_image_of_unknown_origin_is_no_published_one(machine: Machine) -> None:
    """One that nobody noted is pulled, or made anew."""
    machine.has_image("python:3")
    assert images.bring(recipe())
    assert standin.recipe_hash(recipe()) == standin.noted("python:3")


def test_a_stand_in_where_no_registry_answers(machine: Machine, capsys: pytest.CaptureFixture) -> None:
    """It is made as its recipe says, after what it is made from; it says nowhere in the image what it is."""
    assert images.bring(recipe())
    base, made = builds(machine)
    assert "--target=python" in made
    for argument in ("minor=3.13", "version=3.13.5", "newer=forky"):
        assert f"--build-arg={argument}" in made
    assert "label" not in base + made
    assert "docker tag stand-in:half python:3" in machine.calls("docker")
    assert standin.recipe_hash(recipe()) == standin.noted("python:3")
    said = capsys.readouterr().out
    assert said.startswith(
        "Pulling python:3 ... no registry answers, 0 s\nMaking a stand-in for debian:trixie-slim ..."
    )


def test_a_file_system_of_packages(machine: Machine) -> None:
    """mmdebstrap makes what the Dockerfile adds, with what this machine trusts, and what the recipe does at its end."""
    certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
    (machine.folder / "bundle").write_text(f"{certificate}{certificate.replace('MIIB', 'MIIC')}")
    (machine.folder / "debians").mkdir()
    (machine.folder / "debians" / "known.crt").write_text(certificate)
    machine.patch.setattr(standin, "BUNDLE", machine.folder / "bundle")
    machine.patch.setattr(standin, "OF_DEBIAN", machine.folder / "debians")
    images.bring(recipe("debian:trixie-slim"))
    (made,) = machine.calls("mmdebstrap")
    assert " --variant=minbase " in made
    assert "/finish trixie " in made
    assert (machine.folder / "context" / "root.tar").read_text() == "a file system\n"
    (trusted,) = (machine.folder / "context" / "certificates").iterdir()
    assert trusted.read_text() == certificate.replace("MIIB", "MIIC")


def test_no_stand_in_for_an_image_that_a_registry_refuses(machine: Machine) -> None:
    """A page that names an image which is gone has to turn red."""
    machine.registry("Error response from daemon: manifest for python:3 not found: manifest unknown", 1)
    with pytest.raises(say.Failed, match=r"python:3 can't be pulled: .*manifest unknown"):
        images.bring(recipe())
    assert builds(machine) == []


def test_no_stand_in_where_only_published_images_will_do(machine: Machine) -> None:
    machine.patch.setenv("GUIDE_IMAGES", "published")
    has_stand_in(machine, standin.recipe_hash(recipe()))
    with pytest.raises(say.Failed, match="GUIDE_IMAGES refuses stand-ins"):
        images.bring(recipe())


def test_a_stand_in_of_the_same_recipe_stays(machine: Machine) -> None:
    has_stand_in(machine, standin.recipe_hash(recipe()))
    assert images.bring(recipe())
    assert builds(machine) == []


def test_a_stand_in_gives_way_to_the_published_image(machine: Machine) -> None:
    """Its name is not kept for good: a registry that answers again is asked."""
    has_stand_in(machine, standin.recipe_hash(recipe()))
    machine.registry("3: Pulling from library/python", 0)
    assert not images.bring(recipe())


def test_a_stand_in_of_another_recipe_is_made_anew(machine: Machine) -> None:
    """The new one gets the name."""
    has_stand_in(machine, "0123456789ab")
    images.bring(recipe())
    assert "docker tag stand-in:half python:3" in machine.calls("docker")


@pytest.mark.parametrize("changed", ["python/Dockerfile", "base/Dockerfile"])
def test_a_recipe_changes_with_all_that_it_is_made_of(changed: str) -> None:
    before = standin.recipe_hash(recipe())
    with (standin.FOLDER / changed).open("a") as file:
        file.write("LABEL a=b\n")
    assert before != standin.recipe_hash(recipe())


def test_a_silent_registry_is_asked_once(machine: Machine) -> None:
    """The first image waits for it, a short time; the others of that registry don't ask."""
    machine.patch.setattr(docker, "FIRST_ANSWER_SECONDS", 0.2)
    machine.program("docker", '[ "$1" != pull ] || exec sleep 10; exit 1')
    for name in ("python:3", "redis:8", "quay.example/tool:1"):
        with pytest.raises(docker.Unreachable):
            docker.pull(name)
    assert machine.asked() == ["pull python:3", "pull quay.example/tool:1"]


def test_no_room_for_a_stand_in(machine: Machine) -> None:
    """What could not be made has no name, so that the next try starts anew."""
    machine.program("mmdebstrap", "echo 'tar: No space left on device' >&2; exit 1")
    with pytest.raises(say.Failed, match="The disk is full"):
        images.bring(recipe())
    assert not [call for call in machine.calls("docker") if call.startswith("docker tag")]
