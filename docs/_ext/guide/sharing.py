"""How the site is found and shared: descriptions for cards, a site map, the page for wrong addresses, old addresses.

Inputs: ``html_baseurl``, the site's address (without one, what needs it is left out), and ``guide_redirects`` in
conf.py, {old page: page that has its place now}.
"""

import re
from html import escape
from pathlib import Path
from posixpath import join
from urllib.parse import urlsplit

from guide.editions import description

SITE_MAP = "sitemap.xml"
RELATIVE = re.compile(r'\b((?:href|src|action|data-content_root)=")(?![#/]|[a-z][a-z+.-]*:)(?:\./)?')


def describe(app, pagename, templatename, context, doctree):
    """Give the template what a card of the page says."""
    context["description"] = description(doctree) if doctree is not None else ""
    context["base"] = join(app.config.html_baseurl, "") if app.config.html_baseurl else ""


def pages(app):
    """Yield the page for wrong addresses, and those at old addresses that lead on."""
    if app.builder.name != "html":
        return
    yield "404", {}, "404.html"
    for old, new in app.config.guide_redirects.items():
        if new in app.env.all_docs:
            uri, title = app.builder.get_relative_uri(old, new), app.env.titles[new].astext()
            canonical = (
                join(app.config.html_baseurl, app.builder.get_target_uri(new)) if app.config.html_baseurl else uri
            )
            yield old, {"new": uri, "new_title": title, "canonical": canonical}, "moved.html"


def free_of_place(html, start):
    """Return a page whose addresses hold wherever a server shows it: they begin with ``start``."""
    return RELATIVE.sub(lambda match: f"{match[1]}{start}", html)


def finish(app, exception):
    """Write the site map and name it to robots; make the page for wrong addresses free of its place."""
    if exception or app.builder.name != "html":
        return
    base = app.config.html_baseurl
    wrong = Path(app.outdir, "404.html")
    start = join(urlsplit(base).path, "") or "/"
    wrong.write_text(free_of_place(wrong.read_text(encoding="utf-8"), start), encoding="utf-8")
    if base:
        urls = [escape(join(base, app.builder.get_target_uri(name))) for name in sorted(app.env.found_docs)]
        entries = "".join(f"  <url><loc>{url}</loc></url>\n" for url in urls)
        text = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        Path(app.outdir, "robots.txt").write_text(f"Sitemap: {join(base, SITE_MAP)}\n", encoding="utf-8")
        Path(app.outdir, SITE_MAP).write_text(f"{text}{entries}</urlset>\n", encoding="utf-8")


def register(app):
    """Register the setting and connect to each page and the build's end."""
    app.add_config_value("guide_redirects", {}, "html", dict)
    app.connect("html-page-context", describe)
    app.connect("html-collect-pages", pages)
    app.connect("build-finished", finish)
