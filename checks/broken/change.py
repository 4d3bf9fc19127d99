"""One change to the guide, made in a copy, and where the gate has to notice it."""

import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from sphinx_gate.run import clone

ROOT = Path(__file__).resolve().parent.parent.parent
RUN_TIMEOUT_SECONDS = 900


@dataclass(frozen=True)
class Change:
    """Replaces `old` by `new` in `file`; the gate must fail `page` at the line that holds `at`.

    `old` has to be there exactly once. `at` is looked for in the changed page, after the line that holds `after`.
    """

    name: str
    file: str
    old: str
    new: str
    page: str
    at: str
    after: str = ""


@dataclass(frozen=True)
class Outcome:
    """What came of a change: whether the gate noticed it at the right place, where it did, and its last words."""

    noticed: bool
    wanted: str
    got: str
    output: str


def run(change: Change) -> Outcome:
    """Makes the change in a copy of the repository, and runs the page there.

    Fails with ValueError, naming the change, when `old` or `at` is not there as the change says.
    """
    folder = Path(tempfile.mkdtemp(prefix="containers-guide-broken-"))
    try:
        clone.make(ROOT, folder)
        file = folder / change.file
        text = file.read_text(encoding="utf-8")
        if text.count(change.old) != 1:
            raise ValueError(f"{change.name}: `{change.old}` stands {text.count(change.old)} times in {change.file}")
        file.write_text(text.replace(change.old, change.new), encoding="utf-8")
        wanted = f"{change.page}:{_line(change, (folder / change.page).read_text(encoding='utf-8'))}"
        result = subprocess.run(
            [sys.executable, "-m", "pytest", change.page],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
            timeout=RUN_TIMEOUT_SECONDS,
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    found = re.search(r"^(?:\S+: )?([\w./-]+\.(?:rst|md):\d+): ", result.stdout + result.stderr, re.MULTILINE)
    got = found[1] if result.returncode and found else f"exit status {result.returncode}"
    return Outcome(got == wanted, wanted, got, result.stdout + result.stderr)


def _line(change: Change, page: str) -> int:
    lines = page.split("\n")
    start = next((i for i, line in enumerate(lines) if change.after and change.after in line), -1) + 1
    for index in range(start, len(lines)):
        if change.at in lines[index]:
            return index + 1
    raise ValueError(f"{change.name}: no line with `{change.at}` in {change.page}")
