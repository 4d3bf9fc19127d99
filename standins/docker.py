"""The docker client, as the user has it: current context, DOCKER_HOST and configuration are respected."""

import json
import os
import shutil
import subprocess

ANSWER_TIMEOUT_SECONDS = 10  # an engine that needs longer for its version is not usable


def docker(*arguments: str, timeout: float | None = None) -> subprocess.CompletedProcess[str]:
    """Run docker without a terminal; returns status and output as they are. Raises TimeoutExpired only."""
    return subprocess.run(
        ["docker", *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


def versions() -> tuple[dict | None, str]:
    """The version of client and engine, or None and why no engine answers (docker's own words)."""
    if not shutil.which("docker"):
        return None, "no docker client"
    try:
        done = docker("version", "--format", "{{json .}}", timeout=ANSWER_TIMEOUT_SECONDS)
    except subprocess.TimeoutExpired:
        return None, "time-out"
    try:
        known = json.loads(done.stdout)
    except ValueError:
        known = {}
    return (known, "") if done.returncode == 0 and known.get("Server") else (None, done.stderr.strip())


def answers() -> bool:
    """Whether an engine answers now."""
    return versions()[0] is not None


def endpoint() -> str | None:
    """Where the user's current context (or DOCKER_HOST) finds its engine; None without a docker client."""
    if os.environ.get("DOCKER_HOST"):
        return os.environ["DOCKER_HOST"]
    if not shutil.which("docker"):
        return None
    done = docker("context", "inspect", "--format", "{{.Endpoints.docker.Host}}", timeout=ANSWER_TIMEOUT_SECONDS)
    return done.stdout.strip() or None


def image(name: str) -> dict | None:
    """What the engine knows of a local image: {"size": bytes, "id": str, "labels": dict}, or None."""
    done = docker("image", "inspect", "--format", "{{.Size}} {{.Id}} {{json .Config.Labels}}", name)
    if done.returncode != 0:
        return None
    size_bytes, identifier, labels = done.stdout.split(maxsplit=2)
    return {"size": int(size_bytes), "id": identifier, "labels": json.loads(labels) or {}}
