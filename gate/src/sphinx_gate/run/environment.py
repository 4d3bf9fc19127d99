"""A run's own surroundings: home folder, Docker configuration, kubeconfig and environment variables."""

import json
import os
import secrets
import shutil
import sys
import tempfile
from pathlib import Path

from standins import Setup

# What a reader's shell has too. Nothing else of the tester's environment gets in: CI and its like leak into outputs.
PASSED = ["PATH", "SHELL", "USER", "LOGNAME", "TMPDIR", "PYENV_ROOT", "PYENV_VERSION"]
# How this machine reaches the package registries.
PASSED_PREFIXES = ("PIP_", "SSL_CERT_", "REQUESTS_CA_", "CURL_CA_")
PASSED_PROXIES = [name for name in os.environ if name.lower() in ("http_proxy", "https_proxy", "no_proxy")]
FIXED = {
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "TERM": "xterm",
    "COLUMNS": "80",
    "LINES": "24",
    "HISTFILE": "/dev/null",
}
TOKEN = "GUIDE_RUN"  # marks each process that a run starts, so that those it left can be told from the tester's


class Surroundings:
    """The folder of one run. Inputs: what the set-up found. `close` removes it."""

    def __init__(self, setup: Setup):
        self.token = secrets.token_hex(8)
        # Resolved, since a program may print its working folder, and on macOS /tmp is a link.
        self.folder = Path(tempfile.mkdtemp(prefix="containers-guide-")).resolve()
        self.home = self.folder / "home"
        docker = self.home / ".docker"
        docker.mkdir(parents=True)
        plugins = [str(path) for path in setup.cli_plugins]
        # What `docker buildx install` writes: clients before 23, such as Debian 12's, then build as all later ones do.
        configuration = {"cliPluginsExtraDirs": plugins, "aliases": {"builder": "buildx"}}
        (docker / "config.json").write_text(json.dumps(configuration))
        self.environment = self._environment(setup)

    def _environment(self, setup: Setup) -> dict[str, str]:
        passed = {
            name: value
            for name, value in os.environ.items()
            if name in PASSED or name in PASSED_PROXIES or name.startswith(PASSED_PREFIXES)
        }
        # A virtual environment that pytest runs in is the tester's, not the reader's.
        own = [Path(path).resolve() for path in (os.environ.get("VIRTUAL_ENV"), sys.prefix) if path and path != sys.base_prefix]
        kept = [p for p in passed.get("PATH", os.defpath).split(os.pathsep) if Path(p).resolve().parent not in own]
        path = os.pathsep.join([*map(str, setup.tools_path), *kept])
        docker = {"DOCKER_HOST": setup.docker_host} if setup.docker_host else {}
        return passed | FIXED | docker | {"PATH": path, "HOME": str(self.home), TOKEN: self.token}

    def page_folder(self, name: str) -> Path:
        """A new empty folder for a page."""
        folder = self.folder / "pages" / Path(name).with_suffix("")
        folder.mkdir(parents=True)
        return folder

    def close(self) -> None:
        """Removes the run's folder with all that is in it."""
        shutil.rmtree(self.folder, ignore_errors=True)
