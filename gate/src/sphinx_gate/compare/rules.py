"""How one shown line is held against one that came: tables by cells, a build's progress without its durations.

- A table (column headings in capitals, two or more blanks apart, as kubectl and docker print them) agrees cell by
  cell, whatever the widths: each cell with the one under the same heading. In the columns for ages any age will do, in
  those for ids any id.
- A line of the progress of `docker build` or `docker compose` agrees without its duration and padding; a step of a
  build that the page shows run may be CACHED. Compose does several things at a time: its lines come in any order.
- Any other line agrees exactly, apart from what `values` lets differ.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby, pairwise
from operator import itemgetter

from sphinx_gate.compare.values import IDS, RANDOM_NAME, Bound, Values, kind_of
from sphinx_gate.model import ANY, LITERAL_DOTS

WORD = r"[A-Z/%][A-Z0-9/%-]*(?:\([A-Za-z%]+\))?"
HEADING = rf"(?:{WORD}(?: {WORD})*|\.\.\.)"
HEADINGS = re.compile(rf" *{HEADING}(?: {{2,}}{HEADING})+ *")
UNDERLINE = re.compile(r"\s*-+(?: +-+)+\s*")
CHUNK = re.compile(r"\S+(?: \S+)*")
AGE = re.compile(
    r"(?<![\w-])(?:(?:\d+y)?(?:\d+d)?(?:\d+h)?(?:\d+m)?\d+[smhdy]"
    r"|(?:\d+|About an?|Less than a) (?:second|minute|hour|day|week|month|year)s?)(?![\w-])"
)
AGE_MARK = "\N{WATCH}"
AGES = {"AGE", "CREATED", "LAST SEEN", "FIRST SEEN", "DURATION", "LAST SCHEDULE", "STATUS", "RESTARTS"}
ID_COLUMNS = {"CONTAINER ID", "IMAGE ID", "NETWORK ID", "ID", "IMAGE"}
NAME_COLUMN = "NAMES"
STEP = re.compile(r"( (?:=> )+)(CACHED )?(.*?)(?:\s+\d+\.\d+s)?")
SIDE_STEP = re.compile(r" => (?!(?:CACHED |ERROR )*\[[^]]*\d+/\d+\])")
UNENDED = re.compile(r"(\[\+\] Building \S+ \((\d+)/(\d+)\))(?! FINISHED)(.*)")
STATE = re.compile(r"( [✔⠿⠋] .*?)(?:\s+\d+\.\d+s)?")
PADDING = re.compile(r"(?<=\S) {2,}")
BUILDS = re.compile(r"\bdocker\b.*\b(?:build|bake|compose)\b|\bdocker-compose\b")
WITHOUT_HEADINGS = re.compile(r"--no-headers\b")

Columns = tuple[tuple[str, int], ...]  # each heading, and where it begins; none: a table without headings


def tables(lines: list[str], command: str = "", ends: Collection[int] = ()) -> list[Columns | None]:
    """For each line the columns of the table that it is part of, from its headings to the next blank line.

    ends are lines at which a table ends, too.
    """
    inside: Columns | None = () if WITHOUT_HEADINGS.search(command) else None
    found: list[Columns | None] = []
    for index, line in enumerate(lines):
        underlined = index + 1 < len(lines) and UNDERLINE.fullmatch(lines[index + 1])
        if underlined or HEADINGS.fullmatch(line):
            inside = tuple((chunk[0], chunk.start()) for chunk in CHUNK.finditer(line.upper()))
        elif index in ends or (not line.strip() and inside):
            inside = None
        found.append(inside)
    return found


def arranged(command: str, expected: list[str], actual: list[str]) -> list[str]:
    """The actual lines, those of Compose's progress that stand together in the order in which they are expected."""
    if not _builds(command, expected) or not any(map(STATE.fullmatch, actual)):
        return actual
    pieces = [_progress(line, line)[0].replace(LITERAL_DOTS, "\0").split(ANY) for line in expected]
    forms = [".*".join(re.escape(piece.replace("\0", ANY)) for piece in line) for line in pieces]
    others = expected.index(ANY) if ANY in expected else None  # where lines go that the page doesn't show

    def places(lines: list[str]) -> Iterator[int]:
        before = -1
        for line in lines:
            state = _progress(line, line)[0]
            fits = (index for index, form in enumerate(forms) if expected[index] != ANY and re.fullmatch(form, state))
            place = next(fits, None)
            before = before if place is None else place
            yield others if place is None and others is not None else before  # else behind the one that it followed

    found: list[str] = []
    for together, group in groupby(actual, key=lambda line: bool(STATE.fullmatch(line))):
        lines = list(group)
        if together:
            lines = [line for _, line in sorted(zip(places(lines), lines, strict=True), key=itemgetter(0))]
        found += lines
    return found


