"""What is known of a page's last run: a line under its title, and ``.. record::``, a table of all pages.

Input: record.json, which ``make evidence`` writes; see ``sphinx_gate.report.record``. A page that has changed since its
run is said to have; an entry that doesn't fit its page is a warning, so that ``-W`` fails: somebody made it up.
"""

import datetime
import hashlib
from pathlib import Path

from docutils import nodes
from sphinx.util import logging

from guide import pages, places
from sphinx_gate.markup.facts import of_block, of_role
from sphinx_gate.read import digest
from sphinx_gate.report import record

LOGGER = logging.getLogger(__name__)
HOW = "how-this-guide-is-tested"  # the page that tells it
PROVEN, CHANGED, FORGED, MISSING = "As run", "Changed since", "The record doesn't fit", "Not on record yet"


def is_run(doctree):
    """Return whether a page has a block that the gate types or saves."""
    found = [of_block(literal) for literal in doctree.findall(nodes.literal_block)]
    return any(guide and (guide.get("language") == "console" or guide.get("whole")) for guide in found)


def records(app):
    """Return the record, read once a build; without one, an empty one."""
    if not hasattr(app, "guide_record"):
        app.guide_record = record.read(Path(app.confdir))
    return app.guide_record


def state_of(app, name):
    """Return what is to be said of a page: one of the four sentences above. It is found out once a build."""
    if not hasattr(app, "guide_states"):
        app.guide_states = {}
    if name not in app.guide_states:
        app.guide_states[name] = find_state(app, name)
    return app.guide_states[name]


def find_state(app, docname):
    """Return it for a page of Sphinx's, or for a file in Markdown, which is only held against its hash."""
    known = records(app).pages.get(docname)
    if docname not in app.env.all_docs:
        return PROVEN if known["hash"] == digest.of_file(Path(app.confdir, docname)) else CHANGED
    if known is None:
        return MISSING
    if known["hash"] != digest.of_document(app.env, docname):
        return CHANGED
    return PROVEN if record.fits(known, app, docname) else FORGED


def day(text):
    """Return a date as people write it: 25 November 2026."""
    date = datetime.date.fromisoformat(text)
    return f"{date.day} {date:%B %Y}"


def stand_ins(found, entry):
    """Return the images of a page in whose place others were used."""
    return [name for name in entry["images"] if found.images.get(name, {}).get("how") == "stand-in"]


def line(app, doctree, docname):
    """Return what the line under a page's title says."""
    state, found = state_of(app, docname), records(app)
    if state in (MISSING, FORGED):
        return MISSING
    entry = found.pages[docname]
    needed = {role["text"] for node in doctree.findall(nodes.inline) if (role := of_role(node))}
    names = ["Docker Engine", *(["Kubernetes"] if "kubernetes" in needed else [])]
    tools = " and ".join(f"{name} {found.versions[name]}" for name in names if name in found.versions)
    text = f"Last run on {day(found.date)}" + (f" with {tools}" if tools else "")
    if names := stand_ins(found, entry):
        text += f", with stand-ins for {', '.join(names)}"
    return f"{text}; changed since" if state == CHANGED else text


def add(app, doctree, docname):
    """Put the line under a page's title, behind what else stands there."""
    section = next(doctree.findall(nodes.section), None)
    if section is None or docname == app.config.root_doc or not is_run(doctree):
        return
    if state_of(app, docname) == FORGED:
        LOGGER.warning("%s says of this page what it doesn't hold: write it anew by make evidence", record.NAME,
                       location=docname)  # fmt: skip
    box = next((node for node in section.findall(nodes.container) if pages.CONTAINER in node["classes"]), None)
    if box is None:
        box = nodes.container(classes=[pages.CONTAINER])
        section.insert(1, box)
    paragraph = nodes.paragraph("", f"{line(app, doctree, docname)}. ", classes=["page-proof"])
    if HOW in app.env.all_docs:
        paragraph += pages.link(app, docname, HOW, "How this guide is tested")
    box += paragraph


