"""The published images that pages name: there, else pulled; in the guide's own engine, else a stand-in."""

import hashlib
import json
import os
import tomllib

from standins import docker, paths, say, standin

LABEL = "guide.stand-in"  # its value is a hash of the recipe, so that a changed recipe is seen
VARIABLE = "GUIDE_IMAGES"
KNOWN = ("", "published")


def recipes() -> list[dict]:
    """What images.toml says: name, suite, packages and changes of each."""
    return tomllib.loads((paths.HERE / "images.toml").read_text())["image"]


def recipe_hash(recipe: dict) -> str:
    """A short hash that changes when the recipe does."""
    return hashlib.sha256(json.dumps(recipe, sort_keys=True).encode()).hexdigest()[:12]


def stamp(name: str) -> str | None:
    """The hash of the recipe that a stand-in was made by; empty for a published image, None where none is there."""
    known = docker.image(name)
    return known["labels"].get(LABEL, "") if known else None


def pull_missing(name: str) -> None:
    """Have an image on the user's engine, where nothing is made. Raises `Unreachable` or `Failed`."""
    if stamp(name) != "":  # an earlier version of this guide left stand-ins there: the pull takes their names back
        docker.pull(name)


def only_published() -> bool:
    """Whether GUIDE_IMAGES refuses stand-ins. Raises `Failed` on a value that means nothing."""
    if (value := os.environ.get(VARIABLE, "")) not in KNOWN:
        raise say.Failed(f"{VARIABLE}={value}: the one word it takes is published.")
    return value == "published"


def bring(recipe: dict) -> bool:
    """Have an image in the guide's own engine; returns whether it is a stand-in. Raises `Failed`."""
    name, wanted = recipe["name"], recipe_hash(recipe)
    made_by = stamp(name)
    if made_by == "":
        return False
    try:
        docker.pull(name)
        return False
    except docker.Unreachable as error:
        if only_published():
            raise say.Failed(f"{name} can't be pulled, and {VARIABLE} refuses stand-ins. {error}") from None
    if made_by != wanted:
        standin.make(name, recipe, f"{LABEL}={wanted}")
    return True
