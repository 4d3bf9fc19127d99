"""Pages as their readers go through them, without pytest around it; several at a time, since they mostly wait."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sphinx_gate.model import Console, Failure, Line
from sphinx_gate.run.page import PageRun
from sphinx_gate.terminal import reader

from .blocks import page
from .guides import free_port
from .terminals import environment

AT_A_TIME = 6
REST_SECONDS = 0.5  # takes a silent program to wait for something sooner than readers do
VARIES = ("1234", "5678")  # the samples of a page that has them


class Reading:
    """Someone who reads a page with these blocks: text, and options of the block."""

    def __init__(self, folder: Path, *blocks: str | tuple[str, dict]):
        self.folder, self.port, line, found = folder, free_port(), 1, []
        for text, options in (entry if isinstance(entry, tuple) else (entry, {}) for entry in blocks):
            lines = text.replace("PORT", str(self.port)).split("\n")
            numbered = tuple(Line(content, line + number) for number, content in enumerate(lines))
            found.append(Console(page="docs/page.rst", line=line, lines=numbered, **{"timeout_seconds": 10} | options))
            line += len(lines)
        self.page = page(*found, varies=[sample for sample in VARIES if sample in str(blocks)])
        self.run = PageRun(self.page, folder, environment(folder), folder.parent)

    def failure(self) -> tuple[int, str] | None:
        """Goes through the page: the line and the sentence of its failure, without the port that it was given."""
        try:
            for block in self.page.blocks:
                self.run.run(block)
        except Failure as failure:
            return failure.line, failure.sentence.replace(str(self.port), "PORT")
        finally:
            self.run.close()
        return None


def failures(folders: pytest.TempPathFactory, cases: dict[str, list]) -> dict[str, tuple[int, str] | None]:
    """The failure of each page, or None where it has none."""
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(AT_A_TIME) as pool:
        patch.setattr(reader, "REST_SECONDS", REST_SECONDS)
        readings = [Reading(folders.mktemp("page"), *blocks) for blocks in cases.values()]
        return dict(zip(cases, pool.map(Reading.failure, readings), strict=True))
