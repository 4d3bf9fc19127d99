"""Marks the values in commands that each reader has other ones of, when all of a page has been read."""

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_gate.markup import facts
from sphinx_gate.model import CONSOLE, Failure
from sphinx_gate.read import console, samples


def mark(app: Sphinx, document: nodes.document) -> None:
    """Puts the samples that are typed in each console block into its facts."""
    marked = [node for node in document.findall(nodes.Element) if facts.ATTRIBUTE in node.attributes]
    roles = filter(None, map(facts.of_role, marked))
    varies = [role["text"] for role in roles if role["role"] == "varies"]
    for literal in marked if varies else ():
        found = facts.of_block(literal)
        if found is None or found["directive"] != "code-block" or found["language"] != CONSOLE:
            continue
        if not any(sample in literal.astext() for sample in varies):
            continue
        try:
            found["yours"] = tuple(samples.typed_in(varies, console.parse(facts.console(literal, found))))
        except Failure:  # the directive has said so
            continue


def register(app: Sphinx) -> None:
    """Connects to the end of reading a page."""
    app.connect("doctree-read", mark)
