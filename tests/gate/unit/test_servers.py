"""How long each command runs: up to which step of its terminal."""

import pytest

from sphinx_gate.model import Prompt, Step

from ..blocks import block, page

SHELL = (Prompt("/ #"),)


def paired(*texts: str, **options) -> list[Step]:
    """The steps of blocks in one terminal."""
    found = page(*(block(text, **options) for text in texts))
    assert [] == found.troubles
    return [step for steps in found.steps.values() for step in steps]


def wrong(*texts: str, **options) -> list[tuple[int, str]]:
    """What is wrong with blocks in one terminal: lines and sentences."""
    return [(failure.line, failure.sentence) for failure in page(*(block(t, **options) for t in texts)).troubles]


RUNNING = {
    ("$ a", "$ b"): [False, False],
    ("$ a\n^C", "$ b"): [True, False, False],
    ("$ a", "^C", "$ b"): [True, False, False],
    ("$ a", "log", "^C\nbye", "$ b"): [True, True, False, False],
    ("$ a\none", "two", "$ b"): [True, False, False],
    ("$ a\n^C\n^C",): [True, True, False],
}


@pytest.mark.parametrize("texts", RUNNING)
def test_a_command_goes_on_up_to_the_last_step_before_the_next(texts: tuple[str, ...]) -> None:
    """A command keeps running, or shows more, until the last step before its terminal's next command."""
    assert RUNNING[texts] == [bool(step.later) for step in paired(*texts)]


def test_terminals_are_paired_apart() -> None:
    """A `^C` in one terminal ends nothing in another."""
    first, second = page(block("$ a"), block("$ b\n^C", terminal=2)).steps.values()
    assert (False, True) == (bool(first[0].later), bool(second[0].later))


def test_a_program_runs_until_its_last_line() -> None:
    """What is typed at a block's prompt goes to the command before; the next `$ ` is the host's."""
    found = paired("$ docker run -it busybox\n/ # hostname\n4f1c\n/ # exit\n$ ls", prompts=SHELL)
    assert ["command", "typed", "typed", "command"] == [step.kind for step in found]
    assert ["docker run -it busybox", "hostname", "exit", "ls"] == [step.text for step in found]
    assert [True, True, False, False] == [bool(step.later) for step in found]


@pytest.mark.parametrize(("texts", "line"), [(["^C"], 12), (["log"], 12)])
def test_a_step_needs_a_command(texts: list[str], line: int) -> None:
    """A key or an output before any command fails at its line."""
    ((found, sentence),) = wrong(*texts)
    assert (line, True) == (found, "no command runs here" in sentence)


def test_what_can_not_be_read_is_all_that_is_told() -> None:
    """Where a block can't be read, what stands behind it would be wrong, too."""
    assert [(12, "a prompt without a command: write the command behind `$ `")] == wrong("$", "^C")


@pytest.mark.parametrize(("texts", "line"), [(["$ a\nup\n...\n\n^C"], 14), (["$ a", "...", "^C"], 12)])
def test_output_of_a_server_has_an_end(texts: list[str], line: int) -> None:
    """`...` as the last line of what a running command prints fails: nobody could say when it has come."""
    ((found, sentence),) = wrong(*texts)
    assert (line, True) == (found, "has no end" in sentence)


def test_any_output_may_end_a_server() -> None:
    """`...` behind a `^C` is fine: the end has come then."""
    assert [] == wrong("$ a\nup\n^C\n...")


def test_any_output_may_stand_before_a_prompt() -> None:
    """`...` before a line that is typed is fine: the prompt is its end."""
    found = paired("$ docker run -it busybox\n...\n/ # exit", prompts=SHELL)
    assert ["command", "typed"] == [step.kind for step in found]


def test_exit_status_is_that_of_the_end() -> None:
    """A command's exit status is checked with its last step, wherever the page says it."""
    server = page(block("$ a\nup"), block("^C", exit_status=130))
    late = page(block("$ a", exit_status=3), block("more"))
    found = [[step.exit_status for steps in found.steps.values() for step in steps] for found in (server, late)]
    assert [[0, 130], [0, 3]] == found


def test_exit_status_of_a_server_is_not_said_at_its_start() -> None:
    """Readers would take a server for one that is meant to fail, and nobody would check it."""
    (failure,) = page(block("$ a\nup", exit_status=77), block("^C")).troubles
    assert (10, True) == (failure.line, "in which the command ends" in failure.sentence)
