"""What is there now, in less than a second and without changing anything."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from standins import docker, images, node, paths, plugins, tools, troubles
from standins.setup import Capability, Image, Setup
from standins.tools import Found

Programs = dict[str, Found | None]


def probe() -> Setup:
    """Look at engine, plugins, tools and images; see `Setup`. Raises nothing for what is missing."""
    with ThreadPoolExecutor() as pool:
        asked = pool.submit(docker.versions)
        endpoint = pool.submit(docker.endpoint)
        extras = pool.submit(plugins.find)
        kind = pool.submit(tools.find, tools.KIND)
        kubectl = pool.submit(tools.find, tools.KUBECTL)
        known, words = asked.result()
        names = [recipe["name"] for recipe in images.recipes()]
        looked = list(pool.map(images.look, [*names, node.IMAGE])) if known else []
        cluster = {"kind": kind.result(), "kubectl": kubectl.result()}
    engine = describe_docker(known, words or "", endpoint.result(), extras.result(), looked[:-1])
    return Setup(
        docker=engine,
        kubernetes=describe_kubernetes(engine, cluster, looked[-1:]),
        images=looked[:-1],
        tools_path=[folder for folder in folders(cluster) if folder == paths.cache("bin")],
        docker_host=endpoint.result(),
        cli_plugins=[folder for folder in folders(extras.result()) if folder not in plugins.SYSTEM],
    )


def folders(programs: Programs) -> list[Path]:
    """The folders that hold the programs, each once; the user's last, since they may hold unfit ones too."""
    found = dict.fromkeys(program.path.parent for program in programs.values() if program)
    return sorted(found, key=lambda folder: folder in plugins.user_folders())


def versions(programs: Programs) -> str:
    """A list for the summary: buildx 0.38.2, no Compose."""
    return ", ".join(f"{name} {found}" if found else f"no {name}" for name, found in programs.items())


def describe_docker(
    known: dict | None, words: str, endpoint: str | None, extras: Programs, looked: list[Image]
) -> Capability:
    """Docker is available when an engine answers and its plugins and all images are there."""
    if known is None:
        return Capability(False, troubles.explain_docker(words, endpoint), "no Docker engine")
    client, engine = known["Client"]["Version"], known["Server"]["Version"]
    missing = [name for name, found in extras.items() if not found]
    missing += [image.name for image in looked if image.how == "missing"]
    reason = f"Not there yet: {', '.join(missing)}; `make test` brings what it can." if missing else None
    return Capability(not missing, reason, f"Docker Engine {engine} (client {client}, {versions(extras)})")


def describe_kubernetes(engine: Capability, cluster: Programs, looked: list[Image]) -> Capability:
    """Kubernetes is available with Docker, kind, kubectl and the node image."""
    how = looked[0].how if looked else "missing"
    if not engine.available:
        reason = f"The cluster of this guide runs in Docker. {engine.reason}"
    elif how == "missing" or None in cluster.values():
        reason = "kind, kubectl or the node image is missing: `make node-image` brings them."
    else:
        reason = None
    return Capability(reason is None, reason, f"{versions(cluster)}, {node.IMAGE} {how}")
