"""Pages in the order of their needs, and what a failure means for the others."""

import pytest

from ..guides import CONFTEST, Guide, Outcome

TRUE = (
    ".. code-block:: console\n\n   $ echo {name}\n   {name}\n\n.. code-block:: console\n\n   $ echo again\n   again\n"
)
NEEDS = "You need :needs:`{needed}`.\n\n"


def guide_with(folder, **needs: str) -> Guide:
    """A guide with a page for each name, which needs the given other page (or none)."""
    guide = Guide(folder)
    for name, needed in needs.items():
        head = NEEDS.format(needed=needed) if needed else ""
        guide.page(name, head + TRUE.format(name=name))
    return guide


@pytest.fixture(scope="module")
def outcome(tmp_path_factory):
    """A run in which the page `middle` fails in its first block; `after` needs it, `last` needs `after`."""
    guide = guide_with(
        tmp_path_factory.mktemp("order"), after="middle", middle="first", last="after", first="", zother=""
    )
    text = guide.page("middle", NEEDS.format(needed="first") + TRUE.format(name="middle")).read_text()
    guide.file("docs/middle.rst", text.replace("   middle", "   muddle"))
    return guide.run()


def test_first_failure_ends_its_page(outcome) -> None:
    """Blocks after a failed one are not run, never passed."""
    assert (["failed", "not run"], [(9, True)]) == (
        outcome.statuses("middle"),
        [(line, "printed something else" in sentence) for line, sentence in outcome.failures("middle")],
    )


def test_other_pages_go_on(outcome) -> None:
    """A failure on one page is none on another."""
    assert [["passed"] * 2] * 2 == [outcome.statuses(page) for page in ("first", "zother")]


@pytest.mark.parametrize(("page", "needed"), [("after", "middle"), ("last", "after")])
def test_pages_that_need_a_failed_one_are_not_run(outcome, page: str, needed: str) -> None:
    """A page that needs the failed page, or one that was not run, says so for each block."""
    blocks = [block for block in outcome.report["blocks"] if block["page"] == f"docs/{page}.rst"]
    assert [("not run", True)] * 2 == [(b["status"], f"needs docs/{needed}.rst" in b["reason"]) for b in blocks]


def test_a_bug_in_the_gate_is_no_failure_of_the_page(tmp_path) -> None:
    """It is shown as it is, and nothing of the page runs after it."""
    guide = guide_with(tmp_path, one="")
    guide.file("conftest.py", f"{CONFTEST}from sphinx_gate.run.page import PageRun\nPageRun.run = None\n")
    outcome = guide.run()
    text = "TypeError: 'NoneType' object is not callable" in outcome.text, "the gate itself failed" in outcome.text
    assert (["failed", "not run"], [], (True, True)) == (outcome.statuses("one"), outcome.failures("one"), text)


TREE = {
    "index": ".. toctree::\n\n   zoo/index\n   bar\n   foo/index\n",
    "zoo/index": ".. toctree::\n\n   two\n   one\n",
    "zoo/one": TRUE.format(name="one"),
    "zoo/two": TRUE.format(name="two"),
    "bar": NEEDS.format(needed="foo/last") + TRUE.format(name="bar"),
    "foo/index": ".. toctree::\n   :glob:\n\n   *\n",
    "foo/last": TRUE.format(name="last"),
    "foo/early": TRUE.format(name="early") + "\n.. nosuch::\n",
    "foo/zoo": TRUE.format(name="zoo"),
    "zoo/last": TRUE.format(name="another last"),
}


@pytest.fixture(scope="module")
def tree(tmp_path_factory) -> Guide:
    """A guide with pages in folders, toctrees not in the order of the alphabet, and a page that can't be read."""
    guide = Guide(tmp_path_factory.mktemp("tree"))
    for name, text in TREE.items():
        guide.page(name, text)
    return guide


@pytest.fixture(scope="module")
def whole(tree: Guide) -> Outcome:
    """A run of all of it."""
    return tree.run("docs")


def pages_of(outcome: Outcome) -> list[str]:
    """The pages in the order in which they were run."""
    pages = dict.fromkeys(block["page"] for block in outcome.report["blocks"])
    return [page.removeprefix("docs/").removesuffix(".rst") for page in pages]


def test_pages_run_in_the_order_of_the_toctrees(whole: Outcome) -> None:
    """Nested toctrees give the order; a page that another needs comes before it, one in no toctree last."""
    names = ["zoo/two", "zoo/one", "foo/last", "bar", "foo/early", "foo/zoo", "zoo/last"]
    assert names == pages_of(whole), whole.text


def test_a_page_that_cannot_be_read_fails_alone(whole: Outcome) -> None:
    """A warning of Sphinx fails its page, at the line, and no other."""
    assert [(14, 'Unknown directive type "nosuch". .. nosuch::')] == whole.failures("foo/early")
    seen = [whole.statuses(name) for name in ("zoo/one", "foo/early", "foo/zoo")]
    assert [["passed"] * 2, ["not run"] * 2, ["passed"] * 2] == seen


def test_a_folder_is_a_part(tree: Guide, whole: Outcome) -> None:
    """A folder on the command line runs its pages; pages elsewhere that can't be read don't matter."""
    outcome = tree.run("docs/zoo")
    assert (["zoo/two", "zoo/one", "zoo/last"], 0) == (pages_of(outcome), outcome.status), outcome.text


def test_a_page_alone_brings_what_it_needs(tmp_path) -> None:
    """A page asked for alone runs the pages that it needs, and theirs, first; no others."""
    outcome = guide_with(tmp_path, alone="needed", needed="base", base="", other="").run("docs/alone.rst")
    pages = list(dict.fromkeys(block["page"] for block in outcome.report["blocks"]))
    assert (["docs/base.rst", "docs/needed.rst", "docs/alone.rst"], 0) == (pages, outcome.status)


def test_a_block_alone_runs_what_is_before_it(tmp_path) -> None:
    """A block asked for alone finds what the blocks before it on its page did."""
    guide = guide_with(tmp_path)
    guide.page("alone", ".. code-block:: console\n\n   $ touch made\n\n.. code-block:: console\n\n   $ ls\n   made\n")
    outcome = guide.run("docs/alone.rst::$ ls")
    assert (0, ["passed"]) == (outcome.status, outcome.statuses("alone")), outcome.text


def test_pages_that_need_each_other_are_refused(tmp_path) -> None:
    """Needs that go in a circle end the run at once, with the circle."""
    outcome = guide_with(tmp_path, one="two", two="one").run()
    assert (
        "docs/one.rst:1: pages need each other: docs/one.rst needs docs/two.rst needs docs/one.rst" in outcome.text
    ), outcome.text
