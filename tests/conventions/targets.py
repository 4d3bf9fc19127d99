"""The Makefile's targets, and where they are called."""

import re
from collections.abc import Iterable

from .repository import some, text

TARGET = re.compile(r"^([a-z][\w-]*):(?!=)(.*)$", re.MULTILINE)
NO_TARGET = "the Makefile has no such target"
CALL = re.compile(r"(?<![\w./-])make((?: +[\w=.,/-]+)*)")


def targets() -> dict[str, str]:
    """The Makefile's targets for people, each with what stands behind its colon."""
    return dict(some(TARGET.findall(text("Makefile")), "targets in the Makefile"))


def called(commands: Iterable[str]) -> list[str]:
    """The make targets that command lines call; options, and variables such as ARGS=…, are none."""
    words = [word for command in commands for call in CALL.findall(command) for word in call.split()]
    return [word for word in words if "=" not in word and not word.startswith("-")]


def unknown(commands: Iterable[str], where: str) -> list[str]:
    """The targets among those called that the Makefile does not have; none called is an AssertionError."""
    named = some(called(commands), f"make targets in {where}")
    return [target for target in named if target not in targets()]
