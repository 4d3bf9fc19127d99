"""Runs a command with a Docker engine: the user's, or one of the guide's own where none answers.

run -- COMMAND   run the command; GUIDE_ENGINE, GUIDE_IMAGES and GUIDE_WITHOUT are explained in README.md
node-image       bring kind, kubectl and the Kubernetes node image, compiled where it can't be pulled
uninstall        remove all that was brought
"""

import argparse
import os
import signal
import sys
from collections.abc import Callable

from standins import lock, paths, removal, work


def main(arguments: list[str]) -> int:
    """Do what the command line asks for; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m standins", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["run", "node-image", "uninstall"])
    parser.add_argument("command", nargs=argparse.REMAINDER)
    asked = parser.parse_args(arguments)
    command = asked.command[asked.command[:1] == ["--"] :]
    if bool(command) != (asked.what == "run"):
        parser.error("run needs a command, and nothing else takes one")
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:  # ends in order
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    steps = {"run": lambda: work.run(command), "node-image": work.node_image, "uninstall": removal.uninstall}
    return work.guarded(lambda: locked(steps[asked.what]))


def locked(step: Callable[[], int]) -> int:
    """Do a step while no other run of this user is under way."""
    if os.environ.get(work.INSIDE):  # within such a run
        return step()
    with lock.alone():
        paths.log().write_text("")
        return step()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
