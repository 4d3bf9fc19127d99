"""An example's own tests, run in a process of their own, away from this repository's settings."""

import ast
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

OURS = ("PYTEST_", "PYTHON", "FLASK_", "GUIDE_")  # variables of this run that the example's must not see


@dataclass(frozen=True)
class Outcome:
    """What a run of pytest came to: its exit status, what it printed, the names of the tests that it ran."""

    status: int
    output: str
    names: list[str]


def run(folder: Path, report: Path) -> Outcome:
    """Run the tests in folder; the JUnit file goes to report, nothing is written into folder."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    isolated = ["-c", os.devnull, f"--rootdir={folder}", f"--confcutdir={folder}", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *isolated, f"--junitxml={report}"],
        cwd=folder,
        env=environment | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    cases = ET.parse(report).iter("testcase") if report.exists() else []
    names = sorted({re.sub(r"\[.*", "", case.attrib["name"]) for case in cases})
    return Outcome(done.returncode, done.stdout + done.stderr, names)


def written(folder: Path) -> list[str]:
    """The names of the tests that stand in the files of folder: counted without pytest."""
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("test_*.py"))]
    functions = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return sorted(function.name for function in functions if function.name.startswith("test_"))
