"""Runs a page with a mistake, in a copy of the repository."""

import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from checks.broken.mistakes import Mistake
from sphinx_gate.run import clone

RUN_TIMEOUT_SECONDS = 900


@dataclass(frozen=True)
class Outcome:
    """Whether the gate noticed a mistake where it was made, what it said first, and its whole output."""

    noticed: bool
    said: str
    output: str


def run(root: Path, mistake: Mistake) -> Outcome:
    """Makes the mistake in a copy, and runs the page there. One that changes nothing should be noticed nowhere."""
    folder = Path(tempfile.mkdtemp(prefix="broken-"))
    try:
        clone.make(root, folder)
        file = folder / mistake.file
        lines = file.read_text(encoding="utf-8").split("\n")
        new = [mistake.new.get(number, line) for number, line in enumerate(lines, 1)]
        file.write_text("\n".join(line for line in new if line is not None), encoding="utf-8")
        result = subprocess.run(
            [sys.executable, "-m", "pytest", mistake.page], cwd=folder, capture_output=True, text=True, check=False,
            stdin=subprocess.DEVNULL, timeout=RUN_TIMEOUT_SECONDS,
        )  # fmt: skip
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    output = result.stdout + result.stderr
    found = re.search(r"^([\w./-]+\.\w+):(\d+): .*", output, re.MULTILINE)
    if not result.returncode or not found:
        return Outcome(False, f"exit status {result.returncode}", output)
    # A page includes text of other files: there, its own line is not known.
    at_its_lines = mistake.first <= int(found[2]) <= mistake.last
    return Outcome(found[1].endswith((".rst", ".md", ".txt")) and at_its_lines, found[0], output)
