"""Small guides for tests, each in a folder of its own, and runs of the gate over them, each in a process of its own."""

import json
import os
import re
import shutil
import socket
import subprocess
from pathlib import Path

from .fake_engine import Engine
from .nursery import Process

ROOT = Path(__file__).parents[2]
CONF = f"""\
import sys
sys.path.insert(0, {str(ROOT / "gate" / "src")!r})
project = "a guide"
extensions = ["sphinx_gate"]
nitpicky = True
suppress_warnings = ["toc.not_included"]
"""
CONFTEST = 'pytest_plugins = ["sphinx_gate.plugin"]\n'
HASTY = """\
from sphinx_gate.run import leftovers
leftovers.GRACE_SECONDS = 0
"""
SETTINGS = """\
[tool.pytest.ini_options]
testpaths = ["README.md", "docs"]
addopts = ["-ra", "-p", "no:cacheprovider"]
[tool.sphinx-gate]
conf = "."
markdown = []
[tool.sphinx-gate.capabilities.docker]
title = "Docker"
programs = ["docker"]
[tool.sphinx-gate.capabilities.kubernetes]
title = "Kubernetes"
programs = ["kind", "kubectl"]
"""
KEPT = ("PATH", "LANG", "SSL_CERT_FILE")
# A page that needs another one, `a`, and has a file, commands, and a block that nobody runs.
RECORDED = """\
You need :needs:`a`.

.. literalinclude:: ../examples/x.txt
   :caption: x.txt

.. code-block:: console

   $ printf '%s\\n' one two three four
   one
   ...
   four
   $ cat x.txt
   text

.. code-block:: console
   :skip: needs a screen

   $ xeyes
"""


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Guide:
    """A guide in a new folder: pages and files are put in, then it is run."""

    def __init__(self, folder: Path):
        self.folder, self.temporary, self.cache = folder / "guide", folder / "tmp", folder / "cache"
        self.temporary.mkdir()
        for name, text in {"conf.py": CONF, "conftest.py": CONFTEST, "pyproject.toml": SETTINGS}.items():
            self.file(name, text)
        self.page("index", "")
        self._runs = 0
        self.variables = {"GUIDE_MISSING_DOCKER": "no engine: install one", "GUIDE_MISSING_KUBERNETES": "no cluster"}

    def file(self, name: str, text: str) -> Path:
        """Writes a file."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def page(self, name: str, text: str) -> Path:
        """Writes a page with a title over the text, which so begins at line 4."""
        return self.file(f"docs/{name}.rst", f"Page\n====\n\n{text}")

    def markdown(self, name: str, text: str) -> Path:
        """Writes a page in Markdown, and says in the settings that it is one."""
        settings = self.folder / "pyproject.toml"
        self.file("pyproject.toml", settings.read_text().replace("markdown = [", f'markdown = ["{name}", '))
        return self.file(name, text)

    def git(self) -> None:
        """Makes the guide a git repository, as README.md's readers have it."""
        subprocess.run(["git", "init", "--quiet"], cwd=self.folder, check=True)

    def hasty(self) -> None:
        """Has its runs give what was told to end no time: for pages that leave something anyway."""
        self.file("conftest.py", f"{CONFTEST}{HASTY}")

    def docker(self) -> Path:
        """Brings a fake docker: the folder with the files of what is there (see fake_engine.py)."""
        folder = self.folder.parent / "docker"
        folder.mkdir()
        shutil.copy(Path(__file__).with_name("fake_docker.sh"), folder / "docker").chmod(0o755)
        path = f"{folder}{os.pathsep}{os.environ['PATH']}"
        self.variables |= {"PATH": path, "DOCKER_HOST": Engine(folder).address}
        del self.variables["GUIDE_MISSING_DOCKER"]
        return folder

    def start(self, *arguments: str) -> Process:
        """Starts a run of the gate."""
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        folders = {"TMPDIR": self.temporary, "XDG_CACHE_HOME": self.cache, "HOME": self.folder.parent}
        own = {name: str(folder) for name, folder in folders.items()}
        self._runs += 1
        output = self.folder.parent / f"output-{self._runs}"
        return Process(arguments, self.folder, kept | own | self.variables, output)

    def run(self, *arguments: str) -> "Outcome":
        """Runs the gate."""
        return self.outcome(self.start(*arguments))

    def outcome(self, process: Process) -> "Outcome":
        """Waits for the end of a run."""
        return Outcome(*process.wait(), self.folder / "_build" / "gate" / "report.json")

    def left(self) -> list[str]:
        """What the runs left in the folder for temporary files."""
        return sorted(path.name for path in self.temporary.iterdir())


class Outcome:
    """What a run came to: its exit status, what it printed, its report."""

    def __init__(self, status: int, text: str, report: Path):
        self.status, self.text = status, text
        self.report = json.loads(report.read_text()) if report.exists() else {}

    def failures(self, page: str) -> list[tuple[int, str]]:
        """The failures on a page: (line, sentence)."""
        found = re.findall(rf"^docs/{page}\.rst:(\d+): (.*)", self.text, re.MULTILINE)
        return [(int(line), sentence) for line, sentence in found]

    def statuses(self, page: str) -> list[str]:
        """The status of each block of a page in the report, in order."""
        return [block["status"] for block in self.report["blocks"] if block["page"] == f"docs/{page}.rst"]
