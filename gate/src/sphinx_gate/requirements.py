"""What a run has to have: a part that can't be proven here fails, unless GUIDE_WITHOUT names it."""

import os
from functools import cache

import pytest

from sphinx_gate.command import run
from sphinx_gate.settings import Capability, Settings

WITHOUT = "GUIDE_WITHOUT"  # capabilities, by their names, whose pages are left out
MISSING = "GUIDE_MISSING_"  # with a capability's name: why it isn't there, and the way out; who has looked sets it
STAND_INS = "GUIDE_STAND_INS"  # images that were made here, in the place of published ones
CHECK_TIMEOUT_SECONDS = 60


def left_out(settings: Settings) -> set[str]:
    """The capabilities that GUIDE_WITHOUT names. Fails with `pytest.UsageError` on one that means nothing."""
    names = _names(WITHOUT)
    unknown = sorted(names - settings.capabilities.keys())
    if unknown:
        known = ", ".join(settings.capabilities) or "none is known here"
        raise pytest.UsageError(f"{WITHOUT}: {', '.join(unknown)}: choose from {known}")
    return names


def stand_ins() -> list[str]:
    """The names of images that stand in for published ones."""
    return sorted(_names(STAND_INS))


def reported(name: str) -> str | None:
    """Why a capability isn't there, in the words of who has looked; None where nobody has said so."""
    return os.environ.get(MISSING + name.upper()) or None


@cache
def missing(capability: Capability) -> str | None:
    """Why a capability isn't there, with the way out; None where it is."""
    if (reason := reported(capability.name)) or not capability.check:
        return reason
    command, result = " ".join(capability.check), run(capability.check, timeout=CHECK_TIMEOUT_SECONDS)
    words = (result.stderr.strip() or result.stdout.strip()).partition("\n")[0]
    return f"`{command}` ends with exit status {result.returncode}: {words}" if result.returncode else None


def require(capability: Capability, settings: Settings) -> None:
    """Skips the test where GUIDE_WITHOUT names the capability, and fails it where it isn't there."""
    if capability.name in left_out(settings):
        pytest.skip(f"{WITHOUT} leaves out {capability.name}")
    reason = missing(capability)
    if reason:
        way_out = f"{WITHOUT}={capability.name} leaves it out"
        pytest.fail(f"{capability.title} can't be used here: {reason} ({way_out})", pytrace=False)


def _names(variable: str) -> set[str]:
    return {name.strip() for name in os.environ.get(variable, "").split(",") if name.strip()}
