"""What a terminal shows of a program's bytes."""

import pytest

from sphinx_gate.terminal.screen import Screen

SHOWN = {
    "nothing": (b"", []),
    "lines": (b"one\r\n\r\ntwo\r\n", ["one", "", "two"]),
    "no newline at the end": (b"one\r\ntwo", ["one", "two"]),
    "blanks at the ends": (b"one  \r\n  two \r\n \r\n\r\n", ["one", "  two"]),
    "carriage return": (b"10%\r50%\r100%\r\n", ["100%"]),
    "carriage return, shorter": (b"100%\rok\r\n", ["ok0%"]),
    "erase to the end of the line": (b"100%\r\x1b[Kok\r\n", ["ok"]),
    "erase below": (b"one\r\ntwo\r\nthree\x1b[1A\r\x1b[2C\x1b[J!\r\n", ["one", "tw!"]),
    "erase above": (b"one\r\ntwo\x1b[1J!\r\n", ["", "   !"]),
    "backspace": (b"ab\x08c\r\n", ["ac"]),
    "tab": (b"a\tb\r\n", ["a       b"]),
    "colours": (b"\x1b[1;31mred\x1b[0m \x1b[38;5;12mblue\x1b[m\r\n", ["red blue"]),
    "title": (b"\x1b]0;title\x07text\r\n", ["text"]),
    "link": (b"\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\\r\n", ["link"]),
    "modes": (b"\x1b[?25l\x1b[?2004hx\x1b[?25h\r\n", ["x"]),
    "wide characters": ("日本 x\r\n".encode(), ["日本 x"]),
    "accents": ("é e\u0301 ✓ ⠋\r\n".encode(), ["é é ✓ ⠋"]),
    "characters without width": (
        "⚠\ufe0f 3 errors\r\n\ufeffa\u200bb\u200ec\r\n日\u200b本\r\n".encode(),
        ["⚠\ufe0f 3 errors", "a\u200bb\u200ec", "日\u200b本"],
    ),
    "colours with colons": (b"\x1b[38:5:1mred\x1b[0m\r\n", ["red"]),
    "strings for the terminal": (b"a\x1bPq#0\x1b\\b\x1b_secret\x1b\\c\x1b^x\x1b\\d\r\n", ["abcd"]),
    "a second screen": (b"one\r\n\x1b[?1049h\x1b[Hmenu\r\nmore\x1b[?1049ltwo\r\n", ["one", "two"]),
    "a line of 15,000 columns": (b"x" * 15_000 + b"\r\n", ["x" * 15_000]),
    "inserted": (b"ac\x1b[1D\x1b[1@b\r\n", ["abc"]),
    "broken UTF-8": (b"a\xffb\r\n", ["a\N{REPLACEMENT CHARACTER}b"]),
    "more than 80 columns": (b"x" * 200 + b"\r\n", ["x" * 200]),
    "clear": (b"old\r\nold\r\n\x1b[H\x1b[2Jnew\r\n", ["new"]),
    "cursor to a place": (b"one\r\ntwo\x1b[1;2HX", ["oXe", "two"]),
    "cursor to the right": (b"a\x1b[3Cb\r\n", ["a   b"]),
    "cursor above the output": (b"\x1b[1A\x1b[1Bnew\r\n", ["new"]),
}


@pytest.mark.parametrize("case", SHOWN)
def test_bytes_are_shown_as_a_terminal_shows_them(case: str) -> None:
    """Control characters and escape sequences are resolved, text stays."""
    data, lines = SHOWN[case]
    screen = Screen()
    screen.feed(data)
    assert lines == screen.lines()


