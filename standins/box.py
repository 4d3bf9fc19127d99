"""A box for the engine: processes, network and mounts that the kernel takes away together with their first process.

Outside of it nothing of the machine is changed: no address, no route, no rule of a firewall. The way out to the network
is a program, slirp4netns, that opens the connections itself. In there, /run is new, and what is written into /etc and
/opt is gone with the box; all other folders are the machine's.
"""

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from standins import paths, say

NEW_MOUNTS, NEW_PROCESSES, NEW_NETWORK = 0x00020000, 0x20000000, 0x40000000  # linux/sched.h
RECURSIVE, PRIVATE = 0x4000, 1 << 18  # linux/mount.h
PR_SET_PDEATHSIG = 1  # linux/prctl.h
NAME_SERVER = "10.0.2.3"  # slirp4netns answers there, with what the machine's own name server says
KEPT = ("/etc", "/opt")  # dockerd and containerd write into both
BY_HAND = ("/etc/hosts", "/etc/hostname")  # in a container these are mounts, which an overlay does not show
FORWARDED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
NO_BOX = "No namespaces can be made here ({}): in a container, start it --privileged."
libc = ctypes.CDLL(None, use_errno=True)


class Relay:
    """What the box is told from outside: it interrupts the preparation, and then goes to the command."""

    def __init__(self, told: int):
        self._command: subprocess.Popen[bytes] | None = None
        self._told = told
        self._starting = threading.Lock()  # what comes while the command starts has to wait for it
        for number in FORWARDED[:3]:
            signal.signal(number, signal.default_int_handler)
        threading.Thread(target=self._pass_on, daemon=True).start()

    def _pass_on(self) -> None:
        while number := os.read(self._told, 1):
            with self._starting, contextlib.suppress(ProcessLookupError):
                os.kill(self._command.pid if self._command else os.getpid(), number[0])

    def run(self, command: list[str], environment: dict[str, str]) -> int:
        """Run the command in the foreground; returns its exit status as a shell would."""
        with self._starting:
            for number in FORWARDED:
                signal.signal(number, lambda *_: None)  # a terminal's Ctrl-C reaches the command by itself
            try:
                # Without a terminal it gets a session of its own: who ends the whole group ends the command once.
                started = subprocess.Popen(command, env=environment, start_new_session=not sys.stdin.isatty())
            except OSError as error:
                raise say.Failed(f"`{command[0]}` can't be run: {error.strerror}.") from error
            self._command = started
        status = started.wait()
        return status if status >= 0 else 128 - status


def run(body: Callable[[Relay], int], environment: dict[str, str]) -> int:
    """Call the body in a box and return what it returns; when this process ends, however, so does all in the box.

    The environment is one in which slirp4netns can be called. Where there can be no box, that is said and 1 returned,
    or `Failed` raised.
    """
    forwarded = {number for number in FORWARDED if signal.getsignal(number) is not signal.SIG_IGN}
    signal.pthread_sigmask(signal.SIG_BLOCK, {*forwarded, signal.SIGCHLD})
    told, tell = os.pipe()
    sys.stdout.flush()
    try:
        _call("unshare", NEW_PROCESSES)
        first = os.fork()
        if not first:
            os.close(tell)
            _first_process(body, told, environment)
        os.close(told)
        return _wait(first, tell, forwarded)
    except OSError as error:
        raise say.Failed(NO_BOX.format(error)) from error
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {*forwarded, signal.SIGCHLD})


def _wait(first: int, tell: int, forwarded: set[signal.Signals]) -> int:
    while True:
        came = signal.sigwaitinfo({*forwarded, signal.SIGCHLD})
        if came.si_signo == signal.SIGCHLD:
            done, status = os.waitpid(first, os.WNOHANG)
            if done:
                return _status(status)
        elif came.si_code <= 0:  # from a process; what a terminal sends, all of the command's group gets anyway
            os.write(tell, bytes([came.si_signo]))


def _first_process(body: Callable[[Relay], int], told: int, environment: dict[str, str]) -> None:
    """Process 1 of the box: makes it, has a child do the work, collects orphans; never returns."""
    status = 1
    try:
        _call("prctl", PR_SET_PDEATHSIG, signal.SIGKILL)
        try:
            _make(environment)
        except OSError as error:
            say.line(NO_BOX.format(error))
            return
        worker = os.fork()
        if not worker:
            signal.pthread_sigmask(signal.SIG_SETMASK, [])
            status = body(Relay(told))
            return
        while (done := os.wait())[0] != worker:
            pass
        status = _status(done[1])
    finally:
        sys.stdout.flush()
        os._exit(status)


def _make(environment: dict[str, str]) -> None:
    go, begin = os.pipe()
    ready, be_ready = os.pipe()
    options = ["--configure", "--mtu=65520", "--disable-host-loopback", "--netns-type=path", f"--ready-fd={be_ready}"]
    network = f"/proc/{Path('/proc/self').readlink()}/ns/net"
    if not os.fork():  # it has the machine's network, and ends with the box
        try:
            os.set_inheritable(be_ready, True)
            os.dup2(os.open(paths.log(), os.O_WRONLY | os.O_APPEND | os.O_CREAT), 1)
            os.dup2(1, 2)
            os.read(go, 1)
            os.execvpe("slirp4netns", ["slirp4netns", *options, network, "tap0"], environment)
        finally:
            os._exit(1)
    os.close(be_ready)
    _call("unshare", NEW_MOUNTS | NEW_NETWORK)
    os.write(begin, b"1")
    _mount_all()
    if os.read(ready, 1) != b"1":
        raise OSError("slirp4netns found no way out; it needs /dev/net/tun")
    for end in (go, begin, ready):
        os.close(end)


def _status(waited: int) -> int:
    status = os.waitstatus_to_exitcode(waited)
    return status if status >= 0 else 128 - status


def _mount_all() -> None:
    _mount("none", "/", None, RECURSIVE | PRIVATE)
    _mount("proc", "/proc", "proc")
    by_hand = {file: Path(file).read_bytes() for file in BY_HAND if Path(file).is_file()}
    _mount("tmpfs", "/run", "tmpfs", data="mode=755")
    for name in ("lock", "shm", "user"):
        Path("/run", name).mkdir(mode=0o1777)
    for folder in filter(os.path.isdir, KEPT):
        upper, work = Path("/run/box", folder[1:]), Path("/run/box", f"{folder[1:]}.work")
        upper.mkdir(parents=True)
        work.mkdir()
        shutil.copystat(folder, upper)
        if folder == "/etc":
            for file, content in by_hand.items():
                (upper / Path(file).name).write_bytes(content)
            (upper / "resolv.conf").write_text(f"nameserver {NAME_SERVER}\n")
        _mount("overlay", folder, "overlay", data=f"lowerdir={folder},upperdir={upper},workdir={work}")


def _mount(source: str, target: str, kind: str | None, flags: int = 0, data: str = "") -> None:
    try:
        encoded = [text.encode() if text is not None else None for text in (source, target, kind)]
        _call("mount", *encoded, flags, data.encode())
    except OSError as error:
        raise OSError(error.errno, f"{target}: {error.strerror}") from None


def _call(name: str, *arguments: object) -> None:
    """Call a function of the C library. Raises OSError."""
    if getattr(libc, name)(*arguments) == -1:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
