"""What this site needs beyond the theme and the page grammar of ``sphinx_gate``."""

from guide import downloads, look


def setup(app):
    """Register everything; return Sphinx's extension metadata."""
    for part in (downloads, look):
        part.register(app)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
