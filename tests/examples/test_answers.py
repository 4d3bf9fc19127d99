"""Every example with a Dockerfile, built and started by its compose.yaml, answers as that file says."""

import shutil
from collections.abc import Iterator

import pytest
import requests

from .catalogue import EXAMPLES, Answer, Example, with_dockerfile
from .compose import Project

START_TIMEOUT_SECONDS = 60  # Flask is there in one; a busy machine may take longer
REQUEST_TIMEOUT_SECONDS = 10
PAUSE_SECONDS = 0.1

Pair = tuple[Answer, requests.Response]


def get(url: str) -> requests.Response | None:
    """The answer to a GET, past any proxy; None while nobody answers."""
    with requests.Session() as session:
        session.trust_env = False
        try:
            return session.get(url, timeout=REQUEST_TIMEOUT_SECONDS, allow_redirects=False)
        except requests.ConnectionError:
            return None


@pytest.fixture(scope="module", params=with_dockerfile(), ids=lambda example: example.slug)
def example(request: pytest.FixtureRequest) -> Example:
    """Each example with a Dockerfile in turn."""
    return request.param


@pytest.fixture(scope="module")
def docker_services(
    example: Example, docker_environment: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[object]:
    """pytest-docker's services, of a copy of the example: nothing outside of its folder is needed."""
    example.answers()
    copy = tmp_path_factory.mktemp("example") / example.slug
    shutil.copytree(example.folder, copy)
    with Project(copy).started() as services:
        yield services


@pytest.fixture(scope="module")
def pairs(example: Example, docker_services, docker_ip: str) -> list[Pair]:
    """What is expected of the server, each beside what it answered."""
    url = f"http://{docker_ip}:{docker_services.port_for(*example.published())}"
    docker_services.wait_until_responsive(lambda: get(url) is not None, START_TIMEOUT_SECONDS, PAUSE_SECONDS)
    return [(answer, get(url + answer.path)) for answer in example.answers()]


def test_there_are_examples_with_a_dockerfile() -> None:
    """The examples were found: as many as Dockerfiles lie in the folders."""
    assert len(list(EXAMPLES.rglob("Dockerfile"))) == len(with_dockerfile()) > 0


def test_status(pairs: list[Pair]) -> None:
    """The container answers with the expected status."""
    assert [(want.path, want.status) for want, _ in pairs] == [(w.path, got.status_code) for w, got in pairs]


def test_body(pairs: list[Pair]) -> None:
    """The container answers with the expected body, byte for byte."""
    assert [(want.path, want.body) for want, _ in pairs] == [(w.path, got.content.decode()) for w, got in pairs]


def test_headers(pairs: list[Pair]) -> None:
    """The container's answer has the expected headers."""
    for want, got in pairs:
        assert want.headers == {name: got.headers.get(name) for name in want.headers}, want.path


def test_length(pairs: list[Pair]) -> None:
    """The header Content-Length counts the bytes of the body."""
    assert [len(got.content) for _, got in pairs] == [int(got.headers["Content-Length"]) for _, got in pairs]
