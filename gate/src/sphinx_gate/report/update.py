"""Writes new outputs into the pages, from a real run: what still holds stays, `...` and samples included.

What is written is output in the page, too: never a line that the next run would type, nor one that ends its block.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sphinx_gate.compare.lines import Pair
from sphinx_gate.compare.values import Values
from sphinx_gate.model import KEYS, Failure, Line, Step
from sphinx_gate.read.console import SHELL_PROMPT

# docutils and Python part lines at these, Markdown at the first three alone.
RST_LINES = re.compile("[^\n\r\x1c\x1d\x1e\x85\u2028\u2029]*(?:\r\n|[\n\r\x1c\x1d\x1e\x85\u2028\u2029]|\\Z)")
MARKDOWN_LINES = re.compile("[^\n\r]*(?:\r\n|[\n\r]|\\Z)")
LINE_ENDS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


class Unwritable(Exception):
    """An output that can't stand in its block; the sentence says why, and what to do."""


@dataclass(frozen=True)
class Origin:
    """Where a line that the page shows of a command's output stands: its step, and its line there.

    typed: it is none of the program's own, but what was typed into it.
    """

    step: Step
    line: Line
    typed: bool = False


Outputs = dict[Step, list[str]]  # by step, the lines that are to take the place of its output


def rewritten(pairs: list[Pair], shown: list[Origin], actual: list[str], values: Values, last: Step) -> list[Origin]:
    """The lines as the page is to show them: those that agree as it has them, the others as they came.

    Inputs: the rows of a comparison, the lines that the page shows, those that came, and the step that was compared
    last. Fails with `Unwritable`.
    """
    found: list[Origin] = []
    step = shown[0].step if shown else last
    steps = [origin.step for origin in shown]
    for index, pair in enumerate(pairs):
        origin = shown[pair.expected] if pair.expected is not None else None
        if origin:
            step = origin.step
        elif last not in steps and all(later.expected is None for later in pairs[index:]):
            step = last  # behind all that was shown before
        if origin and origin.typed and not pair.equal:
            raise Unwritable("a line that was typed is not seen as the page has it")
        if origin and pair.equal:
            if not index or pairs[index - 1].expected != pair.expected:  # `...` stands beside several
                found.append(origin)
        elif pair.actual is not None:
            text = values.as_samples(actual[pair.actual], origin.line.text if origin else "")
            number = origin.line.number if origin else step.line
            found.append(Origin(step, Line(_written(step, text), number)))
    return found


def changes(lines: list[Origin], steps: Iterable[Step]) -> Outputs:
    """The outputs of steps that these lines make other ones. Fails with `Unwritable`."""
    found: Outputs = {}
    for step in dict.fromkeys(steps):
        blank = [line.text for line in step.output[len(step.expected()) :]]  # at the end, before the next command
        written = [line.line.text for line in lines if line.step is step and not line.typed] + blank
        if written != [line.text for line in step.output]:
            if step.kind == "more" and not "".join(written).strip():
                raise Unwritable("nothing of this block is left")
            if step.kind == "more" and written[0].startswith(" "):
                raise Unwritable("its first line begins with blanks")
            found[step] = written
    return found


def _written(step: Step, line: str) -> str:
    block = step.block
    typed = line.startswith(SHELL_PROMPT) or line in (*KEYS, SHELL_PROMPT.strip())
    typed = typed or any(prompt.typed_in(line) is not None for prompt in block.prompts)
    if typed and not block.output:
        raise Unwritable(f"`{line}` would be typed there; show it in a block with `:output:`")
    if line.startswith(("```", "~~~")) or any(end in line for end in LINE_ENDS):
        raise Unwritable(f"`{line!r}` would end its block or its line")
    return line


class Updates:
    """The outputs that differ in one run. `note` them, then `write` them once. Input: the repository's root."""

    def __init__(self, root: Path):
        self._root = root
        self._by_page: dict[str, Outputs] = defaultdict(dict)

    def note(self, found: Outputs) -> None:
        """Keeps new outputs; a later one of a step takes the place of an earlier."""
        for step, lines in found.items():
            self._by_page[step.block.page][step] = lines

    def write(self) -> list[str]:
        """Rewrites the pages' files; nothing but the noted outputs changes. Returns the pages that changed.

        Fails with `Failure`, and leaves the page as it is, where it doesn't have what it had when it was read.
        """
        for page, found in self._by_page.items():
            path = self._root / page
            with path.open(encoding="utf-8", newline="") as file:
                text = file.read()
            parts = MARKDOWN_LINES if path.suffix == ".md" else RST_LINES  # what is included may be called anything
            lines = [part for part in parts.findall(text) if part]
            for step in sorted(found, key=lambda step: step.last_line, reverse=True):
                _replace(page, lines, step, found[step])
            with path.open("w", encoding="utf-8", newline="") as file:
                file.write("".join(lines))
        return sorted(self._by_page)


def _replace(page: str, lines: list[str], step: Step, new: list[str]) -> None:
    at, old = step.line, step.output
    text = next(line.text for line in step.block.lines if line.number == at)
    whole = lines[at - 1].rstrip(LINE_ENDS) if at <= len(lines) else ""
    first = step.last_line  # index of the first line of output
    there = [line.rstrip(LINE_ENDS).rstrip() for line in lines[first : first + len(old)]]
    same = len(there) == len(old) and all(
        now.endswith(line.text.rstrip()) for now, line in zip(there, old, strict=True)
    )
    if not whole.endswith(text) or not same:
        raise Failure(page, at, "the page was changed while it ran: not updated")
    before = whole[: len(whole) - len(text)]  # the block's indentation, in Markdown also the `> ` of a quotation
    end = lines[at - 1][len(whole) :] or "\n"
    if first and not lines[first - 1].endswith(tuple(LINE_ENDS)):
        lines[first - 1] += end  # the page's last line had no end
    lines[first : first + len(old)] = [f"{before}{line}".rstrip() + end for line in new]
