"""This repository's own pages: every block is claimed, none is missed, hardly any skipped."""

import re
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser

import pytest

from sphinx_gate import settings
from sphinx_gate.model import Console, File, Skip, ThisRun, Unclaimed
from sphinx_gate.read.pages import Pages

from .repository import ROOT

LEFT_OUT_PERCENT_MAX = 2
FENCE = re.compile(r" {0,3}(```+|~~~+)|<pre| {4}\S")


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """All pages of the guide."""
    pages = Pages(settings.read(ROOT), tmp_path_factory.mktemp("doctrees"))
    try:
        return pages.all()
    finally:
        pages.close()


@pytest.fixture(scope="module")
def html(tmp_path_factory):
    """The guide's HTML pages, built for this test: name and text."""
    folder = tmp_path_factory.mktemp("html")
    command = [sys.executable, "-m", "sphinx", "-q", "-c", str(ROOT), str(ROOT / "docs"), str(folder)]
    subprocess.run(command, check=True)
    names = [path.relative_to(ROOT / "docs").with_suffix("") for path in (ROOT / "docs").rglob("*.rst")]
    return {f"docs/{name.as_posix()}.rst": (folder / f"{name}.html").read_text() for name in names}


class Preformatted(HTMLParser):
    """Counts the elements of an HTML page that show text as it is typed."""

    def __init__(self, text: str):
        super().__init__()
        self.count = 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Counts one."""
        self.count += tag in ("pre", "textarea", "listing", "xmp")


def test_there_are_pages_and_blocks(pages) -> None:
    """The guide has pages with blocks, of several kinds."""
    kinds = Counter(type(block) for page in pages for block in page.blocks)
    assert {Console, File} <= kinds.keys() and sum(kinds.values()) > 50


def test_every_block_is_claimed(pages) -> None:
    """No page has a block that nothing runs."""
    blocks = [block for page in pages for block in page.blocks]
    assert [] == [f"{block.page}:{block.line}: {block.reason}" for block in blocks if isinstance(block, Unclaimed)]


def test_no_block_is_missed(pages, html) -> None:
    """Each page has as many blocks as its HTML shows readers preformatted text."""
    found = {page.name: len(page.blocks) for page in pages if page.name in html}
    assert {name: Preformatted(text).count for name, text in html.items()} == found


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
