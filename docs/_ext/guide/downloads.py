"""``.. example-download:: SLUG``: a link to a zip of examples/SLUG, which the HTML build writes."""

import subprocess
import zipfile
from pathlib import Path
from posixpath import join

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

EXAMPLES = "examples"  # beside the folder of the pages
CACHES = {"__pycache__", ".pytest_cache", ".ruff_cache", ".venv"}
OLDEST_DATE = (1980, 1, 1, 0, 0, 0)  # a zip can't say an older one, and a fixed one keeps the bytes the same


class example_download(nodes.inline):
    """The link; ``slug`` names the example. Builders without downloads show its text."""


class ExampleDownload(SphinxDirective):
    """A paragraph with a link to the zip of one example; without an argument, of the page's own name."""

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


def tracked(folder):
    """Return the sorted files of ``folder`` that git tracks or would; outside of git, all but caches."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", "."]
    try:
        listed = subprocess.run(command, cwd=folder, capture_output=True, check=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return sorted(
            path for path in folder.rglob("*") if path.is_file() and not CACHES & set(path.relative_to(folder).parts)
        )
    paths = {folder / name for name in listed.split("\0") if name}
    return sorted(path for path in paths if path.is_file())


def write_zip(folder, target):
    """Write the files of ``folder`` to the zip ``target``: the same files give the same bytes."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for path in tracked(folder):
            info = zipfile.ZipInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}", OLDEST_DATE)
            info.create_system = 3  # Unix: the permissions below are read
            info.external_attr = (0o100755 if path.stat().st_mode & 0o100 else 0o100644) << 16
            archive.writestr(info, path.read_bytes())


def write_all(app, exception):
    """Write a zip for each example when an HTML build has ended well."""
    examples = Path(app.srcdir).parent / EXAMPLES
    if exception or app.builder.format != "html" or not examples.is_dir():
        return
    folder = Path(app.outdir, "_downloads")
    folder.mkdir(exist_ok=True)
    for name in sorted(app.env.found_docs):
        if (examples / name).is_dir() and tracked(examples / name):
            target = folder / f"{name}.zip"
            target.parent.mkdir(parents=True, exist_ok=True)
            write_zip(examples / name, target)


def register(app):
    """Register the directive, its node and the writing of the zips."""
    app.add_node(example_download, html=(visit_html, depart_html))
    app.add_directive("example-download", ExampleDownload)
    app.connect("build-finished", write_all)
