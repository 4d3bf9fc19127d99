"""``make lint``: each checker of style on each file it is for, a line each; exit status 1 on a complaint."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from standins.versions import VERSIONS

ROOT = Path(__file__).parents[1]
TOOLS = Path(sys.executable).parent
BINARY = (".png", ".ico", ".zip", ".gz")  # no prose that a spelling checker could read
SHEBANG = re.compile(r"#!\s*/\S*\b(env\s+)?(ba|da)?sh\b")
MANIFEST = re.compile(r"^apiVersion:.*^kind:|^kind:.*^apiVersion:", re.MULTILINE | re.DOTALL)


class Check(NamedTuple):
    """A tool: its name in the report, its command without files, and which files it is for."""

    name: str
    command: list[str]
    wants: Callable[[str], bool]


def text(path: str) -> str:
    """Return what the file says; nothing if it is not text."""
    return (ROOT / path).read_text(encoding="utf-8", errors="ignore")


def is_python(path: str) -> bool:
    """Return whether the file is Python."""
    return path.endswith(".py")


def is_yaml(path: str) -> bool:
    """Return whether the file is YAML."""
    return path.endswith((".yaml", ".yml", ".yamllint"))


def is_shell(path: str) -> bool:
    """Return whether the file is a shell script, by its name or by its first line."""
    return path.endswith(".sh") or bool(SHEBANG.match(text(path)))


def is_manifest(path: str) -> bool:
    """Return whether an example's file is a Kubernetes manifest: it says its apiVersion and kind."""
    return path.startswith("examples/") and is_yaml(path) and bool(MANIFEST.search(text(path)))


def is_dockerfile(path: str) -> bool:
    """Return whether the file is a Dockerfile."""
    return Path(path).name.split(".")[0] == "Dockerfile"


def schema(name: str) -> list[str]:
    """Return the command that checks files against a schema brought by check-jsonschema: no network."""
    return ["check-jsonschema", "--builtin-schema", f"vendor.{name}"]


# That of the node image, without its last number: manifests have one schema in all of these.
KUBERNETES_VERSION = VERSIONS["kubernetes"]["kubernetes"].removeprefix("v").rpartition(".")[0]
KUBERNETES = ["kubernetes-validate", "--strict", "--quiet", "--kubernetes-version", KUBERNETES_VERSION]
CHECKS = [
    Check("ruff check", ["ruff", "check", "--quiet"], is_python),
    Check("ruff format", ["ruff", "format", "--check", "--quiet"], is_python),
    Check("mypy", ["mypy"], lambda path: path.startswith(("gate/src/", "standins/")) and is_python(path)),
    Check("sphinx-lint", ["sphinx-lint", "--enable=default-role"], lambda path: path.endswith(".rst")),
    Check("codespell", ["codespell"], lambda path: not path.endswith(BINARY)),
    Check("hadolint", ["hadolint"], is_dockerfile),
    Check("shellcheck", ["shellcheck"], is_shell),
    Check("yamllint", ["yamllint", "--strict"], is_yaml),
    Check("workflows", schema("github-workflows"), lambda path: path.startswith(".github/workflows/")),
    Check("zizmor", ["zizmor", "--offline", "--quiet", "--no-progress"], lambda path: path.startswith(".github/")),
    Check("read the docs", schema("readthedocs"), lambda path: path == ".readthedocs.yaml"),
    Check("compose", schema("compose-spec"), lambda path: Path(path).name == "compose.yaml"),
    Check("manifests", KUBERNETES, is_manifest),
]


def files() -> list[str]:
    """Return the repository's files, from its root: tracked, or new and not ignored."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return sorted(path for path in listed.split("\0") if (ROOT / path).is_file())


def complaint(check: Check, chosen: list[str]) -> str:
    """Return what the tool has to say against the files; nothing if all is well, and never without a file."""
    if not chosen:
        return "found no file to look at: the pattern in checks/lint.py is wrong, or the files are gone"
    command = [str(TOOLS / check.command[0]), *check.command[1:], *chosen]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    said = f"{done.stdout}{done.stderr}".strip()
    return (said or f"ended with exit status {done.returncode}") if done.returncode else ""


def main(checks: list[Check] = CHECKS) -> int:
    """Run the checks, print a line for each and the complaints; return the exit status."""
    everything, failed = files(), 0
    for check in checks:
        chosen = [path for path in everything if check.wants(path)]
        said = complaint(check, chosen)
        failed += bool(said)
        print(f"{check.name:<14}{len(chosen):>4} files  {'FAILED' if said else 'ok'}", flush=True)
        if said:
            print(said, flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
