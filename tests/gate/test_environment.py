"""A run's own surroundings: what its terminals see of the tester's machine, and what they don't."""

import json
import os
from pathlib import Path

import pytest

from sphinx_gate.run.environment import TOKEN, Surroundings
from standins import Capability, Setup

NONE = Capability(False, None, "none")
TESTERS = {
    "CI": "true",
    "GITHUB_ACTIONS": "true",
    "DOCKER_HOST": "tcp://elsewhere:1",
    "DOCKER_CONTEXT": "elsewhere",
    "DOCKER_CONFIG": "/home/tester/.docker",
    "DOCKER_BUILDKIT": "0",
    "KUBECONFIG": "/home/tester/.kube/config",
    "COMPOSE_FILE": "other.yaml",
    "XDG_CONFIG_HOME": "/home/tester/.config",
    "HOME": "/home/tester",
    "VIRTUAL_ENV": "/home/tester/env",
    "PYTHONPATH": "/home/tester/lib",
    "FLASK_APP": "other",
    "BASH_ENV": "/home/tester/.bashenv",
    "PROMPT_COMMAND": "date",
    "LC_ALL": "de_DE.UTF-8",
    "LANG": "de_DE.UTF-8",
    "TZ": "Asia/Tokyo",
    "COLUMNS": "132",
    "NO_COLOR": "1",
    "TERM": "dumb",
}
KEPT = {"HOME", "LC_ALL", "TZ", "COLUMNS", "TERM"}  # with values of the run's own


@pytest.fixture
def surroundings(monkeypatch, tmp_path):
    """The surroundings of a run that a tester with a full environment starts."""
    for name, value in TESTERS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PATH", os.pathsep.join(["/home/tester/env/bin", "/usr/bin", "/bin"]))
    monkeypatch.setenv("https_proxy", "http://proxy:3128")
    setup = Setup(NONE, NONE, tools_path=[Path("/tools")], docker_host="unix:///x.sock", cli_plugins=[Path("/plugins")])
    surroundings = Surroundings(setup)
    yield surroundings
    surroundings.close()


def test_nothing_of_the_testers_gets_in(surroundings: Surroundings) -> None:
    """Variables that change what programs print or where they go are not passed on."""
    found = surroundings.environment
    assert {"DOCKER_HOST"} | KEPT == {name for name in TESTERS if name in found}


def test_terminals_are_all_alike(surroundings: Surroundings) -> None:
    """Language, time zone and size are the same on each machine."""
    found = {name: surroundings.environment[name] for name in ("LC_ALL", "TZ", "COLUMNS", "LINES", "TERM")}
    assert {"LC_ALL": "C.UTF-8", "TZ": "UTC", "COLUMNS": "80", "LINES": "24", "TERM": "xterm"} == found


def test_home_is_the_runs_own(surroundings: Surroundings) -> None:
    """The home folder is a new one in the run's folder, without any of the tester's configuration."""
    home = Path(surroundings.environment["HOME"])
    assert (surroundings.folder, [".docker"]) == (home.parent, [path.name for path in home.iterdir()])


def test_docker_is_configured_for_the_run(surroundings: Surroundings) -> None:
    """Docker's configuration names the plugins that the set-up found, and the engine is the tester's current one."""
    config = json.loads((surroundings.home / ".docker" / "config.json").read_text())
    host = surroundings.environment["DOCKER_HOST"]
    assert (["/plugins"], "unix:///x.sock") == (config["cliPluginsExtraDirs"], host)


def test_programs_are_found_as_by_a_reader(surroundings: Surroundings) -> None:
    """Tools that the set-up brought come first; the virtual environment that pytest runs in is left out."""
    assert ["/tools", "/usr/bin", "/bin"] == surroundings.environment["PATH"].split(os.pathsep)


def test_the_way_to_package_registries_is_kept(surroundings: Surroundings, monkeypatch) -> None:
    """What pip needs on the tester's machine is passed on."""
    monkeypatch.setenv("PIP_INDEX_URL", "https://example.org/simple")
    other = Surroundings(Setup(NONE, NONE))
    other.close()
    assert "https://example.org/simple" == other.environment["PIP_INDEX_URL"]


def test_each_run_has_a_token_of_its_own(surroundings: Surroundings) -> None:
    """The processes of two runs can be told apart."""
    other = Surroundings(Setup(NONE, NONE))
    other.close()
    assert surroundings.environment[TOKEN] != other.environment[TOKEN]


def test_a_page_has_an_empty_folder(surroundings: Surroundings) -> None:
    """Each page starts in a new empty folder of its name."""
    folder = surroundings.page_folder("docs/first.rst")
    assert ("first", []) == (folder.name, list(folder.iterdir()))


def test_close_leaves_nothing(surroundings: Surroundings) -> None:
    """The run's folder goes with all that is in it."""
    (surroundings.page_folder("docs/first.rst") / "file").touch()
    surroundings.close()
    assert not surroundings.folder.exists()
