"""Which blocks a page has, counted in the doctree, and what becomes of each."""

import pytest

from sphinx_gate import settings
from sphinx_gate.model import Console, Excerpt, Page
from sphinx_gate.read.pages import Pages

from ..guides import Guide

HELLO = 'def hello():\n    return "Hello"\n\n\nprint(hello())\n'


@pytest.fixture
def guide(tmp_path) -> Guide:
    """A guide with one file to show, and text to include."""
    guide = Guide(tmp_path)
    guide.file("examples/hello.py", HELLO)
    guide.file("docs/part.txt", "Included::\n\n   $ ls\n\n.. code-block:: console\n\n   $ echo\n")
    return guide


@pytest.fixture(scope="module")
def cases(tmp_path_factory) -> dict[str, Page]:
    """Each text of BLOCKS and of WRONG as a page of one guide, read; its file to show is its own."""
    guide = Guide(tmp_path_factory.mktemp("find"))
    guide.folder.with_name("outside.py").write_text("1\n")
    names = {text: f"p{number}" for number, text in enumerate([*BLOCKS, *WRONG])}
    for text, name in names.items():
        guide.file(f"examples/{name}.py", HELLO)
        guide.page(name, text.replace("hello.py", f"{name}.py"))
    pages = Pages(settings.read(guide.folder), guide.folder / "_build")
    try:
        return {text: pages.page(f"docs/{name}.rst") for text, name in names.items()}
    finally:
        pages.close()


def read(guide: Guide, text: str) -> Page:
    """The page `index` with this text, whose first line is line 4."""
    guide.page("index", text)
    pages = Pages(settings.read(guide.folder), guide.folder / "_build")
    try:
        return pages.page("docs/index.rst")
    finally:
        pages.close()


CONSOLE = ".. code-block:: console\n\n   $ ls\n"
WHOLE = ".. literalinclude:: ../examples/hello.py\n   :caption: hello.py\n"
DIFF = ".. code-block:: diff\n   :caption: hello.py\n\n   -a\n   +b\n"
POWERSHELL = ".. code-block:: powershell\n\n   ls\n"
# text: the (kind, line) of each block
BLOCKS = {
    "words and ``literals``": [],
    CONSOLE: [("console", 4)],
    ".. sourcecode:: console\n\n   $ ls\n": [("console", 4)],
    "As::\n\n   $ ls\n": [("unclaimed", 6)],
    "As\n\n::\n\n   $ ls\n": [("unclaimed", 8)],
    ">>> 1 + 1\n2\n": [("unclaimed", 4)],
    ".. code-block:: python\n\n   1 + 1\n": [("unclaimed", 4)],
    ".. code-block:: bash\n\n   ls\n": [("unclaimed", 4)],
    ".. code-block::\n\n   $ ls\n": [("unclaimed", 4)],
    ".. code:: console\n\n   $ ls\n": [("unclaimed", 4)],
    ".. parsed-literal::\n\n   $ ls\n": [("unclaimed", 6)],
    ".. highlight:: console\n\nAs::\n\n   $ ls\n": [("unclaimed", 8)],
    f".. note::\n\n   {CONSOLE.replace(chr(10), chr(10) + '   ').rstrip()}\n": [("console", 6)],
    "- As::\n\n     $ ls\n\n- other\n": [("unclaimed", 6)],
    "1. .. code-block:: console\n\n      $ ls\n": [("console", 4)],
    ".. list-table::\n\n   * - As::\n\n          $ ls\n": [("unclaimed", 8)],
    "Word [#]_\n\n.. [#] Foot::\n\n      $ ls\n": [("unclaimed", 8)],
    ".. only:: html\n\n   As::\n\n      $ ls\n": [("unclaimed", 8)],
    ".. only:: latex\n\n   As::\n\n      $ ls\n": [],
    ".. code-block:: python\n   :skip: too slow\n\n   1\n": [("skip", 4)],
    ".. code-block:: console\n   :skip: no screen\n\n   $ xeyes\n": [("skip", 4)],
    WHOLE: [("file", 4)],
    f"{WHOLE}\n.. literalinclude:: ../examples/hello.py\n   :pyobject: hello\n": [("file", 4), ("excerpt", 7)],
    ".. literalinclude:: ../examples/hello.py\n   :start-at: print\n": [("unclaimed", 4)],
    ".. literalinclude:: ../examples/hello.py\n": [("unclaimed", 4)],
    ".. literalinclude:: ../../outside.py\n   :caption: outside.py\n": [("unclaimed", 4)],
    DIFF: [("edit", 4)],
    DIFF.replace("   :caption: hello.py\n", ""): [("unclaimed", 4)],
    f"{CONSOLE}\n{DIFF}".replace("   :caption: hello.py\n", ""): [("console", 4), ("edit", 8)],
    DIFF.replace("-a", "a"): [("unclaimed", 7)],
    f"{CONSOLE}\n{POWERSHELL}": [("console", 4), ("powershell", 8)],
    f"{CONSOLE}\n{POWERSHELL}".replace("   ls", "   dir"): [("console", 4), ("unclaimed", 8)],
    POWERSHELL: [("unclaimed", 4)],
    f"{CONSOLE}\n{CONSOLE}\n{POWERSHELL}\n{POWERSHELL}": [
        ("console", 4),
        ("console", 8),
        ("powershell", 12),
        ("powershell", 16),
    ],
    ".. code-block:: console\n   :only-for: macOS\n\n   $ open .\n": [("shown", 4)],
    ".. raw:: html\n\n   <b>bold</b>\n": [("unclaimed", 4)],
    ".. raw:: latex\n\n   bold\n": [],
    ".. only:: builder_dummy\n\n   .. code-block:: console\n\n      $ true\n": [],
    ".. only:: not builder_dummy\n\n   .. code-block:: console\n\n      $ true\n": [("console", 6)],
    f".. admonition:: Solution\n   :collapsible: closed\n\n   {CONSOLE.replace(chr(10), chr(10) + '   ').rstrip()}\n": [
        ("console", 7)
    ],
}


