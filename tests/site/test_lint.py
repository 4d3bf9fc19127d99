"""``make lint``: it finds its files by itself, and neither a complaint nor an empty list passes."""

import pytest

from tests import lint

PASSES = lint.Check("passes", ["python", "-c", "print('quiet please')"], lint.is_python)
COMPLAINS = lint.Check("complains", ["python", "-c", "import sys; sys.exit('bad line')"], lint.is_python)
LOOKS_AT_NOTHING = lint.Check("looks at nothing", ["python", "-c", ""], lambda path: False)


def test_a_line_for_each_tool(capsys: pytest.CaptureFixture[str]) -> None:
    """A tool that has nothing to say is one line, with the number of its files."""
    status = lint.main([PASSES])
    (line,) = capsys.readouterr().out.splitlines()
    assert (status, line.split()[0], line.split()[-1]) == (0, "passes", "ok")


def test_a_complaint_fails(capsys: pytest.CaptureFixture[str]) -> None:
    """What a tool complains of is shown, the other tools run all the same, and the exit status is 1."""
    assert lint.main([COMPLAINS, PASSES]) == 1
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["complains", "bad", "passes"]


def test_no_file_fails(capsys: pytest.CaptureFixture[str]) -> None:
    """A tool that finds no file fails: it would prove nothing."""
    assert lint.main([LOOKS_AT_NOTHING]) == 1
    assert "found no file to look at" in capsys.readouterr().out


def test_files_are_those_of_git() -> None:
    """The files are the repository's own: no cache, nothing built, nothing installed."""
    found = lint.files()
    assert {"tests/lint.py", "Makefile", "docs/_ext/guide/blocks.py"} <= set(found)
    assert [path for path in found if path.startswith((".venv/", "_build/")) or "__pycache__" in path] == []


@pytest.mark.parametrize("first", ["#!/bin/sh", "#!/usr/bin/env bash", "#!/bin/bash -eu"])
def test_scripts_without_an_extension(
    first: str, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shell script is known by its first line."""
    folder = tmp_path_factory.mktemp("scripts")
    (folder / "run").write_text(f"{first}\ntrue\n", encoding="utf-8")
    (folder / "other").write_text("#!/usr/bin/env python3\n", encoding="utf-8")
    monkeypatch.setattr(lint, "ROOT", folder)
    assert [name for name in ("run", "other") if lint.is_shell(name)] == ["run"]
