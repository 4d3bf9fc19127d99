"""Compares what a page shows of a command with what came: line by line, whole, in order.

Exact by default. `...` alone on a line is any number of lines, within a line any text. Values that the page says
differ are in `values`; tables and the progress of builds have rules of their own, in `rules`.
"""

import itertools
import unicodedata
from dataclasses import dataclass, field
from operator import itemgetter

from sphinx_gate.compare.rules import Rules, arranged, comes_in_any_number, tables
from sphinx_gate.compare.values import Bound, Values
from sphinx_gate.model import ANY

TRIES_A_LINE = 30  # beyond, a comparison is given up: so many ways to place the lines between `...`
HOLDS = 1e-6  # what a line that holds counts, beside a difference
TABLE_MAX = 100_000  # cells of the table in which the smallest difference is looked for, a second at most

_Chain = tuple[int, int | None, "_Chain"] | None


@dataclass(frozen=True)
class Pair:
    """One row of a comparison: indices into expected and actual (None where the other side stands alone)."""

    expected: int | None
    actual: int | None
    equal: bool


@dataclass(frozen=True)
class Expected:
    """What a page shows of one command's output, up to some step.

    Inputs: the page's values, the command, the lines, and which of them were typed: a table ends there.
    """

    values: Values
    command: str
    lines: list[str]
    typed: set[int] = field(default_factory=set)

    def arranged(self, actual: list[str]) -> list[str]:
        """The lines that came, in the order in which they are compared."""
        return arranged(self.command, self.lines, actual)

    def counts(self, pair: Pair, actual: list[str]) -> bool:
        """Whether a row is one of the lines that came, of which the page shows a share.

        What was typed is none. Nor is a line that a `...` stands for if its number differs from run to run: the share
        is to change only with the page.
        """
        if pair.expected is None or pair.actual is None or pair.expected in self.typed:
            return False
        return self.lines[pair.expected] != ANY or not comes_in_any_number(self.command, actual[pair.actual])

    def against(self, actual: list[str]) -> "Comparison":
        """The comparison with lines that came."""
        return Comparison(self, actual)


