"""How many blocks may be skipped: at most this share of all, so that skipping never becomes the easy way out."""

from sphinx_gate.model import Page, Skip

SKIPPED_PERCENT_MAX = 2


def too_many(pages: list[Page]) -> str | None:
    """A sentence that names the skipped blocks when they are more than allowed; None when they are not."""
    blocks = [block for page in pages for block in page.blocks]
    skipped = [block for block in blocks if isinstance(block, Skip)]
    if 100 * len(skipped) <= SKIPPED_PERCENT_MAX * len(blocks):
        return None
    places = ", ".join(f"{block.page}:{block.line}" for block in skipped)
    return f"{len(skipped)} of {len(blocks)} blocks are skipped, more than {SKIPPED_PERCENT_MAX} %: run {places}"
