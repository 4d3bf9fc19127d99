"""Pictures: with their size in HTML."""

from pathlib import Path

from .project import build, page

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 200"></svg>'
FILES = {"docs/a.svg": DRAWING, "docs/index.rst": page(".. figure:: a.svg\n   :alt: What it says.\n\n   A caption.")}


def test_a_drawing_leaves_its_room(tmp_path: Path) -> None:
    """The size stands in the page, so that no text moves when the drawing comes."""
    html = build(tmp_path, FILES, "html").read("index.html")
    (image,) = [part for part in html.split("<") if part.startswith("img")]
    assert 'width="480"' in image
    assert 'height="200"' in image
