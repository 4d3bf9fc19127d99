"""What is the guide's on a machine where others may use the engine too: only that is ever removed."""

import re

from sphinx_gate.engine import ports
from sphinx_gate.engine.inventory import Thing
from sphinx_gate.model import Failure, Page

BUILT = re.compile(r"docker (?:build|image build) .*?(?:-t|--tag)[ =](\S+)")
NAMED = re.compile(r"--name[ =](\S+)")
CREATED = re.compile(r"docker (?:network|volume) create (?:-\S+ )*(\w\S*)")
UNNAMED = re.compile(r"<none>:<none>|[0-9a-f]{64}")  # images without a tag, volumes without a name
REMOVALS = {
    "cluster": "kind delete cluster --name",
    "container": "docker rm -f",
    "image": "docker image rm",
    "network": "docker network rm",
    "volume": "docker volume rm",
}


class Ownership:
    """What all pages name. Inputs: the pages."""

    def __init__(self, pages: list[Page]):
        text = "\n".join(page.text() for page in pages)
        self._names = made_by(text)
        self._left = {left for page in pages for left in page.leaves}
        self._built = set(BUILT.findall(text))

    def of(self, things: set[Thing], folder: str) -> set[Thing]:
        """Those that pages made: named in their commands, of an image they build, or mounting the run's folder."""
        return {
            thing
            for thing in things
            if thing.kind == "process"
            or thing.name in self._names
            or thing.declaration in self._left
            or thing.image in self._built
            or any(mount.startswith(folder) for mount in thing.mounts.split(","))
        }


def may_be_from(page: Page, thing: Thing) -> bool:
    """Whether a new thing may be the page's: its commands name it or its image, or it is one that nobody names."""
    words = set(re.split(r"[\s=:/]", page.text())) | set(page.text().split())
    if thing.kind == "cluster":  # of an image and with a name that any cluster may have
        return thing.name in made_by(page.text())
    return thing.name in words or thing.image in words - {""} or bool(UNNAMED.fullmatch(thing.name))


def made_by(text: str) -> set[str]:
    """The names that commands give: of images, containers, clusters, networks and volumes."""
    return {name for pattern in (BUILT, CREATED, NAMED) for name in pattern.findall(text)}


def refuse_foreign(page: Page, before: set[Thing]) -> None:
    """Fails, with the way out, when a port that the page uses, or a thing that it makes, is there already."""
    line = page.blocks[0].line if page.blocks else 1
    for port in ports.of_text(page.text()):
        if ports.answers(port):
            raise Failure(page.name, line, f"port {port} is taken by {ports.holder(port)}: stop that, then run again")
    makes = made_by(page.text())
    for thing in sorted(before, key=str):
        if thing.kind in REMOVALS and thing.name in makes:
            way_out = f"{REMOVALS[thing.kind]} {thing.name}"
            raise Failure(page.name, line, f"the {thing} is there, and not this run's; if you can spare it: {way_out}")
