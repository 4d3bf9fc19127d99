"""What a terminal shows: carriage returns, cursor moves and colours of a program's output, resolved.

A tall, wide screen of the pyte emulator, so that nothing scrolls away and no line is folded, while the program itself
is told 80 columns and 24 lines.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Any

import pyte
import wcwidth
from pyte import modes
from pyte.screens import Char

WIDTH = 20_000
HEIGHT = 1000  # to begin with; more are added below as they are needed
FIRST_ROW = 1  # above it stands the command: a program may move the cursor up there and down again
TAB = 8
# Colours, whose spellings with colons pyte doesn't know, and strings for the terminal itself (DCS, SOS, PM, APC).
UNSEEN = re.compile(rb"\x1b\[[\d;:]*m|\x1b[PX^_][^\x1b]*\x1b\\")
UNFINISHED = re.compile(rb"\x1b(\[[\d;:?]*|[PX^_][^\x1b]*\x1b?)?\Z")
UNFINISHED_MAX_BYTES = 65536  # what is longer is no escape sequence
ALTERNATE = {47, 1047, 1049}  # private modes: a second screen, which leaves nothing behind


@cache
def _cell(char: str) -> Char:
    return Char(char)


class _TallScreen(pyte.Screen):
    """pyte's screen, made as tall as the output and cheap where it is empty.

    `rewritten` says whether anything moved the cursor up or erased lines: then finished lines may change again.
    `kept` rows are what a reader has seen already: when the screen is cleared, they go into `history`.
    """

    def __init__(self, answer: Callable[[bytes], None]) -> None:
        self.rewritten = False
        self.kept = 0
        self.history: list[str] = []
        self._answer = answer
        self._texts: dict[int, str] = {}
        self._before: tuple[dict[int, Any], int, int, int] | None = None
        super().__init__(WIDTH, HEIGHT)

    def texts(self) -> list[str]:
        """The rows as they stand now, to the last one that was written to; what is right of the text is cut off."""
        changed = [row for row in self.buffer if row in self.dirty or row not in self._texts]
        for row in changed:
            line = self.buffer[row]
            self._texts[row] = "".join(line[x].data for x in range(max(line, default=-1) + 1)).rstrip()
        self.dirty.clear()
        rows = range(FIRST_ROW, max(self.buffer, default=0) + 1)
        return [self._texts[row] if row in self.buffer else "" for row in rows]

    def draw(self, data: str) -> None:
        x = self.cursor.x
        if data.isascii() and x + len(data) < self.columns and modes.IRM not in self.mode:
            # What nearly all output is, ten times as fast; colours are of no interest here.
            self.buffer[self.cursor.y].update(zip(range(x, x + len(data)), map(_cell, data), strict=True))
            self.cursor.x += len(data)
            self.dirty.add(self.cursor.y)
            return
        # pyte drops what comes behind a character without width; a terminal shows it with the one before.
        text = ""
        for char in data:
            if wcwidth.wcwidth(char) == 0 and not unicodedata.combining(char):
                super().draw(text)
                text = ""
                if self.cursor.x:
                    line, cell = self.buffer[self.cursor.y], self.cursor.x - 1
                    line[cell] = line[cell]._replace(data=line[cell].data + char)
            else:
                text += char
        super().draw(text)

    def tab(self) -> None:
        self.cursor.x = min((self.cursor.x // TAB + 1) * TAB, self.columns - 1)

    def index(self) -> None:
        if self.cursor.y >= self.lines - 1:
            self.lines += HEIGHT
        super().index()

    def cursor_up(self, count: int | None = None) -> None:
        self.rewritten = True
        super().cursor_up(count)

    def cursor_position(self, line: int | None = None, column: int | None = None) -> None:
        # Also where the cursor starts: pyte's reset asks for the top.
        super().cursor_position((line or 1) + FIRST_ROW, column)

    def erase_in_line(self, how: int = 0, private: bool = False) -> None:
        # pyte's own writes a blank into every cell.
        line, x = self.buffer[self.cursor.y], self.cursor.x
        for cell in [cell for cell in line if how == 2 or (cell >= x if how == 0 else cell <= x)]:
            del line[cell]
        self.dirty.add(self.cursor.y)

    def erase_in_display(self, how: int = 0, *args: object, **options: object) -> None:
        # pyte's own loops over every cell of the screen; only rows that were written to can hold anything.
        self.rewritten = True
        if how >= 2 or (how == 0 and (self.cursor.y, self.cursor.x) == (FIRST_ROW, 0)):
            self._clear()
            return
        if how == 1:
            for row in [row for row in self.buffer if row < self.cursor.y]:
                self.buffer[row].clear()
                self.dirty.add(row)
        else:
            for row in [row for row in self.buffer if row > self.cursor.y]:
                del self.buffer[row]
        self.erase_in_line(how)

    def set_mode(self, *changed: int, **options: object) -> None:
        if options.get("private") and ALTERNATE & set(changed) and self._before is None:
            self._before = dict(self.buffer), self.cursor.x, self.cursor.y, self.kept
            self._empty()
        super().set_mode(*changed, **options)

    def reset_mode(self, *changed: int, **options: object) -> None:
        if options.get("private") and ALTERNATE & set(changed) and self._before is not None:
            self._empty()
            rows, self.cursor.x, self.cursor.y, self.kept = self._before
            self.buffer.update(rows)
            self._before = None
        super().reset_mode(*changed, **options)

    def report_device_status(self, mode: int = 0, **options: object) -> None:
        if mode == 6 and not options.get("private"):
            self._answer(b"\x1b[%d;%dR" % (self.cursor.y, self.cursor.x + 1))

    def _clear(self) -> None:
        if self._before is None:  # a second screen has no history
            self.history += self.texts()[: self.kept]
        self.kept = 0
        self._empty()

    def _empty(self) -> None:
        self.buffer.clear()
        self._texts.clear()


class Screen:
    """Feed it the bytes that a terminal got; it says which lines a reader sees.

    Input: `answer` takes what a terminal answers when a program asks it where the cursor is.
    """

    def __init__(self, answer: Callable[[bytes], None] = lambda _: None) -> None:
        self._screen = _TallScreen(answer)
        self._stream = pyte.ByteStream(self._screen)
        self._pending = b""
        self._keys: list[tuple[int, str]] = []  # where a key was pressed: the line, and how a terminal echoes it
        self._hidden = False  # whether what was typed last was hidden, and its line has no end yet

    def feed(self, data: bytes) -> None:
        """Takes further output, in pieces of any size."""
        data = UNSEEN.sub(b"", self._pending + data)
        unfinished = UNFINISHED.search(data[-UNFINISHED_MAX_BYTES:])
        kept = len(unfinished[0]) if unfinished else 0
        self._pending = data[len(data) - kept :]
        data = data[: len(data) - kept]
        if self._hidden and data:
            self._hidden = False
            data = data if data.startswith((b"\r", b"\n")) else b"\r\n" + data
        self._stream.feed(data)

    def lines(self) -> list[str]:
        """The lines shown, without trailing blanks and without blank lines at the end."""
        lines = [*self._screen.history, *self._screen.texts()]
        for start, echo in reversed(self._keys):
            found = next((row for row in range(start, len(lines)) if echo in lines[row]), start)
            if found < len(lines):
                lines[found] = lines[found].replace(echo, "", 1).rstrip()
                if not lines[found]:
                    del lines[found]
        while lines and not lines[-1]:
            lines.pop()
        return lines

    @property
    def rewritten(self) -> bool:
        """Whether finished lines may change again, since the program has moved the cursor up before."""
        return self._screen.rewritten

    def unfinished(self) -> bool:
        """Whether the last line has no end yet: the cursor stands in it, as behind a prompt."""
        written = (row for row, line in self._screen.buffer.items() if line)
        return self._screen.cursor.x > 0 and self._screen.cursor.y >= max(written, default=FIRST_ROW)

    def last_line(self) -> str:
        """The line in which the cursor stands, up to the cursor."""
        texts, screen = self._screen.texts(), self._screen
        row = screen.cursor.y - FIRST_ROW
        text = texts[row] if 0 <= row < len(texts) else ""
        # In cells, of which a wide character has two.
        return text[: screen.cursor.x].ljust(screen.cursor.x - max(wcwidth.wcswidth(text) - len(text), 0))

    def end_hidden_line(self) -> None:
        """Notes that hidden text and Return were typed: what comes next stands in a line of its own."""
        self._hidden = True

    def keep(self) -> None:
        """Notes that a reader has seen what is shown now: it counts as shown even when the screen is cleared."""
        self._screen.kept = len(self._screen.texts())

    def press(self, echo: str, at_prompt: bool) -> None:
        """Notes a key: its echo, which stands where the terminal put it, is none of the lines.

        at_prompt: the last line is a prompt, at which nothing but the key was typed; it is no line either.
        """
        screen = self._screen
        if at_prompt:
            screen.carriage_return()
            screen.erase_in_line(2)
        self._keys.append((len(screen.history) + max(screen.cursor.y - FIRST_ROW, 0), echo))
