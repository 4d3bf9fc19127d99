"""What the gate talks about: pages, their blocks, the steps in a block, and a failure at a line."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple, TypedDict

CONSOLE = "console"  # the language of the blocks whose commands are run
ANY = "..."  # in a page: alone on a line any lines, within a line any text
LITERAL_DOTS = "\\..."  # a tool's own three dots
# The keys that stand in a page on lines of their own, and what a terminal gets for each.
KEYS = {"^C": b"\x03", "^D": b"\x04", "^Z": b"\x1a", "^P^Q": b"\x10\x11"}


class Line(NamedTuple):
    """A line of a page: its text and its number in the source file (counted from 1)."""

    text: str
    number: int


@dataclass(frozen=True)
class Prompt:
    """A prompt of a program, at which lines of a page are typed. `...` in it is any text, `\\...` are three dots.

    hidden: nothing of what is typed there is seen, as with a password.
    """

    text: str
    hidden: bool = False

    @property
    def pattern(self) -> re.Pattern[str]:
        """Matches the prompt as it stands in a terminal, without blanks behind it."""
        # Three dots alone are a prompt themselves, Python's: as a wildcard they would be any line.
        pieces = [self.text] if self.text == ANY else re.split(r"(?<!\\)\.\.\.", self.text)
        return re.compile(".*?".join(re.escape(piece.replace(LITERAL_DOTS, ANY)) for piece in pieces))

    @property
    def line(self) -> str:
        """The prompt as a page's line that is compared: three dots alone are the prompt itself, not any lines."""
        return LITERAL_DOTS if self.text == ANY else self.text

    def stands_at(self, line: str) -> bool:
        """Whether a terminal's unfinished last line is exactly this prompt."""
        return bool(self.pattern.fullmatch(line.rstrip()))

    def typed_in(self, line: str) -> str | None:
        """What a page's line types behind this prompt; None for a line that doesn't begin with it."""
        found = re.compile(f"(?:{self.pattern.pattern})(?: (.*))?").fullmatch(line)
        return (found[1] or "") if found else None


@dataclass(frozen=True, eq=False, kw_only=True)
class Block:
    """A literal block of a page; the types below say what the gate makes of it.

    page is the file that has the block, also where another page includes it; section the heading above it.
    Two blocks are never equal: text that is included twice has two.
    """

    page: str
    line: int
    section: str = ""
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, eq=False, kw_only=True)
class File(Block):
    """A file that the reader saves under the name in `caption`."""

    file: Path
    caption: str


@dataclass(frozen=True, eq=False, kw_only=True)
class Excerpt(Block):
    """A part of a file that some page shows whole."""

    file: Path


@dataclass(frozen=True, eq=False, kw_only=True)
class Console(Block):
    """Commands that are typed in a terminal, and their output.

    output: all of it is output of the command before, also lines that look like a command or a key.
    """

    terminal: int = 1
    exit_status: int | None = None
    timeout_seconds: int | None = None
    prompts: tuple[Prompt, ...] = ()
    output: bool = False


@dataclass(frozen=True, eq=False, kw_only=True)
class ThisRun(Console):
    """The command that started this very run: true without being run again."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Edit(Block):
    """A change of a file that the reader has, by its caption; without one, of what an editor shows just then.

    lines are those of the diff: behind `-` and a blank what is there, behind `+` what takes its place; `...` parts
    hunks.
    """

    caption: str | None


@dataclass(frozen=True, eq=False, kw_only=True)
class Shown(Block):
    """Commands for another shell or system than the run's: shown under `label`, and not run."""

    label: str


@dataclass(frozen=True, eq=False, kw_only=True)
class PowerShell(Shown):
    """The commands of the console block beside it, as PowerShell has them."""

    label: str = "PowerShell"


@dataclass(frozen=True, eq=False, kw_only=True)
class Skip(Block):
    """A block that is not run, for a reason that readers see too."""

    reason: str


@dataclass(frozen=True, eq=False, kw_only=True)
class Unclaimed(Block):
    """A block that can't be proven; the reason says what is wrong with it."""

    reason: str


