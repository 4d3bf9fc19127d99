"""How one shown line is held against one that came: tables by cells, BuildKit's progress without its durations.

- A table (column headings in capitals, two or more blanks apart, as kubectl and docker print them) agrees cell by
  cell, whatever the widths; a cell's ages are any ages.
- A line of BuildKit's progress agrees without its duration and padding; a step that the page shows run may be CACHED.
- Any other line agrees exactly.
"""

import re
from collections.abc import Callable

HEADINGS = re.compile(r"[A-Z][A-Z()/%-]*( [A-Z()/%-]+)*( {2,}[A-Z][A-Z()/%-]*( [A-Z()/%-]+)*)+")
AGE = re.compile(
    r"(?<![\w-])(?:(?:\d+d)?(?:\d+h)?(?:\d+m)?\d+[smhd]"
    r"|(?:\d+|About an?|Less than a) (?:second|minute|hour|day|week|month|year)s?)(?![\w-])"
)
AGE_MARK = "\N{WATCH}"
STEP = re.compile(r"( (?:=> )+)(CACHED )?(.*?)(?:\s+\d+\.\d+s)?")

Pattern = Callable[[str], str]


def tables(expected: list[str]) -> list[bool]:
    """For each expected line, whether it is part of a table: from its headings to the next blank line."""
    inside, found = False, []
    for line in expected:
        inside = bool(HEADINGS.fullmatch(line.strip())) or (inside and bool(line.strip()))
        found.append(inside)
    return found


def fits(expected: str, actual: str, in_table: bool, pattern: Pattern) -> bool:
    """Whether an actual line agrees with an expected one, apart from what `varies` samples stood for earlier."""
    left, right = plain(expected, actual, in_table)
    return len(left) == len(right) and all(re.fullmatch(pattern(e), a) for e, a in zip(left, right, strict=True))


def plain(expected: str, actual: str, in_table: bool) -> tuple[list[str], list[str]]:
    """Both lines in the parts that have to agree, without what their rule lets differ."""
    if in_table and expected.strip() != "...":
        return _cells(expected), _cells(actual)
    if expected.startswith(" => ") and actual.startswith(" => "):
        # Only the page decides: a step that it shows as CACHED must be, one that it shows run may be either.
        cached = "=> CACHED " in expected
        return [_step(expected, cached)], [_step(actual, cached)]
    return [expected.rstrip()], [actual.rstrip()]


def _cells(line: str) -> list[str]:
    return [AGE.sub(AGE_MARK, cell) for cell in re.split(r" {2,}", line.strip())]


def _step(line: str, with_cached: bool) -> str:
    arrow, cached, text = STEP.fullmatch(line).groups()
    return arrow + (cached or "" if with_cached else "") + text
