"""What the editions without this site's look have in place of it: the EPUB, and the pages in Markdown.

Tabs become their parts, one after the other; in Markdown a file's name stands over it as a sentence, and notes and
solutions have their titles. ``llms.txt`` (see https://llmstxt.org/) lists the pages in Markdown.
"""

from pathlib import Path

from docutils import nodes
from sphinx_inline_tabs._impl import TabContainer, TabInput, TabLabel

from guide import pages

MARKDOWN = "markdown"


def strong(text):
    """Return a line in bold."""
    return nodes.paragraph("", "", nodes.strong("", text))


def flatten_tabs(doctree):
    """Put the parts of tabs one after the other, each with its name."""
    for node in list(doctree.findall(lambda node: isinstance(node, (TabInput, TabLabel)))):
        place = node.parent.index(node)
        node.parent[place : place + 1] = [] if isinstance(node, TabInput) else [strong(node.astext())]
    for node in list(doctree.findall(TabContainer)):
        node[0] = strong(node[0].astext())


def spell_out(doctree):
    """Write in words what Markdown has no markup for."""
    for node in list(doctree.findall(lambda node: isinstance(node, (nodes.meta, nodes.comment)))):
        node.parent.remove(node)
    for caption in list(doctree.findall(nodes.caption)):
        is_file = isinstance(caption.parent, nodes.container)
        text = [nodes.strong("", "", nodes.literal("", caption.astext()))] if is_file else caption.children
        caption.replace_self(nodes.paragraph("", "", *text))
    for node in list(doctree.findall(nodes.admonition)):
        node.replace_self([strong(node[0].astext()), *node.children[1:]])
    for node in list(doctree.findall(nodes.image)):
        node.replace_self(nodes.paragraph("", f"(Figure: {node['alt']})") if node.get("alt") else [])


def lead_to_the_place(doctree):
    """Let links of the one page lead to the place that they mean: Sphinx writes ``#document-page#place``."""
    for node in doctree.findall(nodes.reference):
        start, _, place = node.get("refuri", "").rpartition("#")
        if start.startswith("#document-"):
            node["refuri"] = f"#{place}"


def adapt(app, doctree, docname):
    """Adapt a page to its edition."""
    if app.builder.name == "singlehtml":
        lead_to_the_place(doctree)
    if app.builder.name in (MARKDOWN, "epub"):
        flatten_tabs(doctree)
    if app.builder.name == MARKDOWN:
        spell_out(doctree)


def description(doctree):
    """Return what a page says of itself for search engines; an empty text where it doesn't."""
    metas = doctree.findall(nodes.meta)
    return next((node["content"] for node in metas if node.get("name") == "description"), "")


def write_llms(app, exception):
    """Write llms.txt beside the pages in Markdown."""
    if exception or app.builder.name != MARKDOWN:
        return
    env, root = app.env, app.config.root_doc
    lines = [f"# {app.config.project}", "", f"> {description(env.get_doctree(root))}", "", "## Pages", ""]
    for name, depth in pages.in_order(env, root)[1:]:
        text = description(env.get_doctree(name))
        lines.append(f"{'  ' * (depth - 1)}- [{env.titles[name].astext()}]({name}.md)" + (f": {text}" if text else ""))
    Path(app.outdir, "llms.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def register(app):
    """Connect to each page that is about to be written, behind all that add to it, and to the build's end."""
    app.connect("doctree-resolved", adapt, priority=900)
    app.connect("build-finished", write_llms)
