"""The index that the search reads."""

import json
from pathlib import Path

from .project import Built, build

PAGE = """\
====
Port
====

First :doc:`other`.

.. A comment.

Taken
=====

Somebody has it.

.. code-block:: console
   :exit-status: 125

   $ docker run busybox
   port is already allocated

Deep
----

Below.
"""
OTHER = "=====\nWords\n=====\n\n.. glossary::\n\n   image\n      What containers are made of.\n"
TOCTREE = "\n.. toctree::\n\n   other\n"
FILES = {"docs/index.rst": PAGE + TOCTREE, "docs/other.rst": OTHER}


def index(built: Built) -> dict:
    """Return the index of a built site."""
    return json.loads(built.read("search-index.js").removeprefix("window.guideIndex = ").removesuffix(";\n"))


def test_an_entry_a_section(tmp_path: Path) -> None:
    """Each section has what it says itself, with its commands and outputs; comments stay out; so has each term."""
    found = index(build(tmp_path, FILES, "html"))
    assert found["pages"] == [["index.html", "Port"], ["other.html", "Words"]]
    assert found["sections"] == [
        [0, "", "Port", "", "First Words.", ""],
        [0, "taken", "Taken", "", "Somebody has it.", "$ docker run busybox\nport is already allocated"],
        [0, "deep", "Deep", "Taken", "Below.", ""],
        [1, "", "Words", "", "", ""],
        [1, "term-image", "image", "", "What containers are made of.", ""],
    ]


def test_a_page_that_changed(tmp_path: Path) -> None:
    """When one page is built again, the index has its new text and the others' as it was; a page that went is gone."""
    build(tmp_path, FILES, "html")
    built = build(tmp_path, {"docs/index.rst": PAGE.replace("Somebody", "Nobody") + TOCTREE}, "html")
    texts = [section[4] for section in index(built)["sections"]]
    assert (texts[1], texts[-1]) == ("Nobody has it.", "What containers are made of.")
    (tmp_path / "docs/other.rst").unlink()
    built = build(tmp_path, {"docs/index.rst": PAGE.replace(":doc:`other`", "other")}, "html")
    assert index(built)["pages"] == [["index.html", "Port"]]


def test_pages_that_were_read_before(tmp_path: Path) -> None:
    """Where another form was built first, the index has its pages, too."""
    build(tmp_path, FILES, "text")
    assert len(index(build(tmp_path, FILES, "html"))["sections"]) == 5


def test_other_words(tmp_path: Path) -> None:
    """The index brings the readers' words with the pages' own."""
    assert index(build(tmp_path, FILES, "html"))["synonyms"]["rollback"] == ["undo"]
