"""Edits: a diff that changes a file which the reader has, without line numbers: its old lines say where."""

from dataclasses import dataclass
from pathlib import Path

from sphinx_gate.model import ANY, Edit, Failure


@dataclass(frozen=True)
class Hunk:
    """Lines that are there, one after the other, and what stands in their place afterwards. line: of the first."""

    line: int
    old: list[str]
    new: list[str]


def parse(edit: Edit) -> list[Hunk]:
    """The hunks of an edit. Fails with `Failure`, at the line, on what is no diff."""
    hunks: list[Hunk] = []
    parted = True
    for line in edit.lines:
        mark, text = (line.text[:1], line.text[1:]) if line.text else (" ", "")
        if line.text == ANY:
            parted = True
            continue
        if mark not in ("-", "+", " "):
            sentence = f"a line of a diff begins with `-`, `+` or a blank, or is `{ANY}` between two hunks"
            raise Failure(edit.page, line.number, sentence)
        if parted:
            hunks.append(Hunk(line.number, [], []))
            parted = False
        if mark in ("-", " "):
            hunks[-1].old.append(text)
        if mark in ("+", " "):
            hunks[-1].new.append(text)
    for hunk in hunks:
        if not any(hunk.old):
            sentence = "nothing says where this goes: show the line before or after it, with a blank in front"
            raise Failure(edit.page, hunk.line, sentence)
        if hunk.old == hunk.new:
            raise Failure(edit.page, hunk.line, "this changes nothing: no line begins with `-` or `+`")
    if not hunks:
        raise Failure(edit.page, edit.line, "an empty diff: show what changes, or delete the block")
    return hunks


def make(edit: Edit, file: Path) -> None:
    """Makes the edit in a file. Fails with `Failure` as `apply` does, and where the file is no text."""
    try:
        text = file.read_bytes().decode()
    except UnicodeDecodeError:
        sentence = f"`{edit.caption or file.name}` is not UTF-8, so it can't be changed"
        raise Failure(edit.page, edit.line, sentence) from None
    file.write_bytes(apply(edit, text).encode())


def apply(edit: Edit, text: str) -> str:
    """The text with the edit made. Fails with `Failure`, at the hunk, whose old lines are not there exactly once."""
    line_end = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(line_end)
    for hunk in parse(edit):
        size = len(hunk.old)
        found = [start for start in range(len(lines) - size + 1) if lines[start : start + size] == hunk.old]
        if len(found) != 1:
            where = f"`{edit.caption}`" if edit.caption else "the editor"
            times = f"{len(found)} times" if found else "not"
            sentence = f"what this changes is {times} in {where}: it has to be there once"
            shown = ["  looked for these lines:", *(f"    {line}" for line in hunk.old)]
            raise Failure(edit.page, hunk.line, sentence, shown)
        lines[found[0] : found[0] + size] = hunk.new
    return line_end.join(lines)
