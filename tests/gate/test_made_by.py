"""Which things of an engine are the guide's: what its commands name."""

import pytest

from sphinx_gate.engine.inventory import Thing
from sphinx_gate.model import Page
from sphinx_gate.engine.ownership import Ownership, made_by, may_be_from

from .blocks import block

FOLDER = "/tmp/containers-guide-1"
COMMANDS = {
    "docker build -t a:1 .": {"a:1"},
    "docker build --quiet --tag=a:1 -f x .": {"a:1"},
    "docker image build --tag a:1 .": {"a:1"},
    "docker run --rm --name web python:3": {"web"},
    "docker network create shop": {"shop"},
    "docker network create --internal shop": {"shop"},
    "docker volume create data": {"data"},
    "kind create cluster --name guide": {"guide"},
    "docker run --rm redis:8": set(),
    "docker network rm shop": set(),
    "docker image ls": set(),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_names_that_commands_give_are_known(command: str) -> None:
    """Images that are built, containers, networks and volumes that are named, and a cluster's node."""
    assert COMMANDS[command] == made_by(command)


def page(text: str, **options) -> Page:
    """A page with one console block."""
    return Page("docs/page.rst", [block(text)], **options)


PAGE = page(
    "$ docker build -t basicserver:0.42 .\n$ docker run -d --name one basicserver:0.42\n$ docker network create shop\n"
    "$ docker run --rm redis:8\n$ kind create cluster --name guide",
    leaves=["network kind"],
)
OURS = [
    Thing("process", "1", "python server.py"),
    Thing("image", "sha256:1", "basicserver:0.42"),
    Thing("container", "c1", "one", "basicserver:0.42"),
    Thing("container", "c2", "clever_name", "basicserver:0.42"),
    Thing("container", "c3", "other_name", "jekyll", f"{FOLDER}/page/site"),
    Thing("cluster", "c4", "guide", "kindest/node:v1.36.1"),
    Thing("network", "n1", "shop"),
    Thing("network", "n2", "kind"),
]
FOREIGN = [
    Thing("image", "sha256:2", "redis:8"),
    Thing("image", "sha256:3", "basicserver:0.41"),
    Thing("image", "sha256:4", "<none>:<none>"),
    Thing("container", "c5", "cache", "redis:8"),
    Thing("container", "c6", "someone", "python:3", "/home/someone/site,data"),
    Thing("cluster", "c7", "kind", "kindest/node:v1.36.1"),
    Thing("network", "n3", "bridge"),
    Thing("volume", "data", "data"),
]


@pytest.mark.parametrize("thing", OURS, ids=str)
def test_what_pages_made_is_the_guides(thing: Thing) -> None:
    """Processes of the run, and what pages name, build or mount, may be removed."""
    assert {thing} == Ownership([PAGE]).of({thing}, FOLDER)


@pytest.mark.parametrize("thing", FOREIGN, ids=str)
def test_what_others_made_is_not(thing: Thing) -> None:
    """Anything else is never removed, also when it is of an image from outside that a page runs."""
    assert set() == Ownership([PAGE]).of({thing}, FOLDER)


UNKNOWN = [Thing("image", "sha256:9", "<none>:<none>"), Thing("volume", "f" * 64, "f" * 64)]


@pytest.mark.parametrize("thing", [*OURS[1:4], *OURS[5:7], *UNKNOWN], ids=str)
def test_what_a_page_may_have_left_is_asked_about(thing: Thing) -> None:
    """A new thing that the page names, or that nobody names, counts as the page's left-over."""
    assert may_be_from(PAGE, thing)


OTHERS = [Thing("container", "c8", "someone", "postgres:17"), Thing("image", "sha256:7", "postgres:17")]


@pytest.mark.parametrize("thing", OTHERS, ids=str)
def test_what_a_page_cannot_have_left_is_not(thing: Thing) -> None:
    """A new thing that the page's commands don't name is somebody else's."""
    assert not may_be_from(PAGE, thing)
