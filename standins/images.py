"""The published images that pages name: there, else pulled; in the guide's own engine, else a stand-in."""

import os

from standins import docker, say, standin

LABEL = "guide.stand-in"  # of the node image: its value is a hash of what it was made of
VARIABLE = "GUIDE_IMAGES"
KNOWN = ("", "published")


recipes = standin.recipes


def stamp(name: str) -> str | None:
    """The hash of the recipe that a stand-in was made by; empty for a published image, None where none is there."""
    known = docker.image(name)
    return (standin.noted(known["id"]) or known["labels"].get(LABEL, "")) if known else None


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
    name, wanted = recipe["name"], standin.recipe_hash(recipe)
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
        for base in standin.bases(recipe):
            bring(base)
        standin.make(recipe)
    return True
