"""Which names a page gives to what it makes: nobody else's thing may bear them when the page begins."""

import pytest

from sphinx_gate.engine.ownership import made_by

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
