"""``.. cards::``, the pages of this page's toctree as cards, and ``.. start::``, a link to the first page to follow.

A card has a page's minutes and result; a part's card lists the part's own pages. The toctrees stay the only list.
"""

from docutils import nodes

from guide import pages, places, proof


def titled(app, docname, target, minutes, classes=()):
    """Return a paragraph with a link to a page and, where it says them, its minutes."""
    paragraph = nodes.paragraph("", "", pages.link(app, docname, target), classes=list(classes))
    if minutes:
        paragraph += nodes.inline("", f" {pages.duration(minutes)}", classes=["card-time"])
    return paragraph


def card(app, docname, target):
    """Return the card of one page, or of a part with its pages."""
    env = app.env
    item = nodes.list_item("", titled(app, docname, target, pages.total(env, target), ["card-title"]), classes=["card"])
    if text := pages.result(env, target):
        item += nodes.paragraph("", text[0].upper() + text[1:])
    if names := pages.below(env, target):
        entries = [nodes.list_item("", titled(app, docname, name, pages.minutes(env, name))) for name in names]
        item += nodes.enumerated_list("", *entries, enumtype="arabic", prefix="", suffix=".")
    return item


def cards(app, docname):
    """Return the cards of the pages below this one, but for the page about the tests."""
    items = [card(app, docname, name) for name in pages.below(app.env, docname) if name != proof.HOW]
    return nodes.bullet_list("", *items, classes=["cards"]) if items else []


def start(app, docname):
    """Return a link to the first page to follow: the first of the first part."""
    target = docname
    while names := pages.below(app.env, target):
        target = names[0]
    link = pages.link(app, docname, target)
    link.insert(0, nodes.Text("Begin: "))
    return nodes.paragraph("", "", link, classes=["start"])


def register(app):
    """Register the directives."""
    places.fill(app, "cards", cards)
    places.fill(app, "start", start)
