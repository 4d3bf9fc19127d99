"""The report of a run: where it failed, and that only a run of pages writes one."""

import pytest

from ..guides import Guide, Outcome

PAGE = """\
.. include:: /parts/first.txt

.. code-block:: console

   $ echo two
   two
   $ echo three
   four

.. code-block:: console

   $ true
"""


@pytest.fixture(scope="module")
def guide(tmp_path_factory) -> Guide:
    """A guide with a page that includes a block and fails in its second one."""
    guide = Guide(tmp_path_factory.mktemp("report"))
    guide.file("docs/parts/first.txt", ".. code-block:: console\n\n   $ echo one\n   one\n")
    guide.page("index", PAGE)
    return guide


@pytest.fixture(scope="module")
def outcome(guide: Guide) -> Outcome:
    """What the run came to."""
    return guide.run()


def test_a_failure_is_reported_at_its_line(outcome: Outcome) -> None:
    """The block's line and the line that isn't true are two things; what was not reached says why."""
    seen = [(found["line"], found["status"], found["failed_at"]) for found in outcome.report["blocks"]]
    assert [(1, "passed", None), (6, "failed", "docs/index.rst:11"), (13, "not run", None)] == seen
    reasons = [found["reason"] for found in outcome.report["blocks"]]
    said = "`echo three` printed something else than the page shows"
    assert [None, said, "not run: docs/index.rst:11 failed"] == reasons


def test_included_text_has_the_page_that_ran(outcome: Outcome) -> None:
    """A block of another file is reported with that file, under the page that ran it."""
    first = outcome.report["blocks"][0]
    assert ("docs/index.rst", "docs/parts/first.txt") == (first["page"], first["file"])


def test_the_page_itself_is_reported(outcome: Outcome) -> None:
    """What is asked of the page as a whole stands apart from its blocks."""
    assert [("docs/index.rst", "not run")] == [(found["page"], found["status"]) for found in outcome.report["pages"]]


def test_only_runs_of_pages_write_a_report(guide: Guide, outcome: Outcome) -> None:
    """Neither listing tests nor running others does away with the report."""
    guide.file("docs/test_other.py", "def test_x():\n    pass\n")
    after = [guide.run(*arguments).report for arguments in (["--collect-only"], ["docs/test_other.py"])]
    assert [outcome.report] * 2 == after
