"""_build/gate/report.json: what each block came to in this run."""

import json
from collections import Counter
from pathlib import Path

from sphinx_gate.model import Block, Excerpt, File, Skip


def _kind(block: Block) -> str:
    if isinstance(block, File | Excerpt):
        return "file"
    return "skip" if isinstance(block, Skip) else "console"


class Report:
    """Takes one entry a block; `write` puts them in a file.

    An entry's status is "passed", "failed", "not run" or "skipped"; its seconds are those of the block alone.
    """

    def __init__(self) -> None:
        self._entries: dict[Block, dict] = {}

    def add(self, block: Block, status: str, seconds: float = 0.0, reason: str | None = None) -> None:
        """Notes what a block came to; a later entry for the same block replaces the earlier."""
        entry = {"page": block.page, "line": block.line, "kind": _kind(block), "status": status}
        entry |= {"seconds": round(seconds, 3), "reason": reason}
        self._entries[block] = entry

    def count(self, kind: str) -> int:
        """How many blocks of a kind ("file", "console", "skip") were reached so far."""
        return sum(entry["kind"] == kind for entry in self._entries.values())

    def write(self, path: Path, removed: list[str]) -> None:
        """Writes {"blocks": [...], "totals": {...}, "removed": [...]}; totals count blocks by status and by kind."""
        blocks = list(self._entries.values())
        totals = {"blocks": len(blocks), "seconds": round(sum(entry["seconds"] for entry in blocks), 3)}
        for name in ("status", "kind"):
            totals[name] = dict(Counter(entry[name] for entry in blocks))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"blocks": blocks, "totals": totals, "removed": removed}, indent=1) + "\n")
