"""Pages, their list and their examples belong together."""

import re

from .repository import examples, lines, nothing, pages, some, text, under

SHOWN = re.compile(r"\.\. literalinclude:: \.\./examples/([^/\s]+)/")
TOCTREE = re.compile(r"^\.\. toctree::\n((?:[ \t]+\S.*\n|\s*\n)+)", re.MULTILINE)
SLUG = re.compile(r"[a-z]+(-[a-z]+)*")


def listed() -> list[str]:
    """The entries of the toctrees of docs/index.rst."""
    blocks = TOCTREE.findall(text("docs/index.rst") + "\n")
    entries = [line.strip() for block in blocks for line in block.splitlines() if line.strip()]
    return some((entry for entry in entries if not entry.startswith(":")), "entries in docs/index.rst")


def showing() -> dict[str, set[str]]:
    """For each page that shows files of examples: the examples it shows."""
    shown = {page: set(SHOWN.findall(text(f"docs/{page}.rst"))) for page in pages()}
    return dict(some(((page, slugs) for page, slugs in shown.items() if slugs), "pages that show examples"))


def test_each_page_is_listed() -> None:
    """Each page stands in the toctree of docs/index.rst."""
    nothing(sorted({*pages()} - {*listed(), "index"}), "add to the toctree of docs/index.rst a line for each page")


def test_each_listed_page_exists() -> None:
    """Each entry of the toctree is a page."""
    missing = sorted(f"docs/{page}.rst" for page in {*listed()} - {*pages()})
    nothing(missing, "docs/index.rst lists it: write the page, or take the line out")


def test_each_page_is_listed_once() -> None:
    """No page stands in the toctree twice."""
    assert sorted({*listed()}) == sorted(listed())


def test_each_example_has_its_page() -> None:
    """The folder examples/x belongs to the page docs/x.rst."""
    missing = [f"docs/{slug}.rst" for slug in examples() if slug not in pages()]
    nothing(missing, "an example has no page: write it, under the folder's name")


def test_each_page_with_examples_has_its_folder() -> None:
    """A page that shows files has a folder of its own in examples/."""
    missing = [f"examples/{page}/" for page in showing() if page not in examples()]
    nothing(missing, "a page shows files, but has no folder for its own: make it, under the page's name")


def test_each_example_is_shown_on_its_page() -> None:
    """A page shows files of the folder with its name."""
    missing = [f"docs/{slug}.rst" for slug in examples() if slug not in showing().get(slug, set())]
    nothing(missing, "the page shows no file of its folder in examples/: show them by literalinclude")


def test_names_are_words() -> None:
    """Names of pages and examples are words: an order in them would have to be renumbered."""
    parts = [part for name in [*pages(), *examples()] for part in name.split("/")]
    bad = [part for part in parts if not SLUG.fullmatch(part)]
    nothing(bad, "name it with lower-case words and hyphens, without digits")


def test_files_are_sliced_by_meaning() -> None:
    """No page shows a part of a file by line numbers, which would shift unseen."""
    sliced = [where for where, line in lines(under("docs", suffix=".rst")) if re.match(r"\s+:lines:", line)]
    nothing(sliced, "use :pyobject: or :start-at: instead of :lines:")
