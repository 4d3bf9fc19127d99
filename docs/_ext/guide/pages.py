"""The order of pages, links to them, and what their readers want to know first: minutes, and what they will have.

Input: the field list ``:minutes: 15`` and ``:result: a server that answers in a container.`` at the top of a page.
"""

from docutils import nodes

CONTAINER = "page-facts"  # under a page's title


def below(env, docname):
    """Return the pages in a page's toctrees, in order."""
    return [name for name in env.toctree_includes.get(docname, []) if name in env.titles]


def in_order(env, docname, depth=0):
    """Return a page and all those below it as (page, depth), in the order of the toctrees."""
    found = [(docname, depth)]
    for name in below(env, docname):
        found += in_order(env, name, depth + 1)
    return found


def link(app, docname, target, text=None):
    """Return a link from one page to another, by its title or with a text."""
    text = text or app.env.titles[target].astext()
    return nodes.reference("", text, internal=True, refuri=app.builder.get_relative_uri(docname, target))


def minutes(env, docname):
    """Return the minutes that a page takes, or None where it doesn't say."""
    text = env.metadata[docname].get("minutes", "")
    return int(text) if text.isdigit() else None


def total(env, docname):
    """Return the minutes that a page takes with those in its toctrees; 0 where none of them says."""
    return sum(minutes(env, name) or 0 for name in [docname, *below(env, docname)])


def result(env, docname):
    """Return the sentence on what a page's readers will have, or an empty one."""
    return env.metadata[docname].get("result", "")


def duration(count):
    """Return minutes as a reader says them: ``15 minutes``, ``1 hour``, ``2.5 hours``."""
    if count < 60:
        return f"{count} minutes"
    hours = round(count / 30) / 2
    return "1 hour" if hours == 1 else f"{hours:g} hours"


def add(app, doctree, docname):
    """Put the container of a page's facts under its title; other extensions add paragraphs to it."""
    section = next(doctree.findall(nodes.section), None)
    if section is None or docname == app.config.root_doc:
        return
    container = nodes.container(classes=[CONTAINER])
    if count := total(app.env, docname):
        container += nodes.paragraph("", f"About {duration(count)}", classes=["page-time"])
    if text := result(app.env, docname):
        container += nodes.paragraph("", f"You will have: {text}", classes=["page-result"])
    if container.children:
        section.insert(1, container)


def register(app):
    """Connect to each page that is about to be written."""
    app.connect("doctree-resolved", add)
