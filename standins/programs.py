"""Running other programs: output into the log file, an end on Ctrl-C, one sentence when they fail."""

import contextlib
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

from standins import paths, say, troubles

LAST_LINES = 5  # of a failed program's output, enough for its own error message
DOT_SECONDS = 30  # a sign of life in the line of a long step
END_SECONDS = 10  # to end after SIGTERM

Command = Sequence[str | Path]
Environment = Mapping[str, str]


def run(command: Command, *, env: Environment | None = None, cwd: Path | None = None) -> str:
    """Run a program to its end; returns its standard output. Raises `Failed` when its status is not 0."""
    with start(command, env, cwd) as (process, written):
        output = wait(process)
        if process.returncode != 0:
            raise say.Failed(sentence(command, process.returncode, output + written()))
    return output


@contextlib.contextmanager
def start(
    command: Command, env: Environment | None, cwd: Path | None
) -> Iterator[tuple[subprocess.Popen[str], Callable[[], str]]]:
    """Start a program, yield it and a function that returns its standard error so far; end it in any case."""
    with tempfile.TemporaryFile() as errors:
        try:
            process = subprocess.Popen(
                command, env=env, cwd=cwd, text=True,
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors,
            )  # fmt: skip
        except OSError as error:
            raise say.Failed(f"`{command[0]}` can't be run: {error.strerror}.") from error
        try:
            yield process, lambda: read(errors)
        finally:
            end(process)
            with paths.log().open("a") as log:
                log.write(f"\n$ {' '.join(map(str, command))}\n{read(errors)}")


def wait(process: subprocess.Popen[str]) -> str:
    """Wait for its end, whatever it takes; returns its standard output."""
    while True:
        try:
            output, _ = process.communicate(timeout=DOT_SECONDS)
            return output
        except subprocess.TimeoutExpired:
            say.dot()


def end(process: subprocess.Popen[str]) -> None:
    """End a program that still runs: asked first (it cleans up), then killed."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    if process.stdout:
        process.stdout.close()


def read(file: IO[bytes]) -> str:
    """All that a program wrote into a file of its own."""
    file.seek(0)
    return file.read().decode(errors="replace")


def sentence(command: Command, status: int, output: str) -> str:
    """What to tell the user of a program that failed."""
    if known := troubles.explain(output):
        return known
    last = [f"\n    {line}" for line in output.strip().splitlines()[-LAST_LINES:]]
    short = " ".join(str(part) for part in command)[:80]
    return f"`{short}` failed (exit status {status}, all of its output is in {paths.log()}):{''.join(last)}"
