"""A guide's pages, read when they are asked for, and the order in which they run."""

from itertools import pairwise
from pathlib import Path

from sphinx_gate.model import Block, Console, Edit, Excerpt, Failure, File, Page, PowerShell, Step, ThisRun, Unclaimed
from sphinx_gate.read import console, digest, edits, needs, samples, siblings
from sphinx_gate.read.doctree import Documents
from sphinx_gate.settings import Settings

NO_EDITOR = (
    "this diff changes nothing: give it the file as `:caption:`, or put it behind the command that opens an editor"
)
SUFFIXES = (".rst", ".md", ".txt")  # a page has one of these; what Sphinx makes of the file, Sphinx knows


class Pages:
    """The pages of a guide. Inputs: its settings, and a folder for Sphinx's intermediate files. To be closed."""

    def __init__(self, settings: Settings, output: Path):
        self.settings, self._output = settings, output
        self._read: Documents | None = None
        self._pages: dict[str, Page] = {}

    def close(self) -> None:
        """Ends the reading; pages that were read stay."""
        if self._read:
            self._read.close()

    def name(self, path: Path) -> str | None:
        """The name of the page that a file is; None for one that is none."""
        name = self.settings.name_of(path)
        if name in self.settings.markdown:
            return name
        if path.suffix not in SUFFIXES or not path.is_relative_to(self.settings.docs):
            return None
        return name if self._documents.docname(path) else None

    def all(self) -> list[Page]:
        """All pages, those of Sphinx in the order of the toctrees."""
        names = [self.settings.name_of(path) for path in self._documents.paths()]
        return [self.page(name) for name in self.in_toctrees([*names, *self.settings.markdown])]

    def page(self, name: str) -> Page:
        """The page of a name, read and paired; what is wrong with it is in its troubles."""
        if name not in self._pages:
            docname = self._docname(name)
            page = self._pages[name] = self._documents.page(docname) if docname else self._in_markdown(name)
            self._finish(page)
        return self._pages[name]

    def digest(self, name: str) -> str:
        """The hash of all that a page is made of; see `read.digest`."""
        if name in self.settings.markdown:
            return digest.of_file(self.settings.root / name)
        for needed in self.page(name).follows:
            self.digest(needed)  # and so it is read
        docname = self._docname(name)
        return self._documents.digest(docname) if docname else ""

    def order(self, names: list[str]) -> list[str]:
        """The pages to run for these: in the order of the toctrees, those that they need first.

        Fails with `Failure` where pages need each other.
        """
        found: list[str] = []

        def add(name: str, path: tuple[str, ...]) -> None:
            if name in path:
                raise Failure(name, 1, f"pages need each other: {' needs '.join([*path, name])}")
            for needed in self.page(name).follows:
                add(needed, (*path, name))
            if name not in found:
                found.append(name)

        for name in self.in_toctrees(names):
            add(name, ())
        return found

    def in_toctrees(self, names: list[str]) -> list[str]:
        """The names in the order of the toctrees; pages in Markdown, and those in no toctree, come last."""
        docnames = {docname: name for name in names if (docname := self._docname(name))}
        # One page needs no order, and no other page to be read for it.
        found = self._documents.order(list(docnames)) if len(docnames) > 1 else list(docnames)
        ordered = [docnames[docname] for docname in found]
        return [*ordered, *(name for name in names if name not in ordered)]

    def _in_markdown(self, name: str) -> Page:
        # Not at the top: its parser takes long to load, and most pages don't need it.
        from sphinx_gate.read import markdown

        return markdown.read(self.settings.root / name, name)

    def _docname(self, name: str) -> str | None:
        """The document that a page is; None for one in Markdown."""
        return None if name in self.settings.markdown else self._documents.docname(self.settings.root / name)

    @property
    def _documents(self) -> Documents:
        if self._read is None:
            self._read = Documents(self.settings, self._output)
        return self._read

    def _finish(self, page: Page) -> None:
        """What can only be said of a whole page."""
        page.blocks = [self._claim(page, block, index) for index, block in enumerate(page.blocks)]
        page.steps, troubles = console.script(page)
        # What is wrong with the writing comes first: the rest may only be wrong because of it.
        page.troubles = page.troubles or troubles
        if not page.troubles:
            page.troubles = [*samples.check(page), *needs.check(page, self.settings.capabilities)]
        for before, block in pairwise(page.blocks):
            if isinstance(block, Edit) and not block.caption and isinstance(before, Console) and before in page.steps:
                _last_command(page.steps[before]).edit = block

    def _claim(self, page: Page, block: Block, index: int) -> Block:
        """A block, or an unclaimed one in its place that says what is wrong with it."""
        try:
            if isinstance(block, Edit):
                edits.parse(block)
                before = page.blocks[index - 1] if index else None
                if not block.caption and (not isinstance(before, Console) or isinstance(before, ThisRun)):
                    raise Failure(block.page, block.line, NO_EDITOR)
            if isinstance(block, PowerShell):
                siblings.check(page.blocks, index)
            if isinstance(block, ThisRun):
                _check_this_run(block)
            if isinstance(block, Excerpt) and not self._is_shown_whole(block.file, page):
                sentence = f"no page shows the whole of {block.file.name}: show it with a `:caption:`"
                raise Failure(block.page, block.line, sentence)
        except Failure as failure:
            place = Block(page=block.page, line=failure.line, section=block.section, lines=block.lines)
            return Unclaimed(**vars(place), reason="\n".join([failure.sentence, *failure.details]))
        return block

    def _is_shown_whole(self, file: Path, page: Page) -> bool:
        """Whether some page lets its readers save a file; others are read only as far as it takes to know."""
        names = [self.settings.name_of(path) for path in self._documents.paths()]
        first = [name for name in names if file.name in (self.settings.root / name).read_text(errors="replace")]
        return any(
            isinstance(block, File) and block.file == file
            for name in dict.fromkeys([page.name, *first, *names])
            for block in self.page(name).blocks
        )


def _last_command(steps: list[Step]) -> Step:
    return next((step for step in reversed(steps) if step.kind == "command"), steps[-1])


def _check_this_run(block: ThisRun) -> None:
    if [line.text[: len(console.SHELL_PROMPT)] for line in block.lines] != [console.SHELL_PROMPT]:
        raise Failure(block.page, block.line, "`this-run` is for the one command that starts a run, without its output")
