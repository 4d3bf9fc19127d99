"""Compares what a page shows of a command with what came: line by line, whole, in order.

Exact by default. `...` alone on a line is any number of lines, within a line any text. Values that the page says
differ are in `values`; tables and the progress of builds have rules of their own, in `rules`.
"""

import unicodedata
from dataclasses import dataclass, field

from sphinx_gate.compare.rules import Rules, arranged, comes_in_any_number, tables
from sphinx_gate.compare.values import Bound, Values
from sphinx_gate.model import ANY

TRIES_A_LINE = 30  # beyond, a comparison is given up: so many ways to place the lines between `...`
HOLDS = 1e-6  # what a line that holds counts, beside a difference
TABLE_MAX = 250_000  # cells of the table in which the smallest difference is looked for

_Chain = tuple[int, int | None, "_Chain"] | None


@dataclass(frozen=True)
class Pair:
    """One row of a comparison: indices into expected and actual (None where the other side stands alone)."""

    expected: int | None
    actual: int | None
    equal: bool


@dataclass
class Expected:
    """What a page shows of one command's output, as it grows from step to step.

    Inputs: the page's values and the command. `lines` are added step by step.
    """

    values: Values
    command: str = ""
    lines: list[str] = field(default_factory=list)
    typed: set[int] = field(default_factory=set)  # which lines were typed: a table ends there

    def followed_by(self, line: str) -> "Expected":
        """The same with another line at the end."""
        return Expected(self.values, self.command, [*self.lines, line], self.typed | {len(self.lines)})

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

    def match(self, actual: list[str], to_end: bool = True) -> tuple[Bound, list[Pair]] | None:
        """The values then known and the rows, if the actual lines agree; None if they don't.

        to_end: all of them have to; else it is enough that the first of them do, and more may follow.
        """
        return _Matching(self, actual).agreeing(to_end)

    def may_become(self, actual: list[str], at_rest: bool) -> bool:
        """Whether the actual lines can be the beginning of what is shown. Values are not held against each other.

        at_rest: nothing has come for a while; else the last line may still get longer, or another one.
        """
        return _Matching(self, actual).is_beginning(at_rest)

    def differences(self, actual: list[str]) -> tuple[Bound, list[Pair]]:
        """The rows of a comparison of what doesn't agree, with few differences, and the values of those that do."""
        return _Matching(self, actual).differences()


