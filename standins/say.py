"""What the set-up prints: one line a step, with seconds and sizes, and one sentence for a failure."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Failed(Exception):
    """A step that can't be done; its text is one sentence with the way out, for the user."""


class Step:
    """A running step: what it may add to its line, and whether that line is still the last one."""

    result = ""
    on_its_line = True


running: list[Step] = []  # a step within a step gets a line of its own


def line(text: str) -> None:
    """Print a line, at once."""
    print(text, flush=True)


def dot() -> None:
    """Show, within the line of a long step, that it goes on."""
    print(".", end="", flush=True)


@contextmanager
def step(what: str) -> Iterator[Step]:
    """Print `what ... RESULT, SECONDS s`: the first half at once, the second half when the block is done."""
    if running and running[-1].on_its_line:
        line("")
        running[-1].on_its_line = False
    print(f"{what} ...", end="", flush=True)
    this, start = Step(), time.monotonic()
    running.append(this)
    end = " stopped"
    try:
        yield this
        seconds = f"{time.monotonic() - start:.0f} s"
        end = f" {this.result}, {seconds}" if this.result else f" {seconds}"
    except Failed:
        end = " failed"
        raise
    finally:
        running.pop()
        line(end if this.on_its_line else f"{what}:{end}")


def size(size_bytes: int) -> str:
    """A size as docker prints it: 191MB."""
    return f"{size_bytes / 1e6:.0f}MB" if size_bytes < 1e9 else f"{size_bytes / 1e9:.2f}GB"
