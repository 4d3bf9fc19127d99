"""Reads pages with Sphinx, one at a time: the doctree is what readers get.

It has the blocks of `::`, of included text, of tabs and notes, which a search of the source would miss. What Sphinx
warns of while it reads a page is wrong with that page: a directive that it couldn't read is a block that nobody
would count. References to other pages are left to the build of the HTML.
"""

import io
import os
import re
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.console import strip_colors
from sphinx.util.docutils import docutils_namespace

from sphinx_gate.markup import facts
from sphinx_gate.model import CONSOLE, Block, Edit, Excerpt, Failure, File, Page, PowerShell, Shown, Skip, Unclaimed
from sphinx_gate.read import digest
from sphinx_gate.settings import Settings

BUILDER = "html"  # what `only` shows in it is what readers get
UNCLAIMED = (
    "nothing runs this block: make it `code-block:: console`, show a real file by literalinclude, "
    "or say why not with `:skip: reason`"
)
BLOCKS = (nodes.literal_block, nodes.doctest_block, nodes.raw)  # what a reader may take for code or for a terminal
RAW = "raw HTML may hide what is run, or show what isn't: write it as a directive"
LEVEL = r"(?:CRITICAL|ERROR|WARNING): "
WARNING = re.compile(rf"(?:(?P<path>[^\n:]+?):(?:(?P<line>\d+):)? )?{LEVEL}(?P<text>.*?)(?: \[[\w.]+\])?", re.DOTALL)


class Documents:
    """A guide's documents. Inputs: its settings, and a folder for Sphinx's intermediate files. To be closed."""

    def __init__(self, settings: Settings, output: Path):
        self._settings = settings
        self._warnings = io.StringIO()
        self._closing = ExitStack()
        # The directives that the guide overrides stay Sphinx's own for other builds in this process.
        self._closing.enter_context(docutils_namespace())
        self._app = Sphinx(
            settings.docs, settings.conf, output / BUILDER, output / "doctrees", BUILDER,
            status=None, warning=self._warnings, freshenv=True,
        )  # fmt: skip
        self._app.connect("doctree-read", self._fill_page)
        self._env = self._app.env
        self._env.find_files(self._app.config, self._app.builder)
        self._app.emit("env-before-read-docs", self._env, sorted(self._env.found_docs))
        self._general = self._warned(settings.docs)
        self._pages: dict[str, Page] = {}  # by docname

    def close(self) -> None:
        """Gives Sphinx's directives back."""
        self._closing.close()

    def docname(self, path: Path) -> str | None:
        """The document that a file holds; None for a file that Sphinx doesn't read, such as an excluded one."""
        name = self._env.path2doc(path)
        return name if name in self._env.found_docs else None

    def paths(self) -> list[Path]:
        """The files of all documents."""
        return [self._path(docname) for docname in sorted(self._env.found_docs)]

    def page(self, docname: str) -> Page:
        """The page that a document is; its troubles have what Sphinx warns of."""
        if docname not in self._pages:
            path = self._path(docname)
            page = self._pages[docname] = Page(self._settings.name_of(path), [])
            try:
                self._app.builder.read_doc(docname)
            except UnicodeDecodeError as error:
                page.troubles.append(Failure(page.name, 1, f"this page is not UTF-8: {error}"))
            page.troubles += [*self._general, *self._warned(path)]
        return self._pages[docname]

    def digest(self, docname: str) -> str:
        """The hash of a document that was read, as were those that it needs."""
        return digest.of_document(self._env, docname)

    def order(self, docnames: list[str]) -> list[str]:
        """These documents in the order of the toctrees, those in no toctree last.

        Documents are read level by level, until the last of these is found.
        """
        level = [self._app.config.root_doc]
        places: dict[str, tuple[int, ...]] = {level[0]: ()}
        while level and not places.keys() >= set(docnames):
            following = []
            for above in level:
                self.page(above)
                for number, name in enumerate(self._env.toctree_includes.get(above, [])):
                    if name not in places and name in self._env.found_docs:
                        places[name] = (*places[above], number)
                        following.append(name)
            level = following
        return sorted(docnames, key=lambda name: (name not in places, places.get(name, ()), name))

    def _fill_page(self, app: Sphinx, document: nodes.document) -> None:
        _fill(app, self._settings, self._pages[app.env.docname], document)

    def _path(self, docname: str) -> Path:
        return Path(self._env.doc2path(docname))

    def _warned(self, path: Path) -> list[Failure]:
        """What Sphinx has warned of since the last time."""
        text = strip_colors(self._warnings.getvalue())
        self._warnings.seek(0)
        self._warnings.truncate()
        return [self._failure(path, warning) for warning in re.split(rf"\n(?=[^\n]*?{LEVEL})", text.strip()) if warning]

    def _failure(self, path: Path, warning: str) -> Failure:
        found = WARNING.fullmatch(warning)
        if not found:
            return Failure(self._settings.name_of(path), 1, warning)
        source = Path(found["path"]) if found["path"] else path
        # What docutils says of included text is relative to the folder that the run was started in.
        sentence = " ".join(found["text"].split())
        return Failure(self._settings.name_of(source.resolve()), int(found["line"] or 1), sentence)