class _Matching:
    """One comparison."""

    def __init__(self, shown: Expected, actual: list[str]):
        self._values = shown.values
        self._expected = [unicodedata.normalize("NFC", line.rstrip()) for line in shown.lines]
        self._actual = [unicodedata.normalize("NFC", line.rstrip()) for line in actual]
        self._rules = Rules(shown.values, shown.command, self._expected)
        self._left = tables(self._expected, shown.command, shown.typed)
        self._right = tables(self._actual, shown.command)
        literal = shown.values.is_literal
        self._plain = [
            columns is None and literal(line) and not (self._rules.build and line.startswith(" "))
            for line, columns in zip(self._expected, self._left, strict=True)
        ]

    def agreeing(self, to_end: bool) -> tuple[Bound, list[Pair]] | None:
        """See `Expected.match`: depth first, each `...` as short as can be, since what it swallows is not compared."""
        rows, count = len(self._expected), len(self._actual)
        start: Bound = self._values.bound
        known: dict[frozenset[tuple[str, str]], Bound] = {frozenset(start.items()): start}
        # A state: line of expected, of actual, the values, and the rows that led here: a chain of (i, j, before).
        stack: list[tuple[int, int, Bound, _Chain]] = [(0, 0, start, None)]
        seen: set[tuple[int, int, int]] = set()
        tries = TRIES_A_LINE * (rows + count + 10)
        while stack and tries:
            i, j, bound, chain = stack.pop()
            if (i, j, id(bound)) in seen:
                continue
            seen.add((i, j, id(bound)))
            tries -= 1
            if i == rows:
                if j == count or not to_end:
                    return bound, _pairs(chain)
            elif self._expected[i] == ANY:
                if all(other[2] is bound for other in stack):
                    stack.clear()  # this `...` could swallow whatever another way to get here would leave
                if j < count:
                    stack.append((i, j + 1, bound, (i, j, chain)))
                stack.append((i + 1, j, bound, (i, None, chain)))
            elif j < count:
                new = self._fits(i, j, bound)
                if new is not None:
                    new = known.setdefault(frozenset(new.items()), new) if new is not bound else new
                    stack.append((i + 1, j + 1, new, (i, j, chain)))
        return None

    def is_beginning(self, at_rest: bool) -> bool:
        """See `Expected.may_become`: line by line, with all places of the page that each can lead to."""
        rows, last = len(self._expected), len(self._actual) - 1
        places = self._behind_dots({0})
        for j in range(last + at_rest):
            stays = {i for i in places if i < rows and self._expected[i] == ANY}
            goes = {i + 1 for i in places - stays if i < rows and self._fits(i, j, self._values.bound) is not None}
            if at_rest and j == last and self._ends_with(j):
                # The page's last line is there, and nothing follows: `...` won't swallow it to wait for another one.
                return bool(goes - {rows})
            places = self._behind_dots(goes | stays)
            if not places:
                return False
        return True

    def differences(self) -> tuple[Bound, list[Pair]]:
        """See `Expected.differences`."""
        rows, count, bound = len(self._expected), len(self._actual), self._values.bound
        begin = 0
        front: list[Pair] = []
        while begin < min(rows, count) and self._expected[begin] != ANY:
            new = self._fits(begin, begin, bound)
            if new is None:
                break
            front.append(Pair(begin, begin, True))
            bound, begin = new, begin + 1
        end = 0
        while (
            end < min(rows, count) - begin
            and self._plain[rows - 1 - end]
            and self._equal(rows - 1 - end, count - 1 - end)
        ):
            end += 1
        back = [Pair(rows - k, count - k, True) for k in range(end, 0, -1)]
        height, width = rows - begin - end, count - begin - end
        if height * width > TABLE_MAX:
            middle = [Pair(begin + k, begin + k, False) for k in range(min(height, width))]
            middle += [Pair(begin + k, None, False) for k in range(width, height)]
            middle += [Pair(None, begin + k, False) for k in range(height, width)]
        else:
            middle = self._aligned(begin, height, width, bound)
        return self._bound([*front, *middle, *back])

    def _aligned(self, begin: int, height: int, width: int, bound: Bound) -> list[Pair]:
        """The pairing with the fewest differences, by dynamic programming from the end (edit distance)."""
        expected = self._expected[begin : begin + height]
        fits = [[self._fits(begin + i, begin + j, bound) is not None for j in range(width)] for i in range(height)]
        cost = [[0.0] * (width + 1) for _ in range(height + 1)]

        def moves(i: int, j: int) -> list[tuple[float, Pair]]:
            found: list[tuple[float, Pair]] = []
            if i < height and expected[i] == ANY:
                found.append((cost[i + 1][j], Pair(i, None, True)))
                if j < width:
                    found.append((cost[i][j + 1], Pair(i, j, True)))
                return found
            if i < height and j < width:
                # Of two ways with as many differences the one in which more lines hold: none of them is given up.
                found.append((cost[i + 1][j + 1] + (-HOLDS if fits[i][j] else 1), Pair(i, j, fits[i][j])))
            if i < height:
                found.append((cost[i + 1][j] + 1, Pair(i, None, False)))
            if j < width:
                found.append((cost[i][j + 1] + 1, Pair(None, j, False)))
            return found

        for i in range(height, -1, -1):
            for j in range(width, -1, -1):
                if i < height or j < width:
                    cost[i][j] = min(total for total, _ in moves(i, j))
        pairs, i, j = [], 0, 0
        while i < height or j < width:
            _, pair = min(moves(i, j), key=lambda move: move[0])
            pairs.append(
                Pair(
                    None if pair.expected is None else begin + pair.expected,
                    None if pair.actual is None else begin + pair.actual,
                    pair.equal,
                )
            )
            wild = pair.expected is not None and expected[pair.expected] == ANY
            i += pair.expected is not None and not (wild and pair.actual is not None)
            j += pair.actual is not None
        return pairs

    def _bound(self, pairs: list[Pair]) -> tuple[Bound, list[Pair]]:
        """The values, and the pairs: those unequal whose values contradict what came before."""
        bound, found = self._values.bound, []
        for pair in pairs:
            if (
                pair.equal
                and pair.expected is not None
                and pair.actual is not None
                and self._expected[pair.expected] != ANY
            ):
                new = self._fits(pair.expected, pair.actual, bound)
                found.append(pair if new is not None else Pair(pair.expected, pair.actual, False))
                bound = new if new is not None else bound
            else:
                found.append(pair)
        return bound, found

    def _fits(self, i: int, j: int, bound: Bound) -> Bound | None:
        if self._plain[i]:
            return bound if self._equal(i, j) else None
        return self._rules.match(self._expected[i], self._actual[j], self._left[i], self._right[j], bound)

    def _equal(self, i: int, j: int) -> bool:
        return self._expected[i] == self._actual[j]

    def _ends_with(self, j: int) -> bool:
        """Whether what is shown last agrees with an actual line."""
        last = len(self._expected) - 1
        return last >= 0 and self._expected[last] != ANY and self._fits(last, j, self._values.bound) is not None

    def _behind_dots(self, places: set[int]) -> set[int]:
        """The places, and those behind each `...` among them, which may stand for nothing."""
        found = set(places)
        for place in places:
            while place < len(self._expected) and self._expected[place] == ANY:
                place += 1
                found.add(place)
        return found


def _pairs(chain: _Chain) -> list[Pair]:
    found: list[Pair] = []
    while chain:
        expected, actual, chain = chain
        found.append(Pair(expected, actual, True))
    return found[::-1]


def agree(pairs: list[Pair]) -> bool:
    """Whether nothing differs."""
    return all(pair.equal for pair in pairs)
