"""How a console block is read."""

import pytest

from sphinx_gate.model import Failure, Prompt
from sphinx_gate.read import shell

from ..blocks import block, steps

SHELL, QUESTION = {"prompts": (Prompt("root@...:/...#"),)}, {"prompts": (Prompt("Sure? [y/N]"),)}
MYSQL, PYTHON = {"prompts": (Prompt("mysql>"), Prompt("    ->"))}, {"prompts": (Prompt(">>>"), Prompt("..."))}
# name: (text, options of the block, (kind, what is typed, output) of each step)
READ = {
    "output belongs to the command above": (
        "$ a\none\n\ntwo\n$ b\n$ c\nthree",
        {},
        [("command", "a", ["one", "", "two"]), ("command", "b", []), ("command", "c", ["three"])],
    ),
    "a dollar within output is no prompt": ("$ a\n1 $ 5\n$5\n $ x", {}, [("command", "a", ["1 $ 5", "$5", " $ x"])]),
    "Ctrl-C has output of its own": ("$ a\nup\n^C\nbye", {}, [("command", "a", ["up"]), ("key", "^C", ["bye"])]),
    "a block goes on with what runs": ("log 1\nlog 2\n^C", {}, [("more", "", ["log 1", "log 2"]), ("key", "^C", [])]),
    "all of an output block is output": ("$ ls\n^C\nend", {"output": True}, [("more", "", ["$ ls", "^C", "end"])]),
    "a prompt with what differs": (
        "$ bash\nroot@4f1c:/# ls /tmp\na\nroot@4f1c:/tmp# exit\n$ b",
        SHELL,
        [("command", "bash", []), ("typed", "ls /tmp", ["a"]), ("typed", "exit", []), ("command", "b", [])],
    ),
    "several prompts, and Return alone": (
        "mysql> SELECT 1,\n    -> 2;\n| 1 | 2 |\nmysql>",
        MYSQL,
        [("typed", "SELECT 1,", []), ("typed", "2;", ["| 1 | 2 |"]), ("typed", "", [])],
    ),
    "Python's second prompt is no wildcard": (
        ">>> if 1:\n...     2\n...\n2",
        PYTHON,
        [("typed", "if 1:", []), ("typed", "    2", []), ("typed", "", ["2"])],
    ),
    "a question is a prompt, and no more than its line": (
        "$ docker system prune\nWARNING!\nSure? [y/N] y\nSure? [y/N]!",
        QUESTION,
        [("command", "docker system prune", ["WARNING!"]), ("typed", "y", ["Sure? [y/N]!"])],
    ),
} | {
    f"{key} is a line of its own": (f"$ cat\n {key}\n{key}", {}, [("command", "cat", [f" {key}"]), ("key", key, [])])
    for key in ("^C", "^D", "^Z", "^P^Q")
}  # fmt: skip


@pytest.mark.parametrize("case", READ)
def test_steps_of_a_block(case: str) -> None:
    """What is typed at the shell's prompt, at a block's own ones and as a key, and the output behind each."""
    text, options, expected = READ[case]
    assert expected == [(step.kind, step.text, [line.text for line in step.output]) for step in steps(text, **options)]


def test_steps_know_their_lines() -> None:
    """Each step has the lines in which it is typed, each line of output its own; further output begins above itself."""
    found = steps("log\n$ a \\\n    b\none\n$ c\n^C")
    seen = [(step.line, step.last_line, [line.number for line in step.output]) for step in found]
    assert [(12, 11, [12]), (13, 14, [15]), (16, 16, []), (17, 17, [])] == seen


COMMANDS = [
    "a \\\n    b \\\n    c",
    *(f"cat {start}\n$ text\nEOF" for start in ("<<EOF", "<<'EOF'", '<<"EOF"', "<<-EOF", "<< EOF", "> EOF <<EOF")),
    "cat \\\n  <<EOF\nx\nEOF",
    "cat <<\\EOF\n$HOME\nEOF",
    "cat <<A - <<B\n1\nA\n2\nB",
    "for i in 1 2\ndo echo $i\ndone > file",
    "echo 'one\n$ two\nthree'",
    "echo one |\n  wc -l",
    "true &&\n  true",
    "f() {\n  true\n}",
    "[[ a == b\n]]",
    "[[ a == b &&\n  -f c ]]",
    "[[ a == b ]]",
    'python3 -c "\nimport sys\nprint(1)\n"',
    # Those that only look unfinished; the last of them bash refuses for another reason.
    *("cat <<<word", "echo $((1<<2))", "python3 -c 'print(1 << 2)'", 'echo "<<EOF"', "echo a\\\\", "echo 5 o\\'clock"),
    "echo )",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_goes_on_until_it_is_complete(command: str) -> None:
    """A command's further lines stand as they are typed, prompts in them included, and need no backslash."""
    assert [(command, "out")] == [(step.text, step.shown()) for step in steps(f"$ {command}\nout")]


def test_a_long_here_document_is_read_at_once() -> None:
    """Bash is asked when the end line comes, not for each line."""
    shell.wanted.cache_clear()
    text = "\n".join(str(number) for number in range(4000))
    (step,) = steps(f"$ cat <<END\n{text}\nEND")
    assert (4002, True) == (step.text.count("\n") + 1, shell.wanted.cache_info().misses < 5)


@pytest.mark.parametrize("text", ["$ false\nno", "^C", "log\n^C"])
def test_exit_status_of_one_command_is_fine(text: str) -> None:
    """One command, or one Ctrl-C, may have an exit status."""
    assert block(text, exit_status=3).exit_status == 3 and steps(text, exit_status=3)


STATUS = {"exit_status": 3}
# (text, options): line, words
BROKEN = [
    ("", {}, 10, "an empty console block"),
    ("", {"output": True}, 10, "an empty console block"),
    ("$ a\n$ \nout", {}, 13, "prompt without a command"),
    ("$", {}, 12, "prompt without a command"),
    ("$ cat <<EOF\ntext", {}, 12, "this command is not complete: no `EOF`"),
    ("$ a\n$ b \\", {}, 13, "goes on in a next line, and there is none"),
    ("^C\n$ b", {}, 13, "needs a block of its own"),
    ("$ a\n/ # b", {"prompts": (Prompt("/ $"),)}, 10, "nothing is typed at the prompt `/ $`"),
    ("$ a\n$ b", STATUS, 10, "exit status 3"),
    ("log\n$ a", STATUS, 10, "exit status 3"),
    ("out", STATUS, 10, "exit status 3"),
]


@pytest.mark.parametrize(("text", "options", "line", "words"), BROKEN)
def test_broken_block_says_where(text: str, options: dict, line: int, words: str) -> None:
    """What can't be typed, or would do something else when it is pasted, fails at its line or at its block."""
    with pytest.raises(Failure) as caught:
        steps(text, **options)
    assert (line, True) == (caught.value.line, words in caught.value.sentence)


@pytest.mark.parametrize(("prompt", "line"), [("a\\...", "a..."), ("...", "..."), ("root@...:...#", "root@x:/tmp# ")])
def test_where_a_prompt_stands(prompt: str, line: str) -> None:
    """A prompt is a whole line of a terminal; dots behind a backslash are dots."""
    assert (True, False) == (Prompt(prompt).stands_at(line), Prompt(prompt).stands_at(f"{line}x"))
