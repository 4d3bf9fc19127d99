"""The gate: runs what the guide's pages show, as a reader would, and compares what comes out.

Parts, each in a file of its own: find (blocks, from the doctree), console (commands and outputs of a block), terminal
and screen (a real pseudo-terminal and what it shows), compare (expected against actual), page (a page's blocks in
order), inventory (what a page leaves behind), report, update, and plugin (all of it as pytest items).
"""


def setup(app):
    """Registers the directives and roles with Sphinx; returns the extension's metadata."""
    from sphinx_gate.markup import directives, roles  # pytest's plugin is loaded where Sphinx may not be needed

    for part in (directives, roles):
        part.register(app)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
