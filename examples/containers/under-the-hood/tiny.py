"""A container by hand: python3 tiny.py FOLDER COMMAND [ARGUMENT ...] runs the command with FOLDER as its files."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

MEMORY_BYTES = 64 * 1024 * 1024
CGROUPS = Path("/sys/fs/cgroup")


def limited(cgroups: Path = CGROUPS) -> Path:
    """Make a cgroup with a memory limit, whichever version this kernel has, and put this process into it."""
    if (cgroups / "cgroup.controllers").exists():  # version 2: only a group without processes hands a limit down
        (cgroups / "others").mkdir(exist_ok=True)
        for process in (cgroups / "cgroup.procs").read_text().split():
            (cgroups / "others" / "cgroup.procs").write_text(process)
        (cgroups / "cgroup.subtree_control").write_text("+memory")
        group, limit = cgroups / "tiny", "memory.max"
    else:  # version 1: a tree for each resource
        group, limit = cgroups / "memory" / "tiny", "memory.limit_in_bytes"
    group.mkdir(exist_ok=True)
    (group / limit).write_text(str(MEMORY_BYTES))
    (group / "cgroup.procs").write_text(str(os.getpid()))
    return group


def layered(lower: str) -> Path:
    """Mount a layer of its own over the folder, so that the folder stays as it is; return the sum of both."""
    place = Path(tempfile.mkdtemp())
    mount("tmpfs", place)
    for name in ("upper", "work", "merged"):
        (place / name).mkdir()
    layers = f"lowerdir={lower},upperdir={place}/upper,workdir={place}/work"
    mount("overlay", place / "merged", "-o", layers)
    return place / "merged"


def mount(kind: str, target: Path, *options: str) -> None:
    """Mount a file system of that kind."""
    subprocess.run(["mount", "-t", kind, *options, kind, target], check=True)


def start(lower: str, command: list[str]) -> None:
    """Become the command, behind walls: its own host name, process ids, mounts and files."""
    os.unshare(os.CLONE_NEWUTS | os.CLONE_NEWIPC | os.CLONE_NEWNS)
    subprocess.run(["mount", "--make-rprivate", "/"], check=True)  # what is mounted from here on, nobody else sees
    os.chdir(layered(lower))
    mount("proc", Path("proc"))
    socket.sethostname("box")
    Path("old").mkdir()
    subprocess.run(["pivot_root", ".", "old"], check=True)  # this folder becomes /, the former / becomes /old
    os.chroot(".")
    subprocess.run(["umount", "--lazy", "/old"], check=True)
    os.execvp(command[0], command)


def main(lower: str, *command: str) -> int:
    """Run the command in a container of its own; return its exit status."""
    group = limited()
    os.unshare(os.CLONE_NEWPID)  # for the processes that this one starts, not for itself
    child = os.fork()  # the first of them: process 1
    if child == 0:
        start(lower, list(command))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the command
    _, status = os.waitpid(child, 0)
    # A group can be removed when it is empty.
    (group.parent / "cgroup.procs").write_text(str(os.getpid()))
    group.rmdir()
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code  # ended by a signal: 128 and its number, as a shell says it


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
