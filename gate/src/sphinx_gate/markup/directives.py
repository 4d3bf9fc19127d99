"""``code-block`` and ``literalinclude``: Sphinx's own, with what the gate must know in the doctree."""

from pathlib import Path
from typing import ClassVar

from docutils import nodes
from sphinx.directives.code import CodeBlock, LiteralInclude

from sphinx_gate.markup import labels, options

CONSOLE = "console"
# Options of LiteralInclude after which what is shown is not the whole file as it is.
CUTTING = {"pyobject", "start-after", "start-at", "end-before", "end-at"}
CHANGING = {"diff", "prepend", "append", "dedent", "tab-width"}


def place(directive):
    """Return (absolute path of the source file, 1-based line) of ``directive``, also if included."""
    source, line = directive.get_source_info()
    return str(Path(source).resolve()), line


class GuideCodeBlock(CodeBlock):
    """A ``code-block`` with options for the gate: terminal, exit-status, timeout (console only), skip."""

    option_spec: ClassVar = CodeBlock.option_spec | {
        "terminal": options.positive_integer,
        "exit-status": options.failing_status,
        "timeout": options.positive_integer,
        "skip": options.reason,
    }

    def run(self):
        """Return the block, labelled; a DirectiveError if its options contradict each other."""
        self.check()
        result = super().run()
        literal = next((found for node in result for found in node.findall(nodes.literal_block)), None)
        if literal is None:  # Sphinx has already warned
            return result
        guide = literal["guide"] = self.facts(literal["language"])
        is_interrupt = not self.count("$ ") and bool(self.count("^C"))
        if guide["language"] == CONSOLE and not self.count("$ "):
            literal["classes"].append("nothing-to-type")  # and so without a copy button
        shown = labels.texts(guide, is_interrupt=is_interrupt)
        return [labels.wrap(result[0], shown), *result[1:]]

    def check(self):
        """Raise a DirectiveError for options on a block that they mean nothing to."""
        console_only = [name for name in ("terminal", "exit-status", "timeout") if name in self.options]
        if console_only and self.arguments[:1] != [CONSOLE]:
            raise self.error(f":{console_only[0]}: is for console blocks: nothing else is run")
        if "exit-status" in self.options and self.count("$ ") + self.count("^C") != 1:
            raise self.error(":exit-status: needs a block of exactly one command, or of one ^C")

    def count(self, start):
        """Return how many lines of the block start with ``start``."""
        return sum(line.startswith(start) for line in self.content)

    def facts(self, language):
        """Return the dictionary that the gate reads."""
        source, line = place(self)
        return {
            "directive": "code-block",
            "source": source,
            "line": line,
            "language": language,
            "content_lines": [offset + 1 for _, offset in self.content.items],
            "terminal": self.options.get("terminal", 1),
            "exit_status": self.options.get("exit-status"),
            "timeout": self.options.get("timeout"),
            "skip": self.options.get("skip"),
        }


class GuideLiteralInclude(LiteralInclude):
    """A ``literalinclude`` that says which file it shows; one with a caption is a file to save."""

    option_spec: ClassVar = LiteralInclude.option_spec | {"lines": options.no_line_numbers}

    def run(self):
        """Return the block; a DirectiveError for an excerpt with a caption, since nobody saves an excerpt."""
        whole = not (CUTTING | CHANGING) & self.options.keys()
        if "caption" in self.options and not whole:
            raise self.error("an excerpt has no :caption: (with one, readers save the block as that file)")
        result = super().run()
        source, line = place(self)
        _, file = self.env.relfn2path(self.arguments[0])
        for literal in (found for node in result for found in node.findall(nodes.literal_block)):
            literal["guide"] = {
                "directive": "literalinclude",
                "source": source,
                "line": line,
                "file": str(Path(file).resolve()),
                "caption": self.options.get("caption"),
                "whole": whole,
                "skip": None,
            }
            shown = labels.texts(literal["guide"])
            result = [labels.wrap(node, shown) for node in result]
        return result


def register(app):
    """Put the two directives in the place of Sphinx's own, under both names of code-block."""
    for name in ("code-block", "sourcecode"):
        app.add_directive(name, GuideCodeBlock, override=True)
    app.add_directive("literalinclude", GuideLiteralInclude, override=True)
