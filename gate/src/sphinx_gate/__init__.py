"""Runs what a guide's pages show, as a reader would, and compares what comes out: a Sphinx extension, a pytest plugin.

A block's way: markup (directives and roles) puts what it says into Sphinx's doctree; read makes pages, blocks and
steps of it; terminal types the steps in a real pseudo-terminal; compare holds what came against what the page shows;
engine knows what a page made there; report says what each block came to. run leads pages through it, plugin and
items show them to pytest. model has what all of them talk about, settings what a guide says of itself: begin there.

To type one command: `items.BlockItem` is pytest's test of a block, `run.progress.Progress` knows how far each page of
the run has come, `run.page.PageRun` has one page's terminals and values, `terminal.reader.Reader` types and compares
at one terminal as a reader would, `terminal.terminal.Terminal` is bash in a pseudo-terminal. Read them in this order.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: "Sphinx") -> "ExtensionMetadata":
    """Registers the directives and roles with Sphinx; returns the extension's metadata."""
    from sphinx_gate.markup import directives, roles, yours  # pytest's plugin is loaded where Sphinx may not be needed

    for part in (directives, roles, yours):
        part.register(app)
    return {"version": "1", "env_version": 3, "parallel_read_safe": True, "parallel_write_safe": True}
