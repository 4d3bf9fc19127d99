"""Typing into programs: prompts, keys, questions, other shells."""

import sys

import pytest

from sphinx_gate.model import Prompt

from ..readings import REST_SECONDS, failures

SHELL = {"prompts": (Prompt(">"),)}
PYTHON = {"prompts": (Prompt(">>>"), Prompt("..."))}
REPL = f"$ {sys.executable} -q"
SECOND = {"terminal": 2}
TRUE = {
    "a session from opening to exit": [("$ PS1='> ' sh -i\n> echo one\none\n> true\n> exit\n$ echo next\nnext", SHELL)],
    "a session that goes on in a later block": [
        ("$ PS1='> ' sh -i\n> name=value\n> echo $name\nvalue", SHELL),
        ("$ echo other\nother", SECOND),
        ("> echo again $name\nagain value\n> exit", SHELL),
        "$ echo next\nnext",
    ],
    "the session's exit status": [("$ PS1='> ' sh -i\n> exit 3", SHELL | {"exit_status": 3})],
    "a prompt that differs": [
        ('$ PS1="pid-$$> " sh -i\npid-1> echo a\na\npid-1> exit', {"prompts": (Prompt("pid-...>"),)})
    ],
    "output without an end before the prompt": [("$ PS1='> ' sh -i\n> exit\n$ printf x\nx", SHELL)],
    "Python": [(f"{REPL}\n>>> 1 + 1\n2\n>>> if True:\n...     print('deep')\n...\ndeep\n>>> quit()", PYTHON)],
    "three dots that are typed": [(f"{REPL}\n>>> ...\nEllipsis\n>>> quit()", {"prompts": (Prompt(">>>"),)})],
    "a question": [
        (
            '$ read -p "Sure? [y/N] " answer; echo "said $answer"\nSure? [y/N] y\nsaid y',
            {"prompts": (Prompt("Sure? [y/N]"),)},
        )
    ],
    "a question without a blank": [
        ('$ read -p "Name:" n; echo "I am $n"\nName: Bo\nI am Bo', {"prompts": (Prompt("Name:"),)})
    ],
    "a password, with an end of line": [
        (
            f"$ {sys.executable} -c 'import getpass; print(len(getpass.getpass()))'\nPassword: secret\n6",
            {"prompts": (Prompt("Password:", hidden=True),)},
        )
    ],
    "a password, without": [
        (
            '$ read -s -p "Password: " word; echo "$word"\nPassword: secret\nsecret',
            {"prompts": (Prompt("Password:", hidden=True),)},
        )
    ],
    "the end of input": [("$ PS1='> ' sh -i\n> echo a\na\n^D", SHELL)],
    "input that ends at once": ["$ cat\n^D", "$ echo next\nnext"],
    "a stopped program": [
        "$ sleep 100\n^Z\n[1]+  Stopped                 sleep 100",
        ("$ fg\nsleep 100\n^C", {"exit_status": 130}),
    ],
    "Ctrl-C within a session": [
        ("$ PS1='> ' sh -i\n> sh -c 'echo up; exec sleep 100'\nup", SHELL),
        "^C",
        ("> echo on\non\n> exit", SHELL),
    ],
    # Its echo comes late, too, as if the machine were busy: the silence before it was typed to doesn't count.
    "a program that was silent for long": [
        "$ stty -echo; for i in 1 2; do printf '> '; read x; sleep 0.3; echo $x; done",
        (f"$ sleep {2 * REST_SECONDS}", SECOND),
        ("> one\n> two", SHELL),
    ],
    "Ctrl-C at a prompt": [
        ("$ PS1='> ' bash --norc -i\n> echo a\na", SHELL),
        "^C",
        ("> exit\nexit", SHELL | {"exit_status": 130}),
    ],
    "another bash": ["$ bash\n$ name=inner; echo $name\ninner\n$ exit\nexit\n$ echo $name.\n."],
    "a new bash in the place of the first": ["$ name=inner; exec bash\n$ echo $name.\n."],
    "the shell is left": ["$ exit", ("$ echo here\nhere", SECOND)],
    "the shell is left, as it says": ["$ exit\nexit"],
    "a value in a command": ["$ echo $$\n1234\n$ [ 1234 = $$ ] && echo 1234\n1234"],
    "a value typed into a program": [
        ("$ echo $$\n1234\n$ PS1='> ' sh -i\n> [ $PPID = 1234 ] && echo 1234\n1234\n> exit", SHELL)
    ],
    "output in the next block": ["$ seq 3\n1", "2", "3\n$ echo next\nnext"],
    "late output in the next block": ["$ (sleep 0.3; echo late) & sleep 0\n[1] 1234", "late"],
    "output that looks like a command": ["$ echo '$ rm'; echo ^C", ("$ rm\n^C", {"output": True})],
    "a comment after a failure": [("$ false", {"exit_status": 1}), "$ # a comment"],
    "commands of several lines": ["$ for i in 1 2\ndo echo $i\ndone\n1\n2\n$ echo 'a\nb' |\ncat\na\nb"],
    "tracing": ["$ set -x\n$ echo a\n+ echo a\na\n$ set +x\n+ set +x"],
    "a terminal that is reset": ["$ stty sane; echo a\na\n$ echo b\nb"],
    "a screen that is cleared within a session": [
        ("$ PS1='> ' sh -i\n> echo a\na\n> printf '\\033[H\\033[2J'\n> echo b\nb\n> exit", SHELL)
    ],
}


