"""What this site needs beyond the theme and the page grammar of ``sphinx_gate``."""

from guide import cards, downloads, editions, lexer, menu, pages, proof, search, sharing, theme, translator


def setup(app):
    """Register everything; return Sphinx's extension metadata."""
    for part in (cards, downloads, editions, lexer, menu, pages, proof, search, sharing, theme, translator):
        part.register(app)
    return {"version": "1", "env_version": 6, "parallel_read_safe": True, "parallel_write_safe": True}
