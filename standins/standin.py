"""Stand-ins: images made where no registry can be reached, for the reader what the published ones are.

Each has a folder in recipes/: a Dockerfile with its files, and record.toml, which says what the published image
promises (with sources), how the stand-in is made, and what it lacks, so that pages keep off it. A test holds either
image against it. No recipe pins a Debian package: the versions are the day's, as they are in the published images.
"""

import hashlib
import json
import re
import shutil
import tempfile
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from standins import debian, docker, golang, paths, plugins, programs, say
from standins.versions import VERSIONS

FOLDER = paths.HERE / "recipes"
BASE = "debian:trixie-slim"
HALF = "stand-in:half"  # what an image is called until it is noted as a stand-in
BUNDLE = Path("/etc/ssl/certs/ca-certificates.crt")  # what this machine trusts
OF_DEBIAN = Path("/usr/share/ca-certificates")  # of those, what comes with Debian
CERTIFICATE = re.compile(r"-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n")
Recipe = dict[str, Any]  # a record: what stands in its file, and "folder", where that is
UPSTREAM = re.compile(r"(?:\d+:)?(\d+(?:\.\d+)*).*")  # Debian puts an epoch before it and its own revision behind it


def recipes() -> list[Recipe]:
    """The records of all images."""
    return [tomllib.loads(file.read_text()) | {"folder": file.parent} for file in sorted(FOLDER.glob("*/record.toml"))]


def context(recipe: Recipe) -> Path:
    """The folder with the Dockerfile, which images that have layers in common share."""
    folder: Path = recipe["folder"]
    return folder.with_name(recipe["build"].get("folder", folder.name))


def bases(recipe: Recipe) -> list[Recipe]:
    """The records of the other stand-ins that this one is made from."""
    instructions = (context(recipe) / "Dockerfile").read_text()
    named = set(re.findall(r"^(?:FROM|COPY) (?:--from=)?(\S+)", instructions, re.MULTILINE)) - {recipe["name"]}
    return [other for other in recipes() if other["name"] in named]


def recipe_hash(recipe: Recipe) -> str:
    """A short hash that changes when files, arguments, certificates or other stand-ins do that this one is made of."""
    told = hashlib.sha256(json.dumps([recipe["build"], VERSIONS["standins"], certificates()]).encode())
    for file in sorted(path for path in context(recipe).rglob("*") if path.is_file() and path.name != "record.toml"):
        told.update(f"{file.relative_to(FOLDER)} {file.stat().st_mode}".encode() + file.read_bytes())
    for base in bases(recipe):
        told.update(recipe_hash(base).encode())
    return told.hexdigest()[:12]


def note(image: docker.Image, made_by: str) -> None:
    """Write down, beside the engine, where an image of its comes from: the hash of a recipe, or "" where it was pulled.

    Not in the image: a label would show in each `docker inspect`.
    """
    paths.folder("stand-ins").joinpath(image.id).write_text(made_by)


def noted(name: str) -> str | None:
    """What is noted of an image; None for one that is not there, or that nobody noted."""
    image = docker.image(name)
    file = paths.cache("stand-ins", image.id) if image else None
    return file.read_text() if file and file.exists() else None


def make(name: str, made_by: str, build: Callable[[Path], None]) -> None:
    """Have HALF built in a new folder, note it, and only then give it the published image's name. Raises `Failed`.

    An older one that had the name goes with the next run, as all images do that pages don't name.
    """
    with say.step(f"Making a stand-in for {name}") as step:
        with tempfile.TemporaryDirectory(dir=paths.folder()) as scratch:
            build(Path(scratch, "context"))
        made = docker.present(HALF)
        note(made, made_by)
        programs.run(["docker", "tag", HALF, name])
        programs.run(["docker", "rmi", HALF])
        step.result = say.size(made.size_bytes)


def buildx(folder: Path, *options: str) -> None:
    """Build the image HALF of a folder. Raises `Failed`."""
    programs.run([plugins.buildx(), "build", "--quiet", "--load", f"--tag={HALF}", *options, folder])


def build(recipe: Recipe, folder: Path) -> None:
    """Build the image HALF in a folder, with what its Dockerfile copies. Raises `Failed`."""
    told = recipe["build"]
    shutil.copytree(context(recipe), folder)
    if "mmdebstrap" in told:
        unpack(told["mmdebstrap"], folder)
    if "go" in told:
        golang.build(["."], folder / told["go"], folder, golang.Module("", "", told.get("linked", "")))
    arguments = VERSIONS["standins"] | told.get("arguments", {}) | upstream(told.get("versions", {}))
    options = [f"--build-arg={key}={value}" for key, value in arguments.items()]
    options += [f"--target={told['target']}"] if "target" in told else []
    buildx(folder, *options)


def unpack(options: list[str], folder: Path) -> None:
    """Make root.tar, a file system of Debian packages, which trusts what this machine trusts. Raises `Failed`."""
    extra = folder / "certificates"
    extra.mkdir()
    for number, certificate in enumerate(certificates(), start=1):
        (extra / f"machine-{number}.crt").write_text(certificate)
    target = "/usr/local/share/ca-certificates"  # where ca-certificates looks when a page or a recipe installs it
    hooks = [f'mkdir -p "$1{target}"', f"sync-in {extra} {target}"] if certificates() else []
    hooks.append(str(folder / "finish"))
    debian.make_root(folder / "root.tar", *options, *(f"--customize-hook={hook}" for hook in hooks))


def certificates() -> list[str]:
    """What this machine trusts beyond what Debian does: a proxy's certificate, without which pip reaches nothing."""
    known = {found for file in OF_DEBIAN.rglob("*.crt") for found in CERTIFICATE.findall(file.read_text())}
    trusted = CERTIFICATE.findall(BUNDLE.read_text()) if BUNDLE.exists() else []
    return [certificate for certificate in trusted if certificate not in known]


def upstream(packages: dict[str, str]) -> dict[str, str]:
    """For each build argument the version of a Debian package, as its authors count. Raises `Failed`."""
    if not packages:
        return {}
    show = f"apt-get update -qq && apt-cache show --no-all-versions {' '.join(packages.values())}"
    shown = programs.run(["docker", "run", "--rm", BASE, "sh", "-c", show])
    found = dict(re.findall(r"^Package: (\S+)$(?:\n.+)*?\nVersion: (\S+)$", shown, re.MULTILINE))
    return {argument: UPSTREAM.sub(r"\1", found[package]) for argument, package in packages.items()}
