"""From the words of a program that failed to one sentence that says what is wrong, with the way out."""

import os
import re

INSTALL = "https://docs.docker.com/engine/install/"
OWN = "As root on Debian, `GUIDE_ENGINE=own` has the guide bring an engine of its own."
WITHOUT = "`GUIDE_WITHOUT=docker` leaves out what needs Docker."
NO_RIGHT = (
    "You have no right to the Docker socket: `sudo usermod -aG docker $USER`, then log in again "
    "(members of that group can become root)."
)
HANGS = (
    "The Docker engine does not answer within 10 s: restart it (`sudo systemctl restart docker`, or Docker Desktop)."
)
DISK = r"no space left on device|disk quota exceeded|not enough free space|disk is full"
NETWORK = (
    r"could not resolve|failure resolving|no such host|name resolution|server misbehaving|network is unreachable|"
    r"no route to host|connection refused|failed to establish a new connection|i/o timeout|handshake timeout|"
    r"connection timed out|deadline exceeded|awaiting headers|while waiting for connection|proxyconnect|^no answer$"
)
# What `docker pull` says, most telling first: a registry that answers is never taken for one that can't be reached.
PULLS = [
    (DISK, "disk full"),
    (r"toomanyrequests|rate limit", "rate limit"),
    (NETWORK, "no registry"),
    (r"x509|certificate|tls:", "certificate"),
    (r"manifest unknown|manifest for .* not found|: not found|no matching manifest", "no such image"),
    (r"unauthorized|authentication required|denied|incorrect username", "login"),
    (r"status:? 5\d\d|5\d\d (internal|bad gateway|service|gateway)", "registry broken"),
]
SENTENCES = {
    "disk full": "The disk is full: free some space (`docker system df` shows Docker's) and start again.",
    "no network": "No network, or the registry does not answer: connect (or set the proxy) and start again.",
    "no registry": f"No registry can be reached: connect (or set the proxy) and start again. {OWN}",
    "rate limit": "Log in (`docker login`), which raises the limit, or wait until it is over.",
    "certificate": "Have Docker trust the certificate that stands before the registry (a proxy's?).",
    "no such image": "The registry has it no more, so the guide is out of date: report it, please.",
    "login": "Log in again, or log out (`docker logout`): published images need no account.",
    "registry broken": "The registry has a fault: try again later.",
}


def explain(output: str) -> str | None:
    """The sentence for a known trouble in the output of any program, else None."""
    if re.search(DISK, output, re.IGNORECASE):
        return SENTENCES["disk full"]
    if re.search(f"{NETWORK}|no matching distribution found", output, re.IGNORECASE | re.MULTILINE):
        return SENTENCES["no network"]
    return None


def of_pull(words: str) -> str | None:
    """The key of the sentence for a failed `docker pull`, from what it said; None for an unknown cause."""
    for pattern, cause in PULLS:
        if re.search(pattern, words, re.IGNORECASE | re.MULTILINE):
            return cause
    return None


def explain_docker(words: str, endpoint: str | None, refusal: str | None) -> str:
    """The sentence for an engine that does not answer, from docker's own words, and why there is none of our own."""
    own = f"The guide brings no engine of its own here: {refusal}. " if refusal else ""
    if "time-out" in words:
        return f"{HANGS} {OWN if not refusal else own}{WITHOUT}"
    if re.search("permission denied", words, re.IGNORECASE):
        return f"{NO_RIGHT} {WITHOUT}"
    if os.environ.get("DOCKER_HOST"):
        return f"No Docker engine answers at DOCKER_HOST={endpoint}: start that one, or unset DOCKER_HOST."
    if "no docker client" in words:
        return f"Docker is not installed: install it ({INSTALL}). {own}{WITHOUT}"
    start = "start it (`sudo systemctl start docker`, or open Docker Desktop)"
    return f"Docker is installed, but no engine answers at {endpoint}: {start}. {own}{WITHOUT}"


def explain_disk(output: str) -> str | None:
    """The sentence for a full disk, if the output tells of one."""
    return SENTENCES["disk full"] if re.search(DISK, output, re.IGNORECASE) else None
