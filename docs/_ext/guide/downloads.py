"""``.. example-download::``: a link to a zip of the files that a page has its readers save.

The HTML build writes it, with the page's own names for them: unpacked, it is the folder in which its commands work.
"""

import zipfile
from pathlib import Path
from posixpath import join

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from guide import notes
from guide.theme import BUILDERS
from sphinx_gate.markup.facts import of_block

FILES = "files"  # the name of what is noted of a page
EXAMPLES = "examples"  # beside the folder of the pages
OLDEST_DATE = (1980, 1, 1, 0, 0, 0)  # a zip can't say an older one, and a fixed one keeps the bytes the same


class example_download(nodes.inline):
    """The link; ``slug`` names the example. Builders without downloads show its text."""


class ExampleDownload(SphinxDirective):
    """A paragraph with a link to the zip of a page; without an argument, of the page that it stands on."""

    optional_arguments = 1

    def run(self):
        """Return the paragraph; a DirectiveError if there is no such example."""
        slug = self.arguments[0] if self.arguments else self.env.docname
        examples = (Path(self.env.srcdir).parent / EXAMPLES).resolve()
        folder = (examples / slug).resolve()
        if not folder.is_dir() or examples not in folder.parents:
            raise self.error(f"no folder {EXAMPLES}/{slug}: the argument is the name of one")
        link = example_download("", f"{slug}.zip", slug=slug)
        return [nodes.paragraph("", "All files of this page: ", link, classes=["guide-download"])]


def visit_html(translator, node):
    """Open the link; in an EPUB there is nothing to lead to."""
    if translator.builder.name == "epub":
        return
    href = join(translator.builder.dlpath, f"{node['slug']}.zip")
    translator.body.append(
        translator.starttag(node, "a", "", CLASS="reference download internal", href=href, download="")
    )


def depart_html(translator, node):
    """Close the link."""
    if translator.builder.name != "epub":
        translator.body.append("</a>")


def files(doctree):
    """Return {path for the reader: file} of what a page has its readers save; of one that changes, the first."""
    found = {}
    for literal in doctree.findall(nodes.literal_block):
        guide = of_block(literal)
        if guide and guide.get("file") and guide["caption"] and guide["whole"]:
            found.setdefault(guide["caption"], guide["file"])
    return found


def write_zip(found, target):
    """Write files to the zip ``target``, in a folder of its name: the same files give the same bytes."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, file in sorted(found.items()):
            info = zipfile.ZipInfo(f"{target.stem}/{name}", OLDEST_DATE)
            info.create_system = 3  # Unix: the permissions below are read
            info.external_attr = (0o100755 if Path(file).stat().st_mode & 0o100 else 0o100644) << 16
            archive.writestr(info, Path(file).read_bytes())


def write_all(app, exception):
    """Write a zip for each page with files when an HTML build has ended well."""
    if exception or app.builder.name not in BUILDERS:
        return
    for name, found in notes.of(app.env, FILES).items():
        if found:
            target = Path(app.outdir, "_downloads", f"{name}.zip")
            target.parent.mkdir(parents=True, exist_ok=True)
            write_zip(found, target)


def register(app):
    """Register the directive, its node and the writing of the zips."""
    app.add_node(example_download, html=(visit_html, depart_html))
    app.add_directive("example-download", ExampleDownload)
    notes.keep(app, FILES, files)
    app.connect("build-finished", write_all)
