"""A made-up machine: a PATH with fake programs, a home and a cache of its own, and what its docker knows."""

import os
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from standins import __main__ as setup
from standins import plugins

DOCKER = """
case "$1 $2" in
  "version "*)
    if [ -e running ]; then echo '{"Client": {"Version": "28.2.2"}, "Server": {"Version": "29.1.0"}}'; exit; fi
    cat words >&2; exit 1 ;;
  "context inspect") echo unix:///var/run/docker.sock ;;
  "image inspect") shift 4; cat "images/$(echo "$1" | tr /: __)" 2> /dev/null || exit 1 ;;
  "pull "*)
    [ "$(cat pull-status)" != 0 ] || echo "sha256:x 1000000" > "images/$(echo "$2" | tr /: __)"
    cat pull; exit "$(cat pull-status)" ;;
  "tag "*) cp "images/$(echo "$2" | tr /: __)" "images/$(echo "$3" | tr /: __)" ;;
  "run "*) printf 'Package: python3.13\nSource: python3.13 (3.13.5-2)\nVersion: 3.13.5-2+deb13u5\n' ;;
esac
"""
BUILDX = """
if [ "$1" = build ]; then
  for last; do :; done
  cp -r "$last" context
  echo 'sha256:new 1000000' > images/stand-in_half
else
  echo v0.38.2
fi
"""
OFFLINE = "Error response from daemon: failed to resolve reference: dial tcp: lookup registry: no such host"


@dataclass
class Machine:
    """A machine to try the set-up on; `folder` is where its fake programs run and keep what they know."""

    folder: Path
    patch: pytest.MonkeyPatch
    ran: list[dict[str, str]] = field(default_factory=list)  # the environments of the commands that were to run

    @property
    def bin(self) -> Path:
        """The only folder on the PATH."""
        return self.folder / "bin"

    def program(self, name: str, script: str) -> None:
        """Install a program; it notes that it was called, and runs in the machine's folder."""
        file = self.bin / name
        file.parent.mkdir(exist_ok=True, parents=True)
        home = f"cd {self.folder}; PATH=$PATH:/usr/bin:/bin"
        file.write_text(f'#!/bin/sh\n{home}; echo "{file.name} $*" >> calls\n{script}\n')
        file.chmod(0o755)

    def has_docker(self, words: str | None = None) -> None:
        """Install a docker client; its engine answers, unless `words` say why not."""
        self.program("docker", DOCKER)
        (self.folder / "words").write_text(words or "")
        self.has_plugins()
        if words is None:
            (self.folder / "running").touch()
        self.registry(OFFLINE, 1)

    def registry(self, says: str, status: int) -> None:
        """What `docker pull` prints, and its exit status."""
        (self.folder / "pull").write_text(says)
        (self.folder / "pull-status").write_text(str(status))

    def has_image(self, name: str) -> None:
        """Let docker know an image of 191 MB."""
        file = self.folder / "images" / name.replace("/", "_").replace(":", "_")
        file.write_text("sha256:old 191000000")

    def note(self, made_by: str) -> None:
        """Let the guide have noted where that image comes from."""
        notes = self.folder / "cache" / "containers-guide" / "stand-ins"
        notes.mkdir(parents=True, exist_ok=True)
        (notes / "sha256:old").write_text(made_by)

    def has_plugins(self) -> None:
        """Install buildx and Compose as the user's own plugins."""
        self.program("../home/.docker/cli-plugins/docker-buildx", BUILDX)
        self.program("../home/.docker/cli-plugins/docker-compose", "echo v5.6.1")

    def is_root(self, root: bool) -> None:
        """Whether the user is root."""
        self.patch.setattr(os, "geteuid", lambda: 0 if root else 1000)

    def calls(self, program: str) -> list[str]:
        """The command lines with which a program was called."""
        calls = self.folder / "calls"
        lines = calls.read_text().splitlines() if calls.exists() else []
        return [line for line in lines if line.split()[0] == program]

    def asked(self) -> list[str]:
        """What docker was asked to do, each once, but for looking around."""
        verbs = (" ".join(call.split()[1:3]) for call in self.calls("docker"))
        return list(dict.fromkeys(verb for verb in verbs if verb.split()[0] not in ("version", "context")))

    def standins(self, *arguments: str) -> int:
        """`python -m standins` in this process, which a command does not replace: see `ran`; the exit status."""
        return setup.main(list(arguments))


def make(folder: Path, patch: pytest.MonkeyPatch) -> Machine:
    """A machine with nothing on it, whose user is not root."""
    machine = Machine(folder, patch)
    for name in ("bin", "home", "images"):
        (folder / name).mkdir()
    patch.setenv("PATH", str(machine.bin))
    patch.setenv("HOME", str(folder / "home"))
    patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    patch.setenv("PIP_NO_INDEX", "1")  # a test brings nothing from outside
    patch.setenv("PIP_CONFIG_FILE", os.devnull)
    for name in os.environ:
        if name.startswith(("GUIDE_", "DOCKER_")) or name == "PIP_FIND_LINKS":
            patch.delenv(name)
    patch.setattr(plugins, "SYSTEM", [])
    patch.setattr(os, "execvpe", lambda file, command, environment: machine.ran.append(environment) or 0)
    machine.is_root(False)
    return machine
