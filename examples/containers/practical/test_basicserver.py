"""The server's own tests: Flask's test client, no network and no Docker."""

import pytest
from basicserver import app


@pytest.fixture
def client():
    return app.test_client()


def test_root_answers_hello_world(client):
    """The body is the text that the page's curl shows, without a final newline."""
    response = client.get("/")
    assert (response.status_code, response.text) == (200, "Hello, World!")


def test_other_paths_are_not_found(client):
    """The server has one endpoint."""
    assert client.get("/other").status_code == 404


def test_root_refuses_post(client):
    """The endpoint only reads."""
    assert client.post("/").status_code == 405
