"""Reads console blocks: what is typed in each terminal, and the output that follows.

`$ ` stands before what is typed at the shell's prompt, a block's own prompts before what is typed into a program, `^C`
and the like are keys, and every other line is output. `parse` reads one block, `script` a whole page's: only a page
knows how long a command runs.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from sphinx_gate.model import ANY, KEYS, Console, Failure, Line, Page, Step, ThisRun
from sphinx_gate.read import shell

SHELL_PROMPT = "$ "


def parse(block: Console) -> list[Step]:
    """The steps of a console block. Fails with `Failure`, at the line, on what can't be typed or shown so."""
    if not any(line.text.strip() for line in block.lines):
        raise Failure(block.page, block.line, "an empty console block: show a command, or delete the block")
    if block.output:
        return [_more(block, list(block.lines))]
    steps: list[Step] = []
    lines = iter(block.lines)
    for line in lines:
        prompt = next((prompt for prompt in block.prompts if prompt.typed_in(line.text) is not None), None)
        if prompt:
            typed = prompt.typed_in(line.text) or ""
            steps.append(Step(kind="typed", text=typed, line=line.number, block=block, prompt=prompt))
        elif line.text.startswith(SHELL_PROMPT) or line.text == SHELL_PROMPT.strip():
            steps.append(_command(block, line, lines))
        elif line.text in KEYS:
            steps.append(Step(kind="key", text=line.text, line=line.number, block=block))
        elif steps:
            steps[-1].output.append(line)
        else:
            steps.append(_more(block, [line]))
    _check(block, steps)
    return steps


def _more(block: Console, lines: list[Line]) -> Step:
    return Step(kind="more", text="", line=lines[0].number, block=block, output=lines)


def _command(block: Console, line: Line, rest: Iterator[Line]) -> Step:
    text = line.text[len(SHELL_PROMPT) :]
    if not text.strip():
        raise Failure(block.page, line.number, "a prompt without a command: write the command behind `$ `")
    wanted = shell.wanted(text)
    while wanted is not None and (following := next(rest, None)):
        text += "\n" + following.text
        if wanted in following.text:  # nothing else can make it complete, and asking bash costs
            wanted = shell.wanted(text)
    if wanted is not None:
        missing = f"no `{wanted}`" if wanted else "it goes on in a next line, and there is none in this block"
        raise Failure(block.page, line.number, f"this command is not complete: {missing}")
    return Step(kind="command", text=text, line=line.number, block=block)


def _check(block: Console, steps: list[Step]) -> None:
    for key, following in pairwise(steps):
        if key.kind == "key" and following.kind in ("command", "typed"):
            sentence = (
                f"what is typed behind `{key.text}` needs a block of its own: pasted as one, it does something else"
            )
            raise Failure(block.page, following.line, sentence)
    if block.exit_status is not None:
        commands = sum(step.kind == "command" for step in steps)
        if commands > 1 or (steps[0].kind != "command" and (commands or all(step.kind == "more" for step in steps))):
            sentence = f"exit status {block.exit_status} is said of a block with {commands} commands"
            raise Failure(block.page, block.line, f"{sentence}: give that command its own")
    unused = [prompt for prompt in block.prompts if not any(step.prompt == prompt for step in steps)]
    if unused:
        raise Failure(block.page, block.line, f"nothing is typed at the prompt `{unused[0].text}` in this block")


def script(page: Page) -> tuple[dict[Console, list[Step]], list[Failure]]:
    """The steps of all console blocks of a page, each command with its end, and what is wrong with the page.

    Only the first failure of a block or of a terminal is told.
    """
    steps: dict[Console, list[Step]] = {}
    failures: list[Failure] = []
    terminals: dict[int, list[Step]] = defaultdict(list)
    for block in page.blocks:
        if isinstance(block, Console) and not isinstance(block, ThisRun):
            try:
                steps[block] = parse(block)
            except Failure as failure:
                failures.append(failure)
                continue
            terminals[block.terminal] += steps[block]
    if not failures:  # else every command behind it would be wrong, too
        for taken in terminals.values():
            try:
                _pair(taken)
            except Failure as failure:
                failures.append(failure)
    return steps, failures


def _pair(taken: list[Step]) -> None:
    """Finds where each command of a terminal ends: with the last step before the next command."""
    groups: list[list[Step]] = []
    for step in taken:
        if step.kind == "command":
            groups.append([step])
        elif groups:
            groups[-1].append(step)
        else:
            sentence = f"`{step.text or step.output[0].text}`: no command runs here to get it"
            raise Failure(step.block.page, step.line, sentence)
    for group in groups:
        _end(group)


def _end(group: list[Step]) -> None:
    command, last = group[0], group[-1]
    page = command.block.page
    for index, step in enumerate(group):
        step.later = group[index + 1 :]
    for step, following in pairwise(group):
        shown = step.expected()
        if following.kind != "typed" and shown[-1:] == [ANY]:  # a prompt would be its end
            sentence = "`...` at the end of what a running command prints has no end"
            way_out = "show the last line, or put it behind `^C`"
            raise Failure(step.block.page, step.output[len(shown) - 1].number, f"{sentence}: {way_out}")
    # A command that merely shows more later ends by itself; its status is said where it is typed.
    alone = all(step.kind in ("command", "more") for step in group)
    said_at = [step for step in group if step.block.exit_status is not None]
    place = command if alone else last
    for step in said_at:
        if step.block is not place.block:
            sentence = "the exit status belongs to the block in which the command ends"
            raise Failure(page, step.block.line, f"{sentence}: line {place.line}")
    last.exit_status = place.block.exit_status or 0
