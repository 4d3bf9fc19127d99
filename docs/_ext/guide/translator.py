"""The HTML of the pages: a head on every block, links to sections that can be copied, tables that scroll.

Input: doctrees whose literal blocks carry what ``sphinx_gate.markup.facts`` describes.
"""

import re
from html import escape
from os.path import relpath
from pathlib import Path
from posixpath import join
from urllib.parse import quote

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from guide import console
from guide.theme import BUILDERS
from sphinx_gate.markup.facts import ATTRIBUTE

LANGUAGES = {
    "console": "Terminal", "css": "CSS", "diff": "Change", "docker": "Dockerfile", "html": "HTML", "http": "HTTP",
    "ini": "INI", "json": "JSON", "powershell": "PowerShell", "python": "Python", "text": "Text", "toml": "TOML",
    "yaml": "YAML",
}  # fmt: skip
NOT_TO_COPY = {"diff"}  # its lines are not to be typed
NAME_LENGTH = 60  # of a block, for screen readers: enough to know the command
SIZE = re.compile(rb'<svg[^>]*?viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"', re.DOTALL)
OWN_TOKENS = {  # Pygments names classes of token types that it doesn't know by their whole path
    '<span class="g g-Key">': '<span class="key">',
    '<span class="g g-Yours">': '<span class="guide-yours" title="Yours is another one: take it from your own output">',
}
PLAIN = re.compile(r'<span class="(?:n|p|w|x)">([^<]*)</span>')  # names, brackets, blanks: in the text's colour


def literal_of(node):
    """Return the literal block that a container is the frame of, else None."""
    if node.get("literal_block") or "guide-block" in node["classes"]:
        return next(node.findall(nodes.literal_block), None)
    return None


def framed(literal):
    """Return whether a container is the frame of ``literal`` already."""
    parent = literal.parent
    return isinstance(parent, nodes.container) and literal_of(parent) is literal


def facts(literal):
    """Return what the page grammar says of a block; empty for Sphinx's other literal blocks."""
    return literal.get(ATTRIBUTE) or {}


def runs(literal):
    """Return the lists of commands of a block, each list typed at one prompt."""
    return console.runs(literal.get("parts") or ())


