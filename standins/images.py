"""The published images that pages name: there, else pulled; in the guide's own engine, else a stand-in."""

import os

from standins import docker, say, standin

VARIABLE = "GUIDE_IMAGES"
KNOWN = ("", "published")


def pull_missing(name: str) -> None:
    """Have an image on the user's engine, where nothing is made. Raises `Unreachable` or `Failed`."""
    if not docker.image(name):
        docker.pull(name)


def only_published() -> bool:
    """Whether GUIDE_IMAGES refuses stand-ins. Raises `Failed` on a value that means nothing."""
    if (value := os.environ.get(VARIABLE, "")) not in KNOWN:
        raise say.Failed(f"{VARIABLE}={value}: the one word it takes is published.")
    return value == "published"


def pulled(name: str) -> bool:
    """Have the published image in the guide's own engine; False where no registry answers. Raises `Failed`."""
    if standin.noted(name) == "":
        return True
    try:
        docker.pull(name)
    except docker.Unreachable as error:
        if only_published():
            raise say.Failed(f"{name} can't be pulled, and {VARIABLE} refuses stand-ins. {error}") from None
        return False
    standin.note(docker.present(name), "")
    return True


def bring(recipe: standin.Recipe) -> bool:
    """Have an image in the guide's own engine; returns whether it is a stand-in. Raises `Failed`."""
    if pulled(recipe["name"]):
        return False
    made_by = standin.recipe_hash(recipe)
    if standin.noted(recipe["name"]) != made_by:
        for base in standin.bases(recipe):
            bring(base)
        standin.make(recipe["name"], made_by, lambda folder: standin.build(recipe, folder))
    return True
