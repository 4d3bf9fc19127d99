"""What the directives and roles leave in a doctree, for the gate and for a site's own extensions."""

import os
from typing import Any, Literal, TypedDict, cast

from docutils import nodes

from sphinx_gate.model import Block, Console, Line
from sphinx_gate.read import options

ATTRIBUTE = "guide"  # of a literal block, or of a role's inline node


class CodeFacts(options.ConsoleFields):
    """Of a ``code-block``. source is a path, line the directive's, content_lines those of the content, from 1 on.

    yours are the `varies` samples of the page that are typed in this block: each reader has other ones.
    """

    directive: Literal["code-block"]
    source: str
    line: int
    language: str
    content_lines: list[int]
    caption: str | None
    skip: str | None
    only_for: str | None
    yours: tuple[str, ...]


class FileFacts(TypedDict):
    """Of a ``literalinclude``. source and file are paths; whole says that all of the file is shown, unchanged."""

    directive: Literal["literalinclude"]
    source: str
    line: int
    file: str
    caption: str | None
    whole: bool


class RoleFacts(TypedDict):
    """Of a role."""

    role: Literal["needs", "leaves", "varies"]
    text: str
    source: str
    line: int


def absolute(path: str) -> str:
    """The absolute path of a source, which docutils names as seen from the folder that the run was started in."""
    return os.path.abspath(path)  # noqa: PTH100 - resolving links, too, was most of what a block cost


def of_block(node: nodes.Element) -> CodeFacts | FileFacts | None:
    """What is known of a literal block; None for those of Sphinx's other directives, and for any other node."""
    facts = node.get(ATTRIBUTE) or {}
    return cast(CodeFacts | FileFacts, facts) if "directive" in facts else None


def lines(node: nodes.Element, facts: CodeFacts) -> tuple[Line, ...]:
    """The lines of a ``code-block``, each with its number in the source."""
    return tuple(map(Line, node.astext().split("\n"), facts["content_lines"]))


def console(node: nodes.Element, facts: CodeFacts, place: Block | None = None) -> Console:
    """The console block that a ``code-block`` is; without a place, its page is the path of the source."""
    place = place or Block(page=facts["source"], line=facts["line"], lines=lines(node, facts))
    known = cast(dict[str, Any], facts)
    return Console(**vars(place), **{name: known[name] for name in options.ConsoleFields.__annotations__})


def of_role(node: nodes.Element) -> RoleFacts | None:
    """What a role says; None for any other node."""
    facts = node.get(ATTRIBUTE) or {}
    return cast(RoleFacts, facts) if "role" in facts else None
