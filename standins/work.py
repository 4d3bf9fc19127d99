"""What a run does: which engine it uses, what it brings into it, what the command gets to know."""

import errno
import os
from collections.abc import Callable

from standins import box, cluster_tools, debian, docker, engine, images, node, paths, plugins, say, standin, troubles

ENGINE, WITHOUT, INSIDE = "GUIDE_ENGINE", "GUIDE_WITHOUT", "GUIDE_OWN_ENGINE"
ENGINES = ("", "own", "current", "remote")
INTERRUPTED = 130  # the exit status of a program that Ctrl-C ended
PARTS = ("docker", "kubernetes")
USUAL_ENDPOINTS = (None, "unix:///var/run/docker.sock", "unix:///run/docker.sock")
COMPILE = f"no registry can be reached, and making {node.IMAGE} takes 10 to 16 minutes, once: `make node-image` does it"


def run(command: list[str]) -> int:
    """Run a command with an engine; returns its exit status, or replaces this process by it. Raises `Failed`."""
    without = left_out()
    images.only_published()
    if os.environ.get(INSIDE):
        return execute(command, {})
    if "docker" in without:
        return execute(command, {WITHOUT: ",".join(PARTS)})
    kind = chosen()
    if kind in engine.KINDS:
        return in_box(kind, lambda relay: run_inside(relay, command, without))
    for recipe in standin.recipes():
        images.pull_missing(recipe["name"])
    told = bring_tools(without, lambda: images.pull_missing(node.IMAGE))
    return execute(command, {"DOCKER_HOST": docker.endpoint() or "", **told})


def guarded(step: Callable[[], int]) -> int:
    """Do a step; what can't be done is one sentence, and an exit status."""
    try:
        return step()
    except say.Failed as failed:
        say.line(str(failed))
        return 1
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        say.line(troubles.SENTENCES["disk full"])
        return 1
    except KeyboardInterrupt:
        say.line("Stopped; what was finished is kept, and the same command goes on from there.")
        return INTERRUPTED


def node_image() -> int:
    """Bring the node image into the engine that a run would use; on the user's by pulling only. Raises `Failed`."""
    kind = chosen()
    if kind in engine.KINDS:

        def make(_: box.Relay) -> int:
            node.ensure()
            return 0

        return in_box(kind, make)
    try:
        images.pull_missing(node.IMAGE)
    except docker.Unreachable as error:
        way_out = "it is made in the guide's own engine only: GUIDE_ENGINE=own, for `make node-image` and `make test`"
        raise say.Failed(f"{error} Nothing is made in your engine: {way_out}.") from None
    cluster_tools.ensure()
    return 0


def left_out() -> set[str]:
    """The parts named in GUIDE_WITHOUT, separated by commas. Raises `Failed` on one that there is not."""
    names = {name.strip() for name in os.environ.get(WITHOUT, "").split(",") if name.strip()}
    if unknown := sorted(names - set(PARTS)):
        raise say.Failed(f"{WITHOUT}: {', '.join(unknown)}: choose from {', '.join(PARTS)}.")
    return names


def chosen() -> str:
    """Which engine to use: a key of `engine.KINDS` for an own one, empty for the user's. Raises `Failed`."""
    asked = os.environ.get(ENGINE, "")
    if asked not in ENGINES:
        raise say.Failed(f"{ENGINE}={asked}: choose from {', '.join(ENGINES[1:])}.")
    if asked in engine.KINDS or os.environ.get(INSIDE):
        return asked
    endpoint = docker.endpoint()
    if docker.remote(endpoint) and asked != "remote":
        way_out = f"{ENGINE}=remote allows it, {ENGINE}=own (as root on Debian) uses one of the guide's own"
        raise say.Failed(f"The Docker engine at {endpoint} is not on this machine, so it is left alone: {way_out}.")
    known, words = docker.versions()
    if known:
        say.line(f"Docker Engine {known['Server']['Version']} answers at {endpoint}: it is used as it is.")
        return ""
    refusal = debian.refusal()
    if endpoint not in USUAL_ENDPOINTS or "time-out" in words or refusal:
        raise say.Failed(troubles.explain_docker(words, endpoint, refusal))
    return "own"


def in_box(kind: str, body: Callable[[box.Relay], int]) -> int:
    """Call a function with an engine of the guide's own; returns what it returns. Raises `Failed`."""
    engine.remove_control_groups()  # those of a run that was killed
    engine.ensure(kind)
    plugins.ensure()

    def inside(relay: box.Relay) -> int:
        with engine.started(kind):
            return body(relay)

    try:
        return box.run(lambda relay: guarded(lambda: inside(relay)), debian.environment())
    finally:
        engine.remove_control_groups()


def run_inside(relay: box.Relay, command: list[str], without: set[str]) -> int:
    """In a box: bring the images, then run the command; returns its exit status. Raises `Failed`."""
    stand_ins = [recipe["name"] for recipe in standin.recipes() if images.bring(recipe)]
    engine.keep_images({*(recipe["name"] for recipe in standin.recipes()), node.IMAGE})
    told = bring_tools(without, node.bring)
    if WITHOUT not in told and standin.noted(node.IMAGE):
        stand_ins.append(node.IMAGE)
    if stand_ins:
        say.line(f"Stand-ins, since no registry can be reached: {', '.join(stand_ins)}")
    own = {"DOCKER_HOST": engine.SOCKET, INSIDE: "1", "GUIDE_STAND_INS": ",".join(stand_ins)}
    return relay.run(command, environment(told | own))


def bring_tools(without: set[str], bring_node: Callable[[], None]) -> dict[str, str]:
    """What the command gets to know of the cluster's tools; brings them where the node image can be had."""
    plugins.ensure()
    told = {"GUIDE_CLI_PLUGINS": os.pathsep.join(map(str, plugins.folders()))}
    if "kubernetes" in without:
        return told | {WITHOUT: "kubernetes"}
    try:
        bring_node()
    except docker.Unreachable:
        return told | {WITHOUT: "kubernetes", "GUIDE_MISSING_KUBERNETES": COMPILE}
    cluster_tools.ensure()
    return told


def environment(told: dict[str, str]) -> dict[str, str]:
    """The user's environment, with the brought tools on PATH and what the command gets to know."""
    path, brought = os.environ.get("PATH", os.defpath), str(paths.cache("bin"))
    if brought not in path.split(os.pathsep):  # it is there already in an engine of the guide's own
        path = f"{brought}{os.pathsep}{path}"
    return {**os.environ, "PATH": path, **{name: value for name, value in told.items() if value}}


def execute(command: list[str], told: dict[str, str]) -> int:
    """Replace this process by the command; never returns. Raises `Failed`."""
    try:
        return os.execvpe(command[0], command, environment(told))
    except OSError as error:
        raise say.Failed(f"`{command[0]}` can't be run: {error.strerror}.") from error
