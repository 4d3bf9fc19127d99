"""Images in the guide's own engine: there, else pulled, else a stand-in, made anew when its recipe changes."""

import pytest

from standins import docker, images, say, standin
from tests.standins.machine import Machine

RECIPE = {"name": "python:3", "suite": "trixie", "packages": ["python3"], "changes": ['CMD ["python3"]']}
STAMP = images.recipe_hash(RECIPE)


@pytest.fixture(autouse=True)
def tools(machine: Machine) -> None:
    """Docker and mmdebstrap are there; no registry is."""
    machine.has_docker()
    machine.program("mmdebstrap", "echo a file system")


def test_a_present_image_is_used(machine: Machine) -> None:
    machine.has_image("python:3")
    assert not images.bring(RECIPE)
    assert machine.asked() == ["image inspect"]


def test_a_registry_that_answers_is_asked(machine: Machine) -> None:
    machine.registry("3: Pulling from library/python", 0)
    assert not images.bring(RECIPE)
    assert machine.calls("mmdebstrap") == []


def test_a_stand_in_where_no_registry_answers(machine: Machine, capsys: pytest.CaptureFixture) -> None:
    """It has the recipe's packages and changes, and a label that says what it is."""
    assert images.bring(RECIPE)
    (made,) = machine.calls("mmdebstrap")
    assert " --include=ca-certificates,python3 " in made
    imported = next(call for call in machine.calls("docker") if call.startswith("docker import"))
    assert f"--change=LABEL guide.stand-in={STAMP}" in imported
    assert '--change=CMD ["python3"]' in imported
    assert (machine.folder / "imported").read_text() == "a file system\n"
    assert "docker tag sha256:new python:3" in machine.calls("docker")
    said = capsys.readouterr().out
    assert said.startswith("Pulling python:3 ... no registry answers, 0 s\nMaking a stand-in for python:3 from Debian")


def test_no_stand_in_for_an_image_that_a_registry_refuses(machine: Machine) -> None:
    """A page that names an image which is gone has to turn red."""
    machine.registry("Error response from daemon: manifest for python:3 not found: manifest unknown", 1)
    with pytest.raises(say.Failed, match=r"python:3 can't be pulled: .*manifest unknown"):
        images.bring(RECIPE)
    assert machine.calls("mmdebstrap") == []


def test_no_stand_in_where_only_published_images_will_do(machine: Machine) -> None:
    machine.patch.setenv("GUIDE_IMAGES", "published")
    machine.has_image("python:3", **{images.LABEL: STAMP})
    with pytest.raises(say.Failed, match="GUIDE_IMAGES refuses stand-ins"):
        images.bring(RECIPE)


def test_a_stand_in_of_the_same_recipe_stays(machine: Machine) -> None:
    machine.has_image("python:3", **{images.LABEL: STAMP})
    assert images.bring(RECIPE)
    assert machine.calls("mmdebstrap") == []


def test_a_stand_in_gives_way_to_the_published_image(machine: Machine) -> None:
    """Its name is not kept for good: a registry that answers again is asked."""
    machine.has_image("python:3", **{images.LABEL: STAMP})
    machine.registry("3: Pulling from library/python", 0)
    assert not images.bring(RECIPE)


def test_a_stand_in_of_another_recipe_is_made_anew(machine: Machine) -> None:
    """The new one gets the tag, the old one goes."""
    machine.has_image("python:3", **{images.LABEL: "0123456789ab"})
    images.bring(RECIPE)
    assert [call for call in machine.calls("docker") if call.split()[1] in ("tag", "rmi")] == [
        "docker tag sha256:new python:3",
        "docker rmi sha256:old",
    ]


def test_a_silent_registry_is_asked_once(machine: Machine) -> None:
    """The first image waits for it, a short time; the others of that registry don't ask."""
    machine.patch.setattr(docker, "FIRST_ANSWER_SECONDS", 0.2)
    machine.program("docker", '[ "$1" != pull ] || exec sleep 10; exit 1')
    for name in ("python:3", "redis:8", "quay.example/tool:1"):
        with pytest.raises(docker.Unreachable):
            docker.pull(name)
    assert machine.asked() == ["pull python:3", "pull quay.example/tool:1"]


def test_no_room_for_a_stand_in(machine: Machine) -> None:
    """The image that could not be made has no tag, so that the next try starts anew."""
    machine.program("mmdebstrap", "echo half; echo 'tar: No space left on device' >&2; exit 1")
    with pytest.raises(say.Failed, match="The disk is full"):
        images.bring(RECIPE)
    assert "docker rmi sha256:new" in machine.calls("docker")
    assert not [call for call in machine.calls("docker") if call.startswith("docker tag")]


def test_the_certificates_of_this_machine(machine: Machine) -> None:
    """They are copied in where there are some."""
    machine.patch.setattr(standin, "CERTIFICATES", str(machine.folder / "calls"))
    (machine.folder / "calls").touch()
    assert any(option.startswith("--customize-hook=copy-in") for option in standin.what(RECIPE))
    machine.patch.setattr(standin, "CERTIFICATES", str(machine.folder / "nowhere"))
    assert standin.what(RECIPE) == ["--include=ca-certificates,python3"]
