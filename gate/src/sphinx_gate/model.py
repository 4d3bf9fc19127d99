"""What the gate talks about: pages, their blocks, and a failure at a line."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Line:
    """A line of a page: its text and its number in the source file (counted from 1)."""

    text: str
    number: int


@dataclass(frozen=True, eq=False)
class Block:
    """A literal block of a page, and what the gate makes of it; text that is included twice has two alike.

    kind is "file" (the reader saves `file` under `caption`), "excerpt" (a part of a file shown whole elsewhere),
    "console" (commands, run), "this-run" (the command that started this run), "skip" (`reason` is shown to the
    reader), or "unclaimed" (`reason` says what is wrong with it).
    """

    page: str
    line: int
    kind: str
    section: str = ""
    lines: tuple[Line, ...] = ()
    file: Path | None = None
    caption: str | None = None
    terminal: int = 1
    exit_status: int | None = None
    timeout_seconds: int | None = None
    reason: str | None = None


@dataclass
class Page:
    """A page: its path in the repository, its blocks in reading order, and what it says in roles."""

    name: str
    blocks: list[Block]
    needs: list[str] = field(default_factory=list)
    leaves: list[str] = field(default_factory=list)
    varies: list[str] = field(default_factory=list)
    in_clone: bool = False  # README.md and CONTRIBUTING.md: their reader starts in a clone of the repository

    def end(self) -> int:
        """The line of its last block; 1 for a page of words alone."""
        return self.blocks[-1].line if self.blocks else 1

    def text(self) -> str:
        """All that its console blocks show."""
        return "\n".join(line.text for block in self.blocks if block.kind == "console" for line in block.lines)


class Failure(Exception):
    """A page that isn't true, at a line.

    Inputs: the page's path, the line, one sentence, and details as further lines of text.
    """

    def __init__(self, page: str, line: int, sentence: str, details: list[str] | None = None):
        super().__init__(sentence)
        self.page, self.line, self.sentence, self.details = page, line, sentence, details or []

    def __str__(self) -> str:
        return "\n".join([f"{self.page}:{self.line}: {self.sentence}", *self.details])
