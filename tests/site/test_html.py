"""The guide's HTML: complete, its own, and readable."""

import re
import zipfile
from pathlib import Path

import pytest

from .document import Document, documents, style_urls
from .project import ROOT

PAGES = sorted(str(path.relative_to(ROOT / "docs"))[:-4] for path in (ROOT / "docs").rglob("*.rst"))
EXAMPLES = sorted(path.relative_to(ROOT / "examples").as_posix() for path in (ROOT / "examples").glob("*/*"))
FETCHED = re.compile(r"^(https?:)?//")
CAPTION = re.compile(r"literalinclude::.*\n(?:\s+:\w.*\n)*?\s*:caption: (\S+)$", re.MULTILINE)
INCLUDED = re.compile(r"\.\. literalinclude:: (\S+)")
ICON = re.compile(r"[\ue000-\uf8ff]|&#x[ef][0-9a-f]{3};|\\[ef][0-9a-f]{3}(?![0-9a-z])", re.IGNORECASE)
WEB_FONT = re.compile(r"Lato|Roboto Slab|FontAwesome")


@pytest.mark.parametrize("page", PAGES)
def test_each_page_is_built(site: Path, page: str) -> None:
    """Each page of docs/ is a page of the site, and the first page's menu links to it."""
    assert (site / f"{page}.html").is_file()
    links = {attributes.get("href") for attributes, _ in Document(site / "index.html").having("a")}
    assert page == "index" or f"{page}.html" in links


def test_search(site: Path) -> None:
    """There is a search page with an index of all pages, and nothing of Sphinx's own search."""
    index = (site / "search-index.js").read_text(encoding="utf-8")
    assert (site / "search.html").is_file()
    assert [page for page in PAGES if f'["{page}.html",' not in index] == []
    assert not (site / "searchindex.js").exists()


def test_previous_and_next(site: Path) -> None:
    """Each page but the first links to the page before it, each but the last to the one after."""
    rels = {page: [a.get("rel") for a, _ in Document(site / f"{page}.html").having("a")] for page in PAGES}
    assert [page for page in PAGES if page != "index" and "prev" not in rels[page]] == []
    assert sum("next" not in found for found in rels.values()) == 1


def test_pages_load_nothing_from_elsewhere(site: Path) -> None:
    """No script, style, font or picture of any page comes from another host."""
    loaded = {(name, url) for name, page in documents(site).items() for url in page.loaded()}
    assert loaded
    assert [found for found in loaded if FETCHED.match(found[1])] == []


def test_styles_load_nothing_from_elsewhere(site: Path) -> None:
    """No style sheet names an address on another host."""
    sheets = sorted(site.rglob("*.css"))
    assert sheets
    urls = [(sheet.name, url) for sheet in sheets for url in style_urls(sheet.read_text(encoding="utf-8"))]
    assert [found for found in urls if FETCHED.match(found[1])] == []


def test_no_glyph_is_missing(site: Path) -> None:
    """No page, style, script or drawing has a character of the private area, which only an icon font could draw."""
    files = [path for path in site.rglob("*") if path.suffix in (".html", ".css", ".js", ".svg")]
    assert {path.suffix for path in files} == {".html", ".css", ".js", ".svg"}
    found = {path.name: ICON.findall(path.read_text(encoding="utf-8")) for path in files}
    assert {name: icons for name, icons in found.items() if icons} == {}


def test_own_styles_name_no_web_font() -> None:
    """The guide's own style sheets leave no place for the theme's web fonts."""
    own = [path.read_text(encoding="utf-8") for path in (ROOT / "docs/_static").glob("*.css")]
    assert own
    assert [found for css in own for found in WEB_FONT.findall(css)] == []


@pytest.mark.parametrize("page", PAGES)
def test_file_names_over_files(site: Path, page: str) -> None:
    """Each file that a page lets readers save has its name over it, and can be downloaded."""
    expected = CAPTION.findall((ROOT / f"docs/{page}.rst").read_text(encoding="utf-8"))
    document = Document(site / f"{page}.html")
    shown = [text for _, text in document.having("span", "code-file")]
    files = [a for a, _ in document.having("a", "code-tool") if "download" in a]
    assert [name for name in shown if name in expected] == expected
    assert [a for a in files if not (site / page).parent.joinpath(a["href"]).is_file()] == []


@pytest.mark.parametrize("page", EXAMPLES)
def test_the_download_is_what_the_page_has_saved(site: Path, page: str) -> None:
    """The zip of a page holds the files that it names, in a folder of the page's name, and no others."""
    source = (ROOT / f"docs/{page}.rst").read_text(encoding="utf-8")
    expected = {f"{Path(page).name}/{name}" for name in CAPTION.findall(source)}
    with zipfile.ZipFile(site / f"_downloads/{page}.zip") as archive:
        assert set(archive.namelist()) == expected
        files = [archive.read(name) for name in archive.namelist()]
    named = {(ROOT / f"docs/{page}.rst").parent / path for path in INCLUDED.findall(source)}
    assert set(files) <= {path.read_bytes() for path in named}


def test_only_what_pages_load_is_there(site: Path) -> None:
    """No style sheet, script or font of the theme or of an extension is in the site but what a page asks for."""
    loaded = {
        (site / name).parent.joinpath(url.partition("?")[0]).resolve()
        for name, page in documents(site).items()
        for url in page.loaded()
    }
    found = {
        path for path in (site / "_static").rglob("*") if path.suffix in {".css", ".js", ".woff", ".woff2", ".ttf"}
    }
    assert found
    on_demand = ["_static/minisearch-7.2.0/minisearch.js", "_static/search.js"]  # when a reader searches
    assert sorted(str(path.relative_to(site)) for path in found if path.resolve() not in loaded) == on_demand


@pytest.mark.parametrize("page", PAGES)
def test_keyboard_reaches_the_text_first(site: Path, page: str) -> None:
    """The first link skips to the text."""
    document = Document(site / f"{page}.html")
    (skip, _), *_ = document.having("a")
    assert skip["href"] == "#content"
    assert [attributes["id"] for attributes, _ in document.having("main")] == ["content"]


def test_titles(site: Path) -> None:
    """Each page's title says what it is about once, and no two pages have the same."""
    titles = {name: page.having("title")[0][1] for name, page in documents(site).items()}
    assert len(set(titles.values())) == len(titles)
    assert [title for title in titles.values() if title.count("Containers in practice") != 1] == []
