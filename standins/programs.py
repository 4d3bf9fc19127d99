"""Running other programs: errors into the log file, an end on Ctrl-C, one sentence when they fail."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from standins import paths, say, troubles

LAST_LINES = 5  # of a failed program's output, enough for its own error message
DOT_SECONDS = 30  # a sign of life in the line of a long step
END_SECONDS = 10  # to end after SIGTERM

Command = Sequence[str | Path]


def run(command: Command, *, env: Mapping[str, str] | None = None, cwd: Path | None = None) -> str:
    """Run a program to its end; returns its standard output. Raises `Failed` when its status is not 0."""
    with paths.log().open("a+", errors="replace") as log:
        log.write(f"\n$ {' '.join(map(str, command))}\n")
        log.flush()
        begin = log.tell()
        try:
            process = subprocess.Popen(
                command, env=env, cwd=cwd, text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log
            )
        except OSError as error:
            raise say.Failed(f"`{command[0]}` can't be run: {error.strerror}.") from error
        with process:
            try:
                output = wait(process)
            except BaseException:
                end(process)
                raise
        if process.returncode != 0:
            log.seek(begin)
            written = log.read()
            log.write(output)
            raise say.Failed(sentence(command, process.returncode, output + written))
    return output


def wait(process: subprocess.Popen[str]) -> str:
    """Wait for its end, whatever it takes; returns its standard output."""
    while True:
        try:
            output, _ = process.communicate(timeout=DOT_SECONDS)
            return output
        except subprocess.TimeoutExpired:
            say.dot()


def end(process: subprocess.Popen[str]) -> None:
    """End a program: asked first (it cleans up), then killed."""
    process.terminate()
    try:
        process.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()


def sentence(command: Command, status: int, output: str) -> str:
    """What to tell the user of a program that failed."""
    if known := troubles.explain(output):
        return known
    last = [f"\n    {line}" for line in output.strip().splitlines()[-LAST_LINES:]]
    short = " ".join(map(str, command))[:80]
    return f"`{short}` failed (exit status {status}, all of its output is in {paths.log()}):{''.join(last)}"
