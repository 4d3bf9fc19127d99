"""The set-up of `make test`, and of `make node-image`."""

import argparse
import errno
import signal
import sys
from collections.abc import Callable

from standins import current, engine, images, lock, node, plugins, probe, say, troubles
from standins.required import VARIABLE, required

INTERRUPTED = 130  # the exit status of a program that Ctrl-C ended


def main(arguments: list[str]) -> int:
    """Do what the command line asks for; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m standins", description=__doc__)
    parser.add_argument("what", nargs="?", choices=["all", "node-image", "engine"], default="all")
    parser.add_argument("which", nargs="?", choices=["debian", "current"], default="debian")
    asked = parser.parse_args(arguments)
    engines = {"debian": engine.ensure, "current": current.ensure}
    steps = {"all": everything, "node-image": node.ensure, "engine": engines[asked.which]}
    for number in (signal.SIGINT, signal.SIGTERM):  # ends in order, also where a shell's & ignores Ctrl-C
        signal.signal(number, signal.default_int_handler)
    try:
        with lock.alone():
            steps[asked.what]()
    except say.Failed as failed:
        say.line(str(failed))
        return 1
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        say.line(troubles.SENTENCES["disk full"])
        return 1
    except KeyboardInterrupt:
        say.line("Stopped; what was finished is kept, and the same command goes on from there.")
        return INTERRUPTED
    return 0


def everything() -> None:
    """Bring what can be had. Raises `Failed` when it is less than GUIDE_REQUIRE names."""
    try:
        names = required()
    except ValueError as error:
        raise say.Failed(str(error)) from None
    if attempt(engine.ensure):
        attempt(plugins.ensure)
        for recipe in images.recipes():
            attempt(lambda recipe=recipe: images.ensure(recipe))
        attempt(node.pull_if_usable)
    setup = probe()
    for name in sorted(names):
        capability = getattr(setup, name)
        if not capability.available:
            raise say.Failed(f"{VARIABLE} names {name}. {capability.reason}")


def attempt(step: Callable[[], object]) -> bool:
    """Do a step; where it can't be done, say why and go on."""
    try:
        step()
    except say.Failed as failed:
        say.line(str(failed))
        return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
