"""What a failure says."""

import re

import pytest

from ..guides import Guide, Outcome

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


COMMAND = "(echo up; while :; do sleep 0.1; done)"
BLOCK = f".. code-block:: console\n   :timeout: 2\n\n   $ echo first\n   first\n   $ {COMMAND}\n   up\n"
FILE = ".. literalinclude:: ../examples/x.py\n   :caption: x.py\n"
SAMPLE = "It is :varies:`1234`.\n\n.. code-block:: console\n\n   $ echo 77\n   1234\n   $ echo 78\n   1234\n"


@pytest.fixture(scope="module")
def failed(tmp_path_factory) -> Outcome:
    """A run of pages that fail."""
    guide = Guide(tmp_path_factory.mktemp("failed"))
    guide.file("examples/x.py", "")
    guide.page("index", PAGE)
    guide.page("endless", f"{BLOCK}\n{BLOCK}")
    guide.page("unsaved", f".. code-block:: console\n\n   $ mkdir x.py\n\n{FILE}")
    guide.page("sample", SAMPLE)
    outcome = guide.run()
    assert [] == guide.left()
    return outcome


def test_failure_says_all_that_is_known(failed: Outcome) -> None:
    """Place, command, section, terminal, status, the lines around the difference, and how to update the page."""
    assert TEXT in failed.text


def test_a_command_that_never_ends_fails_at_its_line(failed: Outcome) -> None:
    """After its time the command fails, with what it printed and what to do."""
    ((line, sentence),) = failed.failures("endless")
    words = "has not ended in 2 seconds: give it a `:timeout:`, or show `^C` if it is a server"
    printed = re.search(r"last lines that it printed:\n +up\n", failed.text)
    assert (9, True, True) == (line, words in sentence, bool(printed)), failed.text


def test_a_command_that_never_ends_is_ended(failed: Outcome) -> None:
    """Nothing of it is left running; later blocks are not run."""
    assert (["failed", "not run"], False) == (failed.statuses("endless"), "the page leaves" in failed.text)


def test_a_file_that_cannot_be_saved_fails_in_one_sentence(failed: Outcome) -> None:
    """What the system refuses, here a file in a folder's place, fails the block without a traceback."""
    ((line, sentence),) = failed.failures("unsaved")
    assert (8, True, False) == (line, "Is a directory" in sentence, "Traceback" in failed.text), failed.text


def test_a_failure_says_what_a_sample_stands_for(failed: Outcome) -> None:
    """Where a value contradicts an earlier one, the failure says which value the sample had."""
    assert "  in this run `1234` is `77`\n" in failed.text
