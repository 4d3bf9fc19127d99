"""What a run must have: GUIDE_REQUIRE turns "not available here" from a visible skip into a failure."""

import os

import pytest

VARIABLE = "GUIDE_REQUIRE"
KNOWN = ("docker", "kubernetes")


def required() -> set[str]:
    """The names in GUIDE_REQUIRE, separated by commas. Fails with `pytest.UsageError` on one that means nothing."""
    names = {name.strip() for name in os.environ.get(VARIABLE, "").split(",") if name.strip()}
    if names - set(KNOWN):
        raise pytest.UsageError(f"{VARIABLE}: {', '.join(sorted(names - set(KNOWN)))}: choose from {', '.join(KNOWN)}")
    return names


def require(name: str, reason: str | None) -> None:
    """Skips the test, or fails it where GUIDE_REQUIRE names it, for a reason; does nothing without one."""
    if reason is None:
        return
    if name in required():
        pytest.fail(f"{VARIABLE} names {name}, but: {reason}", pytrace=False)
    pytest.skip(f"{name}: {reason}")
