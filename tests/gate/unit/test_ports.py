"""Ports: which ones a page uses, and who holds one."""

import contextlib
import os
import socket

import pytest

from sphinx_gate.engine import ports

from ..blocks import block, page
from ..guides import free_port

COMMANDS = {
    ("docker run -p 5000:5000 --rm -it x", ""): [5000],
    ("docker run -p 8080:5000 x", "Running on http://127.0.0.1:5000"): [8080],
    ("docker run -dp 8080:80 x", ""): [8080],
    ("docker run -itp 8080:80 x --http 1:2", ""): [8080],
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
    text = "$ docker run -p 8080:5000 x\n$ curl http://localhost:8080\n$ curl http://127.0.0.1:5000/ http://web:9999"
    server = "$ ./serve\nup\n^C\nstopped http://localhost:8081"
    assert [5000, 8080, 8081] == ports.of_page(page(block(text), block(server)))


def test_ports_in_a_container_are_none_of_a_pages() -> None:
    """What Docker's and Kubernetes' commands print names ports there: a server says in its log where it listens."""
    logs = "listening at http://0.0.0.0:8000\n^C\nlistened at http://0.0.0.0:8001"
    assert [] == ports.of_page(page(block(f"$ docker logs -f web\n{logs}")))


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
