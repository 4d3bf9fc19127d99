"""One set-up at a time: a second one waits, and says for whom."""

import contextlib
import fcntl
import os
from collections.abc import Iterator

from standins import paths, say


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Hold the set-up's lock during the block; it is given back when this process ends, however it does."""
    with (paths.folder() / "lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            say.line(f"Another set-up (process {file.read() or 'unknown'}) is running: waiting for it to finish.")
            fcntl.flock(file, fcntl.LOCK_EX)
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
