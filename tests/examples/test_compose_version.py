"""Which Compose is taken, and which refused."""

from pathlib import Path

import pytest

from .compose import compose_version, refusal


@pytest.mark.parametrize("version", ["2.26.1-4\n", "v2.40.0", "5.6.1\n"])
def test_compose_2_and_newer_are_taken(version: str) -> None:
    """Compose 2 and its successors are taken."""
    assert refusal(version) is None


@pytest.mark.parametrize("version", ["1.29.2\n", "", "docker-compose version 1.29.2, build unknown"])
def test_older_compose_is_refused(version: str) -> None:
    """Compose 1, or none at all, is refused with a sentence that says what to install."""
    assert str(refusal(version)).endswith("install Docker's Compose plugin.")


@pytest.mark.parametrize("script, version", [("echo 1.29.2", "1.29.2\n"), ("echo 2.26.1; exit 1", "")])
def test_the_version_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, version: str) -> None:
    """The version is what `docker compose version --short` prints, nothing when it fails."""
    (tmp_path / "docker").write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    (tmp_path / "docker").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert compose_version() == version


def test_without_docker_there_is_no_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no docker there is no Compose."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert compose_version() == ""
