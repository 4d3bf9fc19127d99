"""Pages that are broken on purpose, each by one change of a page that is true."""

from pathlib import Path

from ..guides import Guide, free_port

SERVER = Path(__file__).parent / "server" / "server.py"
PAGE = """\
.. literalinclude:: ../examples/server.py
   :caption: server.py

.. code-block:: console
   :timeout: 20

   $ python3 server.py PORT
   Serving on http://127.0.0.1:PORT

.. code-block:: console
   :terminal: 2

   $ curl -s http://127.0.0.1:PORT/
   Hello, World!
   $ printf '%s\\n' \\
       one two
   one
   two

.. code-block:: console
   :terminal: 2
   :exit-status: 22

   $ curl -sf http://127.0.0.1:PORT/missing

.. code-block:: console
   :timeout: 20

   ^C
   Stopped.
"""
# A server that ends while its reader is busy in another terminal.
UNSEEN = """\
.. code-block:: console

   $ sleep 0.2

.. code-block:: console
   :terminal: 2

   $ sleep 1

.. code-block:: console

   ^C
"""
FILE = ".. literalinclude:: ../examples/server.py\n   :caption: server.py\n\n"
START = ".. code-block:: console\n   :timeout: 20\n\n"
STOP = f"{START}   ^C\n   Stopped.\n"
SERVE = "$ python3 server.py PORT"
ELSE = "printed something else than the page shows"
UNSTOPPED = "has not ended in 1 seconds: give it a `:timeout:`, or show `^C` if it is a server"
ENDED = "ended by itself, with exit status 0, before this ^C"
# name: (text, new text, what the line that fails begins with, the last such line of the page; what is said of it)
# fmt: off
MUTANTS = {
    "output": ("Hello, World!", "Hello, Mars!", "   Hello", f"`curl -s http://127.0.0.1:PORT/` {ELSE}"),
    "output-dropped": ("   one\n", "", "       one two", ELSE),
    "output-first-dropped": ("   Hello, World!\n", "", "   $ curl -s ", ELSE),
    "output-added": ("   two\n", "   two\n   three\n", "   three", ELSE),
    "output-swapped": ("   one\n   two\n", "   two\n   one\n", "   two", ELSE),
    "output-cleared": ("   one\n   two\n", "", "       one two", ELSE),
    "output-before-stop": ("20\n\n   ^C\n", "1\n\n   log\n   ^C\n", "   log", "has not printed this in 1 seconds"),
    "output-after-stop": ("Stopped.", "Halted.", "   Halted.", ELSE),
    "output-of-server": ("Serving on", "Serves on", "   Serves on", "has not printed this in 1 seconds"),
    "command": ("PORT/\n", "PORT/other\n", "   Hello", ELSE),
    "command-unknown": ("$ printf", "$ prinft", "   one", ELSE),
    "exit-status": ("22", "7", "   $ curl -sf", "ended with exit status 22, the page says 7"),
    "exit-status-left-out": ("   :exit-status: 22\n", "", "   $ curl -sf", "exit status 22, the page says 0"),
    "exit-status-of-stop": ("20\n\n   ^C", "20\n   :exit-status: 1\n\n   ^C", "   ^C", "status 0, the page says 1"),
    "port-asked": ("-s http://127.0.0.1:PORT", "-s http://127.0.0.1:OTHER", "   Hello", ELSE),
    "port-served": ("server.py PORT", "server.py OTHER", "   Serving", "has not printed this in 1 seconds"),
    "file-not-shown": (FILE, "", "   Serving on", "ended, with exit status 2, instead of running on"),
    "file-under-other-name": ("caption: server", "caption: serve", "   Serving on", "ended, with exit status 2"),
    "file-outside": ("caption: server", "caption: ../server", ".. literal", "leads out of the reader's folder"),
    "server-text": ("examples/server.py", "examples/wrong.py", "   Hello", ELSE),
    "not-stopped": (STOP, "", f"   {SERVE}", UNSTOPPED),
    "stopped-twice": ("   Stopped.\n", "   Stopped.\n   ^C\n", "   ^C", ENDED),
    "ends-by-itself": (SERVE, "$ echo Serving on http://127.0.0.1:PORT", "   $ echo", "ended, with exit status 0"),
    "ends-unseen": (PAGE, UNSEEN, "   ^C", ENDED),
    "unclaimed": ("   two\n", "   two\n\nAs in::\n\n   $ ls\n", "   $ ls", "nothing runs this block"),
}
# fmt: on
# These wait until the time of a block is up, which so is short.
SLOW = ("output-of-server", "port-served", "not-stopped")


def line_of(text: str, start: str) -> int:
    """The number of the last line that begins so."""
    return max(number for number, line in enumerate(text.split("\n"), 1) if line.startswith(start))


def write(guide: Guide, chosen: list[str]) -> dict[str, tuple[int, str]]:
    """Writes the chosen pages, and the true one; the line and the sentence of each one's failure."""
    guide.file("examples/server.py", SERVER.read_text())
    guide.file("examples/wrong.py", SERVER.read_text().replace("World", "Moon"))
    guide.page("true", PAGE.replace("PORT", str(free_port())))
    expected = {}
    for name in chosen:
        old, new, start, sentence = MUTANTS[name]
        assert old in PAGE
        names = {"PORT": str(free_port()), "OTHER": str(free_port()), ":timeout: 20": ":timeout: 1"}
        text = PAGE.replace(old, new, 1)
        for word, value in list(names.items())[: 3 if name in SLOW else 2]:
            text, start, sentence = text.replace(word, value), start.replace(word, value), sentence.replace(word, value)
        expected[name] = line_of(guide.page(name, text).read_text(), start), sentence
    return expected
