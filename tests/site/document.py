"""A page of HTML, parsed: enough of it to ask what a browser would load and what a reader would see."""

import re
from html.parser import HTMLParser
from pathlib import Path

LOADING = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src", "object": "data"}
STYLE_URL = re.compile(r"""url\(\s*['"]?([^'")]+)|@import\s+['"]([^'"]+)""")
NOT_LOADED = {"next", "prev", "index", "search", "author", "copyright", "canonical"}  # rel= of mere links


class Document(HTMLParser):
    """The elements of a page, in order, as (tag, attributes, text up to the next tag)."""

    def __init__(self, path: Path) -> None:
        """Parse the file."""
        super().__init__()
        self.elements: list[tuple[str, dict[str, str], list[str]]] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, {name: value or "" for name, value in attrs}, []))

    def handle_data(self, data: str) -> None:
        """Note text, with the element that began last."""
        if self.elements:
            self.elements[-1][2].append(data)

    def having(self, tag: str, css_class: str = "") -> list[tuple[dict[str, str], str]]:
        """Return (attributes, text up to the next tag) of each such element."""
        return [
            (attributes, "".join(text))
            for name, attributes, text in self.elements
            if name == tag and (not css_class or css_class in attributes.get("class", "").split())
        ]

    def loaded(self) -> list[str]:
        """Return the addresses that a browser loads to show the page."""
        found = [
            attributes[LOADING[tag]]
            for tag, attributes, _ in self.elements
            if tag in LOADING and LOADING[tag] in attributes and attributes.get("rel") not in NOT_LOADED
        ]
        styles = [a["style"] for _, a, _ in self.elements if "style" in a]
        return found + [url for style in styles for url in style_urls(style)]


def style_urls(css: str) -> list[str]:
    """Return the addresses in a style sheet."""
    return [first or second for first, second in STYLE_URL.findall(css)]


def documents(site: Path) -> dict[str, Document]:
    """Return the pages of a built site by their path from its root."""
    return {
        str(path.relative_to(site)): Document(path)
        for path in sorted(site.rglob("*.html"))
        if "_downloads" not in path.parts
    }
