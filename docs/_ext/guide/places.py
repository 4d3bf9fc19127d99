"""Directives that stand for what can only be made when all pages have been read."""

from docutils import nodes
from sphinx.util.docutils import SphinxDirective


class place(nodes.General, nodes.Element):
    """Where it goes; ``name`` is the directive's."""


class Place(SphinxDirective):
    """Marks the place."""

    def run(self):
        """Return the mark."""
        return [place(name=self.name)]


def fill(app, name, make):
    """Have ``.. NAME::`` replaced by the nodes that ``make(app, docname)`` returns, when its page is written."""

    def replace(app, doctree, docname):
        for mark in list(doctree.findall(place)):
            if mark["name"] == name:
                mark.replace_self(make(app, docname))

    app.add_directive(name, Place)
    app.connect("doctree-resolved", replace)
