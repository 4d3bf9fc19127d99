"""The socket in front of the engine: it passes on what it doesn't understand, and knows what is made through it."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from sphinx_gate.engine import inventory
from sphinx_gate.engine.api import Engine, EngineGone
from sphinx_gate.engine.inventory import Thing
from sphinx_gate.engine.proxy import Proxy
from sphinx_gate.run import journal
from sphinx_gate.run.environment import PLUGINS
from sphinx_gate.run.lease import recover

from ..fake_engine import Engine as FakeEngine

NAMES = {
    "python": "python:latest",
    "docker.io/library/redis:8": "redis:8",
    "localhost:5000/web": "localhost:5000/web:latest",
    "localhost:5000/web:1": "localhost:5000/web:1",
    "docker.io/jekyll/jekyll": "jekyll/jekyll:latest",
    "python@sha256:1": "python@sha256:1",
}


@pytest.mark.parametrize("name", NAMES)
def test_names_of_images_are_those_that_the_engine_lists(name: str) -> None:
    """Registry, library and tag may be left out in a command."""
    assert NAMES[name] == inventory.normal(name)


@pytest.fixture
def short(tmp_path_factory) -> Iterator[Path]:
    """A folder with a path that is short enough for sockets."""
    folder = tmp_path_factory.mktemp("s")
    yield folder
    shutil.rmtree(folder)


@contextlib.contextmanager
def proxy(folder: Path, address: str, notes: list[Thing]) -> Iterator[Proxy]:
    """A proxy in front of an engine."""
    found = Proxy(folder / "docker.sock", Engine(address), notes.append)
    try:
        yield found
    finally:
        found.close()


def test_an_upgraded_connection_is_passed_on_untouched(short: Path) -> None:
    """A terminal's bytes are no request, whatever they say; the end of the input goes through while answers come."""
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(short / "engine.sock"))
    server.listen()

    def serve() -> None:
        connection, _ = server.accept()
        with connection:
            connection.recv(4096)
            connection.sendall(b"HTTP/1.1 101 UPGRADED\r\n\r\n")
            got = b"".join(iter(lambda: connection.recv(4096), b""))
            connection.sendall(b"got " + got)

    threading.Thread(target=serve, daemon=True).start()
    typed = b"POST /v1.41/containers/create\xff"
    with proxy(short, f"unix://{short}/engine.sock", notes := []), socket.socket(socket.AF_UNIX) as client:
        client.connect(str(short / "docker.sock"))
        client.sendall(b"POST /v1.41/exec/1/start HTTP/1.1\r\nUpgrade: tcp\r\n\r\n")
        head = client.recv(4096)
        client.sendall(typed)
        client.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: client.recv(4096), b""))
    server.close()
    assert (b"HTTP/1.1 101 UPGRADED\r\n\r\n", b"got " + typed, []) == (head, answer, notes)


