"""The options of blocks: one list for pages and for Markdown. Text in, value out, ValueError for what can't be."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypedDict

from sphinx_gate.model import Prompt

LAST_EXIT_STATUS = 255


class ConsoleFields(TypedDict):
    """What the options of a console block say, as the fields of a `Console`."""

    terminal: int
    exit_status: int | None
    timeout_seconds: int | None
    prompts: tuple[Prompt, ...]
    output: bool


def positive_integer(argument: str | None) -> int:
    """The whole number above zero that the text says."""
    text = (argument or "").strip()
    if not (text.isascii() and text.isdigit() and int(text)):
        raise ValueError("write a whole number above zero, for example 2")
    return int(text)


def failing_status(argument: str | None) -> int:
    """An exit status between 1 and 255 (0 needs no option)."""
    status = positive_integer(argument)
    if status > LAST_EXIT_STATUS:
        raise ValueError(f"an exit status is a number between 1 and {LAST_EXIT_STATUS}")
    return status


def prompts(argument: str | None) -> tuple[Prompt, ...]:
    """The prompts, each on a line of its own."""
    found = tuple(Prompt(line.strip()) for line in (argument or "").splitlines() if line.strip())
    if not found:
        raise ValueError("write the prompt as the terminal shows it, for example / #")
    if Prompt("$") in found:
        raise ValueError("`$` is the prompt of the reader's own shell: let the program show another")
    return found


def hidden_prompts(argument: str | None) -> tuple[Prompt, ...]:
    """The same, where nothing of what is typed is seen."""
    return tuple(replace(prompt, hidden=True) for prompt in prompts(argument))


def flag(argument: str | None) -> bool:
    """True: an option that is there or isn't, and has no value."""
    if argument and argument.strip():
        raise ValueError("this option has no value")
    return True


def words(missing: str) -> Callable[[str | None], str]:
    """Reads words that readers see over the block; missing is said where there are none."""

    def read(argument: str | None) -> str:
        text = " ".join((argument or "").split())
        if not text:
            raise ValueError(f"{missing}: readers see it over the block")
        return text

    return read


def no_line_numbers(argument: str | None) -> None:
    """Refuses ``:lines:``: line numbers go wrong silently when the file changes."""
    raise ValueError("slice by :pyobject: or by text, :start-at: with :end-before:, never by line numbers")


# Options of console blocks, and how each is read.
CONSOLE: dict[str, Callable[[str | None], Any]] = {
    "terminal": positive_integer,
    "exit-status": failing_status,
    "timeout": positive_integer,
    "prompt": prompts,
    "hidden-prompt": hidden_prompts,
    "output": flag,
}
# Those that keep a block from being run. Readers have to see them, so Markdown, which shows no options, has none.
NOT_RUN: dict[str, Callable[[str | None], str]] = {
    "skip": words("say why"),
    "only-for": words("say for which system"),
}


def fields(values: Mapping[str, Any]) -> ConsoleFields:
    """What the values of these options, by their names, say of a console block."""
    return {
        "terminal": values.get("terminal", 1),
        "exit_status": values.get("exit-status"),
        "timeout_seconds": values.get("timeout"),
        "prompts": (*values.get("prompt", ()), *values.get("hidden-prompt", ())),
        "output": values.get("output", False),
    }
