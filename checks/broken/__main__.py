"""Runs the changes whose names hold one of the words given, or all; exit status 1 if one goes unnoticed."""

import sys
import time

from checks.broken.change import run
from checks.broken.changes import CHANGES


def main(words: list[str]) -> int:
    """Prints a line a change, and for one that went unnoticed what the gate said."""
    chosen = [change for change in CHANGES if not words or any(word in change.name for word in words)]
    if not chosen:
        print(f"no change has one of these words in its name: {' '.join(words)}")
        return 2
    unnoticed = 0
    for change in chosen:
        started = time.monotonic()
        outcome = run(change)
        unnoticed += not outcome.noticed
        said = f"noticed at {outcome.got}" if outcome.noticed else f"NOT NOTICED at {outcome.wanted}: {outcome.got}"
        print(f"{change.name}: {said} ({time.monotonic() - started:.0f} s)", flush=True)
        if not outcome.noticed:
            print(*(f"    {line}" for line in outcome.output.splitlines()[-30:]), sep="\n", flush=True)
    print(f"{len(chosen) - unnoticed} of {len(chosen)} changes noticed where they were made")
    return 1 if unnoticed else 0


sys.exit(main(sys.argv[1:]))
