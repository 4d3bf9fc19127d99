"""The docker client, as the user has it: current context, DOCKER_HOST and configuration are respected."""

import json
import os
import re
import shutil
import subprocess
import threading
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from standins import say, troubles

ANSWER_TIMEOUT_SECONDS = 10  # an engine that needs longer for its version is not usable
FIRST_ANSWER_SECONDS = 20  # a registry's first line; after it a pull may take as long as it needs
LOCAL = ("unix", "npipe", "fd")
THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
NO_ANSWER = "no answer"
unreachable: set[str] = set()  # the registries that did not answer in this run: asked once


class Unreachable(say.Failed):
    """No registry can be reached."""


class Image(NamedTuple):
    """What the engine knows of a local image."""

    id: str
    size_bytes: int


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


def versions() -> tuple[dict[str, Any] | None, str]:
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


def endpoint() -> str | None:
    """Where the user's current context (or DOCKER_HOST) finds its engine; None without a docker client."""
    if os.environ.get("DOCKER_HOST") and not os.environ.get("DOCKER_CONTEXT"):
        return os.environ["DOCKER_HOST"]
    if not shutil.which("docker"):
        return None
    done = docker("context", "inspect", "--format", "{{.Endpoints.docker.Host}}", timeout=ANSWER_TIMEOUT_SECONDS)
    return done.stdout.strip() or None


def remote(endpoint: str | None) -> bool:
    """Whether an engine is on another machine, as far as its address tells."""
    parts = urlsplit(endpoint or "unix://")
    return parts.scheme not in LOCAL and parts.hostname not in THIS_MACHINE


def image(name: str) -> Image | None:
    """A local image, or None where there is none of that name."""
    done = docker("image", "inspect", "--format", "{{.Id}} {{.Size}}", name)
    if done.returncode != 0:
        return None
    identifier, size_bytes = done.stdout.split()
    return Image(identifier, int(size_bytes))


def present(name: str) -> Image:
    """A local image that has just been brought. Raises `Failed` where it is not there after all."""
    if found := image(name):
        return found
    raise say.Failed(f"{name} was brought, but docker does not know it.")


def pull(name: str) -> None:
    """Pull an image. Raises `Unreachable` where no registry answers, `Failed` with the cause where one does."""
    registry = name.split("/")[0] if re.match(r"[^/]*[.:][^/]*/", name) else ""
    if registry in unreachable:
        raise Unreachable(troubles.SENTENCES["no registry"])
    with say.step(f"Pulling {name}") as step:
        words, status = _attempt(["docker", "pull", name])
        if status == 0:
            step.result = say.size(present(name).size_bytes)
            return
        cause = troubles.of_pull(words)
        if cause == "no registry":
            unreachable.add(registry)
            step.result = "no registry answers"
    if cause == "no registry":
        raise Unreachable(troubles.SENTENCES["no registry"])
    way_out = troubles.SENTENCES.get(cause or "", "")
    raise say.Failed(f"{name} can't be pulled: {words.splitlines()[-1] if words else 'docker says nothing'} {way_out}")


def _attempt(command: list[str]) -> tuple[str, int]:
    """Run a pull that gives up when nothing answers; returns what it said and its exit status."""
    gave_up = threading.Event()
    with subprocess.Popen(
        command, text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:

        def give_up() -> None:
            gave_up.set()
            process.terminate()

        alarm = threading.Timer(FIRST_ANSWER_SECONDS, give_up)
        alarm.start()
        lines = []
        try:
            for text in process.stdout or ():
                if "Pulling from" in text:  # the registry has answered
                    alarm.cancel()
                lines.append(text)
        except BaseException:
            process.terminate()
            raise
        finally:
            alarm.cancel()
    return ("".join(lines) + (NO_ANSWER if gave_up.is_set() else "")).strip(), process.returncode
