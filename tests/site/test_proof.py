"""What a site says of its pages' last run, from record.json."""

import json
from pathlib import Path

from sphinx_gate.read import digest

from .project import ROOT, Built, build

PAGE = """\
:minutes: 5
:result: a word.

====
Page
====

.. code-block:: console

   $ echo one
   one
"""
HOW = "======\nTested\n======\n\n.. record::\n"
INDEX = "=====\nGuide\n=====\n\n.. toctree::\n\n   page\n   how-this-guide-is-tested\n"
FILES = {"docs/index.rst": INDEX, "docs/page.rst": PAGE, "docs/how-this-guide-is-tested.rst": HOW}


def site(folder: Path, change: dict | None = None, page: str = PAGE) -> Built:
    """Build a site whose page was run as PAGE says, with ``change`` in the record's entry, and is ``page`` now."""
    env = build(folder, FILES, "html").app.env
    entry = {
        "hash": digest.of_document(env, "page"),
        "blocks": {"file": 0, "console": 1, "edit": 0, "shown": 0, "skip": 0},
        "commands": 1, "lines": {"came": 1, "shown": 1}, "skips": [], "images": ["busybox"],
    }  # fmt: skip
    whole = {
        "format": 1, "date": "2026-11-05", "versions": {"Docker Engine": "29.1.2", "Kubernetes": "1.35.0"},
        "images": {"busybox": {"how": "stand-in", "digest": None}}, "pages": {"page": entry | (change or {})},
    }  # fmt: skip
    return build(folder, FILES | {"docs/page.rst": page, "record.json": json.dumps(whole)}, "html")


def line(built: Built) -> str:
    """Return the line under the page's title, as text."""
    return built.read("page.html").partition('<p class="page-proof">')[2].partition("<a")[0].strip()


def test_without_a_record(tmp_path: Path) -> None:
    """A page that no run has proven says so."""
    built = build(tmp_path, FILES, "html")
    assert (line(built), built.warnings) == ("Not on record yet.", "")
    assert "No full run is on record yet." in built.read("how-this-guide-is-tested.html")


def test_the_last_run(tmp_path: Path) -> None:
    """Date and tools are there, stand-ins are named, and a click leads to the record."""
    built = site(tmp_path)
    said = "Last run on 5 November 2026 with Docker Engine 29.1.2, with stand-ins for busybox."
    assert (line(built), built.warnings) == (said, "")
    assert 'href="how-this-guide-is-tested.html">How this guide is tested</a>' in built.read("page.html")
    html = built.read("how-this-guide-is-tested.html")
    assert "The last full run on record was on 5 November 2026" in html
    for cell in ("As run", "100 %", "busybox (stand-in)"):
        assert f"<p>{cell}</p>" in html
    assert "No command of these pages was left out." in html


def test_what_was_not_run(tmp_path: Path) -> None:
    """Blocks that no run typed are listed, with their reasons."""
    counts = {"file": 0, "console": 0, "edit": 0, "shown": 0, "skip": 1}
    skips = [{"line": 10, "reason": "needs a mouse"}]
    page = PAGE.replace("console\n", "console\n   :skip: needs a mouse\n")
    assert page != PAGE
    built = site(tmp_path, {"blocks": counts, "commands": 0, "skips": skips, "hash": ""}, page)
    html = built.read("how-this-guide-is-tested.html")
    for cell in ("10", "needs a mouse"):
        assert f"<p>{cell}</p>" in html
    assert "No command of these pages was left out." not in html


def test_a_page_that_has_changed(tmp_path: Path) -> None:
    """It says so and warns nobody: a page may be ahead of its record."""
    built = site(tmp_path, page=PAGE + "\nOne sentence more.\n")
    assert (line(built).endswith("; changed since."), built.warnings) == (True, "")


def test_a_record_that_was_made_up(tmp_path: Path) -> None:
    """Counts that the page doesn't have are a warning, and not shown."""
    built = site(tmp_path, {"commands": 7})
    assert "record.json says of this page what it doesn't hold" in built.warnings
    assert line(built) == "Not on record yet."


def test_the_pages_end(tmp_path: Path) -> None:
    """A page that is run ends with the command that runs it there; without a repository there is no link."""
    html = build(tmp_path, FILES, "html").read("page.html")
    assert "<code>make test ARGS=docs/page.rst</code>" in html
    assert "Tell us" not in html
    assert "ARGS=" not in build(tmp_path, FILES, "html").read("index.html")


def test_the_pages_end_with_a_repository(tmp_path: Path) -> None:
    """With the repository's address in conf.py, clicks lead to the issue form, with the page, and to its source."""
    conf = (ROOT / "conf.py").read_text(encoding="utf-8")
    named = conf.replace('"repository": ""', '"repository": "https://guide.example/repo"')
    assert named != conf
    html = build(tmp_path, FILES | {"conf.py": named}, "html").read("page.html")
    form = "issues/new?template=not-true-for-me.yml&amp;page=docs/page.rst"
    assert f'href="https://guide.example/repo/{form}"' in html
    assert (ROOT / ".github/ISSUE_TEMPLATE/not-true-for-me.yml").is_file()
    assert 'href="https://guide.example/repo/edit/main/docs/page.rst"' in html