@pytest.mark.parametrize("text", BLOCKS)
def test_blocks_are_found_wherever_they_stand(cases: dict[str, Page], text: str) -> None:
    """Each literal or doctest block that a reader sees is a block, claimed or not, with its line."""
    assert BLOCKS[text] == [(type(block).__name__.lower(), block.line) for block in cases[text].blocks]


def test_this_run_opens_no_editor(guide: Guide) -> None:
    """A diff behind the command that started the run, which nobody types again, changes nothing."""
    guide.markdown("README.md", "```console this-run\n$ make test\n```\n\n```diff\n-a\n+b\n```\n")
    pages = Pages(settings.read(guide.folder), guide.folder / "_build")
    blocks = pages.page("README.md").blocks
    pages.close()
    assert [("thisrun", 1), ("unclaimed", 5)] == [(type(block).__name__.lower(), block.line) for block in blocks]


@pytest.mark.parametrize("start", [".", "docs", "/"])
def test_included_text_is_part_of_the_page(guide: Guide, start: str, monkeypatch) -> None:
    """Blocks of included text count each time they are included, with the line in their own file."""
    monkeypatch.chdir(guide.folder / start)
    blocks = read(guide, f".. include:: part.txt\n\n{CONSOLE}\n.. include:: part.txt\n").blocks
    part = [("docs/part.txt", 3, "unclaimed"), ("docs/part.txt", 5, "console")]
    seen = [(block.page, block.line, type(block).__name__.lower()) for block in blocks]
    assert [*part, ("docs/index.rst", 6, "console"), *part] == seen


def test_same_included_block_twice_is_two_blocks(guide: Guide) -> None:
    """A block that is included twice is run twice, and counted twice."""
    blocks = read(guide, ".. include:: part.txt\n\n.. include:: part.txt\n").blocks
    assert (4, 4) == (len(blocks), len(set(blocks)))


def test_lines_are_those_of_the_source(guide: Guide) -> None:
    """Each line of a console block has its line in the source, in a note and in included text too."""
    text = (
        ".. note::\n\n   .. code-block:: console\n      :timeout: 5\n\n      $ a\n\n      b\n\n.. include:: part.txt\n"
    )
    blocks = [block for block in read(guide, text).blocks if isinstance(block, Console)]
    seen = [[(line.text, line.number) for line in block.lines] for block in blocks]
    assert [[("$ a", 9), ("", 10), ("b", 11)], [("$ echo", 7)]] == seen


def test_options_are_read(guide: Guide) -> None:
    """Terminal, exit status and time of a console block are those of its options."""
    options = "   :terminal: 2\n   :exit-status: 3\n   :timeout: 90\n"
    (block,) = read(guide, f".. code-block:: console\n{options}\n   $ ls\n").blocks
    assert (2, 3, 90) == (block.terminal, block.exit_status, block.timeout_seconds)


def test_prompts_and_output_are_read(guide: Guide) -> None:
    """The prompts of a console block, several on lines of their own, and whether all of it is output."""
    options = "   :prompt: mysql>\n      ->\n   :hidden-prompt: Password:\n"
    text = f".. code-block:: console\n{options}\n   $ a\n   Password: b\n   mysql> c\n   -> d\n"
    first, second = read(guide, f"{text}\n.. code-block:: console\n   :output:\n\n   $ ls\n").blocks
    seen = [(prompt.text, prompt.hidden) for prompt in first.prompts]
    assert [("mysql>", False), ("->", False), ("Password:", True)] == seen
    assert (False, True) == (first.output, second.output)


def test_an_edit_without_a_file_is_the_editors(guide: Guide) -> None:
    """A diff behind a command that opens an editor is what is done in it."""
    page = read(guide, f"{CONSOLE}   $ kubectl edit x\n\n{DIFF}".replace("   :caption: hello.py\n", ""))
    console, edit = page.blocks
    assert [None, edit] == [step.edit for step in page.steps[console]]


def test_file_to_save_is_the_real_one(guide: Guide) -> None:
    """A file to save is the included file, under its caption."""
    (block,) = read(guide, WHOLE).blocks
    assert (guide.folder / "examples/hello.py", "hello.py") == (block.file, block.caption)


