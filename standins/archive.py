"""Image archives as `docker save` writes them (manifest.json, configurations, layers), made without an engine."""

import hashlib
import io
import json
import platform
import tarfile
from dataclasses import dataclass
from pathlib import Path

ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}


@dataclass(frozen=True)
class Component:
    """An image of one program, on top of a file system in a tar file where it needs one."""

    name: str
    program: Path
    base: Path | None = None


def write(target: Path, components: list[Component]) -> None:
    """Write an archive of all components; it appears when it is whole."""
    half = target.with_suffix(".half")
    with tarfile.open(half, "w") as archive:
        manifest = [add(archive, component) for component in components]
        add_bytes(archive, "manifest.json", json.dumps(manifest).encode())
    half.rename(target)


def add(archive: tarfile.TarFile, component: Component) -> dict[str, object]:
    """Add the layers and the configuration of an image; returns its entry in the manifest."""
    layers = [add_layer(archive, layer(component.program))]
    if component.base:
        layers.insert(0, add_layer(archive, component.base.open("rb")))
    config = {
        "architecture": ARCHITECTURES[platform.machine()],
        "os": "linux",
        "config": {"Entrypoint": [inside(component.program)], "Env": ["PATH=/usr/local/bin:/usr/sbin:/usr/bin"]},
        "rootfs": {"type": "layers", "diff_ids": [f"sha256:{digest}" for digest in layers]},
    }
    content = json.dumps(config).encode()
    name = f"{hashlib.sha256(content).hexdigest()}.json"
    add_bytes(archive, name, content)
    return {"Config": name, "RepoTags": [component.name], "Layers": [f"{digest}.tar" for digest in layers]}


def inside(program: Path) -> str:
    """Where the program is in its image."""
    return f"/usr/local/bin/{program.name}"


def for_all(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """The entry of a program that belongs to root, and that everybody may run."""
    entry.uid, entry.gid, entry.mode = 0, 0, 0o755
    return entry


def layer(program: Path) -> io.BytesIO:
    """A layer with one program in it."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as tar:
        tar.add(program, inside(program), filter=for_all)
    content.seek(0)
    return content


def add_layer(archive: tarfile.TarFile, content: io.BytesIO | io.BufferedReader) -> str:
    """Add a layer under its digest, which is returned."""
    with content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
        entry = tarfile.TarInfo(f"{digest}.tar")
        entry.size = content.seek(0, io.SEEK_END)
        content.seek(0)
        archive.addfile(entry, content)
    return digest


def add_bytes(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    """Add a small file."""
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    archive.addfile(entry, io.BytesIO(content))
