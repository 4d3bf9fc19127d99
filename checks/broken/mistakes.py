"""The mistakes that an author could make in a page: in a word of an output, a line, an option, an order, a file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from sphinx_gate.model import ANY, Console, File, Line, Page, Step

WORD = re.compile(r"[A-Za-z]{4,}")  # no number: those may be durations, ages or ids, which differ anyway
PROGRAM = re.compile(r"[a-z][\w.-]*(?= |$)")
# Programs that take any option, or whose option is another word of the command line.
CARELESS = {"true", "false", "exit", "exec", "export", "source", "time", "env", "sudo", "for", "while", "if", "until"}
NO_CODE = re.compile(r"\s*(#|//|<!--|---|\"\"\"|def |$)")  # a function by another name may do the same


@dataclass(frozen=True)
class Mistake:
    """Lines of a file, from `line` on, replaced by `new`. The gate has to fail the page between `first` and `last`."""

    kind: str
    page: str
    file: str
    line: int
    new: dict[int, str | None]  # by line number; None: the line goes
    first: int
    last: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.kind}"


def none(page: str) -> Mistake:
    """No mistake at all."""
    return Mistake("nothing changed", page, page, 1, {}, 1, 0)


def of_page(root: Path, page: Page) -> Iterator[Mistake]:
    """All mistakes of a page, in its order."""
    sources = {block.page: (root / block.page).read_text(encoding="utf-8").split("\n") for block in page.blocks}
    end = max((len(lines) for lines in sources.values()), default=1)
    typed = _typed_next(page)
    for block in page.blocks:
        if isinstance(block, File):
            yield from _in_file(root, page, block, end)
        if not isinstance(block, Console):
            continue
        source = sources[block.page]
        steps = page.steps.get(block, [])
        for step in steps:
            yield from _in_output(page, step, source)
            yield from _in_command(page, step, source, typed)
        for step, following in pairwise(steps):
            yield from _in_order(page, step, following, source, typed)


def _typed_next(page: Page) -> dict[Step, int]:
    """Of the steps after which a line is typed into the program: that line, at which it shows that there is none."""
    last: dict[int, Step] = {}  # by terminal
    found = {}
    for block in page.blocks:
        for step in page.steps.get(block, []) if isinstance(block, Console) else []:
            if step.kind == "typed" and block.terminal in last:
                found[last[block.terminal]] = step.line
            last[block.terminal] = step
    return found


def _in_output(page: Page, step: Step, source: list[str]) -> Iterator[Mistake]:
    lines = [line for line in step.output if line.text.strip()]
    for before, line, after in zip([None, *lines], lines, [*lines[1:], None], strict=False):
        if line.text.strip() == ANY or any(sample in line.text for sample in page.varies):
            continue
        changed = _changed(source[line.number - 1], line.text)
        if changed:
            yield _mistake("a word of an output changed", page, step, {line.number: changed}, line.number, line.number)
        if _exact(before) and _exact(after) and before.text != line.text != after.text:
            # What stood behind it is one line higher now; Compose's lines come in any order, so it may lack anywhere.
            first = step.output[0].number if "✔" in line.text else line.number - 1
            yield _mistake("an output line dropped", page, step, {line.number: None}, first, line.number)


def _in_command(page: Page, step: Step, source: list[str], typed: dict[Step, int]) -> Iterator[Mistake]:
    program = PROGRAM.match(step.text)
    if step.kind != "command" or step.line != step.last_line or not program or program[0] in CARELESS:
        return
    text = step.text.replace(program[0], f"{program[0]} --no-such-option", 1)
    new = {step.line: source[step.line - 1].replace(step.text, text, 1)}
    yield _mistake("an option that there is not", page, step, new, step.line, typed.get(step, _end(step)))


def _in_order(page: Page, step: Step, following: Step, source: list[str], typed: dict[Step, int]) -> Iterator[Mistake]:
    both = (step, following)
    if any(one.kind != "command" or one.line != one.last_line for one in both) or step.shown() == following.shown():
        return
    last = typed.get(following, _end(following))
    new = {
        step.line: source[step.line - 1].replace(step.text, following.text, 1),
        following.line: source[following.line - 1].replace(following.text, step.text, 1),
    }
    yield _mistake("two commands in the other order", page, step, new, step.line, last)


def _in_file(root: Path, page: Page, block: File, end: int) -> Iterator[Mistake]:
    name = block.file.relative_to(root).as_posix()
    for number, text in enumerate(block.file.read_text(encoding="utf-8").split("\n"), 1):
        changed = None if NO_CODE.match(text) else _changed(text, text)
        if changed:
            yield Mistake("a word of a shown file changed", page.name, name, number, {number: changed}, block.line, end)


def _mistake(kind: str, page: Page, step: Step, new: dict[int, str | None], first: int, last: int) -> Mistake:
    return Mistake(kind, page.name, step.block.page, min(new), new, first, last)


def _changed(source: str, text: str) -> str | None:
    """The source line with its longest word written backwards; None where it has none that would be another one."""
    words = sorted(WORD.findall(text.replace(ANY, " ")), key=len, reverse=True)
    word = next((word for word in words if word != word[::-1]), None)
    return source.replace(word, word[::-1], 1) if word else None


def _exact(line: Line | None) -> bool:
    return line is not None and line.text.strip() != ANY


def _end(step: Step) -> int:
    return max([step.last_line, *(line.number for line in step.output)])
