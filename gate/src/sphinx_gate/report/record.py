"""record.json at the root of the repository: what a full passing run has proven, page by page.

A run writes it where it is asked to (`--evidence`), from pytest's own outcome. It has no times, so that it changes only
when something did. A page that has changed since is noticed by its hash, an entry that was made up by its counts: see
`fits`. And it holds pages to what they show: see `Record.shows_less`; but only where programs have the versions that it
names, since others print more or less.
"""

import contextlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

from sphinx_gate.model import Console, LineCount, Page, Skip, kind
from sphinx_gate.read import console, doctree
from sphinx_gate.settings import find

if TYPE_CHECKING:
    from sphinx.application import Sphinx

NAME = "record.json"
FORMAT = 1
KINDS = ("file", "console", "edit", "shown", "skip")
POINTS = 5.0  # percentage points by which that share may fall: by 0.6 from day to day, by 2.2 on a busy machine


class SkipEntry(TypedDict):
    """A block that nobody runs."""

    line: int
    reason: str


class PageEntry(TypedDict):
    """What is kept of a page. hash is the page's digest, blocks are counted by kind, images are names."""

    hash: str
    blocks: dict[str, int]
    commands: int
    lines: LineCount
    skips: list[SkipEntry]
    images: list[str]


class ImageEntry(TypedDict):
    """How an image was got: "pulled" (with its digest), "stand-in", or "there" (made on this machine)."""

    how: str
    digest: str | None


@dataclass
class Record:
    """All of record.json; pages by docname (`part/page`) or, in Markdown, by file (`README.md`)."""

    date: str = ""
    versions: dict[str, str] = field(default_factory=dict)
    images: dict[str, ImageEntry] = field(default_factory=dict)
    pages: dict[str, PageEntry] = field(default_factory=dict)

    def write(self, root: Path) -> None:
        """Writes record.json into the folder, sorted. One that says the same, but for its date, stays as it is."""
        with contextlib.suppress(ValueError):  # none that can be read: this one takes its place
            if vars(self) | {"date": ""} == vars(read(root)) | {"date": ""}:
                return
        text = json.dumps({"format": FORMAT, **vars(self)}, indent=1, sort_keys=True, ensure_ascii=False)
        (root / NAME).write_text(f"{text}\n", encoding="utf-8")

    def shows_less(self, name: str, lines: LineCount) -> str | None:
        """A sentence where a page shows a smaller share of the lines that come than it did; None where it doesn't."""
        if name not in self.pages:
            return None
        before, now = share(self.pages[name]["lines"]), share(lines)
        if now >= before - POINTS:
            return None
        return (
            f"of the {lines['came']} lines that came the page shows {now:.0f} %, in {NAME} it shows {before:.0f} %: "
            "show what a `...` hides now"
        )


def share(lines: LineCount) -> float:
    """The percentage of the lines that came which are shown; 100 where none came."""
    return 100 * lines["shown"] / lines["came"] if lines["came"] else 100.0


def read(root: Path) -> Record:
    """The record in a folder; an empty one where there is none. Fails with ValueError, naming it, on anything else."""
    path = root / NAME
    if not path.exists():
        return Record()
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if found["format"] == FORMAT:
            return Record(found["date"], found["versions"], found["images"], found["pages"])
    except (ValueError, KeyError, TypeError):
        pass
    raise ValueError(f"{path} is no record of format {FORMAT}: delete it, and write it anew by --evidence")


def page_entry(page: Page, lines: LineCount, images: Iterable[str]) -> PageEntry:
    """What is kept of a page that was run and is true."""
    kinds = [kind(block) for block in page.blocks]
    return PageEntry(
        hash=page.digest,
        blocks={name: kinds.count(name) for name in KINDS},
        commands=sum(step.kind == "command" for steps in page.steps.values() for step in steps),
        lines=lines,
        skips=[SkipEntry(line=block.line, reason=block.reason) for block in page.blocks if isinstance(block, Skip)],
        images=sorted(images),
    )


def fits(known: PageEntry, app: "Sphinx", docname: str) -> bool:
    """Whether an entry can be that of a page which a build of a site has read, and which has the entry's hash."""
    page = doctree.page_of(app, find(Path(app.confdir)), docname, app.env.get_doctree(docname))
    page.steps, _ = console.script(page)
    page.digest = known["hash"]
    lines, shown = known["lines"], sum(len(block.lines) for block in page.blocks if isinstance(block, Console))
    return page_entry(page, lines, known["images"]) == known and 0 <= lines["shown"] <= min(lines["came"], shown)
