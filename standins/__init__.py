"""For machines without a registry: an engine of the guide's own, stand-ins for images, a Kubernetes node.

`python -m standins run -- COMMAND` runs a command with an engine. README.md says what that does to the machine.
"""

import os
from dataclasses import dataclass, field
from pathlib import Path

from standins import docker, paths, tools


# A bridge, until gate/ asks the environment itself: then everything below goes.
@dataclass(frozen=True)
class Capability:
    """One thing that pages need. `reason`, where it is not available, is a sentence with the way out."""

    available: bool
    reason: str | None
    summary: str


@dataclass(frozen=True)
class Image:
    """An image from outside that pages name."""

    name: str
    how: str
    size_bytes: int | None


@dataclass(frozen=True)
class Setup:
    """Everything a run needs to know about its machine."""

    docker: Capability
    kubernetes: Capability
    images: list[Image] = field(default_factory=list)
    tools_path: list[Path] = field(default_factory=list)
    docker_host: str | None = None
    cli_plugins: list[Path] = field(default_factory=list)


def probe() -> Setup:
    """What the environment says, and whether an engine answers."""
    known, words = docker.versions()
    why = os.environ.get("GUIDE_MISSING_DOCKER") or (None if known else words)
    engine = Capability(why is None, why, f"Docker Engine {known['Server']['Version']}" if known else "no engine")
    lacking = [tool.name for tool in (tools.KIND, tools.KUBECTL) if not tools.find(tool)]
    why = os.environ.get("GUIDE_MISSING_KUBERNETES") or why or (f"no {' and no '.join(lacking)}" if lacking else None)
    cluster = Capability(why is None, why, "kind and kubectl" if not lacking else f"no {', '.join(lacking)}")
    names = [name for name in os.environ.get("GUIDE_STAND_INS", "").split(",") if name]
    plugins = os.environ.get("GUIDE_CLI_PLUGINS", "")
    return Setup(
        engine, cluster, [Image(name, "stand-in", None) for name in names], [], docker.endpoint(),
        [Path(folder) for folder in plugins.split(os.pathsep) if folder],
    )  # fmt: skip


__all__ = ["Capability", "Image", "Setup", "paths", "probe"]
