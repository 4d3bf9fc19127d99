"""Ports: which ones a page uses, and what happens when one is taken."""

import contextlib
import os
import socket

import pytest

from sphinx_gate.engine import ports

from .guides import Guide, free_port

COMMANDS = {
    ("docker run -p 5000:5000 --rm -it x", ""): [5000],
    ("docker run -p 8080:5000 x", "Running on http://127.0.0.1:5000"): [8080],
    ("docker run --publish=127.0.0.1:8081:5000 -p 8082:80 x", ""): [8081, 8082],
    ("kubectl port-forward service/x 5000:80", "Forwarding from 127.0.0.1:5000 -> 80"): [5000],
    ("kubectl port-forward --address 127.0.0.1 pod/x 8080:http", ""): [8080],
    ("python server.py", " * Running on http://127.0.0.1:5000\n * Running on http://172.17.0.2:5000"): [5000],
    ("python server.py", "see https://example.org:80"): [],
    ("docker run x", ""): [],
}


@pytest.mark.parametrize(("command", "output"), COMMANDS)
def test_ports_of_a_server_are_known(command: str, output: str) -> None:
    """A server's ports are those that its command publishes, else those that its output names."""
    assert COMMANDS[command, output] == ports.of_command(command, output)


def test_ports_of_a_page_are_all_that_it_names() -> None:
    """A page uses each port that a command publishes and each that a local address names, once."""
    text = "docker run -p 8080:5000 x\ncurl http://localhost:8080\ncurl -s http://127.0.0.1:5000/\ncurl http://web:9999"
    assert [5000, 8080] == ports.of_text(text)


@contextlib.contextmanager
def listener():
    """A server of somebody else: its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_listener_is_seen() -> None:
    """A port answers exactly while somebody listens on it."""
    with listener() as port:
        during = ports.answers(port)
    assert (True, False) == (during, ports.answers(port))


def test_a_listener_is_not_connected_to() -> None:
    """To see a listener, nothing connects to it: some servers log each connection."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        seen = ports.answers(server.getsockname()[1])
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()
    assert seen


def test_a_holder_is_named() -> None:
    """Who listens is named by program and process."""
    with listener() as port:
        assert f"(process {os.getpid()})" in ports.holder(port)


def test_nobody_known_holds_a_free_port() -> None:
    """A port whose holder can't be seen is held by another program."""
    assert "another program" == ports.holder(free_port())


SERVER = (
    "$ python3 -m http.server PORT\n   Serving HTTP on 0.0.0.0 port PORT (http://0.0.0.0:PORT/) ...\n   ^C\n   ...\n"
)
# What a page does with a port, whether it needs an engine
USES = {
    "serves": (f"   {SERVER}", ""),
    "publishes": ("   $ docker run -p PORT:5000 guide:1\n   ^C\n", "You need :needs:`docker`."),
    "asks": ("   $ curl -s -m 1 http://localhost:PORT/\n   ...\n", ""),
}


@pytest.mark.parametrize("use", USES)
def test_a_taken_port_fails_the_page_and_says_by_whom(tmp_path, use: str) -> None:
    """Nobody else's server is tested: the page fails at a line of its first block, and names port and holder."""
    guide = Guide(tmp_path)
    guide.docker()
    with listener() as port:
        text, needs = (part.replace("PORT", str(port)) for part in USES[use])
        guide.page("index", f"{needs or 'Words.'}\n\n.. code-block:: console\n\n{text}")
        ((line, sentence),) = guide.run().failures("index")
    words = f"port {port} is taken by "
    assert (6, True, True) == (line, words in sentence, f"(process {os.getpid()}): stop that" in sentence), sentence


def test_a_port_left_behind_is_named(tmp_path) -> None:
    """A server that a page leaves is named with its port, and ended."""
    guide, port = Guide(tmp_path), free_port()
    start = f"(python3 -m http.server {port} > log 2>&1 &)"
    ask = f"curl -s -o page --retry 9 --retry-connrefused --retry-delay 1 http://localhost:{port}"
    guide.page("index", f".. code-block:: console\n\n   $ {start}\n   $ {ask}\n")
    ((line, sentence),) = guide.run().failures("index")
    assert (4, True, False) == (line, f"the page leaves port {port}, held by python3" in sentence, ports.answers(port))
