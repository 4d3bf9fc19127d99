"""The menu: all pages, two levels deep, with the page that is being read marked.

Sphinx's own ``toctree()`` of templates copies and resolves the doctrees of all pages for each page: with 300 pages
that was most of a build. Here the outline is made once.
"""

from html import escape
from posixpath import dirname

from guide.pages import below

DEPTH = 2


def outline(env, docname, depth=DEPTH):
    """Return what a page's toctrees hold, as (name, what its own toctrees hold), ``depth`` levels deep."""
    return [(name, outline(env, name, depth - 1) if depth > 1 else []) for name in below(env, docname)]


def holds(entries, docname):
    """Return whether a page is in an outline."""
    return any(name == docname or holds(inner, docname) for name, inner in entries)


class Menu:
    """The menus of one build."""

    def __init__(self, app):
        self.builder, self.titles, self.uris = app.builder, {}, {}
        self.entries = outline(app.env, app.config.root_doc)

    def title(self, name):
        """Return a page's title as HTML, rendered once."""
        if name not in self.titles:
            self.titles[name] = self.builder.render_partial(self.builder.env.titles[name])["title"]
        return self.titles[name]

    def uri(self, pagename, name):
        """Return the address of a page as another one has it: the same for all pages of a folder."""
        key = dirname(self.builder.get_target_uri(pagename)), name
        if key not in self.uris:
            self.uris[key] = escape(self.builder.get_relative_uri(pagename, name))
        return self.uris[key]

    def html(self, pagename, entries=None, level=1):
        """Return the list of a page's menu."""
        entries = self.entries if entries is None else entries
        if not entries:
            return ""
        items = "".join(self.item(pagename, name, inner, level) for name, inner in entries)
        return f'<ul class="current">{items}</ul>' if holds(entries, pagename) else f"<ul>{items}</ul>"

    def item(self, pagename, name, inner, level):
        """Return one entry, with what is below it."""
        is_here = name == pagename
        current = " current" if is_here or holds(inner, pagename) else ""
        href = "#" if is_here else self.uri(pagename, name)
        mark = ' aria-current="page"' if is_here else ""
        link = f'<a class="reference internal{current}"{mark} href="{href}">{self.title(name)}</a>'
        return f'<li class="toctree-l{level}{current}">{link}{self.html(pagename, inner, level + 1)}</li>'


def add(app, pagename, templatename, context, doctree):
    """Give the template its menu."""
    if not hasattr(app.builder, "guide_menu"):
        app.builder.guide_menu = Menu(app)
    menu = app.builder.guide_menu
    context["menu"] = lambda: menu.html(pagename)


def register(app):
    """Connect to each page."""
    app.connect("html-page-context", add)
