"""A page as its reader goes through it: terminals, servers, values, sessions, without pytest around it."""

import sys

import pytest

from sphinx_gate.model import Failure, Prompt

from ..readings import REST_SECONDS, Reading, failures

ELSE = "printed something else than the page shows"
SECOND, STATUS_130 = {"terminal": 2}, {"exit_status": 130}
# A server that says where it is before it listens there.
LATE = """\
import http.server, time
print("http://127.0.0.1:PORT/", flush=True)
time.sleep(1)
http.server.HTTPServer(("127.0.0.1", PORT), http.server.SimpleHTTPRequestHandler).serve_forever()"""
TRAP = "$ bash -c 'trap \"echo bye; exit 3\" INT; echo up; while :; do sleep 0.1; done'\nup"
SHELL = {"prompts": (Prompt(">"),)}
PYTHON = {"prompts": (Prompt(">>>"), Prompt("..."))}
REPL = f"$ {sys.executable} -q"
TRUE = {
    "terminals share the folder": ["$ echo text > file", ("$ cat file\ntext", SECOND)],
    "a new terminal starts in the page's folder": ["$ mkdir sub; cd sub", ("$ ls\nsub", SECOND), "$ ls | wc -l\n0"],
    "terminals have variables of their own": ["$ name=one", ("$ echo $name.\n.", SECOND), "$ echo $name.\none."],
    "a server is asked while it runs": [
        "$ mkfifo fifo\n$ bash -c 'echo up; cat fifo; sleep 100'\nup",
        ("$ echo asked > fifo", SECOND),
        "asked",
        ("^C", STATUS_130),
    ],
    "a port is waited for": [
        f"$ cat > late.py <<'EOF'\n{LATE}\nEOF\n$ python3 late.py 2> log\nhttp://127.0.0.1:PORT/",
        ("$ curl -s -o page http://127.0.0.1:PORT/", SECOND),
        ("^C", STATUS_130),
    ],
    "Ctrl-C shows what the program prints then": [TRAP, ("^C\nbye", {"exit_status": 3})],
    "Ctrl-C that the terminal echoes is no output": ["$ stty echo; echo up; sleep 100\nup", ("^C", STATUS_130)],
    "output that came before Ctrl-C may stand after it": [
        "$ mkfifo fifo\n$ bash -c 'echo up; cat fifo; sleep 100'\nup",
        ("$ echo asked > fifo; sleep 0.5", SECOND),
        ("^C\nasked", STATUS_130),
    ],
    "commands go on after a server": ["$ cat", ("^C", STATUS_130), "$ echo next\nnext"],
    "Ctrl-C leaves 130, which no page need say": ["$ cat", "^C", "$ echo next\nnext"],
    "a value is the same in all terminals": ["$ echo $$ > pid; cat pid\n1234", ("$ cat pid\n1234", SECOND)],
    "two values are two samples": ["$ echo $$\n1234", ("$ echo $$\n5678", SECOND), "$ echo $$\n1234"],
}

NOISY = "$ bash -c 'echo up; cat fifo; for i in {1..3000}; do echo line $i; done; echo noise over; sleep 100'"
TRUE |= {
    "a server that prints much is drained": [
        f"$ mkfifo fifo\n{NOISY}\nup",
        ("$ echo go > fifo; until [ -e done ]; do sleep 0.1; touch done; done", SECOND),
        "...\nnoise over",
        ("^C", STATUS_130),
    ],
    "a client that prints a server's address": [
        f"$ cat > late.py <<'EOF'\n{LATE}\nEOF\n$ python3 late.py 2> log\nhttp://127.0.0.1:PORT/",
        ("$ bash -c 'echo asking http://127.0.0.1:PORT/; sleep 100'\nasking http://127.0.0.1:PORT/", SECOND),
        ("^C", SECOND | STATUS_130),
        ("^C", STATUS_130),
    ],
    "a table whose rows go on in a later block": [
        '$ mkfifo fifo\n$ bash -c \'echo "NAME   AGE"; echo "a      1s"; cat fifo; sleep 100\'\nNAME   AGE\na      5s',
        ("$ echo 'b      3m' > fifo", SECOND),
        "b      9s",
        ("^C", STATUS_130),
    ],
    "a line of 10,000 characters": ["$ echo " + "x" * 10_000 + "\n" + "x" * 10_000],
    "ids of a table": [
        "$ printf 'IMAGE ID       TAG\\n%012d   a\\n' 1\nIMAGE ID       TAG\n6e92cd66452d   a",
        "$ echo 000000000001\n6e92cd66452d",
    ],
}

