"""The guide's Sphinx extension: markup that the pages' readers see and that the gate reads.

Input: ``code-block``, ``literalinclude``, ``example-download``; the roles ``needs``, ``leaves``, ``varies``.
Output: doctrees whose literal blocks and roles carry a plain dictionary, ``node["guide"]``, and HTML that
shows readers the same facts (which terminal, meant to fail, how long, not run and why).
Errors: each misuse is a Sphinx warning with file and line, so that ``sphinx-build -W`` fails on it.
"""

from guide import blocks, downloads, look, roles


def setup(app):
    """Register everything; return Sphinx's extension metadata."""
    for part in (blocks, roles, downloads, look):
        part.register(app)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
