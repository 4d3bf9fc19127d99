"""The roles ``needs``, ``leaves`` and ``varies``: one sentence for the reader and for the gate."""

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.util.docutils import SphinxRole

CAPABILITIES = {"docker": "Docker", "kubernetes": "Kubernetes tools"}
KINDS = ("image", "container", "network", "volume", "cluster", "file", "object")


class GuideRole(SphinxRole):
    """A role whose text ends up in ``node["guide"]``; subclasses check the text and say how it looks."""

    def run(self):
        """Return one inline node; plain text and a warning (file:line) if the text is not understood."""
        text = " ".join(self.text.split())
        node = nodes.inline(self.rawtext, classes=[f"guide-{self.name}"])
        try:
            node.extend(self.children(text))
        except ValueError as error:
            message = self.inliner.reporter.error(f"{self.rawtext}: {error}", line=self.lineno)
            return [nodes.problematic(self.rawtext, self.rawtext, refid=None)], [message]
        node["guide"] = {"role": self.name, "text": text}
        return [node], []

    def children(self, text):
        """Return the nodes to show for ``text``; ValueError says what is wrong with it."""
        raise NotImplementedError


class Needs(GuideRole):
    """``:needs:`docker```, ``:needs:`kubernetes``` or another page by its docname."""

    def children(self, text):
        """Return the capability's name, or a link to the page with its title."""
        if text in CAPABILITIES:
            return [nodes.Text(CAPABILITIES[text])]
        if text not in self.env.found_docs:
            raise ValueError(f"no such page, nor one of {', '.join(CAPABILITIES)}")
        if text == self.env.docname:
            raise ValueError("a page can't need itself")
        reference = pending_xref(
            "", refdomain="std", reftype="doc", reftarget=f"/{text}", refexplicit=False, refwarn=True
        )
        reference["refdoc"] = self.env.docname
        reference += nodes.inline("", text, classes=["xref", "std", "std-doc"])
        return [reference]


class Leaves(GuideRole):
    """``:leaves:`image basicserver:0.42```: a kind and a name of what stays after the page."""

    def children(self, text):
        """Return the kind as text and the name as code."""
        kind, _, name = text.partition(" ")
        if kind not in KINDS:
            raise ValueError(f"write one of {', '.join(KINDS)}, a blank, and its name")
        if not name or " " in name:
            raise ValueError(f"one name goes after {kind!r}")
        return [nodes.Text(f"{kind} "), nodes.literal("", name)]


class Varies(GuideRole):
    """``:varies:`172.17.0.2```: a value in this page's outputs that is another one in each run."""

    def children(self, text):
        """Return the value as code."""
        if not text:
            raise ValueError("write the value as the page's outputs show it")
        return [nodes.literal("", text)]


def register(app):
    """Register the three roles."""
    for role in (Needs, Leaves, Varies):
        app.add_role(role.__name__.lower(), role())
