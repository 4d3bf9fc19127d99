"""Pages, their list and their examples belong together."""

import re

from .repository import examples, lines, pages, some, text, under

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
    missing = sorted({*pages()} - {*listed(), "index"})
    assert missing == [], f"add to the toctree of docs/index.rst a line each: {', '.join(missing)}"


def test_each_listed_page_exists() -> None:
    """Each entry of the toctree is a page."""
    missing = sorted({*listed()} - {*pages()})
    assert missing == [], f"docs/index.rst lists {missing}: write docs/{missing[0]}.rst, or take the line out"


def test_each_page_is_listed_once() -> None:
    """No page stands in the toctree twice."""
    assert sorted({*listed()}) == sorted(listed())


def test_each_example_has_its_page() -> None:
    """The folder examples/x belongs to the page docs/x.rst."""
    missing = [slug for slug in examples() if slug not in pages()]
    assert missing == [], f"examples/{missing[0]}/ has no page: write docs/{missing[0]}.rst"


def test_each_page_with_examples_has_its_folder() -> None:
    """A page that shows files has a folder of its own in examples/."""
    missing = [page for page in showing() if page not in examples()]
    assert missing == [], f"docs/{missing[0]}.rst shows files: put its own into examples/{missing[0]}/"


def test_each_example_is_shown_on_its_page() -> None:
    """A page shows files of the folder with its name."""
    missing = [slug for slug in examples() if slug not in showing().get(slug, set())]
    assert missing == [], f"docs/{missing[0]}.rst shows no file of examples/{missing[0]}/: show them all"


def test_names_are_words() -> None:
    """Names of pages and examples are lower-case words with hyphens, without digits: no order to renumber."""
    parts = [part for name in [*pages(), *examples()] for part in name.split("/")]
    assert [part for part in parts if not SLUG.fullmatch(part)] == []


def test_files_are_sliced_by_meaning() -> None:
    """No page shows a part of a file by line numbers, which would shift unseen."""
    sliced = [where for where, line in lines(under("docs", suffix=".rst")) if re.match(r"\s+:lines:", line)]
    assert sliced == [], "use :pyobject: or :start-at: instead of :lines:"
