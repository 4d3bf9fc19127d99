"""A run's own surroundings: what its terminals see of the tester's machine, and what they don't."""

import json
import os
import sys
from pathlib import Path

import pytest

from sphinx_gate.run.environment import TOKEN, Surroundings, passed_on, without_passwords

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
KEPT = {"HOME", "LC_ALL", "TZ", "COLUMNS", "TERM", "DOCKER_HOST"}  # with values of the run's own


@pytest.fixture
def surroundings(monkeypatch, tmp_path):
    """The surroundings of a run that a tester with a full environment starts."""
    for name, value in TESTERS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PATH", os.pathsep.join(["/home/tester/env/bin", "/usr/bin", "/bin"]))
    monkeypatch.setenv("GUIDE_CLI_PLUGINS", "/plugins")
    surroundings = Surroundings()
    yield surroundings
    surroundings.close()


def test_nothing_of_the_testers_gets_in(surroundings: Surroundings) -> None:
    """Variables that change what programs print or where they go are not passed on."""
    found = surroundings.place("docs/x.rst").environment
    assert KEPT == {name for name in TESTERS if name in found}
    assert [] == [name for name in KEPT if found[name] == TESTERS[name]]


def test_terminals_are_all_alike(surroundings: Surroundings) -> None:
    """Language, time zone and size are the same on each machine."""
    found = {name: surroundings.environment[name] for name in ("LC_ALL", "TZ", "COLUMNS", "LINES", "TERM")}
    assert {"LC_ALL": "C.UTF-8", "TZ": "UTC", "COLUMNS": "80", "LINES": "24", "TERM": "xterm"} == found


def test_home_is_the_pages_own(surroundings: Surroundings) -> None:
    """Each page has a new home folder, without any of the tester's configuration or of another page's files."""
    first, second = surroundings.place("docs/x.rst"), surroundings.place("docs/y.rst")
    (first.home / "made.txt").touch()
    found = [path.name for path in second.home.iterdir()]
    assert ([".docker"], str(second.home)) == (found, second.environment["HOME"])


def test_home_holds_what_needed_pages_left(surroundings: Surroundings) -> None:
    """A page finds in its home folder what the pages that it needs left in theirs."""
    needed = surroundings.place("docs/x.rst")
    (needed.home / "made.txt").write_text("by x")
    assert "by x" == (surroundings.place("docs/y.rst", [needed.home]).home / "made.txt").read_text()


def test_docker_is_configured_for_the_run(surroundings: Surroundings) -> None:
    """Docker's configuration names the plugins that the set-up found, and the engine is behind the run's socket."""
    place = surroundings.place("docs/x.rst")
    config = json.loads((place.home / ".docker" / "config.json").read_text())
    found = config["cliPluginsExtraDirs"], place.environment["DOCKER_HOST"]
    assert (["/plugins"], f"unix://{surroundings.socket}") == found


def test_programs_are_found_as_by_a_reader(surroundings: Surroundings) -> None:
    """The tester's PATH, but for the virtual environment that pytest runs in."""
    assert ["/usr/bin", "/bin"] == surroundings.environment["PATH"].split(os.pathsep)


def test_without_a_virtual_environment_all_programs_are_found(monkeypatch) -> None:
    """Where pytest is the system's own, its folder is one of those in which readers find theirs."""
    for name in ("prefix", "base_prefix"):
        monkeypatch.setattr(sys, name, "/usr")
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    monkeypatch.setenv("PATH", "/usr/bin")
    surroundings = Surroundings()
    surroundings.close()
    assert "/usr/bin" == surroundings.environment["PATH"]


PASSED_ON = {
    "PIP_INDEX_URL": ("https://me:secret@example.org/simple", "https://example.org/simple"),
    "PIP_EXTRA_INDEX_URL": ("https://a.example https://me@b.example", "https://a.example https://b.example"),
    "HTTPS_PROXY": ("http://me:secret@proxy:3128", "http://proxy:3128"),
    "no_proxy": ("localhost,me@x", "localhost,me@x"),
    "PIP_USER_AGENT_USER_DATA": ("x", None),
    "PIP_CONFIG_FILE": ("/home/tester/pip.conf", None),
    "PYENV_VERSION": ("3.9.1", None),
}


@pytest.mark.parametrize("name", PASSED_ON)
def test_the_way_to_package_registries_is_kept(surroundings: Surroundings, monkeypatch, name: str) -> None:
    """What pip needs on the tester's machine is passed on, passwords are not, nor what changes what pages do."""
    value, expected = PASSED_ON[name]
    monkeypatch.setenv(name, value)
    assert expected == passed_on().get(name)


def test_what_loses_a_password_is_named(monkeypatch) -> None:
    """The run can say which variables pages get without their passwords."""
    monkeypatch.setenv("HTTPS_PROXY", "http://me:secret@proxy:3128")
    monkeypatch.setenv("HTTP_PROXY", "http://proxy:3128")
    assert ["HTTPS_PROXY"] == without_passwords()


def test_a_clone_has_the_testers_cache_of_downloads(surroundings: Surroundings, monkeypatch) -> None:
    """README's reader doesn't fetch each package anew; other pages have no cache."""
    monkeypatch.setenv("PIP_CACHE_DIR", "/home/tester/cache")
    found = [surroundings.place("README.md", clone=clone).environment.get("PIP_CACHE_DIR") for clone in (True, False)]
    assert ["/home/tester/cache", None] == found


def test_the_testers_umask_does_not_get_in(tmp_path) -> None:
    """Files have the rights that they have with a reader, and the tester's umask is back after the run."""
    old = os.umask(0o077)
    try:
        surroundings = Surroundings()
        (surroundings.folder / "file").touch()
        rights = (surroundings.folder / "file").stat().st_mode & 0o777
        surroundings.close()
    finally:
        after = os.umask(old)
    assert (0o644, 0o077) == (rights, after)


def test_each_run_has_a_token_of_its_own(surroundings: Surroundings) -> None:
    """The processes of two runs can be told apart."""
    other = Surroundings()
    other.close()
    assert surroundings.environment[TOKEN] != other.environment[TOKEN]


@pytest.mark.parametrize("name", ["docs/first.rst", "docs/home.rst", "README.md"])
def test_a_page_has_an_empty_folder(surroundings: Surroundings, name: str) -> None:
    """Each page starts in a new empty folder of its name, also if another page in another folder has it, too."""
    surroundings.place(f"docs/other/{name}")
    place = surroundings.place(name)
    assert (Path(name).stem, []) == (place.folder.name, list(place.folder.iterdir()))


def test_close_leaves_nothing(surroundings: Surroundings) -> None:
    """The run's folder goes with all that is in it."""
    (surroundings.place("docs/first.rst").folder / "file").touch()
    surroundings.close()
    assert not surroundings.folder.exists()
