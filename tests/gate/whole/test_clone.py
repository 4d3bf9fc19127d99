"""README.md is run in a fresh clone of the repository."""

import pytest

from ..guides import Guide

README = """\
# A guide

```console this-run
$ make test
```

```console
$ ls -1
README.md
conf.py
conftest.py
docs
new.txt
pyproject.toml
$ git status --short | grep -c '^A '
7
```

```sh
ls
```
"""


@pytest.fixture(scope="module")
def guide(tmp_path_factory) -> Guide:
    """A git repository with a README.md, a new file and an ignored one."""
    guide = Guide(tmp_path_factory.mktemp("clone"))
    guide.git()
    guide.markdown("README.md", README)
    for name, text in {".gitignore": "*.log\n_build\n__pycache__\n", "a.log": "", "new.txt": ""}.items():
        guide.file(name, text)
    return guide


@pytest.fixture(scope="module")
def outcome(guide: Guide):
    """A run that `make test` started."""
    guide.variables["GUIDE_THIS_RUN"] = "make test"
    return guide.run()


def statuses(outcome) -> list[str]:
    """The status of each block of README.md."""
    return [block["status"] for block in outcome.report["blocks"] if block["page"] == "README.md"]


def test_readers_of_the_readme_have_the_repository(outcome) -> None:
    """Its commands find the repository's files, new ones included, ignored ones not; an unclaimed block fails."""
    assert ["passed", "passed", "failed"] == statuses(outcome), outcome.text


def test_unclaimed_block_of_the_readme_fails_at_its_line(outcome) -> None:
    """A fence that nothing runs fails at its line."""
    assert "README.md:19: nothing runs this block" in outcome.text


def test_the_command_of_this_run_is_not_claimed_by_another(guide: Guide, outcome) -> None:
    """The block that shows `make test` is not run when something else started the run, and says so."""
    guide.variables.pop("GUIDE_THIS_RUN")
    other = guide.run("README.md")
    assert ("not run", True) == (statuses(other)[0], "not run: this run was not started by `make test`" in other.text)


def test_a_block_that_shows_another_command_fails(guide: Guide, outcome) -> None:
    """Where a command has started the run, a block that says so and shows another one is never run."""
    guide.variables["GUIDE_THIS_RUN"] = "make check"
    other = guide.run("README.md")
    guide.variables["GUIDE_THIS_RUN"] = "make test"
    assert ("failed", True) == (statuses(other)[0], "nothing runs `make test`" in other.text), other.text
