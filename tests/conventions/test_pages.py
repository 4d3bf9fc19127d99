"""Pages, their list and their examples belong together."""

import re

from .repository import examples, lines, nothing, pages, some, text, under

SHOWN = re.compile(r"\.\. literalinclude:: (?:\.\./|/\.\./)+examples/([^/\s]+/[^/\s]+)/")
SLUG = re.compile(r"[a-z]+(-[a-z]+)*")


def showing() -> dict[str, set[str]]:
    """For each page that shows files of examples: the examples it shows."""
    shown = {page: set(SHOWN.findall(text(f"docs/{page}.rst"))) for page in pages()}
    return dict(some(((page, slugs) for page, slugs in shown.items() if slugs), "pages that show examples"))


def test_each_example_is_shown_on_its_page() -> None:
    """The folder examples/part/x belongs to the page docs/part/x.rst, which shows its files."""
    missing = [f"docs/{name}.rst" for name in examples() if name not in showing().get(name, set())]
    nothing(missing, "no such page shows a file of the folder of that name in examples/: show one by literalinclude")


def test_each_page_with_examples_has_its_folder() -> None:
    """A page that shows files has a folder of its own in examples/."""
    missing = [f"examples/{page}/" for page in showing() if page not in examples()]
    nothing(missing, "a page shows files, but has no folder for its own: make it, under the page's name")


def test_names_are_words() -> None:
    """Names of pages and examples are words: an order in them would have to be renumbered."""
    parts = [part for name in [*pages(), *examples()] for part in name.split("/")]
    bad = [part for part in parts if not SLUG.fullmatch(part)]
    nothing(bad, "name it with lower-case words and hyphens, without digits")


def test_pages_have_a_description() -> None:
    """Search engines and links that are shared show a page's description."""
    missing = [
        f"docs/{page}.rst" for page in pages() if not re.search(r"^   :description: \S", text(f"docs/{page}.rst"), re.M)
    ]
    nothing(missing, "begin the page with `.. meta::` and its `:description:`")


def test_pages_say_minutes_and_result() -> None:
    """Under its title and on its card, a page with commands says how long it takes and what comes of it."""
    missing = [
        f"docs/{page}.rst: {field}"
        for page in pages()
        for field in (":minutes: ", ":result: ")
        if ".. code-block:: console" in text(f"docs/{page}.rst")
        and not re.search(rf"^{field}\S", text(f"docs/{page}.rst"), re.M)
    ]
    nothing(
        missing, "begin the page with the lines `:minutes: 15` and `:result: what you will have.`, before `.. meta::`"
    )


def test_sources_are_comments() -> None:
    """No reader sees a source comment: it has the form that docutils takes for one."""
    bad = [
        where
        for where, line in lines(under("docs", suffix=".rst"))
        if re.match(r"\s*(\.\.source|\. source|source:)", line)
    ]
    nothing(bad, "write `.. source: …` on a line of its own")
