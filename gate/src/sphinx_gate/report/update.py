"""Writes new outputs into the pages, from a real run: what still holds stays, `...` and samples included."""

from collections import defaultdict
from pathlib import Path

from sphinx_gate.compare.lines import Pair
from sphinx_gate.model import Block, Step
from sphinx_gate.compare.values import Values


class Updates:
    """The outputs that differ in one run, by page. `note` them, then `write` them once."""

    def __init__(self, root: Path):
        self._root = root
        self._by_page: dict[str, list[tuple[int, int, int, list[str]]]] = defaultdict(list)

    def note(self, block: Block, step: Step, pairs: list[Pair], actual: list[str], values: Values) -> None:
        """Keeps the new output of a step: lines that agree as the page has them, the others as they came."""
        lines: list[str] = []
        for pair in pairs:
            if pair.equal and pair.expected is not None:
                kept = step.output[pair.expected].text
                if not (kept == "..." and lines[-1:] == ["..."]):
                    lines.append(kept)
            elif pair.actual is not None:
                lines.append(values.as_samples(actual[pair.actual]))
        lines += [line.text for line in step.output[len(step.expected()) :]]  # blank ones, before the next command
        first = step.last_line + 1 if step.kind != "more" else step.output[0].number
        self._by_page[block.page].append((first, len(step.output), step.line, lines))

    def write(self) -> list[str]:
        """Rewrites the pages' files; nothing but the noted outputs changes. Returns the pages that changed."""
        for page, changes in self._by_page.items():
            path = self._root / page
            lines = path.read_text(encoding="utf-8").split("\n")
            for first, count, typed, new in sorted(changes, reverse=True):
                # As deep as the block: the lines of a here-document, or a continuation, may be deeper.
                indent = lines[typed - 1][: len(lines[typed - 1]) - len(lines[typed - 1].lstrip())]
                lines[first - 1 : first - 1 + count] = [f"{indent}{line}".rstrip() for line in new]
            path.write_text("\n".join(lines), encoding="utf-8")
        return sorted(self._by_page)
