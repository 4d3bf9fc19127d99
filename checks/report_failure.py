"""``make report-failure``: opens an issue that names the lines of the last run that are not true any more.

Input: _build/gate/report.json of the failed run, RUN_URL in the environment, GitHub's client `gh` with its token.
An open issue of the same title gets a comment instead of a twin.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

REPORT = Path("_build/gate/report.json")


def main() -> int:
    """Open or extend the issue; returns gh's exit status."""
    title, body = issue(json.loads(REPORT.read_text()) if REPORT.exists() else {"blocks": [], "pages": []})
    found = gh("issue", "list", "--state", "open", "--json", "number,title")
    numbers = [known["number"] for known in json.loads(found.stdout or "[]") if known["title"] == title]
    if numbers:
        return gh("issue", "comment", str(numbers[0]), "--body", body).returncode
    return gh("issue", "create", "--title", title, "--body", body).returncode


def issue(report: dict) -> tuple[str, str]:
    """The title, which names the first failing page, and the body, which names each failing page and line."""
    failed = [found for found in [*report["blocks"], *report["pages"]] if found["status"] == "failed"]
    lines = [f"- `{block['failed_at']}`: {block['reason']}" for block in failed]
    subject = f"{failed[0]['failed_at']} is not true any more" if failed else "The daily run failed"
    run = os.environ.get("RUN_URL", "")
    return subject, "\n".join([*lines, "", f"The run: {run}"])


def gh(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run GitHub's client; what it has to complain of goes to stderr."""
    done = subprocess.run(["gh", *arguments], stdout=subprocess.PIPE, text=True, check=False)
    print(done.stdout, end="")
    return done


if __name__ == "__main__":
    sys.exit(main())
