"""What a failure shows: a comparison, numbered by the page."""

from itertools import groupby

from sphinx_gate.compare.lines import Pair
from sphinx_gate.model import Line

CONTEXT_LINES = 3


def comparison(shown: list[Line], pairs: list[Pair], actual: list[str], line: int) -> tuple[int, list[str]]:
    """The page's line where the difference begins, and the rows of the comparison around the lines that differ.

    Inputs: the lines that the page shows, the pairs of a comparison with those that came, and the line of the page
    after which the first of them stands. A row is the page's line number, `-` before what only the page shows, `+`
    before what only came.
    """
    rows: list[tuple[int, str, bool]] = []
    number, first = line, None
    for pair in pairs:
        if pair.expected is not None:
            number = shown[pair.expected].number
        if not pair.equal and first is None:
            first = number
        if pair.equal and pair.expected is not None:
            rows.append((number, f"  {shown[pair.expected].text}", True))
            continue
        if pair.expected is not None:
            rows.append((number, f"- {shown[pair.expected].text}", pair.equal))
        if pair.actual is not None:
            rows.append((number, f"+ {actual[pair.actual]}", pair.equal))
    different = [index for index, (_, _, equal) in enumerate(rows) if not equal]
    near = {i for index in different for i in range(index - CONTEXT_LINES, index + CONTEXT_LINES + 1)}
    written = [f"  {at:5} {text}" for index, (at, text, _) in enumerate(rows) if index in near]
    once = [row for row, _ in groupby(written)]  # a `...` that stands for many lines is one row
    return first or line, ["  page line, - as the page shows it, + as it came:", *once]
