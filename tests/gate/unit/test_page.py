"""A page as its reader goes through it: terminals, servers, values, without pytest around it."""

import pytest

from sphinx_gate.model import Prompt

from ..readings import Reading, failures

ELSE = "printed something else than the page shows"
SECOND, STATUS_130 = {"terminal": 2}, {"exit_status": 130}
# A server that says where it is before it listens there.
LATE = """\
import http.server, time
print("http://127.0.0.1:PORT/", flush=True)
time.sleep(1)
http.server.HTTPServer(("127.0.0.1", PORT), http.server.SimpleHTTPRequestHandler).serve_forever()"""
TRAP = "$ bash -c 'trap \"echo bye; exit 3\" INT; echo up; while :; do sleep 0.1; done'\nup"
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
