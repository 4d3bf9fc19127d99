"""One command, one truth: the make targets, and the texts that name them."""

import re

import pytest

from .repository import lines, nothing, some, text, under
from .targets import NO_TARGET, targets, unknown

QUOTED = re.compile(r"`(make\b[^`\n]*)`|^\s*\$ (.*)$", re.MULTILINE)  # in backticks, or behind a prompt


def quoted(path: str) -> list[str]:
    """The commands that a text names."""
    return [inline or typed for inline, typed in QUOTED.findall(text(path))]


def test_targets_are_never_files() -> None:
    """Each target is declared as phony: a file of that name does not stop it."""
    phony = re.findall(r"^\.PHONY:(.*)$", text("Makefile"), re.MULTILINE)
    assert sorted(targets()) == sorted(" ".join(phony).split())


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_texts_name_existing_targets(name: str) -> None:
    """They name make targets, and only existing ones."""
    nothing(unknown(quoted(name), name), NO_TARGET)


def test_pages_name_existing_targets() -> None:
    """Pages name only existing make targets."""
    commands = [command for path in under("docs", suffix=".rst") for command in quoted(path)]
    nothing(unknown(["make html", *some(commands, "commands in docs/")], "docs/"), NO_TARGET)


def test_messages_name_existing_targets() -> None:
    """Sentences of the code that send their reader to a make target name an existing one."""
    paths = under("gate", "standins", suffix=".py")
    commands = [part for _, line in lines(paths) for part in re.findall(r"`(make [a-z-]+)", line)]
    nothing(unknown(commands, "gate/ and standins/"), NO_TARGET)
