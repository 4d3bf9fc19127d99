"""The roles ``needs``, ``leaves`` and ``varies``: one sentence for the reader and for the gate."""

from pathlib import Path

from docutils import nodes
from docutils.nodes import Node
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole

from sphinx_gate import settings
from sphinx_gate.markup import facts

KINDS = ("image", "container", "network", "volume", "cluster", "file", "object")


class GateRole(SphinxRole):
    """A role whose text ends up in the doctree; subclasses check the text and say how it looks."""

    def run(self) -> tuple[list[Node], list[nodes.system_message]]:
        """One inline node; plain text and a warning (file:line) if the text is not understood."""
        text = " ".join(self.text.split())
        node = nodes.inline(self.rawtext, classes=[f"guide-{self.name}"])
        try:
            node.extend(self.children(text))
        except ValueError as error:
            message = self.inliner.reporter.error(f"{self.rawtext}: {error}", line=self.lineno)
            return [nodes.problematic(self.rawtext, self.rawtext, refid=None)], [message]
        source, line = self.get_source_info()
        node[facts.ATTRIBUTE] = {"role": self.name, "text": text, "source": source, "line": line}
        return [node], []

    def children(self, text: str) -> list[Node]:
        """The nodes to show for a text; ValueError says what is wrong with it."""
        raise NotImplementedError


class Needs(GateRole):
    """``:needs:`docker```, or what else the guide's settings name, or another page by its docname."""

    def __init__(self, capabilities: dict[str, settings.Capability]):
        super().__init__()
        self.capabilities = capabilities

    def children(self, text: str) -> list[Node]:
        """The capability's name, or a link to the page with its title."""
        if text in self.capabilities:
            return [nodes.Text(self.capabilities[text].title)]
        if text not in self.env.found_docs:
            known = ", ".join(self.capabilities) or "the capabilities in [tool.sphinx-gate]"
            raise ValueError(f"no such page, nor one of {known}")
        if text == self.env.docname:
            raise ValueError("a page can't need itself")
        reference = pending_xref(
            "", refdomain="std", reftype="doc", reftarget=f"/{text}", refexplicit=False, refwarn=True
        )
        reference["refdoc"] = self.env.docname
        reference += nodes.inline("", text, classes=["xref", "std", "std-doc"])
        return [reference]


class Leaves(GateRole):
    """``:leaves:`image web:1```: a kind and a name of what stays after the page."""

    def children(self, text: str) -> list[Node]:
        """The kind as text and the name as code."""
        kind, _, name = text.partition(" ")
        if kind not in KINDS:
            raise ValueError(f"write one of {', '.join(KINDS)}, a blank, and its name")
        if not name or " " in name:
            raise ValueError(f"one name goes after {kind!r}")
        return [nodes.Text(f"{kind} "), nodes.literal("", name)]


class Varies(GateRole):
    """``:varies:`172.17.0.2```: a value in this page's outputs that is another one in each run."""

    def children(self, text: str) -> list[Node]:
        """The value as code."""
        if not text:
            raise ValueError("write the value as the page's outputs show it")
        return [nodes.literal("", text)]


def register(app: Sphinx) -> None:
    """Registers the three roles."""
    app.add_role("needs", Needs(settings.find(Path(app.confdir)).capabilities))
    app.add_role("leaves", Leaves())
    app.add_role("varies", Varies())
