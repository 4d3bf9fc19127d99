"""``.. cards::``: the pages of this page's toctree as cards, with the minutes and the result of each.

A card of a part lists the part's own pages. The toctrees stay the only list of pages.
"""

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from guide import facts


class cards(nodes.General, nodes.Element):
    """Where the cards go."""


class Cards(SphinxDirective):
    """Marks the place; the cards are made when all pages have been read."""

    def run(self):
        """Return the mark."""
        return [cards()]


def link(app, docname, target):
    """Return a link to a page, by its title."""
    title = app.env.titles[target].astext()
    uri = app.builder.get_relative_uri(docname, target)
    return nodes.reference("", title, internal=True, refuri=uri)


def pages_of(env, docname):
    """Return the pages in a page's toctrees, in order."""
    return [name for name in env.toctree_includes.get(docname, []) if name in env.titles]


def card(app, docname, target):
    """Return the card of one page, or of a part with its pages."""
    env, pages = app.env, pages_of(app.env, target)
    title = nodes.paragraph("", "", link(app, docname, target), classes=["card-title"])
    item = nodes.list_item("", title, classes=["card"])
    times = [facts.minutes(env, name) for name in [target, *pages]]
    if total := sum(time for time in times if time):
        title += nodes.inline("", f" {facts.duration(total)}", classes=["card-time"])
    if text := facts.result(env, target):
        item += nodes.paragraph("", text)
    if pages:
        inner = nodes.enumerated_list(enumtype="arabic", prefix="", suffix=".")
        for name in pages:
            paragraph = nodes.paragraph("", "", link(app, docname, name))
            if count := facts.minutes(env, name):
                paragraph += nodes.inline("", f" {facts.duration(count)}", classes=["card-time"])
            inner += nodes.list_item("", paragraph)
        item += inner
    return item


def fill(app, doctree, docname):
    """Put the cards in their place."""
    for mark in list(doctree.findall(cards)):
        items = [card(app, docname, name) for name in pages_of(app.env, docname)]
        mark.replace_self(nodes.bullet_list("", *items, classes=["cards"]) if items else [])


def register(app):
    """Register the directive and the event."""
    app.add_node(cards)
    app.add_directive("cards", Cards)
    app.connect("doctree-resolved", fill)