def page_of(app: Sphinx, settings: Settings, docname: str, document: nodes.document) -> Page:
    """The page that a document is which some build has read; its steps and troubles are left empty."""
    page = Page(settings.name_of(Path(app.env.doc2path(docname))), [])
    _fill(app, settings, page, document)
    return page


def _fill(app: Sphinx, settings: Settings, page: Page, document: nodes.document) -> None:
    """Puts a document's blocks, and what its roles say, into its page."""
    for node in document.findall(nodes.Element):
        if isinstance(node, BLOCKS) and _is_shown(app, node):
            page.blocks.append(_block(settings, page, node))
        elif isinstance(node, nodes.inline) and (role := facts.of_role(node)) and _is_shown(app, node):
            _say(app, settings, page, role)


def _say(app: Sphinx, settings: Settings, page: Page, role: facts.RoleFacts) -> None:
    text = role["text"]
    place = settings.name_of(Path(facts.absolute(role["source"]))), role["line"]
    page.places.setdefault((role["role"], text), place)
    if role["role"] == "varies":
        page.varies.append(text)
    elif role["role"] == "leaves":
        page.leaves.append(text)
    elif text in settings.capabilities:
        page.needs.append(text)
    else:
        page.follows.append(settings.name_of(Path(app.env.doc2path(text))))


def _is_shown(app: Sphinx, node: nodes.Node) -> bool:
    """Whether readers of the HTML see a node: `only` may keep it from them, and Sphinx its own messages."""
    if isinstance(node, nodes.raw) and "html" not in node.get("format", "").split():
        return False
    above = node.parent
    while above is not None:
        if isinstance(above, nodes.system_message):
            return False
        if isinstance(above, addnodes.only) and not app.tags.eval_condition(above["expr"]):
            return False
        above = above.parent
    return True


def _block(settings: Settings, page: Page, node: nodes.Element) -> Block:
    guide = facts.of_block(node)
    line = (guide and guide["line"]) or node.line or getattr(node.parent, "line", None) or 1
    source = facts.absolute((guide and guide["source"]) or node.source or str(settings.root / page.name))
    root = f"{settings.root}{os.sep}"
    name = source.removeprefix(root) if source.startswith(root) else page.name
    place = Block(page=name, line=line, section=_section(node))
    if guide is None:
        return Unclaimed(**vars(place), reason=RAW if isinstance(node, nodes.raw) else UNCLAIMED)
    if guide["directive"] == "literalinclude":
        return _file(settings, place, Path(guide["file"]), guide["caption"])
    place = replace(place, lines=facts.lines(node, guide))
    if guide["skip"]:
        return Skip(**vars(place), reason=guide["skip"])
    if guide["language"] == CONSOLE:
        if guide["only_for"]:
            return Shown(**vars(place), label=guide["only_for"])
        return facts.console(node, guide, place)
    if guide["language"] == "powershell":
        return PowerShell(**vars(place))
    if guide["language"] == "diff":
        return Edit(**vars(place), caption=guide["caption"])
    return Unclaimed(**vars(place), reason=UNCLAIMED)


def _file(settings: Settings, place: Block, file: Path, caption: str | None) -> Block:
    if not file.is_relative_to(settings.root):
        reason = f"{file} is not in this repository: nobody else would get what the page shows"
        return Unclaimed(**vars(place), reason=reason)
    return File(**vars(place), file=file, caption=caption) if caption else Excerpt(**vars(place), file=file)


def _section(node: nodes.Node) -> str:
    above = node.parent
    while above is not None and not isinstance(above, nodes.section):
        above = above.parent
    title = above.next_node(nodes.title) if above is not None else None
    return title.astext() if title is not None else ""
