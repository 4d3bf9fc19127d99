"""What stands in a page's way: things of its names, and servers on its ports, that are somebody else's."""

import re

from sphinx_gate.engine import ports
from sphinx_gate.engine.inventory import Thing
from sphinx_gate.model import Failure, Page

BUILT = re.compile(r"docker (?:build|image build) .*?(?:-t|--tag)[ =](\S+)")
NAMED = re.compile(r"--name[ =](\S+)")
CREATED = re.compile(r"docker (?:network|volume) create (?:-\S+ )*(\w\S*)")
REMOVALS = {
    "cluster": "kind delete cluster --name",
    "container": "docker rm -f",
    "image": "docker image rm",
    "network": "docker network rm",
    "volume": "docker volume rm",
}


def made_by(text: str) -> set[str]:
    """The names that commands give: of images, containers, clusters, networks and volumes."""
    return {name for pattern in (BUILT, CREATED, NAMED) for name in pattern.findall(text)}


def refuse_foreign(page: Page, others: set[Thing]) -> None:
    """Fails, with the way out, when a port that the page uses, or a thing that it makes, is there already."""
    line = page.blocks[0].line if page.blocks else 1
    for port in ports.answering(ports.of_text(page.text())):
        raise Failure(page.name, line, f"port {port} is taken by {ports.holder(port)}: stop that, then run again")
    makes = made_by(page.text())
    for thing in sorted(others, key=str):
        if thing.name in makes:
            way_out = f"{REMOVALS[thing.kind]} {thing.name}"
            raise Failure(page.name, line, f"the {thing} is there, and not this run's; if you can spare it: {way_out}")
