"""Compares what a page shows with what came: line by line, whole, in order.

Exact by default. `...` alone on a line is any number of lines, within a line any text. Values that the page says
differ are in `values`; tables of kubectl and docker and BuildKit's progress have rules of their own, in `rules`.
"""

from dataclasses import dataclass

from sphinx_gate.compare import rules
from sphinx_gate.compare.values import Values
from sphinx_gate.model import ANY as ANY_LINES


@dataclass(frozen=True)
class Pair:
    """One row of a comparison: indices into expected and actual (None where the other side stands alone)."""

    expected: int | None
    actual: int | None
    equal: bool


def compare(expected: list[str], actual: list[str], values: Values) -> list[Pair]:
    """Pairs up the lines of both sides; they agree when every pair is equal.

    The values of `varies` samples are taken up from lines that agree, in order; a line whose value contradicts an
    earlier one is not equal.
    """
    tables = rules.tables(expected)
    fits = [[rules.fits(e, a, tables[i], values.pattern) for a in actual] for i, e in enumerate(expected)]
    pairs = _align(expected, len(actual), fits)
    return [_bound(pair, expected, actual, tables, values) for pair in pairs]


def agree(pairs: list[Pair]) -> bool:
    """Whether nothing differs."""
    return all(pair.equal for pair in pairs)


def _bound(pair: Pair, expected: list[str], actual: list[str], tables: list[bool], values: Values) -> Pair:
    if pair.expected is None or pair.actual is None or not pair.equal or expected[pair.expected] == ANY_LINES:
        return pair
    left, right = rules.plain(expected[pair.expected], actual[pair.actual], tables[pair.expected])
    return Pair(pair.expected, pair.actual, all(values.bind(e, a) for e, a in zip(left, right, strict=True)))


def _align(expected: list[str], count: int, fits: list[list[bool]]) -> list[Pair]:
    """The pairing with the fewest differences, by dynamic programming from the end (edit distance)."""
    rows = len(expected)
    cost = [[0] * (count + 1) for _ in range(rows + 1)]
    for i in range(rows, -1, -1):
        for j in range(count, -1, -1):
            if i < rows or j < count:
                cost[i][j] = min(total for total, _ in _moves(expected, count, fits, cost, i, j))
    pairs, i, j = [], 0, 0
    while i < rows or j < count:
        pair = next(pair for total, pair in _moves(expected, count, fits, cost, i, j) if total == cost[i][j])
        pairs.append(pair)
        wild = pair.expected is not None and expected[pair.expected] == ANY_LINES
        i += pair.expected is not None and not (wild and pair.actual is not None)
        j += pair.actual is not None
    return pairs


def _moves(expected: list[str], count: int, fits: list[list[bool]], cost: list[list[int]], i: int, j: int):
    """The ways to go on from line i of expected and j of actual: (differences from here on, the pair)."""
    if i < len(expected) and expected[i] == ANY_LINES:
        yield cost[i + 1][j], Pair(i, None, True)
        if j < count:
            yield cost[i][j + 1], Pair(i, j, True)
        return
    if i < len(expected) and j < count:
        yield cost[i + 1][j + 1] + (not fits[i][j]), Pair(i, j, fits[i][j])
    if i < len(expected):
        yield cost[i + 1][j] + 1, Pair(i, None, False)
    if j < count:
        yield cost[i][j + 1] + 1, Pair(None, j, False)
