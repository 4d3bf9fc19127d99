"""Docker for the tests of the examples."""

from collections.abc import Iterator

import pytest

import standins
from sphinx_gate.requirements import require

from .compose import compose_version, refusal
from .environment import configure


@pytest.fixture(scope="module")
def docker_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """An engine and Compose 2, configured; without them the tests are skipped, or fail if required."""
    setup = standins.probe()
    require("docker", setup.docker.reason)
    with pytest.MonkeyPatch.context() as patch:
        configure(setup, tmp_path_factory.mktemp("docker-config"), patch)
        require("docker", refusal(compose_version()))
        yield
