"""Docker for the tests of the examples, with a configuration of their own."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import offline
from gate.requirements import require

from . import compose


def configure(setup: offline.Setup, folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Let docker read its configuration in folder, not the user's; plugins and engine are those of setup."""
    plugins = {"cliPluginsExtraDirs": [str(path) for path in setup.cli_plugins]}
    (folder / "config.json").write_text(json.dumps(plugins), encoding="utf-8")
    patch.setenv("DOCKER_CONFIG", str(folder))
    patch.setenv("PATH", os.pathsep.join([*map(str, setup.tools_path), os.environ["PATH"]]))
    patch.delenv("DOCKER_CONTEXT", raising=False)
    if setup.docker_host:
        patch.setenv("DOCKER_HOST", setup.docker_host)


@pytest.fixture(scope="module")
def docker_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """An engine and Compose 2, configured; without them the tests are skipped, or fail if required."""
    setup = offline.probe()
    require("docker", setup.docker.reason)
    with pytest.MonkeyPatch.context() as patch:
        configure(setup, tmp_path_factory.mktemp("docker-config"), patch)
        require("docker", compose.refusal(compose.compose_version()))
        yield
