"""Ports of this machine: which ones a page uses, whether they answer, and who holds one."""

import contextlib
import re
import socket

import psutil

CONNECT_TIMEOUT_SECONDS = 1
PUBLISHED = re.compile(r"(?:-p|--publish)[ =](?:[\d.]+:)?(\d+):\d+")
FORWARDED = re.compile(r"\bport-forward\b.*?\b(\d+):\w+")
ELSEWHERE = (["docker"], ["kubectl"])  # what runs in a container or a Pod names the ports there, not this machine's
LOCAL_URL = re.compile(r"https?://(?:localhost|127\.0\.0\.1|0\.0\.0\.0):(\d+)")


def of_command(command: str, output: str) -> list[int]:
    """The ports on which a server is to answer: those its command line publishes, else those its output names."""
    found = PUBLISHED.findall(command) + FORWARDED.findall(command)
    if not found and command.split(maxsplit=1)[:1] not in ELSEWHERE:
        found = LOCAL_URL.findall(output)
    return sorted({int(port) for port in found})


def of_text(text: str) -> list[int]:
    """Every port of this machine that a page's commands and outputs name."""
    found = PUBLISHED.findall(text) + FORWARDED.findall(text) + LOCAL_URL.findall(text)
    return sorted({int(port) for port in found})


def answers(port: int) -> bool:
    """Whether something on this machine accepts connections on the port; see `answering`."""
    return bool(answering([port]))


def answering(ports: list[int]) -> list[int]:
    """The ports on which something on this machine accepts connections.

    A listener that can be seen is not connected to: some servers log each connection, as `kubectl port-forward` does,
    and no reader would have caused that line.
    """
    listening = {port for port, _ in _listening()} if ports else set()
    return [port for port in ports if port in listening or _connects(port)]


def _connects(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=CONNECT_TIMEOUT_SECONDS):
            return True
    except OSError:
        return False


def holder(port: int) -> str:
    """Who listens on the port, as far as this user may know: "python3 (process 123)"."""
    with contextlib.suppress(psutil.Error):
        for listening, process in _listening():
            if listening == port and process:
                return f"{psutil.Process(process).name()} (process {process})"
    return "another program"


def _listening() -> list[tuple[int, int | None]]:
    """Each port that is listened on, with the process id where it can be seen."""
    try:
        found = psutil.net_connections("tcp")
        return [(one.laddr.port, one.pid) for one in found if one.laddr and one.status == psutil.CONN_LISTEN]
    except psutil.AccessDenied:  # macOS shows other users' connections to root only
        return []
