"""How an output is held against the shown one: exact, and `...`."""

import itertools

import pytest

from sphinx_gate.compare.values import Values

from ..blocks import compare, differs

OUTPUT = ["Step 1", "  indented", "", "a b  c", "[.*] (x) $1 ^C", "Step 2", "ends."]
TEXT = "\n".join(OUTPUT)


def test_the_same_output_agrees() -> None:
    """An output agrees with itself, whatever characters it has."""
    assert not differs(TEXT, TEXT)


def mutants() -> dict[str, str]:
    """Each change of one line of OUTPUT: changed in one character, dropped, doubled, swapped with the next."""
    found = {}
    for index, line in enumerate(OUTPUT):
        head, tail = OUTPUT[:index], OUTPUT[index + 1 :]
        found[f"drop {index}"] = "\n".join([*head, *tail])
        found[f"double {index}"] = "\n".join([*head, line, line, *tail])
        found[f"add before {index}"] = "\n".join([*head, "new", line, *tail])
        if tail:
            found[f"swap {index}"] = "\n".join([*head, tail[0], line, *tail[1:]])
        for at in range(len(line)):
            found[f"cut {index}:{at}"] = "\n".join([*head, line[:at] + line[at + 1 :], *tail])
            found[f"change {index}:{at}"] = "\n".join([*head, f"{line[:at]}#{line[at + 1 :]}", *tail])
    return found


def test_every_change_of_one_line_is_noticed() -> None:
    """No change of one line of an exact output agrees."""
    survivors = [name for name, text in mutants().items() if not differs(TEXT, text)]
    assert ([], True) == (survivors, len(mutants()) > 100)


def test_every_change_of_the_page_is_noticed() -> None:
    """Nor does it the other way round: the page changed, the output as ever."""
    assert [] == [name for name, text in mutants().items() if not differs(text, TEXT)]


def test_every_other_order_is_noticed() -> None:
    """Lines in any other order differ."""
    orders = ["\n".join(lines) for lines in itertools.permutations("abcd")]
    assert ["a\nb\nc\nd"] == [order for order in orders if not differs("a\nb\nc\nd", order)]


def test_output_that_is_not_shown_differs() -> None:
    """A command that the page shows without output must print nothing."""
    pairs = compare([], ["something"], Values([]))
    assert [(None, 0, False)] == [(pair.expected, pair.actual, pair.equal) for pair in pairs]


@pytest.mark.parametrize("actual", ["a\nb", "a\nx\nb", "a\nx\ny\nz\nb", "a\n\nb", "a\nb\nb", "a\na\nb"])
def test_three_dots_stand_for_any_lines(actual: str) -> None:
    """`...` alone on a line is any number of lines, none included."""
    assert not differs("a\n...\nb", actual)


@pytest.mark.parametrize("actual", ["", "a", "b", "b\na", "x\na\nb", "a\nb\nx", "a\nx"])
def test_three_dots_keep_what_is_around_them(actual: str) -> None:
    """What stands before and after `...` must come, there."""
    assert differs("a\n...\nb", actual)


def test_lines_between_two_dots_are_looked_for() -> None:
    """A line between two `...` must come somewhere, once."""
    seen = [differs("...\nkey\n...", actual) for actual in ("key", "x\nkey\ny", "x\nkey", "x\ny", "xkey")]
    assert [False, False, False, True, True] == seen


@pytest.mark.parametrize("actual", ["took 3 s", "took  s", "took a long s", "took s s"])
def test_three_dots_in_a_line_stand_for_any_text(actual: str) -> None:
    """`...` within a line is any text within that line."""
    assert not differs("took ... s", actual)


@pytest.mark.parametrize("actual", ["took s", "took 3 m", "Took 3 s", "took 3 s!", "took\n3 s", "took 3 s\ntook 4 s"])
def test_three_dots_in_a_line_stay_in_their_line(actual: str) -> None:
    """The text around an in-line `...` is exact, and no other line is swallowed."""
    assert differs("took ... s", actual)


@pytest.mark.parametrize(("expected", "actual"), [("a", "a  "), ("a  ", "a"), ("a\n\nb", "a\n  \nb")])
def test_trailing_blanks_are_not_compared(expected: str, actual: str) -> None:
    """Nobody sees blanks at the end of a line."""
    assert not differs(expected, actual)


def test_leading_blanks_are_compared() -> None:
    """Blanks at the beginning of a line are seen, and so compared."""
    assert differs(" a", "a")


def test_pairing_finds_the_smallest_difference() -> None:
    """One added line is one difference: the lines after it are paired as they belong."""
    pairs = compare(["a", "b", "c"], ["a", "new", "b", "c"], Values([]))
    assert [(None, 1)] == [(pair.expected, pair.actual) for pair in pairs if not pair.equal]


def test_pairs_name_every_line_once() -> None:
    """Each line of both sides is in the comparison, in order; only `...` stands beside several."""
    pairs = compare(["a", "...", "z"], ["a", "1", "2", "y"], Values([]))
    assert [0, 1, 2, 3] == [pair.actual for pair in pairs if pair.actual is not None]


@pytest.mark.parametrize(("shown", "came", "agrees"), [
    ("Pulling image \\...", "Pulling image ...", True),
    ("Pulling image \\...", "Pulling image failed", False),
    ("\\...", "...", True),
    ("\\...", "a", False),
    ("a \\... b ... c", "a ... b x c", True),
    ("a \\... b ... c", "a x b x c", False),
])  # fmt: skip
def test_dots_of_a_tool_are_literal(shown: str, came: str, agrees: bool) -> None:
    """`\\...` is three dots, and no others."""
    assert agrees is not differs(shown, came)


def test_accents_may_be_written_in_two_ways() -> None:
    """An accent of its own is the same as one that belongs to its letter."""
    assert not differs("cafe\u0301", "caf\u00e9")


THOUSANDS = [f"{number} a line" for number in range(10_000)]
SLOW = {
    "equal": (THOUSANDS, THOUSANDS, True),
    "one changed": (THOUSANDS, [*THOUSANDS[:5000], "x", *THOUSANDS[5001:]], False),
    "one added": (THOUSANDS, [*THOUSANDS[:5000], "x", *THOUSANDS[5000:]], False),
    "all changed": (THOUSANDS, [f"{line}!" for line in THOUSANDS], False),
    "many dots": (["...", "a"] * 50 + ["end"], ["a"] * 10_000, False),
    "many dots in a line": (["...a...a...a...a...a...b"], ["a" * 3000], False),
    "many samples in a line": (["...1...2...3...b"], ["1 " * 300], False),
    "many dots with a sample": (["...", "a 1234"] * 20 + ["end"], [f"a {number}" for number in range(2000)], False),
}


@pytest.mark.parametrize("case", SLOW)
def test_comparing_ends(case: str) -> None:
    """Thousands of lines, and patterns that fit in countless ways, are compared, and the difference is found.

    There is no limit of time here: each of them took minutes, or for ever.
    """
    expected, actual, agrees = SLOW[case]
    values = Values(["1234", "1", "2", "3"] if "sample" in case else [])
    assert agrees is all(pair.equal for pair in compare(expected, actual, values))


def test_a_line_that_still_holds_is_kept() -> None:
    """Of two ways to pair lines with as many differences, the one in which more of the page holds is taken."""
    pairs = compare(["a", "...", "c"], ["NEW", "a", "b", "c"])
    assert [(None, 0), (0, 1)] == [(pair.expected, pair.actual) for pair in pairs[:2]]
