"""What a run has seen that its record keeps: images that were used, versions of programs."""

import re
from concurrent.futures import ThreadPoolExecutor

from sphinx_gate.command import run
from sphinx_gate.engine import inventory
from sphinx_gate.engine.api import Engine, EngineGone
from sphinx_gate.engine.inventory import Thing, normal
from sphinx_gate.model import File, Page
from sphinx_gate.report.record import ImageEntry

VERSION = re.compile(r"\d+\.\d+[\w.+~-]*")


def images_of(page: Page, there: set[Thing], made: list[Thing]) -> set[str]:
    """The images from outside that a page uses: those it names, in commands or files, or has containers of.

    Inputs: the images that are there, and what the page made.
    """
    files = [block.file for block in page.blocks if isinstance(block, File)]
    texts = [page.text(), *(file.read_text(encoding="utf-8", errors="ignore") for file in files)]
    words = {normal(word) for text in texts for word in re.findall(r"[\w./:@-]+", text)}
    own = {normal(thing.name) for thing in made if thing.kind == "image"}
    used = {normal(thing.image.partition("@")[0]) for thing in made if thing.image}
    named = {normal(thing.name) for thing in there if normal(thing.name) in words}
    return {name.removesuffix(":latest") for name in (named | used) - own if not name.startswith("sha256:")}


def how_got(engine: Engine, name: str, stand_ins: list[str]) -> ImageEntry:
    """How an image came to be there: it was pulled if it has a registry's digest."""
    if normal(name) in map(normal, stand_ins):
        return ImageEntry(how="stand-in", digest=None)
    try:
        digests = (engine.get(f"/images/{name}/json") or {}).get("RepoDigests") or []
    except EngineGone:
        digests = []
    digest = str(digests[0]).rpartition("@")[2] if digests else None
    return ImageEntry(how="pulled" if digest else "there", digest=digest)


def images_there(engine: Engine) -> set[Thing]:
    """The images that are there; none where no engine answers."""
    try:
        return inventory.images(engine)
    except EngineGone:
        return set()


def versions(commands: dict[str, tuple[str, ...]], environment: dict[str, str]) -> dict[str, str]:
    """The versions that commands print, by name; those that can't be run are left out."""
    with ThreadPoolExecutor() as pool:
        printed = pool.map(lambda command: run(command, environment).stdout, commands.values())
        found = {name: VERSION.search(text) for name, text in zip(commands, printed, strict=True)}
    return {name: match[0] for name, match in sorted(found.items()) if match}
