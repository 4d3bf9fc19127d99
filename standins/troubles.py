"""From the words of a program that failed to one sentence that says what is wrong, with the way out."""

import os
import re

INSTALL = "https://docs.docker.com/engine/install/"
DOCKER_TROUBLES = [
    (
        r"no docker client",
        f"Docker is not installed: install it ({INSTALL}), or run `make test` as root on Debian or Ubuntu.",
    ),
    (
        r"permission denied",
        "You have no right to the Docker socket: `sudo usermod -aG docker $USER`, then log in again "
        "(members of that group can become root).",
    ),
    (
        r"time-out",
        "The Docker engine does not answer within 10 s: restart it (`sudo systemctl restart docker`, or "
        "Docker Desktop).",
    ),
]
TROUBLES = [
    (r"no space left on device|disk quota exceeded|not enough free space|disk is full", "disk full"),
    (
        r"could not resolve|failure resolving|no such host|network is unreachable|no route to host|"
        r"failed to establish a new connection|i/o timeout|connection timed out|proxyconnect|"
        r"no matching distribution found",
        "no network",
    ),
    (r"permission denied while trying to connect", "no right"),
]
SENTENCES = {
    "disk full": "The disk is full: free some space (`docker system df` shows Docker's) and start again.",
    "no network": "No network, or the registry does not answer: connect (or set the proxy) and start again.",
    "no right": DOCKER_TROUBLES[1][1],
}


def explain(output: str) -> str | None:
    """The sentence for a known trouble in the output of any program, else None."""
    for pattern, name in TROUBLES:
        if re.search(pattern, output, re.IGNORECASE):
            return SENTENCES[name]
    return None


def explain_docker(words: str, endpoint: str | None) -> str:
    """The sentence for an engine that does not answer, from docker's own words."""
    for pattern, sentence in DOCKER_TROUBLES:
        if re.search(pattern, words, re.IGNORECASE):
            return sentence
    if os.environ.get("DOCKER_HOST"):
        return f"No Docker engine answers at DOCKER_HOST={endpoint}: start that one, or unset DOCKER_HOST."
    return (
        f"Docker is installed, but no engine answers at {endpoint}: start it "
        "(`sudo systemctl start docker`, or open Docker Desktop), or run `make test` as root."
    )


def explain_disk(output: str) -> str | None:
    """The sentence for a full disk, if the output tells of one."""
    return SENTENCES["disk full"] if re.search(TROUBLES[0][0], output, re.IGNORECASE) else None
