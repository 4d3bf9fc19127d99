"""Blocks and steps for tests, as a page would have them, without a page."""

from sphinx_gate.compare.lines import agree, compare
from sphinx_gate.read.console import Step, parse
from sphinx_gate.model import Block, Line
from sphinx_gate.compare.values import Values

PAGE = "docs/page.rst"
LINE = 10  # of the block; its content begins two lines below


def block(text: str, **options) -> Block:
    """A console block at docs/page.rst:10 with this text, whose first line is line 12."""
    lines = tuple(Line(line, LINE + 2 + index) for index, line in enumerate(text.split("\n")))
    return Block(PAGE, LINE, "console", lines=lines, **options)


def steps(text: str, **options) -> list[Step]:
    """The steps of a console block with this text."""
    return parse(block(text, **options))


def said(step: Step) -> list[str]:
    """The output that a step shows."""
    return [line.text for line in step.output]


def differs(expected: str, actual: str, values: Values | None = None) -> bool:
    """Whether the gate notices a difference between two outputs."""
    return not agree(compare(expected.split("\n"), actual.split("\n"), values or Values([])))