FALSE = {
    "a wrong answer in a session": (
        [("$ PS1='> ' sh -i\n> echo one\ntwo\n> exit", SHELL)],
        3,
        "printed something else",
    ),
    "a wrong answer before the end": (
        [("$ PS1='> ' sh -i\n> echo one; exit\ntwo", SHELL)],
        3,
        "printed something else",
    ),
    "no such prompt": ([("$ PS1='# ' sh -i\n> true", SHELL | {"timeout_seconds": 1})], 2, "shows no prompt `>`"),
    "a session that never ends": (
        [("$ PS1='> ' sh -i\n> true", SHELL | {"timeout_seconds": 1})],
        2,
        "has not ended in 1 seconds: it waits at its prompt `>`, so show how a reader leaves it, as by `exit` or `^D`",
    ),
    "a prompt that the block doesn't name": (
        [("$ PS1='> ' sh -i\n> true", {"timeout_seconds": 1})],
        2,
        "waits at `>`, which is no prompt of this block: add `:prompt: >`, or `:hidden-prompt:`",
    ),
    "a question that the block doesn't name": (
        [("$ read -p 'Sure? ' x\nSure? y", {"timeout_seconds": 1})],
        2,
        "waits at `Sure?`, which is no prompt of this block: add `:prompt: Sure?`, or `:hidden-prompt:`",
    ),
    "a program that has ended": (
        [("$ echo a\na\n> true", SHELL)],
        3,
        "ended by itself, with exit status 0, before `true` could be typed",
    ),
    "a wrong exit status of a session": ([("$ PS1='> ' sh -i\n> exit 3", SHELL)], 2, "exit status 3, the page says 0"),
    "a password that is seen": (
        [("$ read -p 'Word: ' x\nWord: secret", {"prompts": (Prompt("Word:", hidden=True),)})],
        2,
        "printed something else",
    ),
    "a question that hides its answer": (
        [("$ read -s -p 'Word: ' x; echo\nWord: secret", {"prompts": (Prompt("Word:"),)})],
        2,
        "printed something else",
    ),
    "a value before it was shown": (
        ["$ kill -0 1234\n$ echo $$\n1234"],
        1,
        "`1234` is used before any output has shown it",
    ),
    "late output": (["$ (sleep 0.3; echo LATE) &\n[1] 1234\n$ sleep 0.5", "$ true"], 3, "printed something"),
    "a line too long for the terminal": (
        [("$ PS1='> ' sh -i\n> true " + "x" * 80, SHELL)],
        2,
        "longer than the 80 columns",
    ),
}


@pytest.fixture(scope="module")
def read(tmp_path_factory) -> dict[str, tuple[int, str] | None]:
    """All these pages, read."""
    return failures(tmp_path_factory, TRUE | {case: blocks for case, (blocks, _, _) in FALSE.items()})


@pytest.mark.parametrize("case", TRUE)
def test_reader_can_type_it(read, case: str) -> None:
    """What a page shows as typed is typed there, and seen as a reader sees it."""
    assert read[case] is None


@pytest.mark.parametrize("case", FALSE)
def test_reader_cannot_type_it(read, case: str) -> None:
    """What is not so in a session fails, at its line."""
    failed, sentence = read[case] or (0, "")
    assert (FALSE[case][1], True) == (failed, FALSE[case][2] in sentence), sentence
