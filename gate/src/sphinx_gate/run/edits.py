"""Changes a file as a diff block shows it; also an editor of its own, for a command that opens one.

A diff's lines: behind `-` and behind a blank what has to be there, one after the other and exactly once, behind `+` what
takes the place of the `-` lines; a line `...` parts one place of the file from the next.

This file is run as a program, too: `python edits.py DIFF FILE` is what EDITOR names in the reader's terminals. It knows
nothing of the gate, so that it starts fast.
"""

import sys
from pathlib import Path

DONE, FAILED = ".done", ".failed"  # what the editor adds to the diff's name when it has changed the file, or not


def edited(text: str, diff: list[str]) -> str:
    """The text, changed. Fails with ValueError, in a sentence, where it doesn't have what the diff shows."""
    lines = text.splitlines()
    at = 0
    for hunk in _hunks(diff):
        there = [line[1:] for line in hunk if line[:1] != "+"]
        new = [line[1:] for line in hunk if line[:1] != "-"]
        places = [i for i in range(len(lines)) if there and [line.rstrip() for line in lines[i : i + len(there)]] == there]
        if len(places) != 1:
            said = "is not there" if not places else f"is there {len(places)} times: show more of the lines around it"
            raise ValueError(f"{'the line' if len(there) == 1 else 'the lines from'} `{there[0] if there else ''}` {said}")
        if places[0] < at:
            raise ValueError(f"`{there[0]}` stands before what was changed last: show the places in their order")
        lines[places[0] : places[0] + len(there)] = new
        at = places[0] + len(new)
    return "\n".join(lines) + ("\n" if text.endswith("\n") or not text else "")


def edit(file: Path, diff: list[str]) -> None:
    """Changes a file. Fails with ValueError, in a sentence, or OSError."""
    file.write_text(edited(file.read_text(encoding="utf-8"), diff), encoding="utf-8")


def _hunks(diff: list[str]) -> list[list[str]]:
    hunks: list[list[str]] = [[]]
    for line in diff:
        if line.strip() == "...":
            hunks.append([])
        elif line.strip() or hunks[-1]:
            hunks[-1].append(line.rstrip() or " ")
    for hunk in hunks:
        while hunk and not hunk[-1].strip():
            hunk.pop()  # a blank line before `...`
    wrong = next((line for hunk in hunks for line in hunk if line[0] not in " +-"), None)
    if wrong is not None:
        raise ValueError(f"`{wrong}` begins neither with `+` nor `-` nor a blank")
    return [hunk for hunk in hunks if hunk]


def main(diff: str, file: str) -> int:
    """The editor: the exit status is 0 if the file was changed."""
    try:
        edit(Path(file), Path(diff).read_text(encoding="utf-8").split("\n"))
    except FileNotFoundError:
        print("nothing on the page says what to do in this editor", file=sys.stderr)
        return 1
    except ValueError as error:
        Path(diff + FAILED).write_text(str(error), encoding="utf-8")
        return 1
    Path(diff + DONE).touch()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
