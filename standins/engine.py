"""A Docker Engine: the one that answers, else the installed one started, else Debian's installed first."""

import os
import re
import shutil
import subprocess
import time
from pathlib import Path

from standins import debian, docker, paths, say, troubles

START_SECONDS = 60
CAP_SYS_RESOURCE = 1 << 24  # linux/capability.h
started: list[subprocess.Popen] = []  # kept: Python complains when it loses a running program
STATUS = Path("/proc/self/status")  # proc(5): CapBnd
SYSTEMD = Path("/run/systemd/system")  # there when systemd started this machine (sd_booted(3))
USUAL_ENDPOINTS = ("unix:///var/run/docker.sock", "unix:///run/docker.sock")


def ensure() -> None:
    """Make sure that an engine answers. Raises `Failed` with the way out."""
    known, words = docker.versions()
    if known:
        say.line(f"Docker Engine {known['Server']['Version']} answers.")
        return
    endpoint = docker.endpoint()
    elsewhere = endpoint is not None and endpoint not in USUAL_ENDPOINTS
    if elsewhere or os.geteuid() != 0 or "time-out" in words:
        raise say.Failed(troubles.explain_docker(words, endpoint))
    if not (shutil.which("dockerd") and shutil.which("docker")):
        if not debian.can_install():
            raise say.Failed(troubles.explain_docker("no docker client", endpoint))
        debian.install("docker.io", "mmdebstrap")  # which unpacks the plugins that it lacks
    if not docker.answers():
        start("dockerd")


def start(program: str | Path, *options: str, path: Path | None = None) -> None:
    """Start an engine, `path` in front of PATH for its helpers, and wait for it. Raises `Failed`."""
    with say.step("Starting the Docker Engine") as step:
        if program == "dockerd" and SYSTEMD.is_dir():
            subprocess.run(["systemctl", "start", "docker"], capture_output=True, check=False)
            process, log = None, "`journalctl -u docker`"
        else:
            process, log = launch([program, *lowered(), *options], path)
        try:
            wait(process, log)
        except BaseException:
            if process:
                process.terminate()
            raise
        stop = f"`kill {process.pid}`" if process else "`systemctl stop docker`"
        step.result = f"it goes on running until {stop}"


def launch(command: list, path: Path | None) -> tuple[subprocess.Popen, Path]:
    """Start dockerd in a session of its own, so that no Ctrl-C in this terminal reaches it."""
    log = paths.folder() / "dockerd.log"
    env = {**os.environ, "PATH": f"{path}:{os.environ['PATH']}"} if path else None
    with log.open("wb") as file:
        process = subprocess.Popen(
            command, env=env, stdin=subprocess.DEVNULL, stdout=file, stderr=file, start_new_session=True
        )
    started.append(process)
    return process, log


def wait(process: subprocess.Popen | None, log: Path | str) -> None:
    """Wait until an engine answers. Raises `Failed` when it ended before, or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and (process is None or process.poll() is None):
        if docker.answers():
            return
        time.sleep(0.2)
    written = log.read_text(errors="replace") if isinstance(log, Path) else ""
    telling = [text for text in written.strip().splitlines() if not re.search(r"level=(debug|info|warning)", text)]
    last = "".join(f"\n    {text}" for text in telling[-3:])
    way_out = troubles.explain_disk(written) or f"The Docker Engine does not start; its log is {log}.{last}"
    raise say.Failed(way_out)


def lowered() -> list[str]:
    """Options for a machine that lacks CAP_SYS_RESOURCE: runc behind a wrapper that asks for less."""
    bounding = next(text for text in STATUS.read_text().splitlines() if text.startswith("CapBnd"))
    if int(bounding.split()[1], 16) & CAP_SYS_RESOURCE:
        return []
    wrapper = paths.folder("engine") / "runc-lowered"  # not in the checkout, which may move
    shutil.copy(paths.HERE / "runc-lowered", wrapper)
    return ["--add-runtime", f"lowered={wrapper}", "--default-runtime", "lowered"]