@pytest.mark.parametrize(
    "opening",
    [
        [b"POST /grpc HTTP/1.1\r\nUpgrade: h2c\r\n\r\n", b"HTTP/1.1 101 UPGRADED\r\n\r\n"],
        [b"PRI * HTTP/2.0\r\n\r\n", b"\0"],
    ],
)
def test_an_image_that_buildkit_names_is_known(short: Path, opening: list[bytes]) -> None:
    """By its digest in an answer that comes in two pieces, whether the connection was upgraded or began as HTTP/2."""
    folder = short / "engine"
    folder.mkdir()
    engine, digest = FakeEngine(folder), "sha256:" + "a" * 64
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(short / "front.sock"))
    server.listen()

    def answer(connection: socket.socket) -> None:
        """BuildKit where the connection begins so, else the fake engine."""
        head = connection.recv(4096)
        if head == opening[0]:
            connection.sendall(opening[1])
            connection.recv(4096)
            (folder / "image").write_text(f"{digest}\tweb:1\tnow\n")
            said = b"\x0a\x13containerimage.digest\x12G" + digest.encode()
            connection.sendall(said[:50])
            time.sleep(0.1)
            connection.sendall(said[50:])
        else:
            with socket.socket(socket.AF_UNIX) as behind:
                behind.connect(engine.address.removeprefix("unix://"))
                behind.sendall(head.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
                connection.sendall(b"".join(iter(lambda: behind.recv(4096), b"")))
        connection.close()

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                threading.Thread(target=answer, args=server.accept()[:1], daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    with proxy(short, f"unix://{short}/front.sock", notes := []), socket.socket(socket.AF_UNIX) as client:
        client.connect(str(short / "docker.sock"))
        client.sendall(opening[0])
        client.recv(4096)
        client.sendall(b"build")
        b"".join(iter(lambda: client.recv(4096), b""))
    server.close()
    assert [Thing("image", digest, "web:1", "now")] == notes


def test_a_request_may_come_in_pieces(short: Path) -> None:
    """Docker's client sends at most 4096 bytes at once, also of a longer first line, as with build arguments."""
    (short / "engine").mkdir()
    address = FakeEngine(short / "engine").address
    with proxy(short, address, notes := []), socket.socket(socket.AF_UNIX) as client:
        client.connect(str(short / "docker.sock"))
        for piece in (b"POST /volumes/create?name=", b"data HTTP/1.1\r\nConnection: close\r\n\r\n"):
            client.sendall(piece)
            time.sleep(0.1)
        answer = b"".join(iter(lambda: client.recv(4096), b""))
    assert (True, [Thing("volume", "data", "data")]) == (answer.startswith(b"HTTP/1.1 201 "), notes)


def test_without_an_engine_clients_are_told_so(short: Path) -> None:
    """The connection ends, as if nobody listened there."""
    with proxy(short, f"unix://{short}/none.sock", []), socket.socket(socket.AF_UNIX) as client:
        client.connect(str(short / "docker.sock"))
        assert b"" == client.recv(1)


def test_a_remote_engine_is_refused_by_name(monkeypatch) -> None:
    """Unless it is asked for, nothing is started on another machine."""
    with pytest.raises(
        EngineGone, match=r"the engine at tcp://10\.0\.0\.1:2375 is not on this machine: .* GUIDE_ENGINE=remote"
    ):
        Engine("tcp://10.0.0.1:2375").connect()
    monkeypatch.setenv("GUIDE_ENGINE", "remote")
    assert "tcp://10.0.0.1:2375" == Engine("tcp://10.0.0.1:2375").address


def _answers() -> bool:
    with contextlib.suppress(EngineGone):
        return Engine().get("/info") is not None
    return False


@pytest.fixture
def real(short: Path, monkeypatch) -> Engine:
    """The machine's own engine, and a folder with what an image is built of; all that the test makes goes again."""
    if not _answers():
        pytest.skip("docker: no engine answers, and this is about a real one")
    if plugins := os.environ.get(PLUGINS):
        (short / "config").mkdir()
        (short / "config" / "config.json").write_text(json.dumps({"cliPluginsExtraDirs": plugins.split(os.pathsep)}))
        monkeypatch.setenv("DOCKER_CONFIG", str(short / "config"))
    (short / "Dockerfile").write_text('FROM scratch\nCOPY Dockerfile /\nVOLUME /data\nCMD ["/none"]\n')
    yield Engine()
    # Others may use the engine, too: only what bears the tests' own name goes.
    inventory.remove(Engine(), {t for t in inventory.everything(Engine()) if t.name.startswith("gatetest")})


def docker(folder: Path, commands: str, host: str) -> str:
    """Runs a script of docker commands in the folder; returns what it prints."""
    environment = os.environ | {"DOCKER_HOST": host}
    return subprocess.run(
        ["bash", "-ec", commands], cwd=folder, env=environment, check=True, capture_output=True, text=True
    ).stdout


MADE = {
    "docker buildx build -t gatetest:1 .": ["image gatetest:1"],
    "docker buildx build .": ["image <none>"],
    "DOCKER_BUILDKIT=0 docker build -t gatetest .": ["image gatetest:latest"],
    "docker buildx build -t gatetest:1 .; docker tag gatetest:1 gatetest:2": ["image gatetest:1", "image gatetest:2"],
    "docker buildx build -t gatetest:1 .; docker create --name gatetest gatetest:1; docker commit gatetest gatetest": [
        "container gatetest",
        "image gatetest:1",
        "image gatetest:latest",
        "volume 64 digits",
    ],
    "tar -c Dockerfile | docker import - gatetest:3": ["image gatetest:3"],
    "docker buildx build -t gatetest:1 .; docker save gatetest:1 -o x; docker rmi gatetest:1; docker load -i x": [
        "image gatetest:1",
    ],
    "docker buildx build -t gatetest:1 .; docker create --name gatetest -v gatetest:/x gatetest:1": [
        "container gatetest",
        "image gatetest:1",
        "volume 64 digits",
        "volume gatetest",
    ],
    "docker network create gatetest; docker volume create gatetest": ["network gatetest", "volume gatetest"],
    "printf 'services: {a: {build: .}}' > compose.yaml; docker compose -p gatetest up --no-start": [
        "container gatetest-a-1",
        "image gatetest-a:latest",
        "network gatetest_default",
        "volume 64 digits",
    ],
}


@pytest.mark.parametrize("commands", MADE)
def test_what_is_made_is_known(short: Path, real: Engine, commands: str) -> None:
    """Through a real engine, whoever makes it; and it is found again by id, and can be removed."""
    with proxy(short, real.address, []) as front:
        docker(short, commands, f"unix://{short}/docker.sock")
        there = inventory.ours(real, front.made, front.made)
        inventory.remove(real, there)
    found = sorted("volume 64 digits" if inventory.ANONYMOUS.fullmatch(t.name) else t.declaration for t in there)
    assert (MADE[commands], set()) == (found, inventory.ours(real, front.made, front.made))


def test_clients_see_no_difference(short: Path, real: Engine) -> None:
    """A build names the same builder, and the client the same context."""
    commands = (
        "docker context ls --format '{{.Name}} {{.Current}}'; docker buildx build --progress plain . 2>&1 | head -1"
    )
    with proxy(short, real.address, []):
        through = docker(short, commands, f"unix://{short}/docker.sock")
    assert docker(short, commands, real.address) == through


def test_a_name_that_a_page_took_is_given_back(short: Path, real: Engine) -> None:
    """A reader's image loses its name to one that is built here, in whatever way, and gets it back."""
    make = "docker buildx build -t gatetest:1 ."
    docker(short, make, real.address)
    theirs = {thing for thing in inventory.images(real) if thing.name == "gatetest:1"}
    (short / "Dockerfile").write_text("FROM scratch\nCOPY x /\n")
    (short / "x").touch()
    with proxy(short, real.address, []) as front:
        docker(short, make, f"unix://{short}/docker.sock")
        during = {thing for thing in inventory.images(real) if thing.name == "gatetest:1"}
        inventory.remove(real, inventory.ours(real, front.made, front.made))
        said = inventory.give_back(real, front.made)
    after = {thing for thing in inventory.images(real) if thing.name == "gatetest:1"}
    assert (theirs, True, 1) == (after, during != theirs, len(said))


def test_a_readers_things_of_the_same_names_stay(short: Path, real: Engine, monkeypatch) -> None:
    """A run was killed; its things were removed and made again by hand, the image out of BuildKit's cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(short))
    make = (
        "docker buildx build -t gatetest:1 .; docker create --name gatetest gatetest:1; docker volume create gatetest"
    )
    killed = journal.Journal("token", short / "gate-none")
    with proxy(short, real.address, []) as front:
        front._note = partial(killed.note, real.address)
        docker(short, f"{make}; docker network create gatetest", f"unix://{short}/docker.sock")
    killed.close(clean=False)
    remove = "docker rm -v gatetest; docker rmi gatetest:1; docker volume rm gatetest; sleep 2"
    docker(short, f"{remove}; {make}", real.address)
    mine = {thing for thing in inventory.everything(real) if thing.name.startswith("gatetest")}
    said = sorted(line.removeprefix("left by a run that was killed: ") for line in recover())
    left = {thing for thing in inventory.everything(real) if thing.name.startswith("gatetest")}
    assert {thing for thing in mine if thing.kind != "network"} == left, said
    stays = "volume gatetest stays: it may have been made anew, or used, since that run"
    assert (2, True, stays) == (len(said), said[0].startswith("network gatetest ("), said[1])
