"""How a console block is read."""

import pytest

from sphinx_gate.model import Failure, Prompt
from sphinx_gate.read import shell

from ..blocks import block, said, steps


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


SHELL, MYSQL = Prompt("root@...:/...#"), (Prompt("mysql>"), Prompt("->"))


def test_lines_at_a_prompt_are_typed() -> None:
    """A line that begins with a prompt of the block is typed there; `...` in the prompt is any text."""
    found = steps("$ docker exec -it web bash\nroot@4f1c:/# ls /tmp\na\nroot@4f1c:/tmp# exit\n$ b", prompts=(SHELL,))
    seen = [(step.kind, step.text, said(step)) for step in found]
    start, end = ("command", "docker exec -it web bash", []), ("command", "b", [])
    assert [start, ("typed", "ls /tmp", ["a"]), ("typed", "exit", []), end] == seen
    assert [None, SHELL, SHELL, None] == [step.prompt for step in found]


def test_a_block_may_have_several_prompts() -> None:
    """What goes on in a second line has a prompt of its own; Return alone is typed at a bare prompt."""
    found = steps("mysql> SELECT 1,\n    -> 2;\n| 1 | 2 |\nmysql>", prompts=(MYSQL[0], Prompt("    ->")))
    assert [("SELECT 1,", []), ("2;", ["| 1 | 2 |"]), ("", [])] == [(step.text, said(step)) for step in found]


def test_pythons_second_prompt_is_no_wildcard() -> None:
    """Three dots alone are a prompt, so that Python's two can be named."""
    found = steps(">>> if 1:\n...     2\n...\n2", prompts=(Prompt(">>>"), Prompt("...")))
    assert [("if 1:", []), ("    2", []), ("", ["2"])] == [(step.text, said(step)) for step in found]


def test_a_question_is_a_prompt() -> None:
    """The answer stands behind the question; a line that goes on otherwise is output."""
    question = Prompt("Are you sure? [y/N]")
    found = steps("$ docker system prune\nWARNING!\nAre you sure? [y/N] y\nAre you sure? [y/N]!", prompts=(question,))
    assert [("docker system prune", ["WARNING!"]), ("y", ["Are you sure? [y/N]!"])] == [
        (step.text, said(step)) for step in found
    ]


@pytest.mark.parametrize(("prompt", "line"), [("a\\...", "a..."), ("...", "..."), ("root@...:...#", "root@x:/tmp# ")])
def test_where_a_prompt_stands(prompt: str, line: str) -> None:
    """A prompt is a whole line of a terminal; dots behind a backslash are dots."""
    assert (True, False) == (Prompt(prompt).stands_at(line), Prompt(prompt).stands_at(f"{line}x"))


def test_all_of_an_output_block_is_output() -> None:
    """With the option `output`, lines that look like commands or keys are what a program printed."""
    (step,) = steps("$ ls\n^C\nend", output=True)
    assert ("more", ["$ ls", "^C", "end"]) == (step.kind, said(step))


@pytest.mark.parametrize("key", ["^C", "^D", "^Z", "^P^Q"])
def test_keys_are_lines_of_their_own(key: str) -> None:
    """A key alone on its line is pressed; within a line it is text."""
    found = steps(f"$ a\n{key}\nx {key}")
    assert [("command", "a", []), ("key", key, [f"x {key}"])] == [(step.kind, step.text, said(step)) for step in found]


INCOMPLETE = {
    "a loop": "for i in 1 2; do\n  echo $i\ndone",
    "a loop whose output goes into a file": "for i in 1 2\ndo echo $i\ndone > file",
    "a quoted text": "echo 'one\n$ two\nthree'",
    "a pipe": "echo one |\n  wc -l",
    "an operator": "true &&\n  true",
    "a function": "f() {\n  true\n}",
    "a quoted end": "cat <<\\EOF\n$HOME\nEOF",
    "two here-documents": "cat <<A - <<B\n1\nA\n2\nB",
    "a program in quotes": 'python3 -c "\nimport sys\nprint(1)\n"',
}


@pytest.mark.parametrize("name", INCOMPLETE)
def test_a_command_goes_on_until_it_is_complete(name: str) -> None:
    """A command's further lines stand as they are typed, without a backslash."""
    (step,) = steps(f"$ {INCOMPLETE[name]}\nout")
    assert (INCOMPLETE[name], ["out"]) == (step.text, said(step))


@pytest.mark.parametrize("text", ['echo "<<EOF"', "echo $((1<<2))", "echo a\\\\", "echo it is 5 o\\'clock", "echo )"])
def test_what_only_looks_unfinished_is_complete(text: str) -> None:
    """Quoted operators, a shift, a quoted backslash, and what bash refuses for another reason."""
    (step,) = steps(f"$ {text}\nout")
    assert (text, ["out"]) == (step.text, said(step))


def test_a_long_here_document_is_read_at_once() -> None:
    """Bash is asked when the end line comes, not for each line."""
    shell.wanted.cache_clear()
    text = "\n".join(str(number) for number in range(4000))
    (step,) = steps(f"$ cat <<END\n{text}\nEND")
    assert (4002, True) == (step.text.count("\n") + 1, shell.wanted.cache_info().misses < 5)


def test_what_is_typed_behind_a_key_stands_in_its_own_block() -> None:
    """Pasted as one, a block with `^C` and a command would do something else than the page says."""
    with pytest.raises(Failure) as caught:
        steps("^C\n$ b")
    assert (13, True) == (caught.value.line, "needs a block of its own" in caught.value.sentence)


def test_a_prompt_is_used_in_its_block() -> None:
    """A prompt at which nothing is typed, perhaps since it is misspelt, fails at the block."""
    with pytest.raises(Failure) as caught:
        steps("$ a\n/ # b", prompts=(Prompt("/ $"),))
    assert (10, True) == (caught.value.line, "nothing is typed at the prompt `/ $`" in caught.value.sentence)
