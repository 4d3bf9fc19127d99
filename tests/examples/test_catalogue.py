"""What an example has to bring, and the sentence for one that does not."""

import re
from pathlib import Path

import pytest

from .catalogue import Example, with_dockerfile

COMPOSE = """
x-answers:
  - {path: /, status: 200, headers: {Content-Type: text/plain}, body: hello}
services:
  server: {build: ., ports: ["127.0.0.1::5000"]}
"""


@pytest.fixture(params=with_dockerfile(), ids=lambda example: example.slug)
def example(request: pytest.FixtureRequest) -> Example:
    """Each example with a Dockerfile in turn."""
    return request.param


def made(folder: Path, compose: str) -> Example:
    """An example of one compose.yaml."""
    (folder / "compose.yaml").write_text(compose, encoding="utf-8")
    return Example(folder)


def test_only_this_machine_is_published_to(example: Example) -> None:
    """compose.yaml publishes to 127.0.0.1 and names no port of the host: Docker chooses a free one."""
    ports = [str(port) for service in example.services().values() for port in service.get("ports", [])]
    assert [port for port in ports if not re.fullmatch(r"127\.0\.0\.1::\d+", port)] == []
    assert example.published()


def test_no_image_of_the_reader_is_overwritten(example: Example) -> None:
    """What compose.yaml builds gets the project's own name, so that removing it touches no other image."""
    assert [name for name, service in example.services().items() if {"build", "image"} <= set(service)] == []


def test_the_exposed_port_is_the_published_one(example: Example) -> None:
    """The Dockerfile's EXPOSE names the port that compose.yaml publishes."""
    exposed = re.findall(r"^EXPOSE (\d+)", (example.folder / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    assert str(example.published()[1]) in exposed


def test_the_expected_answers_are_stated(example: Example) -> None:
    """compose.yaml says what the container has to answer."""
    assert example.answers()


def test_a_complete_example_is_read(tmp_path: Path) -> None:
    """Service, port and answers are read from compose.yaml."""
    example = made(tmp_path, COMPOSE)
    assert example.published() == ("server", 5000)
    assert [(answer.path, answer.body) for answer in example.answers()] == [("/", "hello")]


def test_a_missing_compose_file_is_asked_for(tmp_path: Path) -> None:
    """An example without compose.yaml fails with a sentence that names the file."""
    with pytest.raises(AssertionError, match=r"give it a compose\.yaml that builds it"):
        Example(tmp_path).compose()


@pytest.mark.parametrize("line", [r"x-answers:(.|\n)*(?=services)", ", body: hello"])
def test_missing_answers_are_asked_for(tmp_path: Path, line: str) -> None:
    """An example that does not say all of its answers fails with a sentence that says how to."""
    with pytest.raises(AssertionError, match="each with its `path:`, `status:`, `headers:`, `body:`"):
        made(tmp_path, re.sub(line, "", COMPOSE)).answers()


def test_a_missing_port_is_asked_for(tmp_path: Path) -> None:
    """An example that publishes nothing fails with a sentence."""
    with pytest.raises(AssertionError, match="publishes no port: add `ports:` to a service"):
        made(tmp_path, re.sub(", ports:.*]", "", COMPOSE)).published()


def test_an_example_is_found_by_its_dockerfile(tmp_path: Path) -> None:
    """Every folder with a Dockerfile is an example to start, and no other."""
    for path in ("one/Dockerfile", "two/Dockerfile", "three/readme.txt", "four/deeper/Dockerfile"):
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).touch()
    assert [example.slug for example in with_dockerfile(tmp_path)] == ["one", "two"]
