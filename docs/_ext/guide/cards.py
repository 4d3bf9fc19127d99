"""``.. cards::``, the pages of this page's toctree as cards, and ``.. start::``, a link to the first page to follow.

A card has a page's minutes and result; a part's card lists the part's own pages. The toctrees stay the only list.
"""

from typing import ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from guide import facts, proof


class cards(nodes.General, nodes.Element):
    """Where the cards go."""


class start(nodes.General, nodes.Element):
    """Where the link to the first page goes."""


class Mark(SphinxDirective):
    """Marks the place of what is made when all pages have been read."""

    node: ClassVar[type[nodes.Element]]

    def run(self):
        """Return the mark."""
        return [self.node()]


class Cards(Mark):
    """Marks the place of the cards."""

    node = cards


class Start(Mark):
    """Marks the place of the link to the first page."""

    node = start


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
    if count := facts.total(env, target):
        title += nodes.inline("", f" {facts.duration(count)}", classes=["card-time"])
    if text := facts.result(env, target):
        item += nodes.paragraph("", text[0].upper() + text[1:])
    if pages:
        inner = nodes.enumerated_list(enumtype="arabic", prefix="", suffix=".")
        for name in pages:
            paragraph = nodes.paragraph("", "", link(app, docname, name))
            if count := facts.minutes(env, name):
                paragraph += nodes.inline("", f" {facts.duration(count)}", classes=["card-time"])
            inner += nodes.list_item("", paragraph)
        item += inner
    return item


def first_of(env, docname):
    """Return the first page to follow: the first of the first part."""
    pages = pages_of(env, docname)
    return first_of(env, pages[0]) if pages else docname


def fill(app, doctree, docname):
    """Put cards and link in their places."""
    for mark in list(doctree.findall(start)):
        target = first_of(app.env, docname)
        link_to_first = link(app, docname, target)
        link_to_first.insert(0, nodes.Text("Begin: "))
        mark.replace_self(nodes.paragraph("", "", link_to_first, classes=["start"]))
    for mark in list(doctree.findall(cards)):
        names = [name for name in pages_of(app.env, docname) if name != proof.HOW]
        items = [card(app, docname, name) for name in names]
        mark.replace_self(nodes.bullet_list("", *items, classes=["cards"]) if items else [])


def register(app):
    """Register the directives and the event."""
    for node, directive in ((cards, Cards), (start, Start)):
        app.add_node(node)
        app.add_directive(node.__name__, directive)
    app.connect("doctree-resolved", fill)
