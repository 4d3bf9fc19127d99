"""Small and single-purpose: files and functions have an upper size.

The aim is 120 lines a file and 25 a function; what fails is 150 and 40, so that one line more is no reason
to cut in the wrong place.
"""

import ast

from .repository import files, nothing, some, text, tree

FILE_LINES_MAX = 150
FUNCTION_LINES_MAX = 40
FOLDERS = ("gate", "standins", "docs/_ext", "tests")
# "path" or "path:function": "why it is larger"
EXCEPTIONS: dict[str, str] = {}


def sources() -> list[str]:
    """Python and shell files of the code, and the two at the root; each folder has to have some."""
    found = ["conf.py"]
    for folder in FOLDERS:
        inside = [path for path in files() if path.startswith(f"{folder}/")]
        code = [path for path in inside if path.endswith(".py") or text(path).startswith("#!")]
        found += some(code, f"source files in {folder}/")
    return found


def functions() -> list[tuple[str, int]]:
    """Each function of the Python sources, as ("path:name", lines)."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    paths = [path for path in sources() if path.endswith(".py")]
    nodes = [(path, node) for path in paths for node in ast.walk(tree(path)) if isinstance(node, kinds)]
    sizes = ((f"{path}:{node.name}", (node.end_lineno or 0) - node.lineno + 1) for path, node in nodes)
    return some(sizes, "functions")


def too_large() -> dict[str, int]:
    """What is larger than allowed, with its lines."""
    sizes = [(path, len(text(path).splitlines())) for path in sources()]
    large_files = {path: size for path, size in sizes if size > FILE_LINES_MAX}
    return large_files | {name: size for name, size in functions() if size > FUNCTION_LINES_MAX}


def test_files_and_functions_are_small() -> None:
    """No source file and no function is too large, but for the exceptions with their reasons."""
    bad = [f"{name}: {size} lines" for name, size in too_large().items() if name not in EXCEPTIONS]
    nothing(bad, f"split it: at most {FILE_LINES_MAX} lines a file, {FUNCTION_LINES_MAX} a function")


def test_exceptions_are_needed() -> None:
    """Every exception is still needed, and has a reason."""
    assert set(EXCEPTIONS) <= set(too_large())
    assert all(EXCEPTIONS.values())
