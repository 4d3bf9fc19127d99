"""A Docker engine of a few lines, for tests: the part of its API that the gate and the fake client use.

What is "there" are the lines of the files container, image, network and volume in its folder: id, tab, name, and then a
container's image and volumes, an image's time of tagging. Where a file named broken is there it does not answer.
"""

import itertools
import json
import socketserver
import threading
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

KINDS = ("container", "image", "network", "volume")


class Engine:
    """The engine of a folder; it answers at the socket `engine.sock` there until the tests end."""

    def __init__(self, folder: Path):
        self.folder, self._lock, self._numbers = folder, threading.Lock(), itertools.count(1)
        for kind in KINDS:
            (folder / kind).touch()
        self.address = f"unix://{folder}/engine.sock"
        handler = type("Handler", (_Handler,), {"engine": self})
        server = _Server(f"{folder}/engine.sock", handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()

    def take(self, method: str, target: str, body: dict) -> tuple[int, object]:
        """Answers a request: its status and its JSON."""
        parts = urlsplit(target)
        path, query = unquote(parts.path), parse_qs(parts.query)
        with self._lock:
            if method == "GET":
                return self._get(path)
            return self._delete(path) if method == "DELETE" else self._make(path, query, body)

    def lines(self, kind: str) -> list[list[str]]:
        """What is there of a kind, with all columns."""
        lines = (self.folder / kind).read_text().splitlines()
        return [[*line.split("\t"), "", "", ""][:4] for line in lines]

    def _write(self, kind: str, lines: list[list[str]]) -> None:
        (self.folder / kind).write_text("".join("\t".join(line).rstrip("\t") + "\n" for line in lines))

    def _get(self, path: str) -> tuple[int, object]:
        if path == "/containers/json":
            return 200, [
                {
                    "Id": identity,
                    "Names": [f"/{name}"],
                    "Image": image,
                    "Mounts": [{"Name": v} for v in used.split(",") if v],
                }
                for identity, name, image, used in self.lines("container")
            ]
        if path == "/images/json":
            names: dict[str, list[str]] = {}
            for identity, name, *_ in self.lines("image"):
                names.setdefault(identity, []).append(name)
            return 200, [{"Id": identity, "RepoTags": found} for identity, found in names.items()]
        if path.startswith("/images/"):
            stamps = {identity: stamp for identity, _, stamp, _ in self.lines("image")}
            return 200, {"Metadata": {"LastTagTime": stamps.get(path.split("/")[2], "")}}
        if path == "/networks":
            return 200, [{"Id": identity, "Name": name} for identity, name, *_ in self.lines("network")]
        if path == "/volumes":
            return 200, {"Volumes": [{"Name": name} for name, *_ in self.lines("volume")]}
        return 404, {"message": "page not found"}

    def _make(self, path: str, query: dict[str, list[str]], body: dict) -> tuple[int, object]:
        number = f"{next(self._numbers):012}"
        if path == "/build":
            (name,) = query["t"]
            # As with BuildKit's cache: the same name gives the same image.
            kept = [line for line in self.lines("image") if line[1] != name]
            self._write("image", [*kept, [f"sha256:{name}", name, time.strftime("%H:%M:%S ") + number]])
            return 200, {"stream": f"Successfully tagged {name}\n"}
        kind = path.split("/")[1].removesuffix("s")
        name = (query.get("name") or [body.get("Name")])[0] or f"name-{number}"
        more = [body.get("Image", ""), ",".join(body.get("Volumes", []))] if kind == "container" else []
        if any(line[1] == name for line in self.lines(kind)):
            return 409, {"message": f"{kind} {name} is there"}
        for volume in body.get("Volumes", []):
            if not any(line[0] == volume for line in self.lines("volume")):
                self._write("volume", [*self.lines("volume"), [volume, volume]])
        identity = name if kind == "volume" else f"id-{number}"
        self._write(kind, [*self.lines(kind), [identity, name, *more]])
        return 201, {"Name" if kind == "volume" else "Id": identity}

    def _delete(self, path: str) -> tuple[int, object]:
        kind, name = path.split("/")[1].removesuffix("s"), path.split("/", 2)[2]
        kept = [line for line in self.lines(kind) if name not in line[:2]]
        found = len(kept) < len(self.lines(kind))
        self._write(kind, kept)
        return (204, None) if found else (404, {"message": f"no such {kind}"})


class _Handler(BaseHTTPRequestHandler):
    engine: Engine
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments: object) -> None:
        pass

    def _take(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if (self.engine.folder / "broken").exists():
            self.close_connection = True
            return
        status, answer = self.engine.take(self.command, self.path, json.loads(body or b"{}"))
        data = json.dumps(answer).encode() if answer is not None else b""
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        if urlsplit(self.path).path == "/build":
            self.send_header("Transfer-Encoding", "chunked")
            data = b"%x\r\n%s\r\n0\r\n\r\n" % (len(data), data)
        else:
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_DELETE = _take


class _Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True
