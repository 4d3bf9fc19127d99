"""The record of a run, read again: one that is stale or made up is noticed."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from sphinx_gate import settings
from sphinx_gate.model import LineCount
from sphinx_gate.read import digest
from sphinx_gate.read.pages import Pages
from sphinx_gate.report import record

from ..guides import RECORDED, Guide


@pytest.fixture
def guide(tmp_path) -> Guide:
    """A guide with two pages, one of which needs the other, and the record that a run of it would write."""
    guide = Guide(tmp_path)
    guide.file("examples/x.txt", "text\n")
    guide.page("a", "Words.\n")
    guide.page("index", RECORDED)
    pages, found = Pages(settings.read(guide.folder), guide.folder / "_build"), record.Record()
    for name, lines in (("a", LineCount(came=0, shown=0)), ("index", LineCount(came=5, shown=3))):
        page = pages.page(f"docs/{name}.rst")
        page.digest = pages.digest(page.name)
        found.pages[name] = record.page_entry(page, lines, [])
    pages.close()
    found.write(guide.folder)
    return guide


@pytest.fixture
def build(guide: Guide) -> Iterator[Sphinx]:
    """A build of the site, before it has begun."""
    with docutils_namespace():
        folder = str(guide.folder)
        yield Sphinx(f"{folder}/docs", folder, f"{folder}/html", f"{folder}/doctrees", "html", status=None,
                     warning=io.StringIO(), freshenv=True)  # fmt: skip


def changed(build: Sphinx) -> set[str]:
    """The pages whose entry has another hash than the build finds."""
    build.builder.read()
    known = record.read(Path(build.confdir)).pages
    return {name for name in known if known[name]["hash"] != digest.of_document(build.env, name)}


def forged(build: Sphinx) -> set[str]:
    """The pages whose entry doesn't fit what the build finds."""
    build.builder.read()
    known = record.read(Path(build.confdir)).pages
    return {name for name in known if not record.fits(known[name], build, name)}


def test_a_fresh_record_has_no_problem(build: Sphinx) -> None:
    """A build of the site agrees with the run about each page."""
    assert (set(), set()) == (changed(build), forged(build))


CHANGED = {"docs/index.rst": {"index"}, "examples/x.txt": {"index"}, "docs/a.rst": {"a", "index"}}


@pytest.mark.parametrize("name", CHANGED)
def test_a_stale_record_is_noticed(guide: Guide, build: Sphinx, name: str) -> None:
    """A page, a file that it shows, or a page that it needs was changed after the run."""
    with (guide.folder / name).open("a") as file:
        file.write("\nMore.\n")
    assert CHANGED[name] == changed(build)


FORGED = [
    {"commands": 3},
    {"lines": {"came": 5, "shown": 6}},
    {"lines": {"came": 50, "shown": 40}},
    {"skips": []},
    {"blocks": {"file": 1, "console": 2, "edit": 0, "shown": 0, "skip": 0}},
]


@pytest.mark.parametrize("change", FORGED, ids=str)
def test_a_forged_record_is_noticed(guide: Guide, build: Sphinx, change: dict) -> None:
    """Counts that the page can't have are not believed."""
    found = record.read(guide.folder)
    found.pages["index"] |= change
    found.write(guide.folder)
    assert {"index"} == forged(build)


@pytest.mark.parametrize("text", ['{"format": 2}', "", "[]", '{"format": 1}'])
def test_what_is_no_record_is_refused(tmp_path: Path, text: str) -> None:
    """A record of another gate is not guessed at, and half a file is none; the next record takes its place."""
    (tmp_path / "record.json").write_text(text)
    with pytest.raises(ValueError, match=r"record\.json is no record of format 1: delete it, and write it anew"):
        record.read(tmp_path)
    record.Record("2026-11-05", {"docker": "29.1"}).write(tmp_path)
    assert "2026-11-05" == record.read(tmp_path).date
