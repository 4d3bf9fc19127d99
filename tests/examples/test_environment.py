"""Docker's environment in these tests, tried without Docker."""

import json
import os
from pathlib import Path

import pytest

from standins import Capability, Setup

from .environment import configure

THERE = Capability(True, None, "there")


@pytest.fixture
def configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Setup:
    """A set-up with something in each place, configured."""
    monkeypatch.setenv("DOCKER_CONTEXT", "the-users")
    setup = Setup(THERE, THERE, [], [tmp_path / "bin"], "unix:///some.sock", [tmp_path / "plugins"])
    configure(setup, tmp_path, monkeypatch)
    return setup


def test_the_configuration_is_not_the_users(configured: Setup, tmp_path: Path) -> None:
    """Docker reads its configuration from the folder given."""
    assert os.environ["DOCKER_CONFIG"] == str(tmp_path)


def test_plugins_are_found(configured: Setup, tmp_path: Path) -> None:
    """The configuration holds the folders of the plugins, and nothing else."""
    assert json.loads((tmp_path / "config.json").read_text()) == {"cliPluginsExtraDirs": [f"{tmp_path}/plugins"]}


def test_the_engine_is_the_users(configured: Setup) -> None:
    """The engine is the one that was found, whatever context the user's shell names."""
    assert os.environ["DOCKER_HOST"] == "unix:///some.sock"
    assert "DOCKER_CONTEXT" not in os.environ


def test_brought_tools_come_first(configured: Setup, tmp_path: Path) -> None:
    """The tools that the set-up brought are found before others."""
    assert os.environ["PATH"].startswith(f"{tmp_path}/bin{os.pathsep}")
