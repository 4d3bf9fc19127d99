"""One set-up at a time: a second one waits, and says for whom."""

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from typing import IO

from standins import paths, say

WAIT_SECONDS = 20 * 60  # longer than any set-up on 2 cores takes


@contextlib.contextmanager
def alone(wait_seconds: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold the set-up's lock during the block. Raises `Failed` when another set-up keeps it that long."""
    with (paths.folder() / "lock").open("a+") as file:
        deadline, told = time.monotonic() + wait_seconds, False
        while not taken(file):
            file.seek(0)
            other = file.read().strip() or "unknown"
            if time.monotonic() >= deadline:
                raise say.Failed(f"Another set-up (process {other}) is still running: wait for it or end it.")
            if not told:
                say.line(f"Another set-up (process {other}) is running: waiting for it to finish.")
                told = True
            time.sleep(0.2)
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def taken(file: IO[str]) -> bool:
    """Try to take the lock; it is given back when the file is closed, also by a killed process."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
