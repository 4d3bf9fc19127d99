"""The rows of a comparison in a failure."""

import pytest

from sphinx_gate.report.failure import comparison

from ..blocks import compare, steps


def rows(shown: str, actual: str) -> tuple[int, list[str]]:
    """The failing line and the rows of a comparison: a command at line 12 that shows this, and what came."""
    (step,) = steps(f"$ x\n{shown}" if shown else "$ x")
    lines = actual.split("\n") if actual else []
    line, (_, *found) = comparison(step.output, compare(step.expected(), lines), lines, step.last_line)
    return line, [row.strip() for row in found]


# (shown, came): line, rows
COMPARISONS = {
    ("a", "b"): (13, ["13 - a", "13 + b"]),
    ("a", ""): (13, ["13 - a"]),
    ("", "b"): (12, ["12 + b"]),
    ("a\nb", "a"): (14, ["13   a", "14 - b"]),
    ("a", "a\nb"): (13, ["13   a", "13 + b"]),
    ("a\nb", "x\na\nb"): (12, ["12 + x", "13   a", "14   b"]),
    ("a\nb\nc", "x\nb\ny"): (13, ["13 - a", "13 + x", "14   b", "15 - c", "15 + y"]),
    ("...\nb", "1\n2\n3\nc"): (14, ["13   ...", "14 - b", "14 + c"]),
}


@pytest.mark.parametrize(("shown", "actual"), COMPARISONS)
def test_comparison_is_numbered_by_the_page(shown: str, actual: str) -> None:
    """Each row has the page's line; what was added stands at the line after which it came."""
    assert COMPARISONS[shown, actual] == rows(shown, actual)


def test_further_output_is_numbered_too() -> None:
    """What came before the first line of a block that goes on with a running command stands over that line."""
    (step,) = steps("log")
    line, rows = comparison(step.output, compare(step.expected(), ["new", "log"]), ["new", "log"], step.last_line)
    assert (11, ["11 + new", "12   log"]) == (line, [row.strip() for row in rows[1:]])
