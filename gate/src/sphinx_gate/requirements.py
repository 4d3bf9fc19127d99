"""What a run must have: GUIDE_REQUIRE turns "not available here" from a visible skip into a failure."""

import pytest

from standins import required as variable


def required() -> set[str]:
    """The names in GUIDE_REQUIRE. Fails with `pytest.UsageError` on one that means nothing."""
    try:
        return variable.required()
    except ValueError as error:
        raise pytest.UsageError(str(error)) from None


def require(name: str, reason: str | None) -> None:
    """Skips the test, or fails it where GUIDE_REQUIRE names it, for a reason; does nothing without one."""
    if reason is None:
        return
    if name in required():
        pytest.fail(f"{variable.VARIABLE} names {name}, but: {reason}", pytrace=False)
    pytest.skip(f"{name}: {reason}")
