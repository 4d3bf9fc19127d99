"""The script against machines that lack something: programs of its own making, not this machine's Docker or disk."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("check.sh")
DOCKER = """#!/bin/bash
case "$*" in
    --version) echo "Docker version {client}, build 1234567" ;;
    version*) {server} ;;
esac
"""
PYTHON = """#!/bin/bash
[[ $2 == *disk_usage* ]] && {{ echo {free}; exit; }}
exec {python} "$@"
"""


@pytest.fixture
def machine(tmp_path):
    """A function that runs the script on a machine with these programs, all there by default: what it printed."""
    folder = tmp_path / "programs"
    folder.mkdir()

    def put(name, text):
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)

    def run(*, client="29.0.0", server="echo 29.0.0", free=100, **programs):
        put("curl", "#!/bin/bash\n")
        put("cat", "#!/bin/bash\n")
        put("python3", PYTHON.format(free=free, python=sys.executable))
        put("docker", DOCKER.format(client=client, server=server))
        for name, text in programs.items():
            put(name, text)
        environment = {"PATH": str(folder), "HOME": str(tmp_path)}
        command = ["/bin/bash", SCRIPT]
        return subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=False).stdout

    return run


def missing(output):
    """The things that the script says are missing."""
    return [line.split(maxsplit=1)[1] for line in output.splitlines() if line.startswith("missing ")]


def without_ports(things):
    """All but the ports: other programs of this machine may have them."""
    return [thing for thing in things if not thing.startswith("ports")]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"client": "22.0.1"}, ["a docker build that uses buildx"]),
        ({"client": "22.0.1", "cat": '#!/bin/bash\necho \'{"aliases": {"builder": "buildx"}}\'\n'}, []),
        ({"server": "echo 'permission denied while trying to connect'; exit 1"}, ["the right to use Docker"]),
        ({"server": "echo 'Cannot connect to the Docker daemon'; exit 1"}, ["a Docker engine that answers"]),
        ({"docker": "#!/bin/bash\n[[ $1 != compose ]] && echo Docker version 29.0.0\n"}, ["docker compose"]),
        ({"docker": "#!/bin/bash\n[[ $1 != buildx ]] && echo Docker version 29.0.0\n"}, ["docker buildx"]),
        ({"free": 10}, []),
        ({"free": 9}, ["10 GB of free disk space: there are 9"]),
    ],
)
def test_what_is_missing_is_named(machine, change, expected):
    """Each thing that a machine lacks is named, and nothing else is."""
    assert expected == without_ports(missing(machine(**change)))


def test_an_old_python_is_named(machine):
    """A Python that answers no to the question for its version is too old."""
    old = '#!/bin/bash\n[[ $1 == -c ]] && exit 1\necho "Python 3.9.6"\n'
    assert "Python 3.11 or newer" in missing(machine(python3=old))


def test_a_taken_port_is_named(machine):
    """A port on which somebody listens is among those that the script names."""
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            server.bind(("127.0.0.1", 8082))
        except OSError:  # somebody has it already, which is as good
            pass
        else:
            server.listen()
        assert any(thing.startswith("ports") and "8082" in thing.split(":")[-1] for thing in missing(machine()))
