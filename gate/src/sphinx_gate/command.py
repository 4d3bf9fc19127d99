"""Runs a program of this machine, for the gate itself: not for pages, whose commands are typed into terminals."""

import subprocess
from collections.abc import Sequence

TIMEOUT_SECONDS = 30
NOT_RUN = 127  # as shells have it


def run(
    command: Sequence[str], environment: dict[str, str] | None = None, timeout: float | None = TIMEOUT_SECONDS
) -> subprocess.CompletedProcess[str]:
    """What a program came to that gets no input; without an environment it has that of the gate.

    One that can't be started, or isn't done in time (seconds), has failed: what it says on stderr is why.
    """
    try:
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, errors="replace", check=False,
            stdin=subprocess.DEVNULL, timeout=timeout,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        return subprocess.CompletedProcess(command, NOT_RUN, "", str(error))
