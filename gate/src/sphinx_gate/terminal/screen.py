"""What a terminal shows: carriage returns, cursor moves and colours of a program's output, resolved.

A tall, wide screen of the pyte emulator, so that nothing scrolls away and no line is folded, while the program itself
is told 80 columns and 24 lines.
"""

import pyte

COLUMNS = 1000
LINES = 10_000
FIRST_ROW = 1  # above it stands the command: a program may move the cursor up there and down again


class _TallScreen(pyte.Screen):
    def cursor_position(self, line: int | None = None, column: int | None = None) -> None:
        # Also where the cursor starts: pyte's reset asks for the top.
        super().cursor_position((line or 1) + FIRST_ROW, column)

    def erase_in_display(self, how: int = 0, *args: object, **options: object) -> None:
        # pyte's own loops over every cell of the screen; only rows that were written to can hold anything.
        if how != 0:
            super().erase_in_display(how, *args, **options)
            return
        self.erase_in_line(0)
        for row in [row for row in self.buffer if row > self.cursor.y]:
            del self.buffer[row]


class Screen:
    """Feed it the bytes that a terminal got; it says which lines a reader sees."""

    def __init__(self) -> None:
        self._screen = _TallScreen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self._screen)

    def feed(self, data: bytes) -> None:
        """Takes further output, in pieces of any size."""
        self._stream.feed(data)

    def lines(self) -> list[str]:
        """The lines shown, without trailing blanks and without blank lines at the end."""
        buffer = self._screen.buffer
        rows = range(FIRST_ROW, max(buffer, default=0) + 1)
        lines = ["".join(buffer[y][x].data for x in range(max(buffer[y], default=-1) + 1)).rstrip() for y in rows]
        while lines and not lines[-1]:
            lines.pop()
        return lines
