"""What is on the engine: containers, images, networks and volumes; and removing some of it."""

import datetime
import http.client
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import quote

from sphinx_gate.engine.api import Engine, EngineGone

CLUSTER_LABEL = "io.x-k8s.kind.cluster"  # kind puts it on the containers that are its nodes
UNTAGGED = "<none>"
ANONYMOUS = re.compile(r"[0-9a-f]{64}")


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
    """All that a page could leave on the engine. Fails with `EngineGone`."""
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


PATHS = {
    "container": "/containers/{}?force=1&v=1",
    "cluster": "/containers/{}?force=1&v=1",  # a node
    "image": "/images/{}",
    "network": "/networks/{}",
    "volume": "/volumes/{}",
}


def remove(engine: Engine, things: Iterable[Thing]) -> list[str]:
    """Removes things by their ids, containers first. Returns a line for each: that it is gone, or why it stays.

    An image goes by its name, since its id may have names that aren't ours; never by force: one that somebody's
    container uses stays.
    """
    said = []
    for kind, path in PATHS.items():
        for thing in sorted((thing for thing in things if thing.kind == kind), key=str):
            by_name = kind == "image" and thing.name != UNTAGGED
            try:
                status, answer = engine.ask(
                    "DELETE", path.format(quote(thing.name if by_name else thing.identity, "/:@"))
                )
            except EngineGone as error:
                said.append(f"{thing.declaration} stays: {error}")
                continue
            if status >= http.client.BAD_REQUEST and status != http.client.NOT_FOUND:
                said.append(f"{thing.declaration} stays: {(answer or {}).get('message', f'status {status}')}")
            else:
                said.append(f"{thing.declaration} ({thing.identity.removeprefix('sha256:')[:12]})")
    return said
