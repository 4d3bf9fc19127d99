"""What stands in a page's way: things of its names, and servers on its ports, that are somebody else's."""

import re
from pathlib import Path

from sphinx_gate.engine import ports
from sphinx_gate.engine.inventory import Thing, normal
from sphinx_gate.model import Failure, File, Page

# Behind options, the last word of a command: `docker network create` and its like have the name there.
LAST_WORD = r" +(?:-[^\n;|&)#<>]* )?[\"']?(?!\d>)"
# How commands give names to things, by the kind of thing; a volume is also made by the container that asks for it.
MAKES = {
    "cluster": r"--name[ =](\S+)",
    "container": r"--name[ =](\S+)",
    "image": r"docker (?:(?:buildx |image )?build .*?(?:-t|--tag)[ =]|(?:image )?tag \S+ |commit (?:-\S+ )*\S+ )(\S+)",
    "network": rf"docker network create{LAST_WORD}(\w[\w.-]*)",
    "volume": (
        rf"(?:docker volume create{LAST_WORD}|(?:-v|--volume)[ =][\"']?(?=[\w.-]+:/)|--mount \S*(?:src|source)=)"
        r"(\w[\w.-]*)"
    ),
}
PROJECT = re.compile(r"^name: *[\"']?([\w-]+)", re.MULTILINE)  # in a file of Compose's
ENGINES_OWN = {("network", name) for name in ("bridge", "host", "none")}
REMOVALS = {
    "cluster": "kind delete cluster --name",
    "container": "docker rm -f",
    "image": "docker image rm",
    "network": "docker network rm",
    "volume": "docker volume rm",
}


def made_by(text: str) -> set[tuple[str, str]]:
    """The kinds and names of what commands make: clusters, containers, images, networks and volumes."""
    found = {(kind, name) for kind, pattern in MAKES.items() for name in re.findall(pattern, text.replace("\\\n", " "))}
    return {(kind, normal(name) if kind == "image" else name) for kind, name in found}


def projects(page: Page) -> set[str]:
    """The projects of a page's files for Compose, named there or by their folder: all that they make begins so."""
    found = set()
    for block in page.blocks:
        if isinstance(block, File) and block.file.suffix in (".yaml", ".yml"):
            text = block.file.read_text(encoding="utf-8")
            name = PROJECT.search(text)
            if re.search("^services:", text, re.MULTILINE):
                found.add(name[1] if name else Path(Path(page.name).stem, block.caption).parent.name.lower())
    return found


def refuse_foreign(page: Page, others: set[Thing]) -> None:
    """Fails, with the way out, when a port that the page uses, or a thing that it makes, is there already."""
    for port in ports.answering(ports.of_page(page)):
        raise Failure(
            page.name, page.begin(), f"port {port} is taken by {ports.holder(port)}: stop that, then run again"
        )
    makes = made_by(page.text())
    beginnings = tuple(f"{project}{parting}" for project in projects(page) for parting in "-_")
    for thing in sorted(others, key=str):
        name = normal(thing.name) if thing.kind == "image" else thing.name
        if (thing.kind, name) in ENGINES_OWN:
            continue
        if (thing.kind, name) in makes or name.startswith(beginnings):
            way_out = f"{REMOVALS[thing.kind]} {thing.name}"
            sentence = f"the {thing} is there, and not this run's; if you can spare it: {way_out}"
            raise Failure(page.name, page.begin(), sentence)
