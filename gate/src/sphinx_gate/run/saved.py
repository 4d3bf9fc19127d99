"""The files that a page has its reader save, and whether anything has read them since."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sphinx_gate.model import Failure, File

BEFORE_SECONDS = 1  # systems note the first reading of a file whose last one is older than its last change


@dataclass(frozen=True)
class _Saved:
    block: File
    path: Path
    changed_ns: int
    read_ns: int


class SavedFiles:
    """Files under watch: `note` one when it has been saved, `check` all of them at the page's end."""

    def __init__(self) -> None:
        self._saved: dict[Path, _Saved] = {}

    def note(self, path: Path, block: File) -> None:
        """Watches a file from now on."""
        stat = _forget_reading(path)
        self._saved[path] = _Saved(block, path, stat.st_mtime_ns, stat.st_atime_ns)

    def edit(self, path: Path, text: Callable[[str], str]) -> None:
        """Changes a file; that it is read for this is no use of it."""
        saved = self._saved.pop(path, None)
        is_unread = saved and _is_unread(saved)
        path.write_text(text(path.read_text(encoding="utf-8")), encoding="utf-8")
        if saved and is_unread:
            self.note(path, saved.block)

    def check(self) -> None:
        """Fails with `Failure`, at its block, for a file that nothing has read or changed."""
        for saved in self._saved.values():
            if _is_unread(saved) and _reading_is_noted(saved.path):
                said = f"nothing on this page reads `{saved.block.caption}`: use it, or leave out its `:caption:`"
                raise Failure(saved.block.page, saved.block.line, said)


def _is_unread(saved: _Saved) -> bool:
    if not saved.path.is_file():
        return False
    stat = saved.path.stat()
    return (stat.st_mtime_ns, stat.st_atime_ns) == (saved.changed_ns, saved.read_ns)


def _forget_reading(path: Path) -> os.stat_result:
    changed = path.stat().st_mtime_ns
    os.utime(path, ns=(changed - BEFORE_SECONDS * 10**9, changed))
    return path.stat()


def _reading_is_noted(path: Path) -> bool:
    """Whether the file system notes that a file was read; some are mounted without. The file itself tells."""
    before = _forget_reading(path).st_atime_ns
    path.read_bytes()
    # An empty file is never read.
    return path.stat().st_size > 0 and path.stat().st_atime_ns != before
