"""The editions beside the HTML."""

import re
from pathlib import Path

from tests.conftest import build_guide

from .project import build

FILE = 'print("all of it")\n\n\nprint("to the end")\n'
PAGE = """\
====
Page
====

.. meta::
   :description: What it is.

.. source: a comment

.. literalinclude:: ../examples/one/a.py
   :language: python
   :caption: src/a.py

.. tab:: bash

   .. code-block:: console

      $ echo one
      one

.. tab:: PowerShell

   .. code-block:: powershell

      echo one

.. admonition:: Solution
   :collapsible: closed

   It is one.
"""
FILES = {
    "docs/index.rst": "=====\nGuide\n=====\n\n.. toctree::\n\n   page\n",
    "docs/page.rst": PAGE,
    "examples/one/a.py": FILE,
}


def test_markdown_has_the_files_in_full(tmp_path: Path) -> None:
    """A file stands whole under its name; tabs and solutions keep their titles; comments stay out."""
    built = build(tmp_path, FILES, "markdown")
    text = built.read("page.md")
    assert built.warnings == ""
    assert f"**`src/a.py`**\n\n```python\n{FILE}```" in text
    assert "**PowerShell**\n\n```powershell\necho one\n```" in text
    assert "```console\n$ echo one\none\n```" in text
    assert "**Solution**\n\nIt is one." in text
    assert "a comment" not in text


def test_a_list_for_programs(tmp_path: Path) -> None:
    """llms.txt lists the pages with what they say of themselves."""
    assert "- [Page](page.md): What it is." in build(tmp_path, FILES, "markdown").read("llms.txt")


def test_all_pages_in_markdown(tmp_path: Path) -> None:
    """Each page of the guide is built without a warning, and llms.txt leads to it."""
    build_guide(tmp_path, "-t", "markdown", "-b", "markdown")
    listed = (tmp_path / "llms.txt").read_text(encoding="utf-8")
    pages = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.md") if "_downloads" not in path.parts]
    assert len(pages) > 10
    assert [page for page in pages if page != "index.md" and f"]({page})" not in listed] == []


def test_links_of_the_page_to_print(tmp_path: Path) -> None:
    """On the page to print, each link within it leads to something."""
    glossary = ".. glossary::\n\n   image\n      A thing.\n"
    files = FILES | {
        "docs/page.rst": f"====\nPage\n====\n\n{glossary}",
        "docs/more.rst": "====\nMore\n====\n\n:term:`image`\n",
    }
    files["docs/index.rst"] = FILES["docs/index.rst"] + "   more\n"
    html = build(tmp_path, files, "singlehtml").read("index.html")
    article = html.partition("<article")[2].partition("</article>")[0]
    places = re.findall(r'href="#([^"]+)"', article)
    assert "term-image" in places
    assert [place for place in places if f'id="{place}"' not in article] == []
