#!/usr/bin/env python3
"""A docker client without an engine, for tests: what is "there" are the lines of files beside it.

The files are container, image, network and volume, with the columns that the gate lists; calls has each call, one a
line. Where a file named broken is there, the engine does not answer.
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
LISTS = {("ps",): "container", ("image", "ls"): "image", ("network", "ls"): "network", ("volume", "ls"): "volume"}
REMOVALS = {("rm",): "container", ("image", "rm"): "image", ("network", "rm"): "network", ("volume", "rm"): "volume"}


def known(words: list[str], table: dict) -> str | None:
    """The kind of thing that a call is about, if the table has it."""
    return next((kind for start, kind in table.items() if tuple(words[: len(start)]) == start), None)


def lines(kind: str) -> list[str]:
    """What is there of a kind."""
    file = HERE / kind
    return file.read_text().splitlines() if file.exists() else []


def main(words: list[str]) -> int:
    """Answers one call; returns its exit status."""
    with (HERE / "calls").open("a") as calls:
        calls.write(" ".join(words) + "\n")
    if (HERE / "broken").exists():
        print("Cannot connect to the Docker daemon. Is the docker daemon running?", file=sys.stderr)
        return 1
    if kind := known(words, LISTS):
        print("\n".join(lines(kind)))
    elif kind := known(words, REMOVALS):
        kept = [line for line in lines(kind) if words[-1] not in line.split("\t")[:2]]
        (HERE / kind).write_text("".join(f"{line}\n" for line in kept))
    elif words[0] == "add":  # for the tests' own pages: docker add KIND COLUMN...
        with (HERE / words[1]).open("a") as file:
            file.write("\t".join(words[2:]) + "\n")
    elif words[0] == "break":
        (HERE / "broken").touch()
    return 0


sys.exit(main(sys.argv[1:]))
