"""Which commands keep running, and until when."""

import pytest

from sphinx_gate.read.console import pair_servers
from sphinx_gate.model import Failure

from .blocks import PAGE, steps


def paired(*texts: str) -> list[bool]:
    """For each command of blocks in one terminal, whether it keeps running."""
    found = [step for text in texts for step in steps(text)]
    pair_servers(PAGE, {1: found})
    return [step.keeps_running for step in found if step.kind == "command"]


@pytest.mark.parametrize("texts", [["$ a\n^C\n$ b"], ["$ a", "^C", "$ b"], ["$ a", "log", "^C\nbye", "$ b"]])
def test_command_before_interrupt_keeps_running(texts: list[str]) -> None:
    """A command is a server exactly when its terminal sees Ctrl-C, or more of its output, next."""
    assert [True, False] == paired(*texts)


def test_terminals_are_paired_apart() -> None:
    """A `^C` in one terminal ends nothing in another."""
    first, second = steps("$ a"), steps("$ b\n^C")
    pair_servers(PAGE, {1: first, 2: second})
    assert (False, True) == (first[0].keeps_running, second[0].keeps_running)


WITHOUT_COMMAND = [(["$ a", "$ b\n^C", "^C"], 12), (["^C"], 12), (["log"], 12), (["$ a\nx\n^C\n^C"], 15)]


@pytest.mark.parametrize(("texts", "line"), WITHOUT_COMMAND)
def test_interrupt_needs_a_running_command(texts: list[str], line: int) -> None:
    """A `^C`, or an output, with nothing running fails at its line."""
    with pytest.raises(Failure) as caught:
        paired(*texts)
    assert (line, True) == (caught.value.line, "no command runs here" in caught.value.sentence)


def test_server_must_be_stopped() -> None:
    """A server that goes on logging without a `^C` fails at its command."""
    with pytest.raises(Failure) as caught:
        paired("$ a\nstarted", "log")
    assert (12, True) == (caught.value.line, "never stopped" in caught.value.sentence)


def test_a_command_for_a_server_that_still_runs_fails_at_the_server() -> None:
    """A command typed where a server still runs would go to the server: its `^C` is missing."""
    with pytest.raises(Failure) as caught:
        paired("$ a\nstarted", "log", "$ b")
    assert (12, True) == (caught.value.line, "never stopped" in caught.value.sentence)


@pytest.mark.parametrize(("texts", "line"), [(["$ a\nup\n...\n\n^C"], 14), (["$ a", "...", "^C"], 12)])
def test_output_of_a_server_has_an_end(texts: list[str], line: int) -> None:
    """`...` as the last line of what a running command prints fails: nobody could say when it has come."""
    with pytest.raises(Failure) as caught:
        paired(*texts)
    assert (line, True) == (caught.value.line, "has no end" in caught.value.sentence)


def test_any_output_may_end_a_server() -> None:
    """`...` behind a `^C` is fine: the end has come then."""
    assert [True] == paired("$ a\nup\n^C\n...")
