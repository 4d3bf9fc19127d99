"""--update: new outputs get into the page, and nothing else changes."""

import pytest

from .guides import Guide

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


def test_update_writes_no_exit_status(tmp_path) -> None:
    """A command that failed is no new output: it fails the run, and its output is not written."""
    guide = Guide(tmp_path)
    page = guide.page("index", ".. code-block:: console\n\n   $ echo broken; false\n   fine\n")
    before, outcome = page.read_text(), guide.run("--update")
    assert (before, 1, [7]) == (page.read_text(), outcome.status, [line for line, _ in outcome.failures("index")])


def test_update_writes_only_pages_that_were_asked_for(tmp_path) -> None:
    """A page that runs because another one needs it is not written: it fails as ever."""
    guide = Guide(tmp_path)
    needed = guide.page("needed", ".. code-block:: console\n\n   $ echo new\n   old\n")
    guide.page("asked", "You need :needs:`needed`.\n\n.. code-block:: console\n\n   $ echo new\n   old\n")
    before = needed.read_text()
    guide.run("--update", "docs/asked.rst")
    assert before == needed.read_text()


def test_update_writes_markdown(tmp_path) -> None:
    """README.md is updated as pages are."""
    guide = Guide(tmp_path)
    page = guide.file("README.md", "# Guide\n\n- Do this:\n\n  ```console\n  $ echo new\n  old\n  ```\n")
    guide.git()
    outcome = guide.run("--update", "README.md")
    assert "  ```console\n  $ echo new\n  new\n  ```\n" in page.read_text(), outcome.text
