"""The images from outside that pages name: present, else pulled, else a stand-in made of Debian packages."""

import hashlib
import json
import tomllib

from standins import docker, paths, pull, say, standin
from standins.setup import Image

LABEL = "guide.stand-in"  # its value is a hash of the recipe, so that a changed recipe is seen


def recipes() -> list[dict]:
    """What images.toml says: name, suite, packages and changes of each."""
    return tomllib.loads((paths.HERE / "images.toml").read_text())["image"]


def recipe_hash(recipe: dict) -> str:
    """A short hash that changes when the recipe does."""
    return hashlib.sha256(json.dumps(recipe, sort_keys=True).encode()).hexdigest()[:12]


def look(name: str) -> Image:
    """How an image is there now; needs an engine that answers."""
    known = docker.image(name)
    if known is None:
        return Image(name, "missing", None)
    return Image(name, "stand-in" if LABEL in known["labels"] else "present", known["size"])


def ensure(recipe: dict) -> None:
    """Make an image available, as it can be had. Raises `Failed`."""
    name, stamp = recipe["name"], recipe_hash(recipe)
    known = docker.image(name)
    if known and known["labels"].get(LABEL, stamp) == stamp:
        say.line(f"{name}: {look(name).how}, {say.size(known['size'])}.")
    elif known or not pull.pull(name):
        standin.make(name, recipe, f"{LABEL}={stamp}")
