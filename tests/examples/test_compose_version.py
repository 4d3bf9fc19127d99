"""Which Compose is taken, and which refused."""

import pytest

from .compose import refusal


@pytest.mark.parametrize("version", ["2.26.1-4\n", "v2.40.0", "5.6.1\n"])
def test_compose_2_and_newer_are_taken(version: str) -> None:
    """Compose 2 and its successors are taken."""
    assert refusal(version) is None


@pytest.mark.parametrize("version", ["1.29.2\n", "", "docker-compose version 1.29.2, build unknown"])
def test_older_compose_is_refused(version: str) -> None:
    """Compose 1, or none at all, is refused with a sentence that says what to install."""
    assert str(refusal(version)).endswith("install Docker's Compose plugin.")
