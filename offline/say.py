"""What the set-up prints: one line a step, with seconds and sizes, and one sentence for a failure."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Failed(Exception):
    """A step that can't be done; its text is one sentence with the way out, for the user."""


class Step:
    """What a running step may add to its line."""

    result = ""


def line(text: str) -> None:
    """Print a line, at once."""
    print(text, flush=True)


def dot() -> None:
    """Show, within the line of a long step, that it goes on."""
    print(".", end="", flush=True)


@contextmanager
def step(what: str) -> Iterator[Step]:
    """Print `what ... RESULT, SECONDS s`: the first half at once, the second half when the block is done."""
    print(f"{what} ...", end="", flush=True)
    running, start = Step(), time.monotonic()
    try:
        yield running
    except BaseException as error:
        line(" failed" if isinstance(error, Failed) else " stopped")
        raise
    seconds = f"{time.monotonic() - start:.0f} s"
    line(f" {running.result}, {seconds}" if running.result else f" {seconds}")


def size(size_bytes: int) -> str:
    """A size as docker prints it: 191MB."""
    return f"{size_bytes / 1e6:.0f}MB" if size_bytes < 1e9 else f"{size_bytes / 1e9:.2f}GB"