@pytest.mark.parametrize("case", SHOWN)
def test_looking_makes_no_difference(case: str) -> None:
    """Output that is looked at meanwhile is shown in the end as if nobody had."""
    data, lines = SHOWN[case]
    screen = Screen()
    for at in range(4):
        screen.feed(data[at * len(data) // 4 : (at + 1) * len(data) // 4])
        seen = screen.lines()
    assert lines == seen


@pytest.mark.parametrize("case", SHOWN)
def test_pieces_make_no_difference(case: str) -> None:
    """Output that comes byte by byte is shown as if it came at once."""
    data, lines = SHOWN[case]
    screen = Screen()
    for byte in data:
        screen.feed(bytes([byte]))
    assert lines == screen.lines()


def test_redrawn_progress_shows_its_last_state() -> None:
    """Progress that moves the cursor up and draws again, as BuildKit's, ends as a reader sees it at the end."""
    frames = [
        b"\x1b[1A\x1b[1B\x1b[0G\x1b[?25l[+] Building 0.1s (0/2)\r\n\x1b[?25h",
        b"\x1b[1A\x1b[0G\x1b[?25l[+] Building 0.3s (1/2)\r\n => [1/2] FROM python  0.1s\r\n\x1b[?25h",
        b"\x1b[2A\x1b[0G\x1b[?25l\x1b[34m[+] Building 0.5s (2/2) FINISHED\x1b[0m\r\n",
        b"\x1b[34m => [1/2] FROM python  0.1s\x1b[0m\r\n\x1b[34m => [2/2] COPY         0.2s\x1b[0m\r\n\x1b[?25h",
    ]
    screen = Screen()
    for frame in frames:
        screen.feed(frame)
    assert [
        "[+] Building 0.5s (2/2) FINISHED",
        " => [1/2] FROM python  0.1s",
        " => [2/2] COPY         0.2s",
    ] == screen.lines()


def test_spinner_ends_as_its_last_frame() -> None:
    """A spinner that redraws its line, as kind's, ends as a check mark."""
    screen = Screen()
    for frame in ("⠈⠁", "⠈⠑", "⠈⠱"):
        screen.feed(f"\r\x1b[0K {frame} Preparing nodes 📦  ".encode())
    screen.feed("\r\x1b[0K ✓ Preparing nodes 📦 \n\r".encode())
    assert [" ✓ Preparing nodes 📦"] == screen.lines()


def test_erasing_below_drops_the_lines_below() -> None:
    """A shorter redraw that erases what is below leaves nothing of the longer one."""
    screen = Screen()
    screen.feed(b"one\r\ntwo\r\nthree\r\n\x1b[3A\x1b[JONE\r\n")
    assert ["ONE"] == screen.lines()


def test_a_long_output_is_kept_whole() -> None:
    """Nothing scrolls away: the first of 12,000 lines is still there."""
    screen = Screen()
    screen.feed("".join(f"{number}\r\n" for number in range(12_000)).encode())
    assert [str(number) for number in range(12_000)] == screen.lines()


@pytest.mark.parametrize("clear", [b"\x1b[H\x1b[2J\x1b[3J", b"\x1b[H\x1b[J"])
def test_what_a_reader_has_seen_outlasts_a_clear(clear: bytes) -> None:
    """Lines that were seen before the screen was cleared stay lines; others are gone."""
    screen = Screen()
    screen.feed(b"seen\r\n")
    screen.keep()
    screen.feed(b"unseen\r\n" + clear + b"new\r\n")
    assert ["seen", "new"] == screen.lines()


def test_a_second_screen_has_no_history() -> None:
    """What was seen there is gone with it; what was seen before outlasts a later clear, and comes once."""
    screen = Screen()
    screen.feed(b"before\r\n")
    screen.keep()
    screen.feed(b"\x1b[?1049hmenu\r\nmore\r\n")
    screen.keep()
    screen.feed(b"\x1b[H\x1b[2J\x1b[?1049l")
    seen = screen.lines()
    screen.feed(b"\x1b[H\x1b[2Jnew\r\n")
    assert (["before"], ["before", "new"]) == (seen, screen.lines())


def test_a_key_is_no_line() -> None:
    """The echo of a key, wherever it comes, is none of the program's lines; what stands beside it is."""
    seen = []
    for behind in (b"^C\r\nbye\r\n", b"log\r\n^Cbye\r\n", b"bye\r\n"):
        screen = Screen()
        screen.feed(b"up\r\n")
        screen.press("^C", at_prompt=False)
        screen.feed(behind)
        seen.append(screen.lines())
    assert [["up", "bye"], ["up", "log", "bye"], ["up", "bye"]] == seen


def test_a_prompt_at_which_a_key_is_pressed_is_no_line() -> None:
    """A prompt at which nothing but a key was typed goes; what the program prints behind it stays."""
    screen = Screen()
    screen.feed(b"a\r\n> ")
    screen.press("^D", at_prompt=True)
    screen.feed(b"exit\r\n")
    assert ["a", "exit"] == screen.lines()


def test_a_program_may_ask_where_the_cursor_is() -> None:
    """The answer is what a terminal answers: the row and the column."""
    answers: list[bytes] = []
    Screen(answers.append).feed(b"ab\x1b[6n")
    assert [b"\x1b[1;3R"] == answers
