"""What is there: the answer of `probe()`, in plain values."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Capability:
    """One thing that pages need. `reason`, where it is not available, is a sentence with the way out."""

    available: bool
    reason: str | None
    summary: str


@dataclass(frozen=True)
class Image:
    """An image from outside that pages name: "present" (also: pulled), "stand-in" or "missing"."""

    name: str
    how: str
    size_bytes: int | None


@dataclass(frozen=True)
class Setup:
    """Everything a run needs to know about its machine."""

    docker: Capability
    kubernetes: Capability
    images: list[Image] = field(default_factory=list)
    tools_path: list[Path] = field(default_factory=list)  # folders to put in front of PATH
    docker_host: str | None = None  # the endpoint of the user's current context
    cli_plugins: list[Path] = field(default_factory=list)  # for cliPluginsExtraDirs