def table(heads, rows):
    """Return a table of heads and rows, whose cells are texts or inline nodes."""
    group = nodes.tgroup(cols=len(heads))
    group += [nodes.colspec(colwidth=1) for _ in heads]

    def row(cells):
        found = nodes.row()
        for cell in cells:
            inline = nodes.Text(cell) if isinstance(cell, str) else cell
            found += nodes.entry("", nodes.paragraph("", "", inline))
        return found

    head, body = nodes.thead("", row(heads)), nodes.tbody("", *map(row, rows))
    group += [head, body]
    return nodes.table("", group, classes=["record"])


def named(app, docname, name):
    """Return a link to a page of the site, or the name of one in Markdown."""
    return pages.link(app, docname, name) if name in app.env.titles else name


def page_row(app, docname, name):
    """Return the cells of a page's row."""
    found = records(app)
    state, entry = state_of(app, name), found.pages.get(name)
    cells = [named(app, docname, name), state]
    if entry is None or state == FORGED:
        return [*cells, "", "", "", ""]
    images = [f"{image} (stand-in)" if image in stand_ins(found, entry) else image for image in entry["images"]]
    return [
        *cells, str(sum(entry["blocks"].values())), str(entry["commands"]), f"{record.share(entry['lines']):.0f} %",
        ", ".join(images),
    ]  # fmt: skip


def tables(app, docname):
    """Return the record as sentences and tables."""
    env, found = app.env, records(app)
    names = [name for name, _ in pages.in_order(env, app.config.root_doc) if is_run(env.get_doctree(name))]
    names += [name for name in found.pages if Path(app.confdir, name).is_file()]  # in Markdown
    heads = ["Page", "State", "Blocks", "Commands", "Lines shown", "Images"]
    result = []
    if found.date:
        versions = ", ".join(f"{name} {version}" for name, version in found.versions.items())
        result.append(nodes.paragraph("", f"The last full run on record was on {day(found.date)}, with {versions}."))
    else:
        result.append(nodes.paragraph("", "No full run is on record yet."))
    result.append(table(heads, [page_row(app, docname, name) for name in names]))
    skips = [
        (named(app, docname, name), str(skip["line"]), skip["reason"])
        for name in names
        if name in found.pages and state_of(app, name) != FORGED
        for skip in found.pages[name]["skips"]
    ]
    if skips:
        result.append(table(["Not run: page", "Line", "Why"], skips))
    elif found.date:
        result.append(nodes.paragraph("", "No command of these pages was left out."))
    if found.images:
        how = {"pulled": "pulled", "stand-in": "a stand-in, made on the machine", "there": "made on the machine"}
        rows = [[name, how[image["how"]], image["digest"] or ""] for name, image in sorted(found.images.items())]
        result.append(table(["Image", "How it was got", "Digest"], rows))
    return result


def end(app, pagename, templatename, context, doctree):
    """Tell the template where the source of a page is, and whether it can be run."""
    if doctree is not None:
        path = Path(app.env.doc2path(pagename)).resolve().relative_to(Path(app.confdir).resolve())
        context["source_path"] = path.as_posix()
        context["is_run"] = is_run(doctree)


def note_record(app, config):
    """Have all pages written again when the record has changed."""
    path = Path(app.confdir, record.NAME)
    config.guide_record = hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def reread(app, env, added, changed, removed):
    """Write the page with the tables whenever another one is."""
    return [HOW] if HOW in env.all_docs and (added | changed | removed) else []


def register(app):
    """Register the directive and the events, behind those of ``pages``."""
    app.add_config_value("guide_record", "", "html", str)
    places.fill(app, "record", tables)
    app.connect("config-inited", note_record)
    app.connect("env-get-outdated", reread)
    app.connect("doctree-resolved", add, priority=600)
    app.connect("html-page-context", end)
