"""``code-block`` and ``literalinclude``: Sphinx's own, with what the gate must know in the doctree."""

from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx
from sphinx.directives.code import CodeBlock, LiteralInclude
from sphinx.util import logging

from sphinx_gate.markup import facts, labels
from sphinx_gate.model import CONSOLE, Failure
from sphinx_gate.read import console, options

# Options of LiteralInclude after which what is shown is not the whole file.
CUTTING = {"pyobject", "start-after", "start-at", "end-before", "end-at", "dedent", "tab-width"}
# Options of LiteralInclude that show what no file has.
INVENTING = ("append", "prepend", "diff")
LOGGER = logging.getLogger(__name__)


def place(directive: Directive) -> tuple[str, int]:
    """The absolute path of the source file and the line of a directive, also if it is included."""
    source, line = directive.state_machine.get_source_and_line(directive.lineno)
    return facts.absolute(source or ""), line or directive.lineno


class GateCodeBlock(CodeBlock):
    """A ``code-block`` with options for the gate; those of console blocks are in `read.options`."""

    option_spec: ClassVar[dict[str, Any]] = CodeBlock.option_spec | options.CONSOLE | options.NOT_RUN

    def run(self) -> list[nodes.Node]:
        """The block, labelled; a DirectiveError for options on a block that they mean nothing to."""
        only_console = [name for name in (*options.CONSOLE, "only-for") if name in self.options]
        if only_console and self.arguments[:1] != [CONSOLE]:
            raise self.error(f":{only_console[0]}: is for console blocks: nothing else is run")
        (node,) = super().run()
        literal = next(node.findall(nodes.literal_block), None)
        if literal is None:  # Sphinx has already warned
            return [node]
        guide = literal[facts.ATTRIBUTE] = self.describe(literal["language"])
        kinds = self.kinds(literal, guide) if guide["language"] == CONSOLE else set()
        return [labels.wrap(node, labels.of_code(guide, is_interrupt="key" in kinds and "command" not in kinds))]

    def describe(self, language: str) -> facts.CodeFacts:
        """What the gate reads."""
        source, line = place(self)
        return {
            "directive": "code-block",
            "source": source,
            "line": line,
            "language": language,
            "content_lines": [offset + 1 for _, offset in self.content.items],
            "caption": self.options.get("caption"),
            "skip": self.options.get("skip"),
            "only_for": self.options.get("only-for"),
            "yours": (),
            **options.fields(self.options),
        }

    def kinds(self, literal: nodes.Element, guide: facts.CodeFacts) -> set[str]:
        """The kinds of the block's steps; a warning, at its line, of what can't be read."""
        try:
            return {step.kind for step in console.parse(facts.console(literal, guide))}
        except Failure as failure:
            LOGGER.warning(failure.sentence, location=f"{failure.page}:{failure.line}")
            return set()


class GateLiteralInclude(LiteralInclude):
    """A ``literalinclude`` that says which file it shows; one with a caption is a file to save."""

    option_spec: ClassVar[dict[str, Any]] = LiteralInclude.option_spec | {"lines": options.no_line_numbers}

    def run(self) -> list[nodes.Node]:
        """The block; a DirectiveError for an excerpt with a caption, and for text that no file has."""
        invented = [name for name in INVENTING if name in self.options]
        if invented:
            raise self.error(f":{invented[0]}: shows text that the file doesn't have: put it into a file")
        whole = not CUTTING & self.options.keys()
        if "caption" in self.options and not whole:
            raise self.error("an excerpt has no :caption: (with one, readers save the block as that file)")
        if self.options.get("caption") == "":  # Sphinx would show the file's name, as if it were to be saved
            name = Path(self.arguments[0]).name
            raise self.error(f"an empty :caption: write the file's name, {name}, or leave the option out")
        (node,) = super().run()
        literal = next(node.findall(nodes.literal_block), None)
        if literal is None:  # Sphinx has already warned
            return [node]
        source, line = place(self)
        guide = literal[facts.ATTRIBUTE] = facts.FileFacts(
            directive="literalinclude",
            source=source,
            line=line,
            file=str(Path(self.env.relfn2path(self.arguments[0])[1]).resolve()),
            caption=self.options.get("caption"),
            whole=whole,
        )
        return [labels.wrap(node, labels.of_file(guide))]


def register(app: Sphinx) -> None:
    """Puts the two directives in the place of Sphinx's own, under both names of code-block."""
    for name in ("code-block", "sourcecode"):
        app.add_directive(name, GateCodeBlock, override=True)
    app.add_directive("literalinclude", GateLiteralInclude, override=True)
