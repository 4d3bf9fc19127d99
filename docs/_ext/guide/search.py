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
    """Return the text of a paragraph or the like; a link that has no text of its own gets the title of its page."""
    if isinstance(node, addnodes.pending_xref) and node["reftype"] == "doc" and not node["refexplicit"]:
        return f"{TITLE}{node['reftarget'].lstrip('/')}{TITLE}"
    return "".join(map(words, node.children)) if node.children else node.astext()


def gather(parts, apart, texts, blocks):
    """Add the texts and blocks of parts of a page to the lists; ``apart`` are types with entries of their own."""
    for part in parts:
        if isinstance(part, (*apart, nodes.comment, nodes.field_list)) or "guide-labels" in part.get("classes", ()):
            continue
        if isinstance(part, nodes.literal_block):
            blocks.append(part.astext())
        elif isinstance(part, nodes.TextElement):
            texts.append(" ".join(words(part).split()))
        else:
            gather(part.children, apart, texts, blocks)


def entry(anchor, title, above, parts, *apart):
    """Return an entry of the index; see ``sections``."""
    texts, blocks = [], []
    gather(parts, apart, texts, blocks)
    return anchor, title.astext(), above, " ".join(texts), "\n".join(blocks)


def sections(doctree):
    """Return a page's sections and the terms that it explains, each as (anchor, title, above, text, code).

    The anchor of the page itself is empty. Above is the title of the section around it, but not the page's, and code
    is what stands in blocks, line by line.
    """
    found = []
    for section in doctree.findall(nodes.section):
        anchor = section["ids"][0] if isinstance(section.parent, nodes.section) else ""
        is_deep = anchor and isinstance(section.parent.parent, nodes.section)
        above = section.parent[0].astext() if is_deep else ""
        found.append(entry(anchor, section[0], above, section[1:], nodes.section, addnodes.glossary))
    for item in doctree.findall(nodes.definition_list_item):
        if isinstance(item.parent.parent, addnodes.glossary) and item[0]["ids"]:
            found.append(entry(item[0]["ids"][0], item[0], "", item[-1]))
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
    if app.builder.name == "html":
        app.builder.search = False


def page(app):
    """Yield the page of results."""
    if app.builder.name == "html":
        yield "search", {}, "search.html"


def write(app, exception):
    """Write the index when an HTML build has ended well."""
    if not exception and app.builder.name == "html":
        text = json.dumps(index(app), ensure_ascii=False, separators=(",", ":"))
        Path(app.outdir, NAME).write_text(f"window.guideIndex = {text};\n", encoding="utf-8")


def register(app):
    """Connect to the reading of pages and to the build's begin and end."""
    notes.keep(app, SECTIONS, sections)
    app.connect("builder-inited", without_sphinx_search)
    app.connect("html-collect-pages", page)
    app.connect("build-finished", write)
