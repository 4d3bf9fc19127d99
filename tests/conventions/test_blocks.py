"""This repository's own pages: every block is claimed, none is missed, hardly any skipped."""

import re
from collections import Counter
from pathlib import Path

import pytest

from sphinx_gate import settings
from sphinx_gate.model import Console, File, Skip, ThisRun, Unclaimed
from sphinx_gate.read.pages import Pages
from tests.site.document import Document

from .repository import ROOT

LEFT_OUT_PERCENT_MAX = 2
PREFORMATTED = ("pre", "textarea", "listing", "xmp")  # elements that show text as it is typed
FENCE = re.compile(r" {0,3}(```+|~~~+)|<pre| {4}\S")


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """All pages of the guide."""
    pages = Pages(settings.read(ROOT), tmp_path_factory.mktemp("doctrees"))
    try:
        return pages.all()
    finally:
        pages.close()


def test_there_are_pages_and_blocks(pages) -> None:
    """The guide has pages with blocks, of several kinds."""
    kinds = Counter(type(block) for page in pages for block in page.blocks)
    assert {Console, File} <= kinds.keys() and sum(kinds.values()) > 50


def test_every_block_is_claimed(pages) -> None:
    """No page has a block that nothing runs."""
    blocks = [block for page in pages for block in page.blocks]
    assert [] == [f"{block.page}:{block.line}: {block.reason}" for block in blocks if isinstance(block, Unclaimed)]


def test_no_block_is_missed(pages, site: Path) -> None:
    """Each page has as many blocks as its HTML shows readers preformatted text."""
    found = {page.name: len(page.blocks) for page in pages if not page.in_clone}
    html = {name: site / Path(name).relative_to("docs").with_suffix(".html") for name in found}
    shown = {name: sum(tag in PREFORMATTED for tag, *_ in Document(path).elements) for name, path in html.items()}
    assert shown == found


def test_no_block_of_a_markdown_page_is_missed(pages) -> None:
    """README.md and CONTRIBUTING.md have as many blocks as they have fences."""
    markdown = {page.name: 2 * len(page.blocks) for page in pages if page.in_clone}
    lines = {name: (ROOT / name).read_text().splitlines() for name in markdown}
    assert {name: sum(bool(FENCE.match(line)) for line in lines[name]) for name in markdown} == markdown


def test_hardly_any_block_is_left_out(pages) -> None:
    """Skipped blocks, and those that only the command at a run's start proves, never become the easy way out."""
    blocks = [block for page in pages for block in page.blocks]
    left_out = [f"{block.page}:{block.line}" for block in blocks if isinstance(block, Skip | ThisRun)]
    share = 100 * len(left_out) / len(blocks)
    assert share <= LEFT_OUT_PERCENT_MAX, f"{share:.1f} % of the blocks are not run: {', '.join(left_out)}"
