"""What the two directives write into the doctree for the gate."""

from pathlib import Path

from .project import build, page

FILE = "print(1)\n\n\ndef two():\n    return 2\n"
EXAMPLE = {"examples/one/a.py": FILE}
CONSOLE = ".. code-block:: console\n"


def test_a_console_block_says_how_to_run_it(tmp_path: Path) -> None:
    """All options of a console block are in the doctree, with the line of each of its lines."""
    options = "   :terminal: 2\n   :exit-status: 125\n   :timeout: 300\n"
    built = build(tmp_path, {"docs/index.rst": page(CONSOLE + options + "\n   $ false\n\n   no")})
    assert built.blocks() == [
        {
            "directive": "code-block",
            "source": str(tmp_path / "docs/index.rst"),
            "line": 4,
            "language": "console",
            "content_lines": [9, 10, 11],
            "caption": None,
            "terminal": 2,
            "exit_status": 125,
            "timeout": 300,
            "prompts": (),
            "hidden_prompts": (),
            "output": False,
            "skip": None,
            "only_for": None,
            "yours": (),
        }
    ]


def test_values_that_are_typed_are_the_readers_own(tmp_path: Path) -> None:
    """A sample that stands in a command is marked in that block: each reader types another value."""
    blocks = (CONSOLE + "\n   $ a\n   6e92cd66452d", CONSOLE + "\n   $ stop 6e92cd66452d")
    built = build(tmp_path, {"docs/index.rst": page(*blocks, "Here :varies:`6e92cd66452d`.")})
    assert [block["yours"] for block in built.blocks()] == [(), ("6e92cd66452d",)]


def test_defaults(tmp_path: Path) -> None:
    """Without options a block is run in terminal 1, expected to succeed, within the gate's own time."""
    (block,) = build(tmp_path, {"docs/index.rst": page(CONSOLE + "\n   $ true")}).blocks()
    found = {name: block[name] for name in ("terminal", "exit_status", "timeout", "skip")}
    assert found == {"terminal": 1, "exit_status": None, "timeout": None, "skip": None}


def test_lines_in_a_note_and_a_table(tmp_path: Path) -> None:
    """The lines of a block inside of other directives and of a table are those of the source file."""
    nested = ".. note::\n\n   * In a list\n\n     .. code-block:: console\n\n        $ pwd\n        /tmp"
    table = (
        "+-------------------------+\n| .. code-block:: console |\n|                         |\n"
        "|    $ pwd                |\n+-------------------------+"
    )
    blocks = build(tmp_path, {"docs/index.rst": page(nested, table)}).blocks()
    assert [(block["line"], block["content_lines"]) for block in blocks] == [(8, [10, 11]), (14, [16])]


def test_lines_of_an_included_file(tmp_path: Path) -> None:
    """A block of an included file says that file and its lines, and the including page goes on rightly."""
    included = "Text.\n\n" + CONSOLE + "\n   $ pwd\n"
    files = {
        "docs/index.rst": page(".. include:: part.txt", CONSOLE + "\n   $ ls"),
        "docs/part.txt": included,
    }
    blocks = build(tmp_path, files).blocks()
    found = [(Path(block["source"]).name, block["line"], block["content_lines"]) for block in blocks]
    assert found == [("part.txt", 3, [5]), ("index.rst", 6, [8])]


def test_a_file_to_save(tmp_path: Path) -> None:
    """A whole file with a caption is said to be whole, with its absolute path."""
    source = page(".. literalinclude:: ../examples/one/a.py\n   :caption: src/a.py")
    built = build(tmp_path, EXAMPLE | {"docs/index.rst": source})
    assert built.blocks() == [
        {
            "directive": "literalinclude",
            "source": str(tmp_path / "docs/index.rst"),
            "line": 4,
            "file": str(tmp_path / "examples/one/a.py"),
            "caption": "src/a.py",
            "whole": True,
        }
    ]


def test_an_excerpt_is_not_whole(tmp_path: Path) -> None:
    """A slice of a file is said not to be the whole file."""
    source = page(".. literalinclude:: ../examples/one/a.py\n   :pyobject: two")
    (block,) = build(tmp_path, EXAMPLE | {"docs/index.rst": source}).blocks()
    assert (block["whole"], block["caption"]) == (False, None)


def test_a_plain_block_is_unclaimed(tmp_path: Path) -> None:
    """Sphinx's other literal blocks carry nothing: the gate will not take them for something that is run."""
    built = build(tmp_path, {"docs/index.rst": page("Look::\n\n   $ ls")})
    doctree = built.app.env.get_doctree("index")
    (block,) = doctree.findall(lambda node: node.tagname == "literal_block")
    assert "guide" not in block


def test_reading_in_parallel(tmp_path: Path) -> None:
    """The extension lets Sphinx read pages in several processes, without a warning."""
    names = [f"p{number}" for number in range(8)]
    files = {f"docs/{name}.rst": page(CONSOLE + "   :terminal: 2\n\n   $ ls") for name in names}
    files["docs/index.rst"] = page(".. toctree::\n\n" + "\n".join(f"   {name}" for name in names))
    built = build(tmp_path, files, parallel=2)
    assert (built.warnings, built.blocks("p7")[0]["terminal"]) == ("", 2)
