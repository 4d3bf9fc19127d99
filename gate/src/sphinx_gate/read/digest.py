"""A hash of all that a page is made of: its source, what it shows and includes, and the same of the pages it needs."""

import hashlib
import os
import re
from pathlib import Path

from sphinx.environment import BuildEnvironment

NEEDS = re.compile(r":needs:`([^`]+)`")


def of_document(env: BuildEnvironment, docname: str) -> str:
    """The SHA-256, in hexadecimal, of a document. Files count with their paths and their bytes.

    Inputs: the environment of a build that has read the document and those that it needs.
    """
    files: dict[str, bytes] = {}
    waiting, seen = [docname], set[str]()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        for path in (env.doc2path(name), *(Path(env.srcdir, used) for used in env.dependencies.get(name, ()))):
            if not Path(path).is_file():
                continue  # Sphinx says so
            relative = Path(os.path.relpath(path, env.srcdir)).as_posix()
            files[relative] = Path(path).read_bytes()
            if Path(path).suffix in (".rst", ".txt"):
                text = files[relative].decode(errors="replace")
                waiting += [need for need in NEEDS.findall(text) if need in env.found_docs]
    return _of(files)


def of_file(path: Path) -> str:
    """The same of a page in Markdown, which shows nothing but itself."""
    return _of({path.name: path.read_bytes()})


def _of(files: dict[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        digest.update(f"{name}\0{hashlib.sha256(content).hexdigest()}\n".encode())
    return digest.hexdigest()
