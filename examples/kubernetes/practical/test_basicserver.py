"""The server's own tests: Flask's test client, no network and no Docker."""

import socket

import pytest
from basicserver import app


@pytest.fixture
def client():
    return app.test_client()


def test_root_says_on_which_host_it_runs(client, monkeypatch):
    """The host name is asked for at each request; the line ends, so that many answers stay many lines."""
    monkeypatch.setattr(socket, "gethostname", lambda: "a-pod")
    response = client.get("/")
    assert (response.status_code, response.text) == (200, "Hello, World! This is a-pod.\n")


def test_root_refuses_post(client):
    """The endpoint only reads."""
    assert client.post("/").status_code == 405
