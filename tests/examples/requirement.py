"""Whether tests that need Docker run, are skipped, or fail: decided here only."""

import os
from typing import Any

import pytest

try:
    from gate.requirements import require
except ImportError:  # until the gate has it

    def require(name: str, capability: Any) -> None:
        """Skip what needs an unavailable capability, or fail where GUIDE_REQUIRE names it."""
        if capability.available:
            return
        if name in os.environ.get("GUIDE_REQUIRE", "").split(","):
            pytest.fail(f"GUIDE_REQUIRE names {name}: {capability.reason}", pytrace=False)
        pytest.skip(capability.reason)


__all__ = ["require"]
