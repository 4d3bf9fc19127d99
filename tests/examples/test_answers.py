"""Every example that says what it answers, built and started by its compose.yaml, answers so."""

import re
import shutil
from collections.abc import Iterator

import pytest
import requests
from pytest_docker.plugin import Services

from .catalogue import Answer, Example, answering
from .compose import started

START_TIMEOUT_SECONDS = 60  # Flask is there in one; a busy machine may take longer
REQUEST_TIMEOUT_SECONDS = 10
PAUSE_SECONDS = 0.1


def get(url: str) -> requests.Response | None:
    """The answer to a GET, past any proxy; None while nobody answers."""
    with requests.Session() as session:
        session.trust_env = False
        try:
            return session.get(url, timeout=REQUEST_TIMEOUT_SECONDS, allow_redirects=False)
        except requests.ConnectionError:
            return None


@pytest.fixture(scope="module", params=answering(), ids=lambda example: example.name)
def example(request: pytest.FixtureRequest) -> Example:
    """Each such example in turn."""
    return request.param


@pytest.fixture(scope="module")
def docker_services(
    example: Example, docker_environment: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Services]:
    """pytest-docker's services, of a copy of the example: nothing outside of its folder is needed."""
    copy = tmp_path_factory.mktemp("example") / example.folder.name
    shutil.copytree(example.folder, copy)
    with started(copy / "compose.yaml") as services:
        yield services


def test_answers(example: Example, docker_services: Services, docker_ip: str) -> None:
    """The container answers each request with the stated status, headers and body, byte for byte."""
    url = f"http://{docker_ip}:{docker_services.port_for(*example.published())}"
    docker_services.wait_until_responsive(lambda: get(url) is not None, START_TIMEOUT_SECONDS, PAUSE_SECONDS)
    for expected in example.answers():
        response = get(url + expected.path)
        headers = {name: response.headers.get(name) for name in expected.headers}
        assert expected == Answer(expected.path, response.status_code, headers, response.content.decode())


def test_examples_answer() -> None:
    """There are such examples, so the test above looks at something."""
    assert answering() != []


@pytest.mark.parametrize("answering_example", answering(), ids=lambda example: example.name)
def test_only_this_machine_is_published_to(answering_example: Example) -> None:
    """compose.yaml publishes to 127.0.0.1 and names no port of the host: Docker chooses a free one."""
    services = answering_example.compose()["services"].values()
    ports = [str(port) for service in services for port in service.get("ports", [])]
    assert [] == [port for port in ports if not re.fullmatch(r"127\.0\.0\.1::\d+", port)]
