"""Ports that are taken when a page begins, and that it leaves."""

import os
import socket

import pytest

from sphinx_gate.engine import ports

from ..guides import Guide, free_port

SERVER = (
    "$ python3 -m http.server PORT\n   Serving HTTP on 0.0.0.0 port PORT (http://0.0.0.0:PORT/) ...\n   ^C\n   ...\n"
)
# What a page does with a port, whether it needs an engine
USES = {
    "serves": (f"   {SERVER}", ""),
    "publishes": ("   $ docker run -p PORT:5000 guide:1\n   ^C\n", "You need :needs:`docker`."),
    "asks": ("   $ curl -s -m 1 http://localhost:PORT/\n   ...\n", ""),
}


START = "(python3 -m http.server PORT > log 2>&1 &)"
ASK = "curl -s -o page --retry 9 --retry-connrefused --retry-delay 1 http://localhost:PORT"


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """A run of these pages, and of one that leaves a server: the port that was taken, the one that was left."""
    guide, left = Guide(tmp_path_factory.mktemp("ports")), free_port()
    guide.docker()
    guide.hasty()
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        for use, (text, needs) in USES.items():
            guide.page(use, f"{needs or 'Words.'}\n\n.. code-block:: console\n\n{text.replace('PORT', str(port))}")
        text = f"   $ {START}\n   $ {ASK}\n".replace("PORT", str(left))
        guide.page("leaving", f".. code-block:: console\n\n{text}")
        return guide.run(), port, left


@pytest.mark.parametrize("use", USES)
def test_a_taken_port_fails_the_page_and_says_by_whom(ran, use: str) -> None:
    """Nobody else's server is tested: the page fails at a line of its first block, and names port and holder."""
    outcome, port, _ = ran
    ((line, sentence),) = outcome.failures(use)
    words = f"port {port} is taken by "
    assert (6, True, True) == (line, words in sentence, f"(process {os.getpid()}): stop that" in sentence), sentence


def test_a_port_left_behind_is_named(ran) -> None:
    """A server that a page leaves is named with its port, and ended."""
    outcome, _, port = ran
    ((line, sentence),) = outcome.failures("leaving")
    assert (4, True, False) == (line, f"the page leaves port {port}, held by python3" in sentence, ports.answers(port))
