"""The reader's terminal: a real pseudo-terminal with bash in it."""

import signal
import time
from pathlib import Path

import pytest

from sphinx_gate.terminal import terminal

from ..terminals import Typist


@pytest.fixture
def typist(tmp_path):
    """Someone at a new terminal."""
    typist = Typist(tmp_path)
    yield typist
    typist.terminal.close()


OUTPUTS = {
    "printf 'a\\nb'": ["a", "b"],
    "echo out; echo err >&2; echo out": ["out", "err", "out"],
    "true": [],
    "cat <<'EOF'\n$HOME `x`\n  two\nEOF": ["$HOME `x`", "  two"],
    "printf '%s\\n' 1 \\\n    2": ["1", "2"],
    "stty size": ["24 80"],
    "test -t 0 && test -t 1 && test -t 2 && echo a terminal": ["a terminal"],
    "printf '\\033_guide-0;0\\033\\\\x'": ["x"],
    "printf '\\033[31mred\\033[0m\\n'": ["red"],
    "printf '1%%\\r100%%\\n'": ["100%"],
    "printf 日本": ["日本"],
    "nosuchcommand": ["bash: nosuchcommand: command not found"],
    "echo $PS1$PROMPT": [],
}


@pytest.mark.parametrize("command", OUTPUTS)
def test_a_command_shows_its_output_alone(typist: Typist, command: str) -> None:
    """What a command prints is shown, without prompt and echo of what was typed."""
    assert OUTPUTS[command] == typist.run(command)


@pytest.mark.parametrize(("command", "status"), [("true", 0), ("false", 1), ("(exit 42)", 42), ("nosuchcommand", 127)])
def test_exit_status_is_the_commands(typist: Typist, command: str, status: int) -> None:
    """The exit status is that of the command, and the next command sees it too."""
    typist.run(command)
    assert (status, [str(status)]) == (typist.terminal.status, typist.run("echo $?"))


def test_a_shell_remembers(typist: Typist) -> None:
    """Folder, variables and functions last from one command to the next."""
    typist.run("mkdir sub && cd sub && name=value && say() { echo said $1; }")
    assert ["sub value", "said it"] == typist.run("echo ${PWD##*/} $name; say it")


def test_a_shell_that_is_left_has_ended(typist: Typist) -> None:
    """A command that ends the shell itself ends with the status that the shell ends with, and the terminal is gone."""
    seen = typist.run("exit 4")
    assert (["exit"], 4, True) == (seen, typist.terminal.status, typist.terminal.gone)


def test_a_program_that_closes_the_terminal_is_waited_for_a_moment_at_a_time(typist: Typist) -> None:
    """So that its time is limited; when it has ended, its status is the shell's."""
    typist.terminal.run("exec sh -c 'sleep 1; exit 5' </dev/null >/dev/null 2>&1")
    longest, status = 0.0, None
    while status is None:
        begun = time.monotonic()
        terminal.drain([typist.terminal])
        longest, status = max(longest, time.monotonic() - begun), typist.terminal.status
    assert (True, 5, True) == (longest < 0.7, status, typist.terminal.gone)


def test_a_prompt_set_by_a_command_is_not_shown(typist: Typist) -> None:
    """A prompt that an activated virtual environment sets never gets into the output of the next command."""
    assert [["a"]] * 100 == [typist.run("PS1='(.venv) '; echo a") for _ in range(100)]


def test_a_mark_in_pieces_is_a_mark(typist: Typist, monkeypatch) -> None:
    """The end of a command is noticed, and not shown, wherever the pieces of its output part."""
    monkeypatch.setattr(terminal, "READ_BYTES", 1)
    seen = [typist.run(command) for command in ("printf 'x\\033[1my\\n'", "(exit 3)", "printf 'z\\033'")]
    assert ([["xy"], [], ["z"]], 0) == (seen, typist.terminal.status)


def test_a_half_mark_is_output_too(typist: Typist) -> None:
    """An escape sequence that only begins like a mark holds nothing back for ever."""
    assert ["begin", "end"] == typist.run("printf 'begin\\n\\033'; printf '[0mend'")[:2]


def test_a_long_output_comes_whole(typist: Typist) -> None:
    """Thousands of lines come in order, none lost."""
    assert [str(number) for number in range(1, 3001)] == typist.run("seq 3000")


def test_a_long_here_document_is_typed_whole(typist: Typist) -> None:
    """A here-document of many kilobytes arrives as it is."""
    lines = [f"{number} {'x' * 70}" for number in range(300)]
    assert lines == typist.run("\n".join(["cat <<EOF", *lines, "EOF"]))


def test_interrupt_reaches_the_program(typist: Typist) -> None:
    """Ctrl-C is a real one: the program in front gets it, what it then prints and its exit status are seen."""
    typist.start("(trap 'echo bye; exit 7' INT; echo up; while :; do sleep 0.05; done)", "up")
    typist.terminal.press("^C")
    assert (["up", "bye"], 7) == ([line for line in typist.end() if line], typist.terminal.status)


def test_interrupt_ends_a_plain_program(typist: Typist) -> None:
    """A program that does nothing about Ctrl-C ends with status 130, and the shell goes on."""
    # One process: between two commands of a list, Ctrl-C may reach bash alone, and the second command runs on.
    typist.start("sh -c 'echo up; exec sleep 1000'", "up")
    typist.terminal.press("^C")
    typist.end()
    assert (130, ["next"]) == (typist.terminal.status, typist.run("echo next"))


@pytest.mark.parametrize("name", ["SIGINT", "SIGPIPE"])
def test_signals_are_heeded_whatever_the_run_ignores(tmp_path: Path, name: str) -> None:
    """A run that ignores a signal, as a shell's background jobs ignore Ctrl-C, doesn't hand that down."""
    number = getattr(signal, name)
    before = signal.signal(number, signal.SIG_IGN)
    try:
        typist = Typist(tmp_path)
    finally:
        signal.signal(number, before)
    shown = typist.run("trap")
    typist.terminal.close()
    assert [] == [line for line in shown if name in line]


def test_a_running_command_has_no_status(typist: Typist) -> None:
    """While a command runs there is no exit status, and its output so far is seen."""
    typist.start("printf 'half a '; sleep 1000", "half a")
    assert (None, ["half a"]) == (typist.terminal.status, typist.terminal.screen.lines())