def test_excerpt_counts_where_any_page_shows_the_file(guide: Guide) -> None:
    """An excerpt is claimed when another page shows its whole file."""
    guide.page("other", WHOLE)
    (block,) = read(guide, ".. literalinclude:: ../examples/hello.py\n   :pyobject: hello\n").blocks
    assert isinstance(block, Excerpt)


def test_excerpt_of_an_unshown_file_says_which(guide: Guide) -> None:
    """An excerpt of a file that nobody shows whole says its name."""
    (block,) = read(guide, ".. literalinclude:: ../examples/hello.py\n   :pyobject: hello\n").blocks
    assert "no page shows the whole of hello.py: show it with a `:caption:`" == block.reason


def test_sections_are_known(guide: Guide) -> None:
    """A block knows the heading that it stands under."""
    (block,) = read(guide, f"First\n-----\n\nSecond\n------\n\n{CONSOLE}").blocks
    assert "Second" == block.section


def test_roles_are_read(guide: Guide) -> None:
    """What a page needs, leaves and lets vary is read from its sentences."""
    guide.page("sub/other", "")
    text = "- :needs:`docker`\n- :needs:`sub/other`\n\nStays: :leaves:`image a:1`; :varies:`172.17.0.2` and "
    page = read(guide, f"{text}:varies:`1234`.\n")
    assert (["docker"], ["docs/sub/other.rst"]) == (page.needs, page.follows)
    assert (["docker"], ["image a:1"], ["172.17.0.2", "1234"]) == (page.needs, page.leaves, page.varies)


WRONG = {
    ".. code-block:: console\n   :skip:\n\n   $ ls\n": (4, "say why"),
    ".. code-block:: console\n   :wait: 3\n\n   $ ls\n": (4, "unknown option"),
    ".. nosuch::\n\n   $ ls\n": (4, "Unknown directive"),
    ".. literalinclude:: ../examples/nosuch.py\n": (4, "nosuch.py"),
    ".. literalinclude:: ../examples/hello.py\n   :lines: 1\n": (4, "never by line numbers"),
    ".. literalinclude:: ../examples/hello.py\n   :caption:\n": (4, "an empty :caption: write the file's name"),
    ".. code-block:: console\n\n   $ ls\n   ^C\n   $ b\n": (8, "needs a block of its own"),
    ".. code-block:: console\n\n   $ ls \\\n": (6, "this command is not complete"),
    ".. code-block:: console\n\n   ^C\n": (6, "no command runs here"),
    ".. code-block:: console\n\n   $ docker ps\n": (6, "the page doesn't say so: write :needs:`docker`"),
    ".. literalinclude:: ../examples/hello.py\n   :append: print(1)\n": (4, "text that the file doesn't have"),
    "Text, and :varies:`1234`.\n": (4, "no output shows `1234`"),
    "Text.\n\n:needs:`nosuch`\n": (6, "no such page"),
    "A :varies:`Hello`.\n": (4, "is of no kind that may differ"),
}


@pytest.mark.parametrize("text", WRONG)
def test_what_cannot_be_read_says_where(cases: dict[str, Page], text: str) -> None:
    """Whatever Sphinx warns of is wrong with the page, at its line: nobody would count that block."""
    line, words = WRONG[text]
    failure = cases[text].troubles[0]
    assert (cases[text].name, line, True) == (failure.page, failure.line, words in failure.sentence)


def test_other_pages_are_not_read(guide: Guide) -> None:
    """To run a page, no other one has to be read, and for the order of two only those that hold toctrees."""
    guide.page("index", ".. toctree::\n\n   one\n   two\n   three\n")
    for name in ("one", "two", "three"):
        guide.page(name, CONSOLE)
    output, read = guide.folder / "_build", []
    pages = Pages(settings.read(guide.folder), output)
    for names in (["docs/one.rst"], ["docs/two.rst", "docs/one.rst"]):
        order = pages.order(names)
        read.append((order, sorted(path.stem for path in (output / "doctrees").glob("*.doctree"))))
    pages.close()
    assert [(["docs/one.rst"], ["one"]), (["docs/one.rst", "docs/two.rst"], ["index", "one", "two"])] == read


def test_a_page_that_is_not_utf8_says_so(guide: Guide) -> None:
    """A page in another encoding is wrong, and the run goes on."""
    (guide.folder / "docs" / "latin.rst").write_bytes("Käse\n====\n".encode("latin-1"))
    pages = Pages(settings.read(guide.folder), guide.folder / "_build")
    (failure,) = pages.page("docs/latin.rst").troubles
    fine = pages.page("docs/index.rst").troubles
    pages.close()
    assert ("docs/latin.rst", 1, True, []) == (failure.page, failure.line, "not UTF-8" in failure.sentence, fine)


def test_what_is_wrong_with_included_text_has_its_own_line(guide: Guide) -> None:
    """What is wrong with included text has the line of its own file."""
    guide.file("docs/part.txt", "Included.\n\n.. code-block:: console\n\n   $ ls \\\n")
    (failure,) = read(guide, ".. include:: part.txt\n").troubles
    assert ("docs/part.txt", 5) == (failure.page, failure.line)
