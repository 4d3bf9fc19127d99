"""What a docstring has to be there for."""

import ast
from collections.abc import Iterator

from .repository import nothing, some, tree, under

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def public(node: ast.Module | ast.ClassDef, name: str) -> Iterator[tuple[str, str | None]]:
    """The public classes, functions and methods in node, as ("path:name", docstring)."""
    for child in node.body:
        if isinstance(child, DEFINITIONS) and not child.name.startswith("_"):
            yield f"{name}{child.name}", ast.get_docstring(child)
            if isinstance(child, ast.ClassDef):
                yield from public(child, f"{name}{child.name}.")


def documented(*folders: str) -> list[tuple[str, str | None]]:
    """All that is public in the Python files of the folders, with its docstring."""
    paths = under(*folders, suffix=".py")
    return some((item for path in paths for item in public(tree(path), f"{path}:")), "public functions")


def behaviours() -> list[tuple[str, str | None]]:
    """All test functions, of this repository and of the examples, with their docstrings."""
    found = documented("tests", "examples")
    return some((item for item in found if item[0].split(":")[1].startswith("test_")), "tests")


def test_public_functions_and_classes_are_documented() -> None:
    """Each public function, class and method of the gate and of the set-up has a docstring."""
    bad = [name for name, docstring in documented("gate", "standins") if not docstring]
    nothing(bad, "give each a docstring: inputs, outputs, units, errors")


def test_modules_are_documented() -> None:
    """Each module of the gate, of the set-up and of the extension says what it is for."""
    paths = [path for path in under("gate", "standins", "docs/_ext", suffix=".py") if tree(path).body]
    bad = [path for path in some(paths, "modules") if not ast.get_docstring(tree(path))]
    nothing(bad, "say in a docstring what each module is for")


def test_each_test_says_its_behaviour() -> None:
    """Each test's docstring is a sentence: what holds."""
    bad = [name for name, docstring in behaviours() if not (docstring or "").split("\n\n")[0].endswith(".")]
    nothing(bad, "give each test a docstring, one sentence: the behaviour that holds")
