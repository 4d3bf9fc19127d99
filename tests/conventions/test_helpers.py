"""The conventions' own tools find what they look for, and do not cry wolf."""

import ast

import pytest

from .repository import some
from .targets import called
from .test_docstrings import public
from .test_places import HTTP, MACHINE_PATHS, NO_PART_OF_A_PATH, REGISTRIES, local, named


def test_an_empty_collection_fails() -> None:
    """A test that finds nothing to look at fails and says so."""
    with pytest.raises(AssertionError, match="found no pages: this test looked at nothing"):
        some([], "pages")


def test_make_targets_are_found_in_commands() -> None:
    """Each target of each call of make is found, but no option and no variable."""
    commands = ["make html test ARGS=docs", "CI=1 make -j2 lint && make clean", "cmake x", "make"]
    assert called(commands) == ["html", "test", "lint", "clean"]


def test_registries_are_found_with_their_subdomains() -> None:
    """A registry's host is found behind any subdomain, but not as a part of another host's name."""
    line = f"see https://files.{REGISTRIES[0]}/x and my{REGISTRIES[0]}"
    assert named(REGISTRIES, line) == [REGISTRIES[0]]


def test_machine_paths_are_found_at_their_beginning() -> None:
    """A path of the machine is found where it begins; inside another path the same words are another."""
    line = f"cd {MACHINE_PATHS[0]}x; cd $HOME{MACHINE_PATHS[0]}x; cd /opt{MACHINE_PATHS[0]}x"
    assert named(MACHINE_PATHS, line, NO_PART_OF_A_PATH) == [MACHINE_PATHS[0]]


def test_hosts_are_local_or_not() -> None:
    """This machine, an address and a container's name are local; a host with dots is not."""
    hosts = ["localhost:5000", "172.18.0.2:30080/", "basicserver", "docs.docker.com/x"]
    line = " ".join(f"http://{host}" for host in hosts)
    assert [local(host) for host in HTTP.findall(line)] == [True, True, True, False]


def test_public_things_are_found() -> None:
    """Public functions, classes and methods are looked at; private ones and what functions hold are not."""
    code = "def a():\n  def b(): ''\nclass C:\n  def d(self): 'x.'\n  def _e(self): ''\ndef _f(): ''\n"
    assert list(public(ast.parse(code), "m:")) == [("m:a", None), ("m:C", None), ("m:C.d", "x.")]
