"""_build/gate/report.json: what each block came to in this run, from pytest's own reports."""

import datetime
import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TypedDict

import pytest

from sphinx_gate.model import Block, Failure, Page, Skip, kind


class Entry(TypedDict):
    """What one test of a page came to.

    page is the page that was run, file the one that holds the block: another one where text is included. kind is the
    block's type, or "page" for what is said of the whole page. status is "passed", "failed", "skipped" (the page says
    why nobody runs it) or "not run"; failed_at is the line that isn't true, as `file:line`. seconds are the test's.
    """

    page: str
    file: str
    line: int
    kind: str
    status: str
    reason: str | None
    failed_at: str | None
    seconds: float


def entry(page: Page, block: Block | None, report: pytest.TestReport | None = None, error: object = None) -> Entry:
    """The entry of a block (None: of the page). Without a report of pytest it was not run.

    Inputs: pytest's report of its call, and what was raised, if anything was.
    """
    found = Entry(
        page=page.name, file=block.page if block else page.name, line=block.line if block else 1, kind=kind(block),
        status="not run", reason="the run ended before it", failed_at=None, seconds=0.0,
    )  # fmt: skip
    if report is None:
        return found
    found["seconds"], found["reason"] = round(report.duration, 3), None
    if report.skipped:
        found["status"] = "skipped" if isinstance(block, Skip) else "not run"
        found["reason"] = str(error)
    elif report.failed:
        found["status"] = "failed"
        found["reason"] = error.sentence if isinstance(error, Failure) else str(error)
        found["failed_at"] = (
            f"{error.page}:{error.line}" if isinstance(error, Failure) else f"{found['file']}:{found['line']}"
        )
    else:
        found["status"] = "passed"
    return found


def write(path: Path, entries: list[Entry], more: Mapping[str, object]) -> None:
    """Writes {"date", "blocks", "pages", "totals"}, and what else is given; totals count blocks by status and kind."""
    blocks = [found for found in entries if found["kind"] != "page"]
    totals = {
        "blocks": len(blocks),
        "seconds": round(sum(found["seconds"] for found in blocks), 3),
        "status": Counter(found["status"] for found in blocks),
        "kind": Counter(found["kind"] for found in blocks),
    }
    pages = [found for found in entries if found["kind"] == "page"]
    date = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    path.parent.mkdir(parents=True, exist_ok=True)
    written = {"date": date, "blocks": blocks, "pages": pages, "totals": totals, **more}
    path.write_text(json.dumps(written, indent=1) + "\n")