def kind(block: Block | None) -> str:
    """The kind of a block in reports: "file", "console", "edit", "shown", "skip" or "unclaimed"; None is a "page"."""
    others = {"Excerpt": "file", "ThisRun": "console", "PowerShell": "shown", "NoneType": "page"}
    return others.get(name := type(block).__name__, name.lower())


@dataclass(eq=False, kw_only=True)
class Step:
    """One thing that happens in a terminal, and the output that the page shows behind it.

    kind: "command" (typed at the shell's prompt), "typed" (at `prompt`, into what runs there), "key" (`^C` and the
    like), "more" (nothing is typed: further output of the last command).
    line is where it stands in the page.

    A command's steps are itself and what follows in its terminal up to the next command; later has those that follow
    a step. With the last one the command has to end; exit_status, there, is what it is to end with.
    edit is what is done in the editor that the command opens.
    """

    kind: Literal["command", "typed", "key", "more"]
    text: str
    line: int
    block: Console
    prompt: Prompt | None = None
    output: list[Line] = field(default_factory=list)
    later: list["Step"] = field(default_factory=list)
    exit_status: int = 0
    edit: Edit | None = None

    @property
    def last_line(self) -> int:
        """The last line of what is typed; where nothing is typed, the one before its output."""
        return self.line - 1 if self.kind == "more" else self.line + self.text.count("\n")

    def shown(self) -> str:
        """The output that the page shows, as one text."""
        return "\n".join(line.text for line in self.output)

    def expected(self) -> list[str]:
        """The lines to compare; blank ones at the end only part the output from the next command."""
        return self.shown().rstrip().split("\n") if self.shown().strip() else []


class LineCount(TypedDict):
    """How many lines came in a terminal, and how many of them the page shows: not by `...`."""

    came: int
    shown: int


def total(lines: Iterable[LineCount]) -> LineCount:
    """The sum of such counts."""
    found = list(lines)
    return LineCount(came=sum(count["came"] for count in found), shown=sum(count["shown"] for count in found))


class Failure(Exception):
    """A page that isn't true, at a line.

    Inputs: the page's path, the line, one sentence, and details as further lines of text.
    """

    def __init__(self, page: str, line: int, sentence: str, details: list[str] | None = None):
        super().__init__(sentence)
        self.page, self.line, self.sentence, self.details = page, line, sentence, details or []

    def __str__(self) -> str:
        return "\n".join([f"{self.page}:{self.line}: {self.sentence}", *self.details])


@dataclass
class Page:
    """A page: its path in the repository, its blocks in reading order, and what it says in roles.

    needs are capabilities, follows the pages that run before it, places where each (role, text) stands: file and line.
    steps has those of each console block (`read.console.script`); troubles says what is wrong before anything is run.
    digest is the hash of all that the page is made of (`read.digest`).
    """

    name: str
    blocks: list[Block]
    needs: list[str] = field(default_factory=list)
    follows: list[str] = field(default_factory=list)
    leaves: list[str] = field(default_factory=list)
    varies: list[str] = field(default_factory=list)
    places: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    in_clone: bool = False  # README.md and the like: their reader starts in a clone of the repository
    steps: dict[Console, list[Step]] = field(default_factory=dict)
    troubles: list[Failure] = field(default_factory=list)
    digest: str = ""

    def all_steps(self) -> list[Step]:
        """The steps of all its blocks, in order."""
        return [step for steps in self.steps.values() for step in steps]

    def begin(self) -> int:
        """The line of the first block in its own file, and not in one that it includes; 1 where that has none."""
        return min((block.line for block in self.blocks if block.page == self.name), default=1)

    def end(self) -> int:
        """The line of the last block in its own file; 1 where that has none."""
        return max((block.line for block in self.blocks if block.page == self.name), default=1)

    def text(self) -> str:
        """All that its console blocks show."""
        return "\n".join(line.text for block in self.blocks if isinstance(block, Console) for line in block.lines)
