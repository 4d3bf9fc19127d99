"""A proxy of the run's own in front of the engine: it passes every byte on, and writes down what is made through it.

So what a page makes is known by id, whoever calls the engine: the docker client, Compose, kind, a script. Clients are
told of it by DOCKER_HOST. Requests that make something are known by their first line, and what they made by the
engine's answer, which is passed on only when that is written down.

BuildKit speaks gRPC over HTTP/2 on a connection that was a POST /grpc. Its answer to a build names the image's digest
in plain bytes of a protobuf map: that is looked for, rather than the engine's events, in which the builds of others
can't be told from ours.
"""

import contextlib
import re
import socket
import socketserver
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, unquote

from sphinx_gate.engine import inventory
from sphinx_gate.engine.api import Engine, EngineGone
from sphinx_gate.engine.inventory import TAKEN, Thing, normal

PIECE_BYTES = 65536
POLL_SECONDS = 0.05
HTTP_2 = b"PRI * HTTP/2"  # how a connection begins that is gRPC without a request for it
REQUEST = re.compile(rb"(GET|HEAD|POST|PUT|DELETE|OPTIONS|PATCH) /")
MAKES = re.compile(
    rb"POST (?:/v[\d.]+)?/(containers/create|networks/create|volumes/create|build|grpc|images/create|images/load"
    rb"|images/[^?]+/tag|commit)(?:\?(\S*))? HTTP"
)
CREATED = re.compile(rb'"(?:Id|Name)": ?"([^"]+)"')  # of containers, networks and volumes
# The ids and names of images in answers: builds by BuildKit, by the older builder, `import`, `commit`, `load`.
IMAGE_ID = re.compile(
    rb'containerimage\.(?:config\.)?digest\x12G(sha256:[0-9a-f]{64})|"aux": ?\{"ID": ?"(sha256:[0-9a-f]{64})"'
    rb'|"status": ?"(sha256:[0-9a-f]{64})"|"Id": ?"(sha256:[0-9a-f]{64})"|Loaded image ID: (sha256:[0-9a-f]{64})'
)
LOADED = re.compile(rb"Loaded image: ([^\s\\\"]+)")
LAST_CHUNK = b"0\r\n\r\n"
NEVER = "0001-"  # how Go writes a time that was never set


class Proxy(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    """The proxy. `made` has all things made through it so far, in order.

    Inputs: its socket's path, the engine, and what is called with each new thing before its maker hears of it.
    """

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, path: Path, engine: Engine, note: Callable[[Thing], None]):
        super().__init__(str(path), _Connection)
        self.engine = engine
        self.made: list[Thing] = []
        self._note, self._lock = note, threading.Lock()
        threading.Thread(target=self.serve_forever, args=(POLL_SECONDS,), daemon=True).start()

    def close(self) -> None:
        """Takes no more connections."""
        self.shutdown()
        self.server_close()

    def add(self, things: set[Thing]) -> None:
        """Writes down new things."""
        with self._lock:
            for thing in sorted(things, key=str):
                self._note(thing)
                self.made.append(thing)


class _Connection(socketserver.BaseRequestHandler):
    """One connection of a client, and its own to the engine."""

    server: Proxy
    request: socket.socket
    _watch: "_Watch | None" = None
    _between = True  # the next bytes may begin a request
    _upgraded = False  # from here on it isn't HTTP/1.1 any more: a terminal's bytes, or HTTP/2

    def handle(self) -> None:
        try:
            self._engine = self.server.engine.connect()
        except EngineGone:
            return  # the client says that nobody answers
        with self._engine:
            answers = threading.Thread(target=self._pass_answers, daemon=True)
            answers.start()
            self._pass_requests()
            answers.join()

    def _pass_requests(self) -> None:
        line = b""
        with contextlib.suppress(OSError):
            while data := self.request.recv(PIECE_BYTES):
                if self._between and data.startswith(HTTP_2):
                    self._upgraded, self._between = True, False
                    self._watch = _Watch.of(self.server, b"POST /grpc HTTP/2")
                if line or (self._between and REQUEST.match(data)):
                    line += data
                    if b"\r\n" not in line:
                        continue  # a long line that comes in pieces
                    data, line, self._between = line, b"", False
                    self._watch = _Watch.of(self.server, data.partition(b"\r\n")[0])
                self._engine.sendall(data)
        _end(self._engine)

    def _pass_answers(self) -> None:
        with contextlib.suppress(OSError):
            while data := self._engine.recv(PIECE_BYTES):
                if not self._between and not self._upgraded:
                    self._upgraded = data.startswith(b"HTTP/1.1 101")
                    self._between = not self._upgraded
                if self._watch:
                    self._watch.look_at(data)
                self.request.sendall(data)
        _end(self.request)


