"""Pages in the order of their needs, and what a failure means for the others."""

import pytest

from ..guides import Guide

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


def test_a_failure_says_what_came_of_it(outcome) -> None:
    """Its reason is in the report, and the summary says why the later blocks were not run."""
    reasons = [block["reason"] for block in outcome.report["blocks"] if block["page"] == "docs/middle.rst"]
    assert ["`echo middle` printed something else than the page shows", "not run: docs/middle.rst:9 failed"] == reasons


TREE = {
    "index": ".. toctree::\n\n   zoo/index\n   bar\n   foo/index\n",
    "zoo/index": ".. toctree::\n\n   two\n   one\n",
    "zoo/one": TRUE.format(name="one"),
    "zoo/two": TRUE.format(name="two"),
    "bar": NEEDS.format(needed="foo/last") + TRUE.format(name="bar"),
    "foo/index": ".. toctree::\n   :glob:\n\n   *\n",
    "foo/last": TRUE.format(name="last"),
    "foo/early": TRUE.format(name="early"),
    "foo/zoo": TRUE.format(name="zoo"),
}


@pytest.fixture
def tree(tmp_path) -> Guide:
    """A guide whose pages lie in folders, in toctrees that are not in the order of the alphabet."""
    guide = Guide(tmp_path)
    for name, text in TREE.items():
        guide.page(name, text)
    return guide


def test_pages_run_in_the_order_of_the_toctrees(tree: Guide) -> None:
    """Nested toctrees give the order; a page that another needs comes before it."""
    outcome = tree.run("docs")
    pages = list(dict.fromkeys(block["page"] for block in outcome.report["blocks"]))
    names = ["zoo/two", "zoo/one", "foo/last", "bar", "foo/early", "foo/zoo"]
    assert ([f"docs/{name}.rst" for name in names], 0) == (pages, outcome.status), outcome.text


def test_a_folder_is_a_part(tree: Guide) -> None:
    """A folder on the command line runs its pages; pages elsewhere that can't be read don't matter."""
    tree.page("foo/early", ".. nosuch::\n")
    outcome = tree.run("docs/zoo")
    pages = list(dict.fromkeys(block["page"] for block in outcome.report["blocks"]))
    assert (["docs/zoo/two.rst", "docs/zoo/one.rst"], 0) == (pages, outcome.status), outcome.text


def test_a_page_that_cannot_be_read_fails_alone(tree: Guide) -> None:
    """A warning of Sphinx fails its page, at the line, and no other."""
    tree.page("foo/early", f"{TRUE.format(name='early')}\n.. nosuch::\n")
    outcome = tree.run()
    assert [(14, 'Unknown directive type "nosuch". .. nosuch::')] == outcome.failures("foo/early")
    seen = [outcome.statuses(name) for name in ("zoo/one", "foo/early", "foo/zoo")]
    assert [["passed"] * 2, ["not run"] * 2, ["passed"] * 2] == seen


def test_equal_names_in_two_folders_are_two_pages(tree: Guide) -> None:
    """Each page has a folder of its own, called as its file."""
    pwd = ".. code-block:: console\n\n   $ pwd | sed 's,.*/,,'; ls | wc -l; touch x\n   {}\n   0\n"
    names = ("foo/zoo", "zoo/zoo", "zoo", "home")
    for name in names:
        tree.page(name, pwd.format(name.split("/")[-1]))
    outcome = tree.run()
    assert [["passed"]] * 4 == [outcome.statuses(name) for name in names], outcome.text


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
