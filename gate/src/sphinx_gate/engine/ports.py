"""Ports of this machine: which ones a page uses, whether they answer, and who holds one."""

import contextlib
import re
import socket
from pathlib import Path

import psutil

from sphinx_gate.model import Page

CONNECT_TIMEOUT_SECONDS = 1
TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
LISTEN = "0A"  # a socket's state, in them
PUBLISHED = re.compile(r"(?:(?<![\w-])-[dit]*p|--publish)[ =](?:[\d.]+:)?(\d+):\d+")
FORWARDED = re.compile(r"\bport-forward\b.*?\b(\d+):\w+")
ELSEWHERE = (["docker"], ["kubectl"])  # what runs in a container or a Pod names the ports there, not this machine's
LOCAL_URL = re.compile(r"https?://(?:localhost|127\.0\.0\.1|0\.0\.0\.0):(\d+)")


def of_command(command: str, output: str) -> list[int]:
    """The ports on which a server is to answer: those its command line publishes, else those its output names."""
    found = PUBLISHED.findall(command) + FORWARDED.findall(command)
    if not found and _runs_here(command):
        found = LOCAL_URL.findall(output)
    return sorted({int(port) for port in found})


def of_page(page: Page) -> list[int]:
    """Every port of this machine that a page's commands name, or the outputs of those that run here."""
    found = PUBLISHED.findall(page.text()) + FORWARDED.findall(page.text())
    for step in page.all_steps():
        found += LOCAL_URL.findall(step.text)
        if step.kind == "command" and _runs_here(step.text):
            found += [port for shown in [step, *step.later] for port in LOCAL_URL.findall(shown.shown())]
    return sorted({int(port) for port in found})


def _runs_here(command: str) -> bool:
    return command.split(maxsplit=1)[:1] not in ELSEWHERE


def answers(port: int) -> bool:
    """Whether something on this machine accepts connections on the port; see `answering`."""
    return bool(answering([port]))


def answering(ports: list[int]) -> list[int]:
    """The ports on which something on this machine accepts connections.

    A listener that can be seen is not connected to: some servers log each connection, as `kubectl port-forward` does,
    and no reader would have caused that line.
    """
    listening = _listening() if ports else set()
    return [port for port in ports if port in listening or _connects(port)]


def _connects(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=CONNECT_TIMEOUT_SECONDS):
            return True
    except OSError:
        return False


def holder(port: int) -> str:
    """Who listens on the port, as far as this user may know: "python3 (process 123)"."""
    with contextlib.suppress(psutil.Error):  # macOS shows other users' connections to root only
        for one in psutil.net_connections("tcp"):
            if one.laddr and one.laddr.port == port and one.status == psutil.CONN_LISTEN and one.pid:
                return f"{psutil.Process(one.pid).name()} (process {one.pid})"
    return "another program"


def _listening() -> set[int]:
    """The ports that are listened on, as Linux lists them: psutil would look through all processes for whose they are.

    None on other systems.
    """
    lines = [line.split() for path in TABLES if path.exists() for line in path.read_text().splitlines()[1:]]
    return {int(fields[1].rpartition(":")[2], 16) for fields in lines if fields[3] == LISTEN}