def _builds(command: str, expected: list[str]) -> bool:
    return bool(BUILDS.search(command)) or any(line.startswith("[+] ") for line in expected)


def comes_in_any_number(command: str, line: str) -> bool:
    """Whether a line is one of a build's of which more or fewer come from run to run: all but its numbered steps."""
    return bool(BUILDS.search(command) and SIDE_STEP.match(line))


class Rules:
    """The rules for one command's output. Inputs: the page's values, the command, the lines that the page shows."""

    def __init__(self, values: Values, command: str, expected: list[str]):
        self._values = values
        self._build = _builds(command, expected)

    def match(
        self, expected: str, actual: str, shown: Columns | None, came: Columns | None, bound: Bound
    ) -> Bound | None:
        """The values known once an actual line agrees with an expected one; None if it doesn't.

        shown and came are the columns of the tables that the two lines are part of.
        """
        if shown is not None:
            return self._cells(expected, actual, shown, came, bound)
        if self._build:
            expected, actual = _progress(expected, actual)
        return self._values.match(expected, actual, bound)

    def _cells(self, expected: str, actual: str, shown: Columns, came: Columns | None, bound: Bound) -> Bound | None:
        left, right = _split(expected, shown), _split(actual, came or ())
        if left.count(ANY) == 1:  # it stands for several cells where there are fewer
            at = left.index(ANY)
            left[at : at + 1] = [ANY] * (len(right) - len(left) + 1)
        if len(left) != len(right):
            return None
        headings = [heading for heading, _ in came or shown]
        if len(headings) != len(right):
            headings = [""] * len(right)  # not a row of the table
        for cell, other, heading in zip(left, right, headings, strict=True):
            if heading in AGES or not shown:
                cell, other = AGE.sub(AGE_MARK, cell), AGE.sub(AGE_MARK, other)
            known = self._values.match(cell, other, bound)
            if known is None:
                return None
            bound = known
        return bound


def implied(expected: list[str], commands: Iterable[str]) -> set[str]:
    """The samples that need no declaration: ids in the columns for ids, names that Docker made up in NAMES."""
    found: set[str] = set()
    typed = set(re.split(r"[\s=:/\"']+", "\n".join(commands)))
    for line, headings in zip(expected, tables(expected), strict=True):
        if not headings or len(cells := _split(line, headings)) != len(headings):
            continue
        for cell, (heading, _) in zip(cells, headings, strict=True):
            kind = kind_of(cell)
            is_id = heading in ID_COLUMNS and kind in IDS
            if is_id or (heading == NAME_COLUMN and kind is RANDOM_NAME and cell not in typed):
                found.add(cell)
    return found


def _split(line: str, headings: Columns) -> list[str]:
    """The cells of a row: parted by two blanks, or by where the headings stand if some of them are empty."""
    chunks = [chunk[0] for chunk in CHUNK.finditer(line)]
    starts = [start for _, start in headings]
    if not starts or len(chunks) == len(starts) or any(line[start - 1 : start].strip() for start in starts[1:]):
        return chunks
    cells = [line[start:end].strip() for start, end in pairwise([0, *starts[1:], max(len(line), *starts)])]
    found: list[str] = []
    for cell in cells:
        if cell or found[-1:] != [ANY]:  # `...` stands for the empty cells behind it, too
            found.append(cell)
    return found


def _progress(expected: str, actual: str) -> tuple[str, str]:
    """Two lines of a build's progress without what differs from run to run; other lines as they are."""
    step, other = STEP.fullmatch(expected), STEP.fullmatch(actual)
    if step and other:
        # Only the page decides: a step that it shows as CACHED must be, one that it shows run may be either.
        cached = (other[2] or "") if step[2] else ""
        return f"{step[1]}{step[2] or ''}{step[3]}", f"{other[1]}{cached}{other[3]}"
    state, other = STATE.fullmatch(expected), STATE.fullmatch(actual)
    if state and other:
        return PADDING.sub(" ", state[1]), PADDING.sub(" ", other[1])
    unended = UNENDED.fullmatch(actual) if " FINISHED" in expected else None
    if unended and int(unended[2]) + 1 == int(unended[3]):
        # A quick build's last line may say that one step hasn't ended: it heard too late (moby/buildkit #2513).
        return expected, f"{unended[1]} FINISHED{unended[4]}"
    return expected, actual
