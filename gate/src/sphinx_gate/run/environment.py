"""A run's own surroundings: a folder, and for each page a home folder, a Docker configuration and an environment."""

import json
import os
import re
import secrets
import shutil
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

# What a reader's shell has too. Nothing else of the tester's environment gets in: CI and its like leak into outputs.
PASSED = ("PATH", "SHELL", "USER", "LOGNAME", "TMPDIR", "PYENV_ROOT")
# How this machine reaches the package registries.
PASSED_PREFIXES = ("SSL_CERT_", "REQUESTS_CA_", "CURL_CA_")
PASSED_PIP = (
    "INDEX_URL",
    "EXTRA_INDEX_URL",
    "FIND_LINKS",
    "NO_INDEX",
    "TRUSTED_HOST",
    "CERT",
    "PROXY",
    "DEFAULT_TIMEOUT",
)
PASSED_PROXIES = ("http_proxy", "https_proxy", "no_proxy")  # also in capitals
PASSWORD = re.compile(r"(?<=//)[^/@\s]+@")  # in a URL: user:password@
FIXED = {
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "TERM": "xterm",
    "COLUMNS": "80",
    "LINES": "24",
    "HISTFILE": "/dev/null",
}
PLUGINS = "GUIDE_CLI_PLUGINS"  # folders with buildx and Compose, where docker doesn't look by itself
UMASK = 0o022  # as on a reader's machine, whatever the tester's is
TOKEN = "GATE_RUN"  # marks each process that a run starts, so that those it left can be told from the tester's
SOCKET = "docker.sock"


@dataclass(frozen=True)
class Place:
    """Where a page runs: `folder`, empty at first, and `home`, both somewhere under `root`; and the environment."""

    root: Path
    folder: Path
    home: Path
    environment: dict[str, str]


class Surroundings:
    """The folder of one run."""

    def __init__(self) -> None:
        self.token = secrets.token_hex(8)
        # Resolved, since a program may print its working folder, and on macOS /tmp is a link.
        self.folder = Path(tempfile.mkdtemp(prefix="gate-")).resolve()
        self.socket = self.folder / SOCKET
        self.environment = self._environment()
        # What `docker buildx install` writes: clients before 23, such as Debian 12's, then build as all later ones do.
        plugins = [path for path in os.environ.get(PLUGINS, "").split(os.pathsep) if path]
        self._docker = {"cliPluginsExtraDirs": plugins, "aliases": {"builder": "buildx"}}
        self._places = 0
        self._umask = os.umask(UMASK)

    def _environment(self) -> dict[str, str]:
        passed = passed_on()
        # A virtual environment that pytest runs in is the tester's, not the reader's.
        own = [
            Path(path).resolve()
            for path in (os.environ.get("VIRTUAL_ENV"), sys.prefix)
            if path and path != sys.base_prefix
        ]
        kept = [p for p in passed.get("PATH", os.defpath).split(os.pathsep) if Path(p).resolve().parent not in own]
        path = os.pathsep.join(kept)
        return passed | FIXED | {"PATH": path, "DOCKER_HOST": f"unix://{self.socket}", TOKEN: self.token}

    def place(self, name: str, homes: Iterable[Path] = (), clone: bool = False) -> Place:
        """A new place for the page of this name.

        Its home folder holds what the pages that it needs left in theirs. The reader of a clone has the tester's cache
        of pip's downloads: what the repository needs is large, and is not to be fetched anew in each run.
        """
        self._places += 1
        root = self.folder / str(self._places)
        folder, home = root / "work" / Path(name).stem, root / "home"
        folder.mkdir(parents=True)
        home.mkdir()
        for other in homes:
            shutil.copytree(other, home, symlinks=True, dirs_exist_ok=True)
        (home / ".docker").mkdir(exist_ok=True)
        (home / ".docker" / "config.json").write_text(json.dumps(self._docker))
        cache = {"PIP_CACHE_DIR": str(pip_cache())} if clone else {}
        return Place(root, folder, home, self.environment | cache | {"HOME": str(home)})

    def close(self) -> None:
        """Removes the run's folder with all that is in it."""
        os.umask(self._umask)
        shutil.rmtree(self.folder, ignore_errors=True)


def passed_on() -> dict[str, str]:
    """What of the tester's environment pages get to see; URLs lose their passwords."""
    names = {*PASSED, *PASSED_PROXIES, *map(str.upper, PASSED_PROXIES), *(f"PIP_{name}" for name in PASSED_PIP)}
    return {
        name: PASSWORD.sub("", value)
        for name, value in os.environ.items()
        if name in names or name.startswith(PASSED_PREFIXES)
    }


def without_passwords() -> list[str]:
    """The variables that pages get, and from which a password was taken."""
    return sorted(name for name, value in passed_on().items() if value != os.environ[name])


def pip_cache() -> Path:
    """The folder of pip's downloads, of whoever runs this."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(os.environ.get("PIP_CACHE_DIR") or Path(cache, "pip"))
