"""The guide's own engine: Debian's or today's, in a box, with its images in the cache folder and nothing else kept."""

import contextlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from standins import current, debian, docker, paths, say, troubles

START_SECONDS = 60
STOP_SECONDS = 20
CAP_SYS_RESOURCE = 1 << 24  # linux/capability.h
STATUS = Path("/proc/self/status")  # proc(5): CapBnd
SOCKET = "unix:///run/docker.sock"  # the usual one: the box's /run is its own
CONTROL_GROUPS = Path("/sys/fs/cgroup")
GROUP = "containers-guide"  # the control group of all its containers
TEMPORARY = Path("/run/tmp")
OTHERS = ("DOCKER_CONTEXT", "DOCKER_TLS_VERIFY", "DOCKER_CERT_PATH", "DOCKER_API_VERSION")
KINDS = {"own": "Debian's", "current": "today's"}  # GUIDE_ENGINE: what that is


def ensure(kind: str) -> None:
    """Bring the programs of an engine. Raises `Failed`."""
    if refusal := debian.refusal():
        raise say.Failed(f"The guide brings no engine of its own here: {refusal}. {troubles.WITHOUT}")
    debian.ensure()
    if kind == "current":
        current.ensure()
    debian.offer(paths.folder("bin"))


@contextlib.contextmanager
def started(kind: str) -> Iterator[None]:
    """Run the engine during the block; to be called in a box, where this process talks to no other engine then."""
    for name in OTHERS:
        os.environ.pop(name, None)
    first = [current.programs(), current.client()] if kind == "current" else []
    path = os.pathsep.join(map(str, [*first, paths.cache("bin"), os.environ["PATH"]]))
    # buildx notes each build in the user's folder.
    os.environ.update(DOCKER_HOST=SOCKET, PATH=path, BUILDX_CONFIG=str(paths.cache("buildx")))
    with say.step(f"Starting the guide's own engine ({KINDS[kind]})") as step:
        process = launch(kind)
        try:
            version = wait(process)
            tidy()
        except BaseException:
            process.kill()
            raise
        step.result = f"Docker Engine {version}"
    try:
        yield
    finally:
        stop(process)


def launch(kind: str) -> subprocess.Popen[bytes]:
    """Start dockerd in a session of its own, so that no Ctrl-C in this terminal reaches it."""
    data = paths.folder("engine", kind)
    command = [
        "dockerd", f"--data-root={data}", f"--host={SOCKET}", f"--cgroup-parent=/{GROUP}",
        "--exec-opt=native.cgroupdriver=cgroupfs", *lowered(),
    ]  # fmt: skip
    # Where containerd writes what it does when it is asked: within the box.
    TEMPORARY.mkdir(exist_ok=True)
    # With the variable `container` dockerd loads no AppArmor profile: those stay in the kernel.
    environment = {**debian.environment(), "container": GROUP, "TMPDIR": str(TEMPORARY)}
    if kind == "current":
        environment["PATH"] = f"{current.programs()}:{environment['PATH']}"
    with (paths.folder() / "dockerd.log").open("wb") as file:
        return subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=file, stderr=file, start_new_session=True
        )


def wait(process: subprocess.Popen[bytes]) -> str:
    """Wait until the engine answers; returns its version. Raises `Failed` when it ended before, or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if known := docker.versions()[0]:
            return str(known["Server"]["Version"])
        time.sleep(0.1)
    log = paths.cache("dockerd.log")
    written = log.read_text(errors="replace")
    telling = [text for text in written.strip().splitlines() if not re.search(r"level=(debug|info|warning)", text)]
    last = "".join(f"\n    {text}" for text in telling[-3:])
    raise say.Failed(troubles.explain_disk(written) or f"The Docker Engine does not start; its log is {log}.{last}")


def tidy() -> None:
    """Remove all but images: what a run left that was killed, and what builds kept, so that each run begins alike."""
    for listed, remove in (
        (("ps", "--all", "--quiet"), ("rm", "--force", "--volumes")),
        (("volume", "ls", "--quiet"), ("volume", "rm")),
    ):
        if found := docker.docker(*listed).stdout.split():
            docker.docker(*remove, *found)
    docker.docker("network", "prune", "--force")
    docker.docker("builder", "prune", "--all", "--force")


def keep_images(names: set[str]) -> None:
    """Remove the images without one of these names, and what making those left in the build cache."""
    docker.docker("builder", "prune", "--all", "--force")
    names = {name if ":" in name.rsplit("/", 1)[-1] else f"{name}:latest" for name in names}
    listed = docker.docker("image", "ls", "--no-trunc", "--format", "{{.ID}} {{.Repository}}:{{.Tag}}").stdout
    images = [line.split(" ", 1) for line in listed.splitlines()]
    kept = {identifier for identifier, name in images if name in names}
    for identifier, name in images:
        if name not in names:
            docker.docker("image", "rm", "--force", name if identifier in kept else identifier)


def stop(process: subprocess.Popen[bytes]) -> None:
    """End what still runs in the engine, then the engine; the box takes what doesn't end."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        if found := docker.docker("ps", "--quiet", timeout=STOP_SECONDS).stdout.split():
            docker.docker("rm", "--force", "--volumes", *found, timeout=STOP_SECONDS)
        process.terminate()
        process.wait(STOP_SECONDS)


def remove_control_groups() -> None:
    """Remove the empty control groups of an engine that has ended."""
    for tree in (CONTROL_GROUPS / GROUP, *CONTROL_GROUPS.glob(f"*/{GROUP}")):
        for folder, _, _ in os.walk(tree, topdown=False):
            with contextlib.suppress(OSError):  # some are still in use for a moment; the next run finds them
                Path(folder).rmdir()


def lowered() -> list[str]:
    """Options for a machine that lacks CAP_SYS_RESOURCE: runc behind a wrapper that asks for less."""
    bounding = next(text for text in STATUS.read_text().splitlines() if text.startswith("CapBnd"))
    if int(bounding.split()[1], 16) & CAP_SYS_RESOURCE:
        return []
    wrapper = paths.folder("engine") / "runc-lowered"  # not in the checkout, which may move
    program = (paths.HERE / "runc-lowered").read_text()
    # By its own path and with nothing but itself: each container's start waits for it several times.
    wrapper.write_text(program.replace("#!/usr/bin/env python3", f"#!{os.path.realpath(sys.executable)} -IS", 1))
    wrapper.chmod(0o755)
    return ["--add-runtime", f"lowered={wrapper}", "--default-runtime", "lowered"]