def _end(stream: socket.socket) -> None:
    # Half of the connection only: `docker run -i` says so that its input has ended, and still reads.
    with contextlib.suppress(OSError):
        stream.shutdown(socket.SHUT_WR)


class _Watch:
    """One request that makes something, and the answer to it."""

    def __init__(self, proxy: Proxy, what: str, query: dict[str, list[str]]):
        self._proxy, self._what, self._engine = proxy, what, proxy.engine
        self._names = {normal(name) for name in _names(what, query)}
        self._identities: set[str] = set()
        self._answer = b""
        self._before = self._now()

    @classmethod
    def of(cls, proxy: Proxy, line: bytes) -> "_Watch | None":
        """For a request's first line; None if it makes nothing."""
        if not (found := MAKES.match(line)):
            return None
        with contextlib.suppress(EngineGone):
            return cls(proxy, unquote(found[1].decode()), parse_qs((found[2] or b"").decode()))
        return None

    def look_at(self, data: bytes) -> None:
        """Looks at a piece of the answer, before the client gets it."""
        self._answer = (self._answer + data)[-2 * PIECE_BYTES :]
        with contextlib.suppress(EngineGone):
            if self._what in ("containers/create", "networks/create", "volumes/create"):
                self._note_created()
            else:
                self._note_images()

    def _now(self) -> set[Thing]:
        if self._what == "networks/create":
            return inventory.networks(self._engine)
        if self._what in ("containers/create", "volumes/create"):
            return inventory.volumes(self._engine)
        return inventory.images(self._engine)

    def _note_created(self) -> None:
        named = {name.decode() for name in CREATED.findall(self._answer)}
        if not named:
            return
        self._answer = b""
        new = self._now() - self._before
        if self._what == "containers/create":
            # A container makes the volumes that it mounts and that aren't there yet.
            made = {thing for thing in inventory.containers(self._engine) if thing.identity in named}
            mounted = {name for thing in made for name in thing.volumes}
            self._proxy.add(made | {thing for thing in new if thing.name in mounted})
        else:
            self._proxy.add({thing for thing in new if thing.identity in named})

    def _note_images(self) -> None:
        named = list(IMAGE_ID.finditer(self._answer))
        self._identities |= {part.decode() for match in named for part in match.groups() if part}
        self._names |= {normal(name.decode()) for name in LOADED.findall(self._answer)}
        if not (named or self._answer.endswith(LAST_CHUNK) or self._what.endswith("/tag")):
            return
        self._answer = self._answer[named[-1].end() :] if named else b""
        mine = {(thing.identity, thing.name) for thing in self._proxy.made if thing.kind == "image"}
        there = {t for t in self._now() if t.identity in self._identities or normal(t.name) in self._names}
        # One of ours that is made again, the same by its id, has a new stamp.
        new = {t for t in there if t not in self._before or (t.identity, t.name) in mine}
        names = {image.name for image in new} - {inventory.UNTAGGED}
        taken = {replace(t, kind=TAKEN) for t in self._before if t.name in names and (t.identity, t.name) not in mine}
        self._proxy.add((taken | {self._stamped(image) for image in new}) - set(self._proxy.made))

    def _stamped(self, image: Thing) -> Thing:
        stamp = inventory.tagged_at(self._engine, image.identity)
        if stamp.startswith(NEVER) and image.name != inventory.UNTAGGED:
            # BuildKit in older engines doesn't note the time: giving the same name once more does.
            inventory.tag(self._engine, image.identity, image.name)
            stamp = inventory.tagged_at(self._engine, image.identity)
        return replace(image, stamp=stamp)


def _names(what: str, query: dict[str, list[str]]) -> list[str]:
    """The names that a request gives an image, from its first line."""
    if what == "build":
        return query.get("t", [])
    base = (query.get("fromImage") or query.get("repo") or [""])[0]
    tag = (query.get("tag") or [""])[0]
    if not base or not tag:
        return [base] if base else []
    return [base + ("@" if tag.startswith("sha256:") else ":") + tag]
