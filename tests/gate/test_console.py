"""How a console block is read."""

import pytest

from sphinx_gate.model import Failure

from .blocks import block, said, steps


def test_output_belongs_to_the_command_above() -> None:
    """The lines up to the next prompt are a command's output."""
    found = steps("$ a\none\n\ntwo\n$ b\n$ c\nthree")
    assert [("a", ["one", "", "two"]), ("b", []), ("c", ["three"])] == [(step.text, said(step)) for step in found]


def test_commands_know_their_lines() -> None:
    """Each command and each line of output has its line in the page."""
    found = steps("$ a\none\n$ b")
    assert [(12, [13]), (14, [])] == [(step.line, [line.number for line in step.output]) for step in found]


def test_a_dollar_within_output_is_no_prompt() -> None:
    """Only a dollar and a blank at the beginning of a line start a command."""
    assert [["costs $ 5", "$5", " $ x"]] == [said(step) for step in steps("$ a\ncosts $ 5\n$5\n $ x")]


def test_backslash_continues_a_command() -> None:
    """A line that ends in a backslash goes on in the next one, as often as it does."""
    (step,) = steps("$ a \\\n    b \\\n    c\nout")
    assert ("a \\\n    b \\\n    c", 14, ["out"]) == (step.text, step.last_line, said(step))


@pytest.mark.parametrize("start", ["<<EOF", "<<'EOF'", '<<"EOF"', "<<-EOF", "<< EOF", "> EOF <<EOF"])
def test_here_document_is_part_of_its_command(start: str) -> None:
    """A here-document goes up to its end line, prompts in it included."""
    (step,) = steps(f"$ cat {start}\n$ text\nEOF\nout")
    assert (f"cat {start}\n$ text\nEOF", 14, ["out"]) == (step.text, step.last_line, said(step))


@pytest.mark.parametrize("command", ["cat <<<word", "echo $((1<<2))", "python3 -c 'print(1 << 2)'"])
def test_other_uses_of_the_sign_are_no_here_documents(command: str) -> None:
    """`<<<` takes its text from the same line, and a number is shifted."""
    assert [["word"]] == [said(step) for step in steps(f"$ {command}\nword")]


def test_here_document_behind_a_continuation() -> None:
    """A here-document may begin in a command's second line."""
    (step,) = steps("$ cat \\\n  <<EOF\nx\nEOF\nx")
    assert ("cat \\\n  <<EOF\nx\nEOF", ["x"]) == (step.text, said(step))


def test_interrupt_has_output_of_its_own() -> None:
    """`^C` is Ctrl-C, and what the program prints then stands below."""
    found = steps("$ a\nstarted\n^C\nbye")
    assert [("command", ["started"]), ("key", ["bye"])] == [(step.kind, said(step)) for step in found]


def test_block_may_go_on_with_a_running_command() -> None:
    """Lines before the first prompt are further output of what runs in that terminal."""
    found = steps("log 1\nlog 2\n^C")
    assert [("more", ["log 1", "log 2"]), ("key", [])] == [(step.kind, said(step)) for step in found]


BROKEN = {
    "$ a\n$ \nout": (13, "prompt without a command"),
    "$": (12, "prompt without a command"),
    "$ cat <<EOF\ntext": (12, "this command is not complete: no `EOF`"),
    "$ a\n$ b \\": (13, "goes on in a next line, and there is none"),
}


@pytest.mark.parametrize("text", BROKEN)
def test_broken_block_says_where(text: str) -> None:
    """What can't be read fails at its line."""
    line, sentence = BROKEN[text]
    with pytest.raises(Failure) as caught:
        steps(text)
    assert (line, True) == (caught.value.line, sentence in caught.value.sentence)


@pytest.mark.parametrize("text", ["$ a\n$ b", "log\n$ a", "out"])
def test_exit_status_is_one_commands(text: str) -> None:
    """An exit status in a block with two commands, or with none, fails at the block."""
    with pytest.raises(Failure) as caught:
        steps(text, exit_status=3)
    assert (10, True) == (caught.value.line, "exit status 3" in caught.value.sentence)


@pytest.mark.parametrize("text", ["$ false\nno", "^C", "log\n^C"])
def test_exit_status_of_one_command_is_fine(text: str) -> None:
    """One command, or one Ctrl-C, may have an exit status."""
    assert block(text, exit_status=3).exit_status == 3 and steps(text, exit_status=3)
