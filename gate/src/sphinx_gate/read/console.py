"""Reads a console block: commands behind `$ `, Ctrl-C as `^C`, and the output that follows each."""

import re
from dataclasses import dataclass, field

from sphinx_gate.model import Block, Failure, Line

PROMPT = "$ "
INTERRUPT = "^C"
ANY_LINES = "..."
HERE_DOCUMENT = re.compile(r"(?<!<)<<-?\s*(['\"]?)([A-Za-z_][\w-]*)\1")


@dataclass
class Step:
    """One thing that happens in a terminal.

    kind: "command" (typed), "more" (further output of the command that runs there), "interrupt" (Ctrl-C).
    keeps_running is set by `pair_servers`: the command is one that the page stops later.
    """

    kind: str
    text: str
    line: int
    output: list[Line] = field(default_factory=list)
    last_line: int = 0
    keeps_running: bool = False

    def shown(self) -> str:
        """The output that the page shows, as one text."""
        return "\n".join(line.text for line in self.output)

    def expected(self) -> list[str]:
        """The lines to compare; blank ones at the end only part the output from the next command."""
        return self.shown().rstrip().split("\n") if self.shown().strip() else []


def parse(block: Block) -> list[Step]:
    """The steps of a console block. Fails, with the line, on a block that has none or on options that don't fit it."""
    steps: list[Step] = []
    lines = list(block.lines)
    while lines:
        line = lines.pop(0)
        if line.text.startswith(PROMPT) or line.text == PROMPT.strip():
            steps.append(_command(block, line, lines))
        elif line.text.strip() == INTERRUPT:
            steps.append(Step("interrupt", INTERRUPT, line.number, last_line=line.number))
        elif steps:
            steps[-1].output.append(line)
        else:
            steps.append(Step("more", "", line.number, [line], last_line=line.number - 1))
    _check(block, steps)
    return steps


def _command(block: Block, line: Line, rest: list[Line]) -> Step:
    text = line.text[len(PROMPT) :]
    if not text.strip():
        raise Failure(block.page, line.number, "a prompt without a command: write the command behind `$ `")
    last = line
    while text.endswith("\\") and rest:
        last = rest.pop(0)
        text += "\n" + last.text
    if text.endswith("\\"):
        raise Failure(block.page, last.number, "the command goes on in a next line, and there is none in this block")
    here = HERE_DOCUMENT.search(text)
    if here:
        while rest and last.text.strip() != here[2]:
            last = rest.pop(0)
            text += "\n" + last.text
        if last.text.strip() != here[2]:
            raise Failure(block.page, line.number, f"the here-document never ends: no line `{here[2]}`")
    return Step("command", text, line.number, last_line=last.number)


def _check(block: Block, steps: list[Step]) -> None:
    if not steps:
        raise Failure(block.page, block.line, "an empty console block: show a command, or delete the block")
    typed = [step for step in steps if step.kind != "more"]
    if block.exit_status is not None and len(typed) != 1:
        raise Failure(
            block.page,
            block.line,
            f"exit status {block.exit_status} is said of a block with {len(typed)} commands: give that command its own",
        )


def pair_servers(page: str, steps_by_terminal: dict[int, list[Step]]) -> None:
    """Marks the commands that keep running: those whose terminal sees `^C`, or more output, next.

    Fails, with the line, on a Ctrl-C or an output that no command is there for, and on a server never stopped.
    """
    for steps in steps_by_terminal.values():
        running: Step | None = None
        for step, following in zip(steps, [*steps[1:], None], strict=True):
            if step.kind == "command":
                if running is not None:
                    break
                step.keeps_running = following is not None and following.kind != "command"
                running = step if step.keeps_running else None
            elif running is None:
                raise Failure(page, step.line, f"`{step.text or step.output[0].text}`: no command runs here to get it")
            elif step.kind == "interrupt":
                running = None
            if running is not None:
                _check_end(page, step)
        if running is not None:
            raise Failure(page, running.line, "this command is never stopped: show `^C` in its terminal")


def _check_end(page: str, step: Step) -> None:
    shown = step.expected()
    if shown[-1:] == [ANY_LINES]:
        said = "`...` at the end of what a running command prints has no end: show the last line, or put it behind `^C`"
        raise Failure(page, step.output[len(shown) - 1].number, said)
