"""The editor of a run: does what a diff block shows, in the file that a command such as `kubectl edit` opens.

`EDITOR` in the reader's terminals names this file as a program, with a note of what to do: the diff to be made, which
is there only while the page shows one. The program puts into the note what came of it.
"""

import json
import shlex
import sys
import tempfile
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

from sphinx_gate.model import Edit, Failure, Line
from sphinx_gate.read import edits


class Editor:
    """The editor of a page. `prepare` it before the command that opens it, `check` it afterwards.

    Input: the folder for its note.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="guide-editor-", dir=folder)
        self._note = Path(self._folder.name, "edit.json")

    def variables(self) -> dict[str, str]:
        """What the environment of the terminals says of it."""
        command = shlex.join([sys.executable, __file__, str(self._note)])
        return {"EDITOR": command, "VISUAL": command}

    def prepare(self, edit: Edit) -> None:
        """Notes what is to be done."""
        note = {"page": edit.page, "line": edit.line, "lines": [[line.text, line.number] for line in edit.lines]}
        self._note.write_text(json.dumps(note), encoding="utf-8")

    def check(self, edit: Edit) -> None:
        """Fails with `Failure`, at the diff's line, if it was not done."""
        failure = self.failure(edit)
        if failure is None and not self._read().get("done"):
            sentence = "the command above opened no editor in which this could be done"
            failure = Failure(edit.page, edit.line, sentence)
        self._note.unlink(missing_ok=True)
        if failure:
            raise failure

    def failure(self, edit: Edit) -> Failure | None:
        """Why it could not be done, at the diff's line; None if it was done, or no editor was opened."""
        found = self._read().get("failure")
        return Failure(edit.page, *found) if found else None

    def _read(self) -> dict[str, Any]:
        return json.loads(self._note.read_text(encoding="utf-8")) if self._note.exists() else {}

    def close(self) -> None:
        """Removes its note."""
        self._folder.cleanup()


def main(path: Path, file: Path) -> int:
    """The program: changes the file. The exit status is 0 if that could be done."""
    if not path.exists():
        print("no diff on the page says what is done in this editor", file=sys.stderr)
        return 1
    note = json.loads(path.read_text(encoding="utf-8"))
    if note.get("done") or note.get("failure"):
        return 1  # opened again: what was done is not what the program wants, and it says why in the file
    edit = Edit(
        page=note["page"], line=note["line"], caption=None, lines=tuple(Line(text, at) for text, at in note["lines"])
    )
    try:
        edits.make(edit, file)
        note["done"] = True
    except Failure as failure:
        note["failure"] = [failure.line, failure.sentence, failure.details]
    path.write_text(json.dumps(note), encoding="utf-8")
    return 0 if note.get("done") else 1


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
