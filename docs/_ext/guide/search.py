"""The index that readers search: an entry for each section, with its text, its commands, outputs and files.

Output: ``search-index.js`` at the root of the HTML, a script so that pages opened as files can load it, too. The
search is ``docs/_static/search.js`` over MiniSearch, kept as npm has it in ``docs/_static/minisearch-*``.
"""

import json
from pathlib import Path

from docutils import nodes
from sphinx import addnodes

from guide import notes

NAME = "search-index.js"
SECTIONS = "sections"  # the name of what is noted of a page
SYNONYMS = Path(__file__).with_name("synonyms.txt")
TITLE = "\1"  # on both sides of a docname: in its place comes the page's title, once all are known


def words(node):
    """Return the text of a part of a page, with blanks between its paragraphs, cells and terms."""
    node = node.deepcopy()
    for reference in list(node.findall(addnodes.pending_xref)):
        if reference["reftype"] == "doc" and not reference["refexplicit"]:
            name = reference["reftarget"].lstrip("/")
            reference.replace_self(nodes.Text(f"{TITLE}{name}{TITLE}"))
    texts = node.findall(lambda part: isinstance(part, nodes.TextElement) and not isinstance(part, nodes.Inline))
    return " ".join(" ".join(text.astext().split()) for text in texts)


def content(element, apart):
    """Return the (text, code) of an element's children; ``apart`` are the node types that have entries of their own."""
    element = element.deepcopy()

    def is_left_out(node):
        return isinstance(node, (*apart, nodes.comment, nodes.field_list)) or "guide-labels" in getattr(
            node, "attributes", {}
        ).get("classes", ())

    for node in list(element.findall(is_left_out)):
        if node is not element and node.parent is not None:
            node.parent.remove(node)
    blocks = list(element.findall(nodes.literal_block))
    for block in blocks:
        block.parent.remove(block)
    return words(element), "\n".join(block.astext() for block in blocks)


def sections(doctree):
    """Return a page's sections and the terms that it explains, each as (anchor, title, above, text, code).

    The anchor of the page itself is empty. Above is the title of the section around it, but not the page's, and code
    is what stands in blocks, line by line.
    """
    found = []
    for section in doctree.findall(nodes.section):
        anchor = section["ids"][0] if isinstance(section.parent, nodes.section) else ""
        body = section.deepcopy()
        title = body.pop(0).astext()
        is_deep = anchor and isinstance(section.parent.parent, nodes.section)
        above = section.parent[0].astext() if is_deep else ""
        found.append((anchor, title, above, *content(body, (nodes.section, addnodes.glossary))))
    for item in doctree.findall(nodes.definition_list_item):
        if isinstance(item.parent.parent, addnodes.glossary) and item[0]["ids"]:
            found.append((item[0]["ids"][0], item[0].astext(), "", *content(item[-1], ())))
    return found


def synonyms():
    """Return what stands in synonyms.txt, by the readers' word."""
    lines = [line.partition("#")[0].partition(":") for line in SYNONYMS.read_text(encoding="utf-8").splitlines()]
    return {word.strip(): ours.split() for word, _, ours in lines if ours}


def titled(env, docname, text):
    """Return a text with the titles of the pages that it names."""
    parts = text.split(TITLE)
    for place in range(1, len(parts), 2):
        path = parts[place]
        _, name = env.relfn2path(path, docname)
        name = Path(name).relative_to(env.srcdir).as_posix() if Path(name).is_relative_to(env.srcdir) else path
        found = env.titles.get(path) or env.titles.get(name)
        parts[place] = found.astext() if found else path
    return "".join(parts)


def index(app):
    """Return the index: pages as [address, title], sections as [page's number, anchor, title, above, text, code]."""
    env, noted = app.env, notes.of(app.env, SECTIONS)
    names = sorted(noted)
    pages = [[app.builder.get_target_uri(name), env.titles[name].astext()] for name in names]
    entries = [
        [number, anchor, title, above, titled(env, name, text), code]
        for number, name in enumerate(names)
        for anchor, title, above, text, code in noted[name]
    ]
    return {"pages": pages, "sections": entries, "synonyms": synonyms()}


def without_sphinx_search(app):
    """Have no second search: neither Sphinx's index nor its page."""
    if app.builder.name in ("html", "dirhtml"):
        app.builder.search = False


def page(app):
    """Yield the page of results."""
    if app.builder.name in ("html", "dirhtml"):
        yield "search", {}, "search.html"


def write(app, exception):
    """Write the index when an HTML build has ended well."""
    if not exception and app.builder.name in ("html", "dirhtml"):
        text = json.dumps(index(app), ensure_ascii=False, separators=(",", ":"))
        Path(app.outdir, NAME).write_text(f"window.guideIndex = {text};\n", encoding="utf-8")


def register(app):
    """Connect to the reading of pages and to the build's begin and end."""
    notes.keep(app, SECTIONS, sections)
    app.connect("builder-inited", without_sphinx_search)
    app.connect("html-collect-pages", page)
    app.connect("build-finished", write)
