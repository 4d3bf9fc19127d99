"""The record of a run: written when all is true, noticed when it is stale or made up, and holding pages to it."""

import json
import shutil
import subprocess
import sys

import pytest

from sphinx_gate.report import record

from .guides import CONF, Guide

PAGE = """\
You need :needs:`a`.

.. literalinclude:: ../examples/x.txt
   :caption: x.txt

.. code-block:: console

   $ printf '%s\\n' one two three four
   one
   ...
   four
   $ cat x.txt
   text

.. code-block:: console
   :skip: needs a screen

   $ xeyes
"""
LINES = {"came": 5, "shown": 3}


@pytest.fixture(scope="module")
def recorded(tmp_path_factory) -> Guide:
    """A guide with two pages, one of which needs the other, that was run."""
    guide = Guide(tmp_path_factory.mktemp("recorded"))
    guide.file("examples/x.txt", "text\n")
    guide.page("a", "Words.\n")
    guide.page("index", PAGE)
    outcome = guide.run("--evidence")
    assert outcome.status == 0, outcome.text
    return guide


@pytest.fixture
def guide(tmp_path, recorded: Guide) -> Guide:
    """The same, to be changed."""
    guide = Guide(tmp_path)
    shutil.copytree(recorded.folder, guide.folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("_build"))
    return guide


def pages(guide: Guide) -> dict:
    """The pages in the record."""
    return json.loads((guide.folder / "record.json").read_text())["pages"]


def problems(guide: Guide) -> dict[str, str]:
    """What a build of the site says of each page's entry."""
    guide.file("conf.py", CONF + "\nfrom sphinx_gate.report import record\n\ndef setup(app):\n"
               "    def said(app, error):\n"
               "        for name in sorted(app.env.found_docs):\n"
               "            print('SAID', name, record.problem_in_build(app, name))\n"
               "    app.connect('build-finished', said)\n")  # fmt: skip
    command = [sys.executable, "-m", "sphinx", "-E", "-q", "-c", ".", "docs", "_build/html"]
    result = subprocess.run(command, cwd=guide.folder, capture_output=True, text=True, check=True)
    lines = [line.split(" ", 2) for line in result.stdout.splitlines() if line.startswith("SAID")]
    return {name: sentence for _, name, sentence in lines if sentence != "None"}


def test_a_record_says_what_was_run(guide: Guide) -> None:
    """Blocks by kind, commands, lines that came and that are shown, skips with their reasons."""
    found = pages(guide)["index"]
    skips = [{"line": 18, "reason": "needs a screen"}]
    blocks = {"file": 1, "console": 1, "edit": 0, "shown": 0, "skip": 1}
    expected = {"blocks": blocks, "commands": 2, "lines": LINES, "skips": skips, "images": []}
    assert ({**expected, "hash": found["hash"]}, {"a", "index"}) == (found, set(pages(guide)))


def test_the_report_says_where_lines_are_left_out(guide: Guide) -> None:
    """By block, for who wants to show more."""
    guide.run()
    report = json.loads((guide.folder / "_build/gate/report.json").read_text())
    assert {"docs/index.rst:9": LINES} == report["lines_by_block"]


def test_a_second_run_changes_nothing(guide: Guide) -> None:
    """There are no times in it."""
    before = (guide.folder / "record.json").read_bytes()
    guide.run("--evidence")
    assert before == (guide.folder / "record.json").read_bytes()


def test_a_fresh_record_has_no_problem(guide: Guide) -> None:
    """A build of the site agrees with the run about each page."""
    assert {} == problems(guide)


CHANGED = {"docs/index.rst": {"index"}, "examples/x.txt": {"index"}, "docs/a.rst": {"a", "index"}}


@pytest.mark.parametrize("name", CHANGED)
def test_a_stale_record_is_noticed(guide: Guide, name: str) -> None:
    """A page, a file that it shows, or a page that it needs was changed after the run."""
    with (guide.folder / name).open("a") as file:
        file.write("\nMore.\n")
    assert CHANGED[name] == set(problems(guide))


FORGED = [
    {"commands": 3},
    {"lines": {"came": 5, "shown": 6}},
    {"lines": {"came": 50, "shown": 40}},
    {"skips": []},
    {"blocks": {"file": 1, "console": 2, "edit": 0, "shown": 0, "skip": 0}},
]


@pytest.mark.parametrize("change", FORGED, ids=str)
def test_a_forged_record_is_noticed(guide: Guide, change: dict) -> None:
    """Counts that the page can't have are not believed."""
    path = guide.folder / "record.json"
    whole = json.loads(path.read_text())
    whole["pages"]["index"] |= change
    path.write_text(json.dumps(whole))
    assert {"index": "record.json says of this page what it doesn't hold"} == problems(guide)


def test_a_page_may_not_show_less_than_before(guide: Guide) -> None:
    """A line that was shown and is swallowed by `...` now fails the page."""
    guide.page("index", PAGE.replace("   one\n", ""))
    ((line, sentence),) = guide.run().failures("index")
    words = "of the 5 lines that came the page shows 40 %, in record.json it shows 60 %: show what a `...` hides now"
    assert (17, words) == (line, sentence)


def test_a_page_may_show_more(guide: Guide) -> None:
    """More than before is fine."""
    guide.page("index", PAGE.replace("   ...\n", "   two\n   three\n"))
    outcome = guide.run()
    assert 0 == outcome.status, outcome.text


@pytest.mark.parametrize("arguments", [["docs/a.rst"], []])
def test_only_a_full_and_true_run_is_recorded(tmp_path, arguments: list[str]) -> None:
    """A run of one page, or with a page that isn't true, writes none, names what is missing, and fails."""
    guide = Guide(tmp_path)
    guide.page("a", "Words.\n")
    guide.page("index", ".. code-block:: console\n\n   $ false\n")
    outcome = guide.run("--evidence", *arguments)
    written = (guide.folder / "record.json").exists()
    assert (1, False, True) == (outcome.status, written, "not proven: docs/index.rst" in outcome.text), outcome.text


def test_another_format_is_refused(tmp_path) -> None:
    """A record of another gate is not guessed at."""
    (tmp_path / "record.json").write_text('{"format": 2}')
    with pytest.raises(ValueError, match=r"record\.json: format 2 instead of 1: write it anew"):
        record.read(tmp_path)
