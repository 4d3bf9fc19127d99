"""Drawings for editions that can't show them: LaTeX reads no SVG, so a PDF has what the drawing says, as text."""

from docutils import nodes


def describe(app, doctree, docname):
    """Put the text of each drawing in its place."""
    if app.builder.format != "latex":
        return
    for image in list(doctree.findall(nodes.image)):
        if image["uri"].endswith(".svg"):
            image.replace_self(nodes.paragraph("", image.get("alt", "")))


def register(app):
    """Connect to each document that is about to be written."""
    app.connect("doctree-resolved", describe)
