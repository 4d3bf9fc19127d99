"""What a failure says."""

import re

import pytest

from sphinx_gate.report.failure import comparison

from ..blocks import compare, steps
from ..guides import Guide

PAGE = """\
Numbers
-------

.. code-block:: console
   :terminal: 2

   $ printf '%s\\n' 1 2 3 4 5 6 7 8 9; (exit 0)
   1
   2
   3
   4
   five
   6
   7
   8
   9
"""
TEXT = """\
docs/index.rst:15: `printf '%s\\n' 1 2 3 4 5 6 7 8 9; (exit 0)` printed something else than the page shows
  section:     Numbers
  terminal:    2
  command:     printf '%s\\n' 1 2 3 4 5 6 7 8 9; (exit 0)
  exit status: 0
  page line, - as the page shows it, + as it came:
     12   2
     13   3
     14   4
     15 - five
     15 + 5
     16   6
     17   7
     18   8
  if the new output is right: .venv/bin/pytest --update docs/index.rst
"""


def test_failure_says_all_that_is_known(tmp_path) -> None:
    """Place, command, section, terminal, status, the lines around the difference, and how to update the page."""
    guide = Guide(tmp_path)
    guide.page("index", PAGE)
    assert TEXT in guide.run().text


def rows(shown: str, actual: str) -> tuple[int, list[str]]:
    """The failing line and the rows of a comparison: a command at line 12 that shows this, and what came."""
    (step,) = steps(f"$ x\n{shown}" if shown else "$ x")
    lines = actual.split("\n") if actual else []
    line, (_, *found) = comparison(step.output, compare(step.expected(), lines), lines, step.last_line)
    return line, [row.strip() for row in found]


# (shown, came): line, rows
COMPARISONS = {
    ("a", "b"): (13, ["13 - a", "13 + b"]),
    ("a", ""): (13, ["13 - a"]),
    ("", "b"): (12, ["12 + b"]),
    ("a\nb", "a"): (14, ["13   a", "14 - b"]),
    ("a", "a\nb"): (13, ["13   a", "13 + b"]),
    ("a\nb", "x\na\nb"): (12, ["12 + x", "13   a", "14   b"]),
    ("a\nb\nc", "x\nb\ny"): (13, ["13 - a", "13 + x", "14   b", "15 - c", "15 + y"]),
    ("...\nb", "1\n2\n3\nc"): (14, ["13   ...", "14 - b", "14 + c"]),
}


@pytest.mark.parametrize(("shown", "actual"), COMPARISONS)
def test_comparison_is_numbered_by_the_page(shown: str, actual: str) -> None:
    """Each row has the page's line; what was added stands at the line after which it came."""
    assert COMPARISONS[shown, actual] == rows(shown, actual)


def test_further_output_is_numbered_too() -> None:
    """What came before the first line of a block that goes on with a running command stands over that line."""
    (step,) = steps("log")
    line, rows = comparison(step.output, compare(step.expected(), ["new", "log"]), ["new", "log"], step.last_line)
    assert (11, ["11 + new", "12   log"]) == (line, [row.strip() for row in rows[1:]])


@pytest.fixture(scope="module")
def endless(tmp_path_factory):
    """A page with a command that never ends."""
    guide = Guide(tmp_path_factory.mktemp("endless"))
    command = "(echo up; while :; do sleep 0.1; done)"
    block = f".. code-block:: console\n   :timeout: 2\n\n   $ echo first\n   first\n   $ {command}\n   up\n"
    guide.page("index", f"{block}\n{block}")
    return guide, guide.run()


def test_a_command_that_never_ends_fails_at_its_line(endless) -> None:
    """After its time the command fails, with what it printed and what to do."""
    ((line, sentence),) = endless[1].failures("index")
    words = "has not ended in 2 seconds: give it a `:timeout:`, or show `^C` if it is a server"
    printed = re.search(r"last lines that it printed:\n +up\n", endless[1].text)
    assert (9, True, True) == (line, words in sentence, bool(printed)), endless[1].text


def test_after_a_command_that_never_ends_nothing_is_run(endless) -> None:
    """Later blocks are not run."""
    assert ["failed", "not run"] == endless[1].statuses("index")


def test_a_command_that_never_ends_is_ended(endless) -> None:
    """Nothing of it is left running, and no folder is left."""
    guide, outcome = endless
    assert ([], False) == (guide.left(), "the page leaves" in outcome.text)


def test_a_file_that_cannot_be_saved_fails_in_one_sentence(tmp_path) -> None:
    """What the system refuses, here a file in a folder's place, fails the block without a traceback."""
    guide = Guide(tmp_path)
    guide.file("examples/x.py", "")
    file = ".. literalinclude:: ../examples/x.py\n   :caption: x.py\n"
    guide.page("index", f".. code-block:: console\n\n   $ mkdir x.py\n\n{file}")
    outcome = guide.run()
    ((line, sentence),) = outcome.failures("index")
    assert (8, True, False) == (line, "Is a directory" in sentence, "Traceback" in outcome.text), outcome.text


def test_a_failure_says_what_a_sample_stands_for(tmp_path) -> None:
    """Where a value contradicts an earlier one, the failure says which value the sample had."""
    guide = Guide(tmp_path)
    guide.page(
        "index", "It is :varies:`1234`.\n\n.. code-block:: console\n\n   $ echo 77\n   1234\n   $ echo 78\n   1234\n"
    )
    assert "  in this run `1234` is `77`\n" in guide.run().text
