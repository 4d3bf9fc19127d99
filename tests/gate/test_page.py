"""A page as its reader goes through it: terminals, servers, values, without pytest around it."""

import os
from pathlib import Path

import pytest

from sphinx_gate.model import Console, Failure, Line
from sphinx_gate.run.page import PageRun

from .blocks import page
from .guides import free_port


class Reading:
    """Someone who reads a page with these blocks: text, and options of the block."""

    def __init__(self, folder: Path, *blocks: str | tuple[str, dict], varies: tuple[str, ...] = ()):
        self.folder, self.port, line, found = folder, free_port(), 1, []
        for text, options in (entry if isinstance(entry, tuple) else (entry, {}) for entry in blocks):
            lines = text.replace("PORT", str(self.port)).split("\n")
            numbered = tuple(Line(content, line + number) for number, content in enumerate(lines))
            found.append(Console(page="docs/page.rst", line=line, lines=numbered, **{"timeout_seconds": 10} | options))
            line += len(lines)
        self.page = page(*found, varies=list(varies))

    def failure(self) -> tuple[int, str] | None:
        """Goes through the page: the line and the sentence of its failure."""
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "TERM": "xterm", "LC_ALL": "C.UTF-8"}
        run = PageRun(self.page, self.folder, environment)
        try:
            for block in self.page.blocks:
                run.run(block)
        except Failure as failure:
            return failure.line, failure.sentence
        finally:
            run.close()
        return None


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


@pytest.mark.parametrize("case", TRUE)
def test_reader_finds_it_true(tmp_path, case: str) -> None:
    """What a page shows of terminals, servers and values is true when a reader would find it so."""
    assert Reading(tmp_path, *TRUE[case], varies=("1234", "5678")).failure() is None


FALSE = {
    "another value under one sample": (["$ echo $$\n1234", ("$ echo $$\n1234", SECOND)], 4, "printed something else"),
    "one value under two samples": (["$ echo $$\n1234", "$ echo $$\n5678"], 4, "printed something else"),
    "a port that nobody serves": (
        [("$ echo http://127.0.0.1:PORT/; sleep 100\nhttp://127.0.0.1:PORT/\n^C", {"timeout_seconds": 2})],
        1,
        "nothing answers on port PORT after 2 seconds",
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
        ["$ exit\nexit", ("$ true", {"exit_status": 129})], 3, "this terminal's shell has ended, in line 1"
    ),
}


@pytest.mark.parametrize("case", FALSE)
def test_reader_finds_it_false(tmp_path, case: str) -> None:
    """What is not true of terminals, servers and values fails, at its line."""
    blocks, line, words = FALSE[case]
    reading = Reading(tmp_path, *blocks, varies=("1234", "5678"))
    failed, sentence = reading.failure() or (0, "")
    assert (line, True) == (failed, words.replace("PORT", str(reading.port)) in sentence), sentence