class Comparison:
    """What a page shows, beside the lines that came."""

    def __init__(self, shown: Expected, actual: list[str]):
        self._bound = shown.values.bound
        self._expected = [_text(line) for line in shown.lines]
        self._actual = [_text(line) for line in actual]
        self._rules = Rules(shown.values, shown.command, self._expected)
        self._left = tables(self._expected, shown.command, shown.typed)
        self._right = tables(self._actual, shown.command)

    def match(self, to_end: bool = True) -> tuple[Bound, list[Pair]] | None:
        """The values then known and the rows, if the actual lines agree; None if they don't.

        to_end: all of them have to; else it is enough that the first of them do, and more may follow.
        """
        # Depth first, each `...` as short as can be, since what it swallows is not compared.
        rows, count = len(self._expected), len(self._actual)
        # A state: line of expected, of actual, the values, and the rows that led here: a chain of (i, j, before).
        stack: list[tuple[int, int, Bound, _Chain]] = [(0, 0, self._bound, None)]
        seen: set[tuple[int, int, frozenset[tuple[str, str]]]] = set()
        tries = TRIES_A_LINE * (rows + count + 10)
        while stack and tries:
            i, j, bound, chain = stack.pop()
            state = i, j, frozenset(bound.items())
            if state in seen:
                continue
            seen.add(state)
            tries -= 1
            if i == rows:
                if j == count or not to_end:
                    return bound, _pairs(chain)
            elif self._expected[i] == ANY:
                if all(other[2] == bound for other in stack):
                    stack.clear()  # this `...` could swallow whatever another way to get here would leave
                if j < count:
                    stack.append((i, j + 1, bound, (i, j, chain)))
                stack.append((i + 1, j, bound, (i, None, chain)))
            elif j < count and (new := self._fits(i, j, bound)) is not None:
                stack.append((i + 1, j + 1, new, (i, j, chain)))
        return None

    def may_become(self, at_rest: bool) -> bool:
        """Whether the actual lines can be the beginning of what is shown. Values are not held against each other.

        at_rest: nothing has come for a while; else the last line may still get longer, or another one.
        """
        # Line by line, with all places of the page that each can lead to.
        rows, last = len(self._expected), len(self._actual) - 1
        places = self._behind_dots({0})
        for j in range(last + at_rest):
            stays = {i for i in places if i < rows and self._expected[i] == ANY}
            goes = {i + 1 for i in places - stays if i < rows and self._fits(i, j, self._bound) is not None}
            if at_rest and j == last and rows and self._agrees(rows - 1, j):
                # The page's last line is there, and nothing follows: `...` won't swallow it to wait for another one.
                return bool(goes - {rows})
            places = self._behind_dots(goes | stays)
            if not places:
                return False
        return True

    def differences(self) -> tuple[Bound, list[Pair]]:
        """The rows of a comparison of what doesn't agree, with few differences, and the values of those that do."""
        # What agrees at the beginning and at the end is left out of the search, which takes long.
        begin, bottom, right = 0, len(self._expected), len(self._actual)
        while begin < min(bottom, right) and self._agrees(begin, begin):
            begin += 1
        front = [Pair(k, k, True) for k in range(begin)]
        back: list[Pair] = []
        while begin < min(bottom, right) and self._agrees(bottom - 1, right - 1):
            bottom, right = bottom - 1, right - 1
            back.insert(0, Pair(bottom, right, True))
        if (bottom - begin) * (right - begin) > TABLE_MAX:
            rows = range(begin, max(bottom, right))
            middle = [Pair(k if k < bottom else None, k if k < right else None, False) for k in rows]
        else:
            middle = self._aligned(begin, bottom, right)
        pairs, bound = [*front, *middle, *back], self._bound
        for index, pair in enumerate(pairs):
            i, j = pair.expected, pair.actual
            if pair.equal and i is not None and j is not None and self._expected[i] != ANY:
                new = self._fits(i, j, bound)
                if new is None:
                    pairs[index] = Pair(i, j, False)  # its values contradict what came before
                else:
                    bound = new
        return bound, pairs

    def _aligned(self, begin: int, bottom: int, right: int) -> list[Pair]:
        """The pairing with the fewest differences, by dynamic programming from the end (edit distance)."""
        costs: dict[tuple[int, int], float] = {(bottom, right): 0}
        taken: dict[tuple[int, int], tuple[Pair, tuple[int, int]]] = {}  # the best row, and what it leads to
        for i, j in itertools.product(range(bottom, begin - 1, -1), range(right, begin - 1, -1)):
            moves: list[tuple[float, Pair, tuple[int, int]]] = []
            if i < bottom and self._expected[i] == ANY:
                moves.append((costs[i + 1, j], Pair(i, None, True), (i + 1, j)))
                if j < right:
                    moves.append((costs[i, j + 1], Pair(i, j, True), (i, j + 1)))
            else:
                if i < bottom and j < right:
                    # Of two ways with as many differences the one in which more lines hold: none of them is given up.
                    fits = self._agrees(i, j)
                    moves.append((costs[i + 1, j + 1] + (-HOLDS if fits else 1), Pair(i, j, fits), (i + 1, j + 1)))
                if i < bottom:
                    moves.append((costs[i + 1, j] + 1, Pair(i, None, False), (i + 1, j)))
                if j < right:
                    moves.append((costs[i, j + 1] + 1, Pair(None, j, False), (i, j + 1)))
            if moves:
                costs[i, j], pair, following = min(moves, key=itemgetter(0))
                taken[i, j] = pair, following
        pairs, place = [], (begin, begin)
        while place in taken:
            pair, place = taken[place]
            pairs.append(pair)
        return pairs

    def _fits(self, i: int, j: int, bound: Bound) -> Bound | None:
        """The values known once an actual line agrees with an expected one; None if it doesn't."""
        return self._rules.match(self._expected[i], self._actual[j], self._left[i], self._right[j], bound)

    def _agrees(self, i: int, j: int) -> bool:
        """Whether two lines agree by themselves, and not because `...` stands for any."""
        return self._expected[i] != ANY and self._fits(i, j, self._bound) is not None

    def _behind_dots(self, places: set[int]) -> set[int]:
        """The places, and those behind each `...` among them, which may stand for nothing."""
        found = set(places)
        for place in places:
            while place < len(self._expected) and self._expected[place] == ANY:
                place += 1
                found.add(place)
        return found


def _text(line: str) -> str:
    return unicodedata.normalize("NFC", line.rstrip())


def _pairs(chain: _Chain) -> list[Pair]:
    found: list[Pair] = []
    while chain:
        expected, actual, chain = chain
        found.append(Pair(expected, actual, True))
    return found[::-1]
