"""The roles ``needs``, ``leaves`` and ``varies``: one sentence for the reader and for the gate."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from docutils import nodes
from docutils.nodes import Node
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxRole

from sphinx_gate import settings
from sphinx_gate.markup import facts

KINDS = ("image", "container", "network", "volume", "cluster", "file", "object")


class GateRole(SphinxRole):
    """A role whose text ends up in the doctree.

    Input: what gives the nodes to show for a text; a ValueError of it says what is wrong with the text.
    """

    def __init__(self, show: Callable[[BuildEnvironment, str], list[Node]]):
        super().__init__()
        self.show = show

    def run(self) -> tuple[list[Node], list[nodes.system_message]]:
        """One inline node; plain text and a warning (file:line) if the text is not understood."""
        text = " ".join(self.text.split())
        node = nodes.inline(self.rawtext, classes=[f"guide-{self.name}"])
        try:
            node.extend(self.show(self.env, text))
        except ValueError as error:
            message = self.inliner.reporter.error(f"{self.rawtext}: {error}", line=self.lineno)
            return [nodes.problematic(self.rawtext, self.rawtext, refid=None)], [message]
        source, line = self.get_source_info()
        node[facts.ATTRIBUTE] = {"role": self.name, "text": text, "source": source, "line": line}
        return [node], []


def needs(capabilities: dict[str, settings.Capability], env: BuildEnvironment, text: str) -> list[Node]:
    """``:needs:`docker```, or what else the guide's settings name: its name; or a link to another page, by docname."""
    if text in capabilities:
        return [nodes.Text(capabilities[text].title)]
    if text not in env.found_docs:
        known = ", ".join(capabilities) or "the capabilities in [tool.sphinx-gate]"
        raise ValueError(f"no such page, nor one of {known}")
    if text == env.docname:
        raise ValueError("a page can't need itself")
    reference = pending_xref("", refdomain="std", reftype="doc", reftarget=f"/{text}", refexplicit=False, refwarn=True)
    reference["refdoc"] = env.docname
    reference += nodes.inline("", text, classes=["xref", "std", "std-doc"])
    return [reference]


def leaves(env: BuildEnvironment, text: str) -> list[Node]:
    """``:leaves:`image web:1```: a kind and, as code, a name of what stays after the page."""
    kind, _, name = text.partition(" ")
    if kind not in KINDS:
        raise ValueError(f"write one of {', '.join(KINDS)}, a blank, and its name")
    if not name or " " in name:
        raise ValueError(f"one name goes after {kind!r}")
    return [nodes.Text(f"{kind} "), nodes.literal("", name)]


def varies(env: BuildEnvironment, text: str) -> list[Node]:
    """``:varies:`172.17.0.2```: as code, a value in this page's outputs that is another one in each run."""
    if not text:
        raise ValueError("write the value as the page's outputs show it")
    return [nodes.literal("", text)]


def register(app: Sphinx) -> None:
    """Registers the three roles."""
    app.add_role("needs", GateRole(partial(needs, settings.find(Path(app.confdir)).capabilities)))
    app.add_role("leaves", GateRole(leaves))
    app.add_role("varies", GateRole(varies))