# Typing into programs: prompts, keys, questions, other shells.
TRUE |= {
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
    "another value under one sample": (["$ echo $$\n1234", ("$ echo $$\n1234", SECOND)], 4, "printed something else"),
    "one value under two samples": (["$ echo $$\n1234", "$ echo $$\n5678"], 4, "printed something else"),
    "a port that nobody serves": (
        [("$ echo http://127.0.0.1:PORT/; sleep 100\nhttp://127.0.0.1:PORT/\n^C", {"timeout_seconds": 3})],
        1,
        "nothing answers on port PORT after 3 seconds",
    ),
    "a server that ends when asked": (
        [
            "$ mkfifo fifo\n$ echo up; cat fifo; touch ended\nup",
            ("$ echo asked > fifo; until [ -e ended ]; do sleep 0.1; done; sleep 0.5", SECOND),
            "asked",
            "^C",
        ],
        5,
        "ended, with exit status 0, instead of running on",
    ),
    "Ctrl-C that does nothing": (
        ["$ bash -c 'trap \"\" INT; echo up; while :; do sleep 0.1; done'\nup", ("^C", {"timeout_seconds": 1})],
        3,
        "has not ended in 1 seconds",
    ),
    "another status after Ctrl-C": ([TRAP, "^C\nbye"], 3, "ended with exit status 3, the page says 0"),
    "output after Ctrl-C that isn't shown": ([TRAP, ("^C", {"exit_status": 3})], 3, "printed something else"),
    "a shell that was left": (
        ["$ exit\nexit", ("$ true", {"exit_status": 129})],
        3,
        "this terminal's shell has ended, in line 1",
    ),
}

LOOP = "exec sleep 100"
FALSE |= {
    "a line that goes on": (
        [
            f"$ bash -c 'printf Ready; sleep 0.7; echo \" NOT REALLY\"; {LOOP}'\nReady",
            ("$ sleep 1", SECOND),
            ("^C", STATUS_130),
        ],
        2,
        ELSE,
    ),
    "a line that is rewritten": (
        [
            f"$ bash -c 'echo Ready; sleep 0.5; printf \"\\033[1AFAILED\\n\"; {LOOP}'\nReady",
            ("$ sleep 1", SECOND),
            ("^C", STATUS_130),
        ],
        2,
        ELSE,
    ),
    "a line after a clear": (
        [
            f"$ bash -c 'echo Ready; sleep 0.5; clear; echo FAILED; {LOOP}'\nReady",
            ("$ sleep 1", SECOND),
            ("^C", STATUS_130),
        ],
        4,
        ELSE,
    ),
    "a line too much of many": (["$ echo WRONG; seq 9998\n1\n...\n9998"], 1, ELSE),
    "an output that can't come any more": (
        [f"$ bash -c 'echo up; echo at 127.0.0.1; {LOOP}'\nup\nat 0.0.0.0\n^C"],
        3,
        ELSE,
    ),
    "a last line without what was before it": (
        [f"$ bash -c 'echo up; echo at 127.0.0.1; echo ready; {LOOP}'\n...\nat 0.0.0.0\nready\n^C"],
        3,
        ELSE,
    ),
    "text behind the cut": (["$ printf '\\u26a0\\ufe0f 3 errors\\n'\n\u26a0"], 2, ELSE),
}

FALSE |= {
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
def test_reader_finds_it_true(read, case: str) -> None:
    """What a page shows of terminals, servers and values is true when a reader would find it so."""
    assert read[case] is None


@pytest.mark.parametrize("case", FALSE)
def test_reader_finds_it_false(read, case: str) -> None:
    """What is not true of terminals, servers and values fails, at its line."""
    failed, sentence = read[case] or (0, "")
    assert (FALSE[case][1], True) == (failed, FALSE[case][2] in sentence), sentence


def test_lines_that_came_are_counted_where_they_are_shown(tmp_path) -> None:
    """Each block knows how many lines came under it, and how many of them it shows; what is typed is no output."""
    session = ("$ PS1='> ' sh -i\n> seq 3\n1\n...\n> exit", {"prompts": (Prompt(">"),)})
    reading = Reading(tmp_path, "$ seq 6\n1\n...\n5", "6", session, "$ true")
    assert reading.failure() is None
    counts = reading.run.lines().values()
    assert [(5, 2), (1, 1), (3, 1), (0, 0)] == [(count["came"], count["shown"]) for count in counts]


def test_a_failure_says_what_ended_in_another_terminal(tmp_path) -> None:
    """A server that is gone may be why the next command fails, whose terminal shows nothing of it."""
    server = "bash -c 'echo up; sleep 0.3; echo crashed; exit 3'"
    reading = Reading(tmp_path, f"$ {server}\nup", ("$ sleep 1; false", {"terminal": 2}), "^C")
    with pytest.raises(Failure) as failed:
        for block in reading.page.blocks:
            reading.run.run(block)
    reading.run.close()
    assert failed.value.line == 3
    assert f"meanwhile ended: `{server}` in terminal 1, with exit status 3" in str(failed.value)
