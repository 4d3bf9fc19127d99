"""Files to save: each is there to be used."""

import pytest

from .guides import Guide

SAVE = ".. literalinclude:: ../examples/hello.py\n   :caption: hello.py\n\n"
RUN = ".. code-block:: console\n\n   $ {}\n"
EDIT = ".. code-block:: diff\n   :caption: hello.py\n\n   -print(1)\n   +print(2)\n\n"
UNUSED = "nothing on this page reads `hello.py`: use it, or leave out its `:caption:`"


@pytest.fixture
def guide(tmp_path) -> Guide:
    """A guide with a file to save."""
    guide = Guide(tmp_path)
    guide.file("examples/hello.py", "print(1)\n")
    return guide


@pytest.mark.parametrize("command", ["python3 hello.py > out", "cp -r . ../copy; rm -r ../copy", "rm hello.py"])
def test_a_file_that_is_used_is_fine(guide: Guide, command: str) -> None:
    """Whatever reads it, or removes it, uses it."""
    guide.page("index", SAVE + RUN.format(command))
    outcome = guide.run()
    assert 0 == outcome.status, outcome.text


def test_a_file_may_be_changed_after_it_was_used(guide: Guide) -> None:
    """An edit behind its last use is fine; another page shows what becomes of it."""
    guide.page("index", SAVE + RUN.format("python3 hello.py > out") + f"\n{EDIT}")
    assert 0 == guide.run().status


@pytest.mark.parametrize("text", [SAVE, SAVE + RUN.format("true"), SAVE + RUN.format("ls > names"), SAVE + EDIT])
def test_a_file_that_nothing_reads_fails(guide: Guide, text: str) -> None:
    """A file that its reader saves for nothing fails at its block; that the gate edits it is no use."""
    guide.page("index", text)
    assert [(4, UNUSED)] == guide.run().failures("index")