class GuideTranslator(HTML5Translator):
    """Sphinx's translator, with what this site's readers need."""

    # Blocks of code: a frame with a head, in which the copy button is

    def visit_container(self, node):
        """Open the frame of a block, or any other container."""
        literal = literal_of(node)
        if literal is None:
            super().visit_container(node)
        else:
            self.body.append(self.starttag_of(node, literal))

    def depart_container(self, node):
        """Close it."""
        if literal_of(node) is None:
            super().depart_container(node)
        else:
            self.body.append("</div>\n")

    def starttag_of(self, node, literal):
        """Return the start of a block's frame; ``node`` has the frame's ids and classes, if any."""
        return self.starttag(node, "div", "", CLASS="code", role="group", **self.name(literal))

    def name(self, literal):
        """Return the attribute that names a block for screen readers."""
        guide = facts(literal)
        text = guide.get("caption") or LANGUAGES.get(literal.get("language"), "Code")
        if guide.get("language") == "console":
            first = next((run[0] for run in runs(literal)), "").strip().partition("\n")[0]
            text = f"Terminal {guide['terminal']}: {first or 'output'}"
        elif guide.get("file") and not guide.get("caption"):
            text = f"Part of {Path(guide['file']).name}"
        return {"aria-label": text if len(text) <= NAME_LENGTH else text[:NAME_LENGTH] + " …"}

    def visit_paragraph(self, node):
        """Open the head that the labels are in, or any other paragraph."""
        if "guide-labels" in node["classes"]:
            self.body.append('<div class="code-head"><p>')
        else:
            super().visit_paragraph(node)

    def depart_paragraph(self, node):
        """Close it."""
        if "guide-labels" in node["classes"]:
            self.body.append(f"</p>{self.tools(literal_of(node.parent))}</div>\n")
        else:
            super().depart_paragraph(node)

    def visit_caption(self, node):
        """Open the head with a file's name, or any other caption."""
        literal = literal_of(node.parent) if isinstance(node.parent, nodes.container) else None
        if literal is None:
            super().visit_caption(node)
        else:
            is_change = literal.get("language") == "diff"
            self.body.append(f'<div class="code-head"><p>{"Change in " if is_change else ""}<span class="code-file">')

    def depart_caption(self, node):
        """Close it."""
        literal = literal_of(node.parent) if isinstance(node.parent, nodes.container) else None
        if literal is None:
            super().depart_caption(node)
        else:
            self.body.append(f"</span></p>{self.tools(literal)}</div>\n")

    def tools(self, literal):
        """Return the HTML of what can be done with a block: take the file, see its history, copy."""
        site, repository, tools = literal.get("site"), self.config.html_context.get("repository"), []
        if site and facts(literal)["caption"]:
            href = join(self.builder.dlpath, quote(site["download"]))
            name = escape(Path(site["download"]).name)
            tools.append(f'<a class="code-tool" href="{href}" download="{name}">Download</a>')
        if site and site["repository_path"] and repository:
            href = escape(f"{repository}/blob/main/{quote(site['repository_path'])}")
            tools.append(f'<a class="code-tool" href="{href}">Repository</a>')
        if copied := self.copied(literal):
            tools.append(f'<button class="code-tool copy" type="button">{copied}</button>')
        return f'<span class="code-tools">{"".join(tools)}</span>' if tools else ""

    def copied(self, literal):
        """Return the text of the copy button; empty where nothing is to be copied.

        A block in which a program asks for more is not pasted as a whole: the shell would take all of it.
        """
        if literal.get("language") in NOT_TO_COPY:
            return ""
        if literal.get("language") != "console":
            return "Copy"
        typed = runs(literal)
        return "" if not typed else "Copy" if len(typed) == 1 else "Copy first part"

    def visit_literal_block(self, node):
        """Write a block; one without a frame gets it here."""
        if node.rawsource != node.astext():  # a parsed literal, with markup in it
            return super().visit_literal_block(node)
        bare = not framed(node)
        if bare:
            self.body.append(self.starttag_of({}, node))
            title = LANGUAGES.get(node.get("language"), "")
            self.body.append(f'<div class="code-head"><p>{title}</p>{self.tools(node)}</div>\n')
        language, source, options = node.get("language", "default"), node.rawsource, {}
        if parts := node.get("parts"):
            options, source = {"parts": parts, "yours": facts(node).get("yours")}, "".join(text for _, text in parts)
        arguments = node.get("highlight_args", {}) | {"force": node.get("force", False), "nowrap": True}
        spans = self.highlighter.highlight_block(source, language, opts=options, location=node, **arguments)
        for token, tag in OWN_TOKENS.items():
            spans = spans.replace(token, tag)
        spans = PLAIN.sub(r"\1", spans)
        self.body.append(f'<pre class="highlight language-{language}">{spans}</pre>\n')
        if bare:
            self.body.append("</div>\n")
        raise nodes.SkipNode

    # Sections

    def add_permalink_ref(self, node, title):
        """Write the link to a section; its sign is in the style sheet, so that it is not copied with the heading."""
        if node["ids"]:
            self.body.append(f'<a class="headerlink" href="#{node["ids"][0]}" aria-label="{title}"></a>')

    def depart_section(self, node):
        """Write, at the end of a section of the second level in which there is something to do, the box for it."""
        if self.section_level == 2 and next(node.findall(nodes.literal_block), None) is not None:
            self.body.append(
                f'<label class="done"><input type="checkbox" data-section="{node["ids"][0]}"> Done</label>\n'
            )
        super().depart_section(node)

    def emptytag(self, node, tagname, suffix="\n", **attributes):
        """Return a tag; sphinx-inline-tabs says checked="True", which HTML doesn't know."""
        if attributes.get("checked"):
            attributes["checked"] = "checked"
        return super().emptytag(node, tagname, suffix, **attributes)

    # Tables that may be wider than a phone, pictures that leave their room before they are there

    def visit_table(self, node):
        """Open the frame that scrolls, and the table."""
        self.body.append('<div class="table">')
        super().visit_table(node)

    def depart_table(self, node):
        """Close both."""
        super().depart_table(node)
        self.body.append("</div>\n")

    def visit_image(self, node):
        """Write a picture with its size."""
        path = Path(self.builder.srcdir, node["uri"])
        is_sized = {"width", "height", "scale"} & node.attributes.keys()
        drawing = path.read_bytes() if path.suffix == ".svg" and path.is_file() and not is_sized else b""
        if size := SIZE.search(drawing):
            node["width"], node["height"] = (str(round(float(number))) for number in size.groups())
        super().visit_image(node)


def note(app, doctree):
    """Note of each block, when its page has been read: the parts of a console block, where a file can be got."""
    env, root = app.env, Path(app.confdir).resolve()
    for literal in doctree.findall(nodes.literal_block):
        guide = facts(literal)
        if guide.get("language") == "console":
            literal["parts"] = console.parts(literal)
        if not guide.get("file"):
            continue
        path = Path(guide["file"])
        literal["site"] = {
            "repository_path": path.relative_to(root).as_posix() if path.is_relative_to(root) else None,
            "download": str(env.dlfiles.add_file(env.docname, relpath(path, Path(app.srcdir).resolve()))),
        }


def register(app):
    """Put the translator in the place of Sphinx's own for what browsers read."""
    for builder in BUILDERS:
        app.set_translator(builder, GuideTranslator)
    app.connect("doctree-read", note)
