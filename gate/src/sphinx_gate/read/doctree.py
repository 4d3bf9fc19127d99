"""Finds every block of every page: in Sphinx's resolved doctree, and in the Markdown pages at the top.

The doctree is what readers get: it has the blocks of `::`, of included text, of tabs and notes, which a search of the
source would miss.
"""

import io
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.console import strip_escape_sequences
from sphinx.util.docutils import docutils_namespace

from sphinx_gate.model import Block, Console, Excerpt, File, Line, Page, Skip, Unclaimed
from sphinx_gate.read import markdown
from sphinx_gate.read.console import script
from sphinx_gate.compare.values import pattern_of

UNCLAIMED = (
    "nothing runs this block: make it `code-block:: console`, show a real file by literalinclude, "
    "or say why not with `:skip: reason`"
)
HTML = ["html", "format_html", "builder_html"]  # what `only` shows to the readers of the HTML pages


class PageError(Exception):
    """Pages that can't be read; the text has file and line."""


def read_pages(root: Path, output: Path) -> list[Page]:
    """All pages of the repository, blocks claimed.

    Inputs: the root, and a folder for Sphinx's intermediate files. Fails with `PageError` on anything that Sphinx
    warns of: a directive that it couldn't read is a block that nobody would count.
    """
    documents = _documents(root, output)
    pages = [_page(root, name, document) for name, document in sorted(documents.items())]
    pages += [markdown.read(root, name) for name in markdown.NAMES if (root / name).exists()]
    for page in pages:
        page.steps, page.troubles = script(page)
    return _without_lone_excerpts(pages)


def _documents(root: Path, output: Path) -> dict[str, nodes.document]:
    warnings = io.StringIO()
    with docutils_namespace():  # the directives that the guide overrides stay Sphinx's own for other builds
        app = Sphinx(
            root / "docs",
            root,
            output / "out",
            output / "doctrees",
            "dummy",
            status=None,
            warning=warnings,
            freshenv=True,
            tags=HTML,
        )
        app.build()
        documents = {
            f"docs/{name}.rst": app.env.get_and_resolve_doctree(name, app.builder, tags=app.tags)
            for name in app.env.found_docs
        }
    if warnings.getvalue():
        raise PageError(strip_escape_sequences(warnings.getvalue()).strip().replace(f"{root}/", ""))
    return documents


def is_block(node: nodes.Node) -> bool:
    """Whether a node is something that a reader may take for code or for a terminal."""
    return isinstance(node, nodes.literal_block | nodes.doctest_block)


def _page(root: Path, name: str, document: nodes.document) -> Page:
    page = Page(name, [_block(root, name, node) for node in document.findall(is_block)])
    for node in document.findall(nodes.inline):
        guide = node.get("guide", {})
        if "role" in guide:
            getattr(page, guide["role"]).append(guide["text"])
    for sample in page.varies:
        try:
            pattern_of(sample)
        except ValueError as error:
            raise PageError(f"{name}: {error}") from None
    return page


def _block(root: Path, name: str, node: nodes.Element) -> Block:
    guide = node.get("guide", {})
    line = guide.get("line") or node.line or getattr(node.parent, "line", None) or 1
    # What docutils says of included text is relative to the folder that the run was started in.
    source, root = Path(guide.get("source") or node.source or name).resolve(), root.resolve()
    page = source.relative_to(root).as_posix() if source.is_relative_to(root) else name
    common = {"page": page, "line": line, "section": _section(node)}
    if guide.get("skip"):
        return Skip(reason=guide["skip"], **common)
    if guide.get("directive") == "literalinclude":
        if guide["caption"]:
            return File(file=Path(guide["file"]), caption=guide["caption"], **common)
        return Excerpt(file=Path(guide["file"]), **common)
    if guide.get("language") == "console":
        lines = tuple(map(Line, node.astext().split("\n"), guide["content_lines"]))
        return Console(
            lines=lines, terminal=guide["terminal"], exit_status=guide["exit_status"],
            timeout_seconds=guide["timeout"], **common,
        )  # fmt: skip
    return Unclaimed(reason=UNCLAIMED, **common)


def _section(node: nodes.Node) -> str:
    while node is not None and not isinstance(node, nodes.section):
        node = node.parent
    return node.next_node(nodes.title).astext() if node is not None else ""


def _without_lone_excerpts(pages: list[Page]) -> list[Page]:
    """An excerpt counts as run only where its whole file is saved and used by some page."""
    whole = {block.file for page in pages for block in page.blocks if isinstance(block, File)}
    for page in pages:
        for index, block in enumerate(page.blocks):
            if isinstance(block, Excerpt) and block.file not in whole:
                reason = f"no page shows the whole of {block.file.name}: show it with a `:caption:`"
                page.blocks[index] = Unclaimed(page=block.page, line=block.line, section=block.section, reason=reason)
    return pages
