"""The guide's own engine, for real: what a command sees of it, and that nothing of it is left, however it ends."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from standins import debian, engine

ROOT = Path(__file__).parents[2]
# Without stand-ins, which take minutes; with a registry that nobody can reach.
DRIVER = "import sys; from standins import __main__, standin; standin.recipes = lambda: []; "
DRIVER += "sys.exit(__main__.main(['run', '--', *sys.argv[1:]]))"
END_SECONDS = 120  # on a busy machine
LOOKED_AT = ("/etc", "/opt", "/run", "/var/lib", "/var/cache/apt/archives")

pytestmark = pytest.mark.skipif(
    debian.refusal() is not None or "GUIDE_OWN_ENGINE" in os.environ,
    reason=f"the guide's own engine can't be tried here: {debian.refusal() or 'this runs in one'}",
)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment with a cache of these tests' own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GUIDE_", "DOCKER_"))}
    cache = tmp_path_factory.mktemp("cache")
    own = {"XDG_CACHE_HOME": str(cache), "GUIDE_ENGINE": "own", "GUIDE_WITHOUT": "kubernetes"}
    return kept | own | {"PYTHONPATH": str(ROOT)}


class State:
    """What this machine shows of an engine: everything that it could have changed."""

    def __init__(self, cache: str):
        self.packages = Path("/var/lib/dpkg/status").read_bytes()
        self.forwarding = Path("/proc/sys/net/ipv4/ip_forward").read_text()
        self.links = sorted(psutil.net_if_addrs())
        self.routes = Path("/proc/net/route").read_text()
        self.mounts = [line for line in Path("/proc/mounts").read_text().splitlines() if cache in line]
        self.files = {
            folder: sorted(path.name for path in Path(folder).iterdir())
            for folder in LOOKED_AT
            if Path(folder).is_dir()
        }
        self.groups = sorted(
            map(str, [*engine.CONTROL_GROUPS.glob(engine.GROUP), *engine.CONTROL_GROUPS.glob(f"*/{engine.GROUP}")])
        )
        self.processes = running(cache)


def running(word: str) -> list[str]:
    """The command lines of processes that hold a word; what has ended and is not collected is none."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            line = " ".join(process.cmdline())
            if word in line and process.status() != psutil.STATUS_ZOMBIE and process.pid != os.getpid():
                found.append(line)
    return found


def settle(cache: str) -> None:
    """Waits until all that was started with this cache has ended."""
    deadline = time.monotonic() + END_SECONDS
    while running(cache) and time.monotonic() < deadline:
        time.sleep(0.1)


def same(before: State, cache: str, but: set[str] = frozenset()) -> None:
    """Holds the machine against what it was, once what was ended has ended."""
    settle(cache)
    after = State(cache)
    changed = {name for name, value in vars(before).items() if value != vars(after)[name]}
    assert but >= changed, {name: (vars(before)[name], vars(after)[name]) for name in changed - {"packages"}}


@pytest.fixture
def start(environment: dict[str, str]) -> Iterator:
    """Starts runs, and ends those that are still there."""
    started = []

    def start(*command: str, **options: object) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, "-c", DRIVER, *command], env=environment, cwd=ROOT, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options,
        )  # fmt: skip
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait()
        process.stdout.close()
    settle(environment["XDG_CACHE_HOME"])


def until(process: subprocess.Popen, word: str) -> str:
    """What a run prints until a line with that word, which is returned."""
    for line in process.stdout:
        if word in line:
            return line.strip()
    pytest.fail(f"it ended without {word}")


def test_a_run_leaves_the_machine_as_it_was(start, environment: dict[str, str]) -> None:
    """The command has an engine and its exit status comes back; packages, network, mounts and folders stay the same."""
    cache = environment["XDG_CACHE_HOME"]
    before = State(cache)
    process = start("sh", "-c", "docker version --format 'engine {{.Server.Version}} at '$DOCKER_HOST; exit 7")
    said, _ = process.communicate()
    assert process.returncode == 7, said
    assert f"at {engine.SOCKET}\n" in said.partition("\nengine ")[2]
    assert [path.name for path in Path(cache).iterdir()] == ["containers-guide"]
    same(before, cache)


def test_ports_are_its_own(start) -> None:
    """A port that is taken outside is free in there."""
    listen = "import socket; print('free', socket.create_server(('127.0.0.1', {})).getsockname()[1])"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        process = start(sys.executable, "-c", listen.format(port))
        assert until(process, "free") == f"free {port}"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_signals_reach_the_command_once(start, environment: dict[str, str], number: signal.Signals) -> None:
    """It may end as it likes, and its status is the run's."""
    cache = environment["XDG_CACHE_HOME"]
    before = State(cache)
    trap = f"trap 'echo told; exit 3' {number.name.removeprefix('SIG')}; echo here; while :; do sleep 0.1; done"
    process = start("bash", "-c", trap)
    until(process, "here")
    process.send_signal(number)
    said, _ = process.communicate(timeout=END_SECONDS)
    assert (3, 1) == (process.returncode, said.count("told")), said
    same(before, cache)


def test_a_killed_run_leaves_nothing_and_the_next_begins_anew(start, environment: dict[str, str]) -> None:
    """The kernel takes engine, network and mounts; containers and volumes are gone when the next command runs."""
    cache = environment["XDG_CACHE_HOME"]
    before = State(cache)
    made = "tar c -C /etc hostname | docker import - killed:1 && docker create --name one -v /data killed:1 /x && "
    made += "docker network create shop && docker volume create store && echo made && sleep 600"
    process = start("sh", "-c", made)
    until(process, "made")
    process.kill()
    process.communicate()
    same(before, cache, but={"groups"})
    lists = ("ps --all --quiet", "volume ls --quiet", "image ls --quiet", "network ls --format {{.Name}}")
    process = start("sh", "-c", f"echo listed; {'; '.join(f'docker {listed}' for listed in lists)}")
    said, _ = process.communicate()
    assert ["bridge", "host", "none"] == said.partition("listed\n")[2].split(), said
    same(before, cache)
