"""The environment that docker runs in here: the user's engine, but not the user's configuration."""

import json
import os
from pathlib import Path

import pytest

from standins import Setup


def configure(setup: Setup, folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Let docker keep its configuration in folder, and find engine, plugins and tools where setup found them."""
    plugins = {"cliPluginsExtraDirs": [str(path) for path in setup.cli_plugins]}
    (folder / "config.json").write_text(json.dumps(plugins), encoding="utf-8")
    patch.setenv("DOCKER_CONFIG", str(folder))
    patch.setenv("PATH", os.pathsep.join([*map(str, setup.tools_path), os.environ["PATH"]]))
    patch.delenv("DOCKER_CONTEXT", raising=False)  # it would win over DOCKER_HOST
    if setup.docker_host:
        patch.setenv("DOCKER_HOST", setup.docker_host)
