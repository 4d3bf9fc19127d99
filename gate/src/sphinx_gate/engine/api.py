"""The engine's HTTP API, spoken over its socket.

Source of paths and fields: docker/docs, reference/api/engine; paths without a version mean the engine's own newest.
"""

import http.client
import json
import os
import socket
from typing import Any

from sphinx_gate.command import run

TIMEOUT_SECONDS = 60
ENGINE, REMOTE = "GUIDE_ENGINE", "remote"  # a variable and its value: pages may run on another machine's engine
USUAL = "unix:///var/run/docker.sock"


class EngineGone(Exception):
    """The engine doesn't answer, or must not be used; the sentence says which."""


class Engine:
    """An engine. Inputs: its address, such as `unix:///var/run/docker.sock` (None: found at the first call)."""

    def __init__(self, address: str | None = None):
        self._address = address

    @property
    def address(self) -> str:
        """Where it is. Fails with `EngineGone` if it is a remote one and nobody asked for that."""
        self._address = self._address or current()
        if not self._address.startswith("unix://") and os.environ.get(ENGINE) != REMOTE:
            raise EngineGone(
                f"the engine at {self._address} is not on this machine: pages would start containers there"
                f" and publish its ports; if that is meant, set {ENGINE}={REMOTE}"
            )
        return self._address

    def connect(self) -> socket.socket:
        """A new connection to it. Fails with `EngineGone`."""
        scheme, _, place = self.address.partition("://")
        try:
            if scheme == "unix":
                found = socket.socket(socket.AF_UNIX)
                try:
                    found.connect(place)
                except OSError:
                    found.close()
                    raise
                return found
            if scheme == "tcp" and not os.environ.get("DOCKER_TLS_VERIFY"):
                host, _, port = place.rstrip("/").rpartition(":")
                return socket.create_connection((host, int(port)))
        except OSError as error:
            raise EngineGone(f"the Docker engine at {self.address} does not answer: {error}") from None
        raise EngineGone(f"the engine at {self.address}: only unix:// and tcp:// without TLS can be used")

    def ask(self, method: str, path: str) -> tuple[int, Any]:
        """Sends one request without a body. Returns the status and the answer's JSON, None where it has none."""
        connection = http.client.HTTPConnection("docker")
        connection.sock = self.connect()
        connection.sock.settimeout(TIMEOUT_SECONDS)
        try:
            connection.request(method, path)
            answer = connection.getresponse()
            text = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise EngineGone(f"the Docker engine stopped answering: {error}") from None
        finally:
            connection.close()
        return answer.status, json.loads(text) if text.strip().startswith((b"{", b"[")) else None

    def get(self, path: str) -> Any:
        """The JSON at a path; None where there is nothing (404). Fails with `EngineGone` on any other error."""
        status, found = self.ask("GET", path)
        if status == http.client.NOT_FOUND:
            return None
        if status != http.client.OK:
            raise EngineGone(f"the Docker engine stopped answering: {path}: status {status}, {found}")
        return found


def current() -> str:
    """The address of the tester's engine: DOCKER_HOST, else that of the docker client's current context."""
    if host := os.environ.get("DOCKER_HOST"):
        return host
    command = ["docker", "context", "inspect", "--format", "{{.Endpoints.docker.Host}}"]
    return run(command).stdout.strip() or USUAL
