"""Pulling images, quick to give up where no registry answers."""

import subprocess
import threading

from standins import docker, say, troubles

FIRST_ANSWER_SECONDS = 20  # the registry's first line; after it a pull may take as long as it needs
NO_ANSWER = "no answer"
unreachable = threading.Event()  # one try tells for all images of a run


def pull(name: str) -> bool:
    """Pull an image; whether it worked. A registry that does not answer is no error: there are stand-ins."""
    if unreachable.is_set():
        return False
    with say.step(f"Pulling {name}") as step:
        last, status = attempt(["docker", "pull", name])
        known = docker.image(name) if status == 0 else None
        if not known and (last == NO_ANSWER or troubles.explain(last)):
            unreachable.set()
        step.result = say.size(known["size"]) if known else f"not possible ({shorten(last)})"
    return known is not None


def attempt(command: list[str]) -> tuple[str, int]:
    """Run a pull that gives up when nothing answers; returns its last line and its exit status."""
    pipe = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen(command, text=True, **pipe) as process:
        alarm = threading.Timer(FIRST_ANSWER_SECONDS, process.terminate)
        alarm.start()
        try:
            last = follow(process, alarm)
        except BaseException:
            process.terminate()
            raise
        finally:
            alarm.cancel()
    return last, process.returncode


def follow(process: subprocess.Popen, alarm: threading.Timer) -> str:
    """Read the pull's output to its end; its last line."""
    last = NO_ANSWER
    for text in process.stdout:
        if "Pulling from" in text:  # the registry has answered
            alarm.cancel()
        last = text.strip() or last
    return last


def shorten(text: str) -> str:
    """The cause at the end of docker's chain of errors."""
    return text.rsplit(": ", 1)[-1][:80]
