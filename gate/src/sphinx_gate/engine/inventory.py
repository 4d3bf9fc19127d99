"""What is on the engine: containers, images, networks and volumes; which of it is a run's; and removing some of it.

Each function that asks the engine fails with `EngineGone` if it doesn't answer, or says no.
"""

import datetime
import http.client
import re
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from sphinx_gate.engine.api import Engine, EngineGone

CLUSTER_LABEL = "io.x-k8s.kind.cluster"  # kind puts it on the containers that are its nodes
UNTAGGED = "<none>"
ANONYMOUS = re.compile(r"[0-9a-f]{64}")
TAKEN = "taken name"  # the kind of a thing that is written down where an image of somebody else's loses its name


@dataclass(frozen=True)
class Thing:
    """Something that can be left behind. `name` is what a page would call it.

    `stamp` tells two images of one name and id apart: the time at which it was tagged last.
    A volume has none: as the time of its making, engine 20.10 gives the one when its files changed last.
    The node of a kind cluster is a thing of kind "cluster", with the cluster's name.
    """

    kind: str
    identity: str
    name: str
    stamp: str = ""
    image: str = field(default="", compare=False)  # a container's
    volumes: tuple[str, ...] = field(default=(), compare=False)  # those that a container uses

    @property
    def declaration(self) -> str:
        """What a page's role `leaves` says of it."""
        return f"{self.kind} {self.name}"

    def __str__(self) -> str:
        return self.declaration + (f" (of image {self.image})" if self.image else "")


def everything(engine: Engine) -> set[Thing]:
    """All that a page could leave on the engine."""
    return containers(engine) | images(engine) | networks(engine) | volumes(engine)


def containers(engine: Engine) -> set[Thing]:
    """The containers, also those that have stopped."""
    things = set()
    for found in engine.get("/containers/json?all=1") or []:
        cluster = (found.get("Labels") or {}).get(CLUSTER_LABEL)
        name = cluster or (found.get("Names") or [""])[0].removeprefix("/")
        used = tuple(mount["Name"] for mount in found.get("Mounts") or [] if mount.get("Name"))
        kind = "cluster" if cluster else "container"
        things.add(Thing(kind, found["Id"], name, image=found.get("Image", ""), volumes=used))
    return things


def images(engine: Engine) -> set[Thing]:
    """The images, a thing for each name; one without a name (nor a digest it was pulled by) is called <none>."""
    things = set()
    for found in engine.get("/images/json") or []:
        tags = [name for name in found.get("RepoTags") or [] if not name.startswith(UNTAGGED)]
        digests = [name for name in found.get("RepoDigests") or [] if not name.startswith(UNTAGGED)]
        things |= {Thing("image", found["Id"], name) for name in tags or digests or [UNTAGGED]}
    return things


def networks(engine: Engine) -> set[Thing]:
    """The networks."""
    return {Thing("network", found["Id"], found["Name"]) for found in engine.get("/networks") or []}


def volumes(engine: Engine) -> set[Thing]:
    """The volumes, most of them without a name of their own: 64 digits."""
    found = (engine.get("/volumes") or {}).get("Volumes") or []
    return {Thing("volume", volume["Name"], volume["Name"]) for volume in found}


def changed_since(engine: Engine, thing: Thing, time: float) -> bool:
    """Whether a volume was made, or its files changed, after a time (of `time.time`). Of other things, no.

    A volume that was removed and made anew has the same name, and nothing else tells the two apart. One whose name is
    64 digits is made once.
    """
    if thing.kind != "volume" or ANONYMOUS.fullmatch(thing.name):
        return False
    at = (engine.get(f"/volumes/{quote(thing.name)}") or {}).get("CreatedAt", "")
    return bool(at) and datetime.datetime.fromisoformat(at).timestamp() > time


def tagged_at(engine: Engine, identity: str) -> str:
    """When an image was last given a name, in the engine's own words; empty where it is gone."""
    found = engine.get(f"/images/{identity}/json") or {}
    return str((found.get("Metadata") or {}).get("LastTagTime", ""))


def tag(engine: Engine, identity: str, name: str) -> bool:
    """Gives an image a name; whether that could be done."""
    repository, _, last = normal(name).rpartition(":")
    query = urlencode({"repo": repository, "tag": last})
    return engine.ask("POST", f"/images/{identity}/tag?{query}")[0] == http.client.CREATED


def normal(name: str) -> str:
    """An image's name as the engine lists it: `python` is python:latest, docker.io/library/redis:8 is redis:8."""
    name = name.removeprefix("docker.io/").removeprefix("library/")
    return name if "@" in name or ":" in name.rpartition("/")[2] else f"{name}:latest"


def ours(engine: Engine, made: list[Thing], all_made: list[Thing]) -> set[Thing]:
    """Which of the things that a run made are still there. Of all that it made, the images' latest stamps count.

    An image that somebody else has tagged again since is not ours any more.
    """
    if not made:
        return set()
    stamps = {thing.identity: thing.stamp for thing in all_made if thing.kind == "image"}
    identities = {(thing.kind, thing.identity) for thing in made}
    names = {(thing.identity, thing.name) for thing in made if thing.kind == "image"}

    def is_ours(thing: Thing) -> bool:
        if (thing.kind, thing.identity) not in identities:
            return False
        if thing.kind != "image":
            return True
        # One that lost its name to a newer one is still ours; one that others gave a name isn't.
        named = (thing.identity, thing.name) in names or thing.name == UNTAGGED
        return named and tagged_at(engine, thing.identity) == stamps[thing.identity]

    return {thing for thing in everything(engine) if is_ours(thing)}


PATHS = {
    "container": "/containers/{}?force=1&v=1",
    "cluster": "/containers/{}?force=1&v=1",  # a node
    "image": "/images/{}",
    "network": "/networks/{}",
    "volume": "/volumes/{}",
}


def remove(engine: Engine, things: set[Thing]) -> list[str]:
    """Removes things by their ids, containers first. Returns a line for each: that it is gone, or why it stays.

    An image goes by its name, since its id may have names that aren't ours; never by force: one that somebody's
    container uses stays.
    """
    lines = []
    for kind, path in PATHS.items():
        for thing in sorted((thing for thing in things if thing.kind == kind), key=str):
            by_name = kind == "image" and thing.name != UNTAGGED
            called = quote(thing.name if by_name else thing.identity, "/:@")
            try:
                status, answer = engine.ask("DELETE", path.format(called))
            except EngineGone as error:
                lines.append(f"{thing.declaration} stays: {error}")
                continue
            if status >= http.client.BAD_REQUEST and status != http.client.NOT_FOUND:
                lines.append(f"{thing.declaration} stays: {(answer or {}).get('message', f'status {status}')}")
            else:
                lines.append(f"{thing.declaration} ({thing.identity.removeprefix('sha256:')[:12]})")
    return lines


def give_back(engine: Engine, made: list[Thing]) -> list[str]:
    """Names the images of others again that lost their names to ours. Returns a line for each."""
    lines = []
    for thing in made:
        lost = thing.kind == TAKEN and thing.name not in {image.name for image in images(engine)}
        if lost and tag(engine, thing.identity, thing.name):
            lines.append(f"image {thing.name} is again the one that had this name before")
    return lines
