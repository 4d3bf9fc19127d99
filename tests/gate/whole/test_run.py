"""A whole run that is green: what it prints and what it leaves."""

import pytest

from ..guides import Guide, Outcome

INDEX = """\
.. literalinclude:: ../examples/hello/hello.py
   :caption: src/hello.py

.. code-block:: console

   $ python3 src/hello.py
   hello

An excerpt, and a block that is not run:

.. literalinclude:: ../examples/hello/hello.py
   :start-at: print

.. code-block:: console
   :skip: needs a screen

   $ xeyes

.. code-block:: console
   :terminal: 2
   :exit-status: 3

   $ pwd | sed 's,.*/,,'; ls; (exit 3)
   index
   src
"""


@pytest.fixture(scope="module")
def guide(tmp_path_factory) -> Guide:
    """A guide with one page of each kind of block."""
    guide = Guide(tmp_path_factory.mktemp("green"))
    guide.page("index", INDEX)
    guide.page("words", "No blocks here.\n")
    guide.page("grace", ".. code-block:: console\n\n   $ (sleep 0.5 &)\n")
    guide.file("examples/hello/hello.py", '# A program\nprint("hello")\n')
    return guide


@pytest.fixture(scope="module")
def outcome(guide: Guide) -> Outcome:
    """What the run came to."""
    return guide.run()


def test_a_true_guide_is_green(outcome: Outcome) -> None:
    """The run ends with success."""
    assert 0 == outcome.status, outcome.text


def test_report_has_each_block(outcome: Outcome) -> None:
    """The report has an entry a block, with page, line, kind, status and reason."""
    seen = [(entry["page"], entry["line"], entry["kind"], entry["status"]) for entry in outcome.report["blocks"]]
    assert [
        ("docs/index.rst", 4, "file", "passed"),
        ("docs/index.rst", 7, "console", "passed"),
        ("docs/index.rst", 14, "file", "passed"),
        ("docs/index.rst", 17, "skip", "skipped"),
        ("docs/index.rst", 22, "console", "passed"),
        ("docs/grace.rst", 4, "console", "passed"),
    ] == seen


def test_report_has_reasons_and_seconds(outcome: Outcome) -> None:
    """A skip has its reason there, the others none; seconds are numbers, not negative."""
    entries = [entry for entry in outcome.report["blocks"] if entry["page"] == "docs/index.rst"]
    assert [None, None, None, "needs a screen", None] == [entry["reason"] for entry in entries]
    assert all(isinstance(entry["seconds"], float) and entry["seconds"] >= 0 for entry in entries)


def test_report_has_totals(outcome: Outcome) -> None:
    """The totals count the blocks, by status and by kind."""
    totals = {name: value for name, value in outcome.report["totals"].items() if name != "seconds"}
    status, kind = {"passed": 5, "skipped": 1}, {"file": 2, "console": 3, "skip": 1}
    assert {"blocks": 6, "status": status, "kind": kind} == totals


def test_a_skip_is_seen_with_its_reason(outcome: Outcome) -> None:
    """The summary names the reason of a skip, with its page and line."""
    assert "docs/index.rst:17: needs a screen" in outcome.text


def test_a_page_without_blocks_is_fine(outcome: Outcome) -> None:
    """A page of words alone is looked at for left-overs and passes."""
    assert [] == outcome.failures("words")


def test_what_is_told_to_end_may_take_a_moment(outcome: Outcome) -> None:
    """A process that ends soon after the page's last block is no left-over."""
    assert [] == outcome.failures("grace")


def test_nothing_is_left(guide: Guide, outcome: Outcome) -> None:
    """After the run its folders and its journal are gone, and the guide's own files are as they were."""
    files = [path.name for path in (guide.folder / "examples/hello").iterdir()]
    assert ([], [], ["hello.py"]) == (guide.left(), list(guide.cache.rglob("*.jsonl")), files)


@pytest.mark.parametrize("arguments", [["--collect-only"], ["docs/nosuch.rst"]])
def test_calls_that_run_nothing_leave_nothing(tmp_path, arguments: list[str]) -> None:
    """Calls of pytest that run no page leave no folder either."""
    guide = Guide(tmp_path)
    guide.page("index", "Words.\n")
    guide.run(*arguments)
    assert [] == guide.left()


def test_a_run_that_cannot_begin_says_why(tmp_path) -> None:
    """Without room for its files the run ends at once, in one sentence."""
    guide = Guide(tmp_path)
    guide.file("_build", "a file in the folder's place")
    outcome = guide.run()
    assert (2, True, False) == (outcome.status, "the run can't begin: " in outcome.text, "Traceback" in outcome.text)


def test_a_report_that_cannot_be_written_fails_the_run(tmp_path) -> None:
    """Without room for the report the run fails, in one sentence."""
    guide = Guide(tmp_path)
    guide.page("index", f".. code-block:: console\n\n   $ mkdir {guide.folder}/_build/gate/report.json\n")
    status, text = guide.start().wait()
    assert (1, True, False) == (status, "the results can't be written: " in text, "INTERNALERROR" in text), text


def test_nobody_else_runs_a_page(tmp_path) -> None:
    """pytest's doctest, which takes a page that is named on the command line, does not: a skip is a skip.

    And the header names the variables that lost a password before the page gets them, and not the password.
    """
    guide = Guide(tmp_path)
    guide.variables["HTTPS_PROXY"] = "http://me:secret@proxy:3128"
    code = f"   >>> open({str(tmp_path / 'written')!r}, 'w').close()\n"
    proxy = ".. code-block:: console\n\n   $ echo $HTTPS_PROXY\n   http://proxy:3128\n"
    guide.page("index", f".. code-block:: python\n   :skip: only to be read\n\n{code}\n{proxy}")
    outcome = guide.run("docs/index.rst")
    written = (tmp_path / "written").exists()
    assert (["skipped", "passed"], False) == (outcome.statuses("index"), written), outcome.text
    seen = "pages get these without their passwords: HTTPS_PROXY" in outcome.text, "secret" in outcome.text
    assert (True, False) == seen, outcome.text
