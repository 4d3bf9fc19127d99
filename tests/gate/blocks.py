"""Blocks and steps for tests, as a page would have them, without a page."""

from sphinx_gate.compare.lines import Expected, Pair
from sphinx_gate.compare.values import Values
from sphinx_gate.model import Console, Line, Page, Step
from sphinx_gate.read.console import parse, script

PAGE = "docs/page.rst"
LINE = 10  # of the block; its content begins two lines below


def block(text: str, **options) -> Console:
    """A console block at docs/page.rst:10 with this text, whose first line is line 12."""
    lines = tuple(Line(line, LINE + 2 + index) for index, line in enumerate(text.split("\n")))
    return Console(page=PAGE, line=LINE, lines=lines, **options)


def steps(text: str, **options) -> list[Step]:
    """The steps of a console block with this text."""
    return parse(block(text, **options))


def page(*blocks: Console, **options) -> Page:
    """A page with these blocks, its steps paired."""
    page = Page(PAGE, list(blocks), **options)
    page.steps, page.troubles = script(page)
    return page


def compare(expected: list[str], actual: list[str], values: Values | None = None, command: str = "") -> list[Pair]:
    """The rows of a comparison; what agrees gives the samples their values, as it does for a reader."""
    values = values or Values()
    comparison = Expected(values, command, expected).against(actual)
    found = comparison.match()
    if not found:
        return comparison.differences()[1]
    values.bound, pairs = found
    return pairs


def differs(expected: str, actual: str, values: Values | None = None, command: str = "") -> bool:
    """Whether the gate notices a difference between two outputs."""
    values = values or Values()
    found = Expected(values, command, expected.split("\n")).against(actual.split("\n")).match()
    values.bound = found[0] if found else values.bound
    return not found
