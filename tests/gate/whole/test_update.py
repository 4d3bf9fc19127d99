"""--update: new outputs get into the page, and nothing else changes."""

import pytest

from ..guides import Guide

OLD = """\
Text with ``$ echo`` in it, and trailing words.

.. note::

   .. code-block:: console

      $ echo new; echo same
      old
      same

      $ printf '%s\\n' \\
            one two three
      one
      ...
      3

      $ cat <<'EOF'
      text
        indented
      EOF
      other

.. code-block:: console

   $ echo $$ > pid; echo pid $(cat pid) and $(cat pid); echo pid $(cat pid) is new
   pid 1234 and 1234
   pid 1234 is old
   $ printf 'NAME   AGE\\nb      3s\\nc   4s\\n'
   NAME       AGE
   b          1s
   d          1s
   $ true
   gone

   $ echo appeared

The number :varies:`1234` differs.

.. code-block:: console

   $ bash -c 'trap "echo bye; exit" INT; echo up; sleep 0.1; echo log; while :; do sleep 0.1; done'
   up

.. code-block:: console
   :timeout: 3

   journal

.. code-block:: console

   ^C
   good bye
"""
CHANGES = [
    ("      old\n", "      new\n"),
    ("      3\n", "      three\n"),
    ("      other\n", "      text\n        indented\n"),
    ("   pid 1234 is old\n", "   pid 1234 is new\n"),
    ("   d          1s\n", "   c   4s\n"),
    ("   gone\n", ""),
    ("   $ echo appeared\n", "   $ echo appeared\n   appeared\n"),
    ("   journal\n", "   log\n"),
    ("   good bye\n", "   bye\n"),
]


def updated(text: str) -> str:
    """The page as it is to be."""
    for old, new in CHANGES:
        assert 1 == text.count(old), old
        text = text.replace(old, new)
    return text


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """Two runs with --update and one without: each with the page's text after it."""
    guide = Guide(tmp_path_factory.mktemp("update"))
    page = guide.page("index", OLD)
    return page, [(guide.run(*arguments), page.read_text()) for arguments in (["--update"], ["--update"], [])]


def test_update_writes_new_outputs_only(runs) -> None:
    """Outputs that differ are as they came; `...`, samples, tables, indentation and all other text stay."""
    _, [(outcome, text), *_] = runs
    assert updated(f"Page\n====\n\n{OLD}") == text, outcome.text


def test_update_names_the_page(runs) -> None:
    """The run says which page it wrote, and passes."""
    _, [(outcome, _), *_] = runs
    assert (0, True) == (outcome.status, "updated docs/index.rst" in outcome.text)


def test_second_update_changes_nothing(runs) -> None:
    """Run twice, the second run writes nothing."""
    _, [(_, first), (outcome, second), _] = runs
    assert (first, False) == (second, "updated" in outcome.text)


def test_updated_page_is_true(runs) -> None:
    """What an update wrote passes."""
    _, [*_, (outcome, _)] = runs
    assert (0, ["passed"] * 5) == (outcome.status, outcome.statuses("index")), outcome.text


def test_update_writes_only_pages_that_were_asked_for(tmp_path) -> None:
    """A page that runs because another one needs it is not written: it fails as ever."""
    guide = Guide(tmp_path)
    needed = guide.page("needed", ".. code-block:: console\n\n   $ echo new\n   old\n")
    guide.page("asked", "You need :needs:`needed`.\n\n.. code-block:: console\n\n   $ echo new\n   old\n")
    before = needed.read_text()
    guide.run("--update", "docs/asked.rst")
    assert before == needed.read_text()


@pytest.mark.parametrize("old", ["", "   old\n"])
def test_update_leaves_a_page_alone_that_has_changed(tmp_path, old: str) -> None:
    """Somebody saved the page while it ran: nothing is written into it, and the run says so."""
    guide = Guide(tmp_path)
    command = f"sed -i 1d {guide.folder}/docs/index.rst; echo new"
    page = guide.page("index", f".. code-block:: console\n\n   $ {command}\n{old}")
    saved = page.read_text().partition("\n")[2]
    outcome = guide.run("--update")
    words = "docs/index.rst:6: the page was changed while it ran: not updated"
    assert (1, True, saved) == (outcome.status, words in outcome.text, page.read_text()), outcome.text


def test_update_writes_markdown(tmp_path) -> None:
    """Pages in Markdown are updated as others are, in a list and in a quotation, which keeps its marks."""
    guide = Guide(tmp_path)
    item = guide.markdown("README.md", "# Guide\n\n- Do this:\n\n  ```console\n  $ echo new\n  old\n  ```\n")
    quoted = guide.markdown("CONTRIBUTING.md", "# Guide\n\n> ```console\n> $ echo new; echo more\n> old\n> ```\n")
    guide.git()
    outcome = guide.run("--update", "README.md", "CONTRIBUTING.md")
    assert "  ```console\n  $ echo new\n  new\n  ```\n" in item.read_text(), outcome.text
    assert "> $ echo new; echo more\n> new\n> more\n> ```\n" in quoted.read_text(), outcome.text


