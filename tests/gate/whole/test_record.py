"""The record of a run: written when all is true, and holding pages to it."""

import json
import shutil

import pytest

from ..guides import RECORDED, Guide

LINES = {"came": 5, "shown": 3}


@pytest.fixture(scope="module")
def recorded(tmp_path_factory) -> Guide:
    """A guide with two pages, one of which needs the other, that was run."""
    guide = Guide(tmp_path_factory.mktemp("recorded"))
    guide.file("examples/x.txt", "text\n")
    guide.page("a", "Words.\n")
    guide.page("index", RECORDED)
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


def test_a_record_says_what_was_run(recorded: Guide) -> None:
    """Blocks by kind, commands, lines that came and that are shown, skips with their reasons."""
    found = pages(recorded)["index"]
    skips = [{"line": 18, "reason": "needs a screen"}]
    blocks = {"file": 1, "console": 1, "edit": 0, "shown": 0, "skip": 1}
    expected = {"blocks": blocks, "commands": 2, "lines": LINES, "skips": skips, "images": []}
    assert ({**expected, "hash": found["hash"]}, {"a", "index"}) == (found, set(pages(recorded)))


def test_the_report_says_where_lines_are_left_out(recorded: Guide) -> None:
    """By block, for who wants to show more."""
    report = json.loads((recorded.folder / "_build/gate/report.json").read_text())
    assert {"docs/index.rst:9": LINES} == report["lines_by_block"]


def test_a_second_run_changes_nothing(guide: Guide) -> None:
    """There are no times in it."""
    before = (guide.folder / "record.json").read_bytes()
    guide.run("--evidence")
    assert before == (guide.folder / "record.json").read_bytes()


def test_a_page_may_not_show_less_than_before(guide: Guide) -> None:
    """A line that was shown and is swallowed by `...` now fails the page."""
    guide.page("index", RECORDED.replace("   one\n", ""))
    ((line, sentence),) = guide.run().failures("index")
    words = "of the 5 lines that came the page shows 40 %, in record.json it shows 60 %: show what a `...` hides now"
    assert (17, words) == (line, sentence)


def test_other_versions_may_print_more(guide: Guide) -> None:
    """A page is held to the record only with the versions that it was made with."""
    guide.page("index", RECORDED.replace("   one\n", ""))
    settings = guide.folder / "pyproject.toml"
    settings.write_text(settings.read_text() + '\n[tool.sphinx-gate.versions]\nengine = ["echo", "29.9"]\n')
    outcome = guide.run()
    assert 0 == outcome.status, outcome.text


def test_a_page_may_show_more(guide: Guide) -> None:
    """More than before is fine."""
    guide.page("index", RECORDED.replace("   ...\n", "   two\n   three\n"))
    outcome = guide.run()
    assert 0 == outcome.status, outcome.text


@pytest.mark.parametrize(
    "command, arguments",
    [("true", ["docs/a.rst"]), ("false", []), ("true", ["-k", "not leaves"]), ("true", ["-k", "leaves"])],
)
def test_only_a_full_and_true_run_is_recorded(tmp_path, command: str, arguments: list[str]) -> None:
    """A run of one page, of some tests, or with a page that isn't true, writes none, names what is missing, fails."""
    guide = Guide(tmp_path)
    guide.page("a", "Words.\n")
    guide.page("index", f".. code-block:: console\n\n   $ {command}\n")
    outcome = guide.run("--evidence", *arguments)
    written = (guide.folder / "record.json").exists()
    assert (1, False, True) == (
        outcome.status,
        written,
        "docs/index.rst" in outcome.text.partition("not proven: ")[2],
    ), outcome.text
