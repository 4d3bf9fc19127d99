"""Which names a page gives to what it makes: nobody else's thing may bear them when the page begins."""

from pathlib import Path

import pytest

from sphinx_gate.engine.inventory import Thing
from sphinx_gate.engine.ownership import made_by, refuse_foreign
from sphinx_gate.model import Failure, File, Page

from ..blocks import block, page

COMMANDS = {
    "docker build -t a:1 .": {"image a:1"},
    "docker build --quiet --tag=a:1 -f x .": {"image a:1"},
    "docker image build --tag a:1 .": {"image a:1"},
    "docker buildx build --load \\\n  -t a .": {"image a:latest"},
    "docker tag busybox b:1": {"image b:1"},
    "docker commit --pause web b:1": {"image b:1"},
    "docker run --rm --name web python:3": {"container web", "cluster web"},
    "docker network create shop": {"network shop"},
    "docker network create --internal shop": {"network shop"},
    "docker network create --driver bridge app; docker run x": {"network app"},
    "(docker network create -d bridge --subnet 10.0.0.0/8 'my-app')": {"network my-app"},
    "docker network create -d bridge app 2>/dev/null || true": {"network app"},
    "docker network create app  # a network with a name": {"network app"},
    "docker network create -d bridge app  # a network with a name": {"network app"},
    "docker volume create data": {"volume data"},
    "docker volume create --driver local --opt type=tmpfs \\\n  --opt device=tmpfs data\necho data": {"volume data"},
    "docker run --rm -v data:/data redis:8": {"volume data"},
    'docker run --rm --volume="my-data:/data" redis:8': {"volume my-data"},
    "docker run --rm --mount type=volume,source=data,dst=/data redis:8": {"volume data"},
    'docker run --rm -v "$PWD:/work" --mount "type=bind,src=$PWD/x,dst=/x" -v /tmp:/tmp -v ./a:/a redis:8': set(),
    "kind create cluster --name guide": {"cluster guide", "container guide"},
    "docker run --rm redis:8": set(),
    "docker network rm shop": set(),
    "docker image ls": set(),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_names_that_commands_give_are_known(command: str) -> None:
    """Images that are built or named, containers, networks and volumes, and clusters."""
    assert COMMANDS[command] == {f"{kind} {name}" for kind, name in made_by(command)}


@pytest.mark.parametrize("name, project", [("name: shop\n", "shop"), ("", "page")])
@pytest.mark.parametrize("thing", ["container {}-web-1", "network {}_default", "image {}-web"])
def test_things_of_a_project_of_compose_are_refused(tmp_path: Path, name: str, project: str, thing: str) -> None:
    """Compose takes what another run of the same project has left for its own: it would replace and remove it."""
    file = tmp_path / "compose.yaml"
    file.write_text(f"# one\n{name}services:\n  web:\n    name: x\n")
    page = Page("docs/page.rst", [File(page="docs/page.rst", line=7, file=file, caption="compose.yaml")])
    refuse_foreign(
        page, {Thing("container", "1", "shopping"), Thing("image", "2", "web:1"), Thing("volume", "3", "x-1")}
    )
    kind, _, named = thing.format(project).partition(" ")
    with pytest.raises(
        Failure, match=f"the {kind} {named} is there, and not this run's; if you can spare it: docker .*rm"
    ):
        refuse_foreign(page, {Thing(kind, "4", named)})


def test_networks_of_the_engine_itself_are_never_in_the_way() -> None:
    """They are there on every machine, and nobody can make or remove them."""
    names = ("bridge", "host", "none")
    text = "\n".join(f"$ docker network create {name}" for name in names)
    refuse_foreign(page(block(text)), {Thing("network", name, name) for name in names})


def test_a_refusal_stands_in_the_pages_own_file() -> None:
    """Its line is one of the page's, not of a file that it includes."""
    included = block("$ docker network create shop")
    mixed = Page("docs/other.rst", [included])
    with pytest.raises(Failure) as caught:
        refuse_foreign(mixed, {Thing("network", "1", "shop")})
    assert ("docs/other.rst", 1) == (caught.value.page, caught.value.line)
