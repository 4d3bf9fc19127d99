"""Whatever happens to a Compose project, nothing of it is left and nothing else is touched."""

import json
from pathlib import Path

import pytest
import pytest_docker.plugin

from .compose import KINDS, Project, docker

BASE = "FROM python:3\nCMD exec sleep 600\n"
DATA = ["data:/data", "/anonymous"]
GOOD = {"build": {"context": ".", "dockerfile_inline": BASE}, "init": True, "volumes": DATA}
BROKEN = {
    "build-fails": {"build": {"context": ".", "dockerfile_inline": BASE + "RUN exit 3\n"}},
    "command-missing": {"image": "python:3", "depends_on": ["good"], "command": "/no/such/command"},
    "ends-early": {"image": "python:3", "depends_on": ["good"], "command": "false"},
}


class Watched(Project):
    """A project of the good service and others that remembers what there was to remove."""

    before: dict[str, list[str]]

    def __init__(self, folder: Path, **services: object) -> None:
        """Write folder/compose.yaml."""
        super().__init__(folder)
        content = {"services": {"good": GOOD, **services}, "volumes": {"data": {}}}
        self.file.write_text(json.dumps(content), encoding="utf-8")

    def remove(self) -> None:
        """Look, then remove."""
        self.before = self.things()
        super().remove()


@pytest.fixture(scope="module")
def worked(docker_environment: None, tmp_path_factory: pytest.TempPathFactory) -> Watched:
    """A project that started well, and was removed."""
    project = Watched(tmp_path_factory.mktemp("good"))
    with project.started():
        return project


@pytest.fixture(scope="module", params=BROKEN.items(), ids=BROKEN)
def failed(
    request: pytest.FixtureRequest, docker_environment: None, tmp_path_factory: pytest.TempPathFactory
) -> Watched:
    """A project whose `up` fails, each time for another reason, and is reported as failing."""
    name, service = request.param
    project = Watched(tmp_path_factory.mktemp(name), bad=service)
    with pytest.raises(Exception, match=r"up --build --wait returned"), project.started():
        pytest.fail("`up` did not fail")
    return project


def test_a_project_has_things_of_every_kind(worked: Watched) -> None:
    """What is looked for is there while a project runs: looking finds all kinds."""
    assert set(KINDS) == set(worked.before)


def test_nothing_is_left_of_a_project_that_worked(worked: Watched) -> None:
    """After a good start and a removal nothing is left."""
    assert worked.things() == {}


def test_the_base_image_stays(worked: Watched) -> None:
    """The image that a project was built from is not the project's own: it stays."""
    assert docker("image", "ls", "--quiet", "python:3").split()


def test_nothing_is_left_when_up_fails(failed: Watched) -> None:
    """What a failing `up` had made is removed."""
    assert failed.things() == {}


def test_a_failing_up_leaves_things(failed: Watched) -> None:
    """There were containers to remove, unless the build failed, which comes before them."""
    build_failed = failed.file.parent.name.startswith("build-fails")
    assert ("container" in failed.before) is not build_failed


def test_an_interrupted_up_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Ctrl-C while `up` runs comes out unchanged, and the project is removed."""
    calls = []

    def interrupted(*arguments: object) -> None:
        calls.append("up")
        raise KeyboardInterrupt

    monkeypatch.setattr(pytest_docker.plugin, "execute", interrupted)
    monkeypatch.setattr(Project, "remove", lambda project: calls.append("remove"))
    with pytest.raises(KeyboardInterrupt), Project(tmp_path).started():
        pytest.fail("`up` was not interrupted")
    assert calls == ["up", "remove"]


def test_two_projects_of_one_folder_do_not_meet(docker_environment: None, tmp_path: Path) -> None:
    """Removing one project leaves another one of the same folder as it was."""
    one, other = Watched(tmp_path), Watched(tmp_path)
    with other.started():
        there = other.things()
        with one.started():
            pass
        assert there == other.things()


def test_what_is_left_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A removal after which something is left fails, with its ids."""
    project = Project(tmp_path)
    monkeypatch.setattr(project, "compose", lambda *arguments: "")
    monkeypatch.setattr(project, "things", lambda: {"network": ["4f2a9c"]})
    with pytest.raises(AssertionError, match=r"left of project guide-test-.*4f2a9c"):
        project.remove()