CONSOLE = ".. code-block:: console\n\n"
SESSION = ".. code-block:: console\n   :prompt: >\n\n   $ PS1='> ' sh -i\n"
# (block, why it can't be written)
DANGERS = {
    "a command": (f"{CONSOLE}   $ echo '$ touch X'\n   old\n", "`$ touch X` would be typed there"),
    "a command without words": (f"{CONSOLE}   $ echo '$'\n   old\n", "`$` would be typed there"),
    "blanks that no block begins with": (
        f"{CONSOLE}   $ printf '  a\\n'\n\n{CONSOLE}   old\n",
        "its first line begins with blanks",
    ),
    "a key": (f"{CONSOLE}   $ echo ^C\n   old\n", "`^C` would be typed there"),
    "what is typed at a prompt": (
        f"{SESSION}   > printf '> %s\\n' echo\n   old\n   > exit\n",
        "`> echo` would be typed there",
    ),
    "an end of line of its own": (f"{CONSOLE}   $ printf 'a\\u2028b\\n'\n   old\n", "would end its block or its line"),
    "a fence": (f"{CONSOLE}   $ echo '```'\n   old\n", "would end its block or its line"),
    "an empty block": (f"{CONSOLE}   $ true\n\n{CONSOLE}   old\n", "nothing of this block is left"),
    "a wrong exit status": (f"{CONSOLE}   $ echo new; false\n   old\n", "the exit status is wrong"),
}


@pytest.fixture(scope="module")
def dangers(tmp_path_factory):
    """A run with --update of all these pages, and what they were before."""
    guide = Guide(tmp_path_factory.mktemp("dangers"))
    pages = [guide.page(f"p{number}", block) for number, (block, _) in enumerate(DANGERS.values())]
    before = [page.read_text() for page in pages]
    return guide.run("--update"), list(zip(pages, before, strict=True))


@pytest.mark.parametrize("case", DANGERS)
def test_update_writes_no_syntax(dangers, case: str) -> None:
    """What would be a command, a key or the block's end is not written; the failure says why."""
    outcome, pages = dangers
    page, before = pages[list(DANGERS).index(case)]
    assert (before, True) == (page.read_text(), DANGERS[case][1] in outcome.text), outcome.text


def test_update_that_writes_nothing_is_not_offered(dangers) -> None:
    """Nowhere there is the update offered."""
    assert "if the new output is right" not in dangers[0].text


SERVER = f"{CONSOLE}   $ bash -c 'trap \"echo bye; exit\" INT; echo up; while :; do sleep .1; done'\n   up\n\n{CONSOLE}"
# name: (block, what it is after an update)
WRITTEN = {
    "a tool's own dots": (
        f"{CONSOLE}   $ printf 'Pulling ...\\n...\\n'\n   old\n",
        f"{CONSOLE}   $ printf 'Pulling ...\\n...\\n'\n   Pulling \\...\n   \\...\n",
    ),
    "the ends of lines": (
        f"A\u2028B\x85C\n\n{CONSOLE}   $ echo new\n   old\n".replace("\n", "\r\n"),
        f"A\u2028B\x85C\n\n{CONSOLE}   $ echo new\n   new\n".replace("\n", "\r\n"),
    ),
    "a last line without an end": (f"{CONSOLE}   $ echo new", f"{CONSOLE}   $ echo new\n   new\n"),
    "what still holds": (
        f"{CONSOLE}   $ printf '%s\\n' NEW a b c\n   a\n   ...\n   c\n",
        f"{CONSOLE}   $ printf '%s\\n' NEW a b c\n   NEW\n   a\n   ...\n   c\n",
    ),
    "dots, and a difference behind them in the same session": (
        f"{SESSION}   > echo Pulling ...\n   old\n   > echo two\n   old\n   > exit\n",
        f"{SESSION}   > echo Pulling ...\n   Pulling \\...\n   > echo two\n   two\n   > exit\n",
    ),
    "what comes with a key": (f"{SERVER}   ^C\n", f"{SERVER}   ^C\n   bye\n"),
    "a session": (
        f"{SESSION}   > echo one\n   old\n   > echo two\n   two\n   > exit\n",
        f"{SESSION}   > echo one\n   one\n   > echo two\n   two\n   > exit\n",
    ),
}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The pages after a run with --update, and another run."""
    guide = Guide(tmp_path_factory.mktemp("written"))
    pages = [guide.page(f"p{number}", "") for number in range(len(WRITTEN))]
    for page, (block, _) in zip(pages, WRITTEN.values(), strict=True):
        page.write_bytes(f"Page\n====\n\n{block}".encode())
    guide.run("--update")
    return [page.read_bytes().decode() for page in pages], guide.run()


@pytest.mark.parametrize("case", WRITTEN)
def test_update_writes_what_came(written, case: str) -> None:
    """Dots are marked as a tool's own; CR LF and odd line ends stay; lines that hold stay; what is typed stays."""
    texts, _ = written
    assert f"Page\n====\n\n{WRITTEN[case][1]}" == texts[list(WRITTEN).index(case)]


def test_what_an_update_wrote_is_true(written) -> None:
    """The pages pass then."""
    assert 0 == written[1].status, written[1].text


def test_update_of_included_text_names_the_page(tmp_path) -> None:
    """The update that is offered for included text is that of the page which runs it, and writes the included file."""
    guide = Guide(tmp_path)
    included = guide.file("docs/inc.txt", f"A\u2028B\n\n{CONSOLE}   $ echo new\n   old\n")
    guide.page("index", ".. include:: inc.txt\n")
    offer = "pytest --update docs/index.rst" in guide.run().text
    outcome = guide.run("--update", "docs/index.rst")
    assert (True, f"A\u2028B\n\n{CONSOLE}   $ echo new\n   new\n") == (offer, included.read_text()), outcome.text
