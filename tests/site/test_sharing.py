"""How the site is found and shared: addresses, descriptions, the page for wrong addresses, old addresses."""

import re
from pathlib import Path

import pytest

from .document import Document
from .project import ROOT, build, page

ADDRESS = "https://guide.example/en/"
META = ".. meta::\n   :description: What it is."
FILES = {
    "docs/index.rst": page(META, ".. toctree::\n\n   containers/practical"),
    "docs/containers/practical.rst": page(META),
}


def properties(path: Path) -> dict[str, str]:
    """Return the OpenGraph properties of a page."""
    return {a["property"]: a["content"] for a, _ in Document(path).having("meta") if "property" in a}


def local(path: Path) -> set[str]:
    """Return the addresses of a page that name no host and no place in it."""
    found = re.findall(r'(?:href|src|action|data-content_root)="([^"]*)"', path.read_text(encoding="utf-8"))
    return {url for url in found if not url.startswith(("https:", "#"))}


def test_with_an_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the site's address in conf.py, pages have theirs, cards a picture that is there, and there is a site map."""
    monkeypatch.setenv("READTHEDOCS_CANONICAL_URL", ADDRESS)
    output = build(tmp_path, FILES, "html").output
    document = Document(output / "containers/practical.html")
    canonical = [a["href"] for a, _ in document.having("link") if a.get("rel") == "canonical"]
    assert canonical == [f"{ADDRESS}containers/practical.html"]
    found = properties(output / "containers/practical.html")
    assert (found["og:title"], found["og:description"]) == ("Page", "What it is.")
    assert found["og:url"] == canonical[0]
    assert (output / found["og:image"].removeprefix(ADDRESS)).is_file()
    listed = re.findall("<loc>(.*)</loc>", (output / "sitemap.xml").read_text(encoding="utf-8"))
    assert listed == [f"{ADDRESS}containers/practical.html", f"{ADDRESS}index.html"]
    assert (output / "robots.txt").read_text(encoding="utf-8") == f"Sitemap: {ADDRESS}sitemap.xml\n"


def test_without_an_address(tmp_path: Path) -> None:
    """Without one nothing is made up."""
    output = build(tmp_path, FILES, "html").output
    rels = [a.get("rel") for a, _ in Document(output / "index.html").having("link")]
    assert "canonical" not in rels
    assert {"og:url", "og:image"} & properties(output / "index.html").keys() == set()
    assert [name for name in ("sitemap.xml", "robots.txt") if (output / name).exists()] == []


@pytest.mark.parametrize(("address", "start"), [(ADDRESS, "/en/"), ("", "/")])
def test_the_page_for_wrong_addresses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, start: str
) -> None:
    """A server shows it at any address, so all that it names begins at the site's start; and it is there."""
    monkeypatch.setenv("READTHEDOCS_CANONICAL_URL", address)
    output = build(tmp_path, FILES, "html").output
    found = local(output / "404.html")
    assert len(found) > 5
    paths = {url.partition("?")[0] for url in found}
    assert [path for path in paths if not path.startswith(start)] == []
    assert [path for path in paths if not (output / path.removeprefix(start)).exists()] == []


def test_old_addresses(site: Path) -> None:
    """Each address that a page once had leads to its place of today."""
    old = re.search(r"guide_redirects = \{(.*)\}", (ROOT / "conf.py").read_text(encoding="utf-8"))
    pairs = re.findall(r'"([^"]+)": "([^"]+)"', old[1])
    assert pairs
    for name, new in pairs:
        html = (site / f"{name}.html").read_text(encoding="utf-8")
        assert f'content="0; url={new}.html"' in html
        assert (site / f"{new}.html").is_file()


def test_the_icon(site: Path) -> None:
    """Pages name an icon, which is there."""
    icons = [a["href"] for a, _ in Document(site / "index.html").having("link") if a.get("rel") == "icon"]
    assert icons == ["_static/favicon.svg"]
    assert (site / icons[0]).is_file()
