"""GUIDE_REQUIRE: what a run must have, so that "not available here" is a failure instead of a visible skip."""

import os

VARIABLE = "GUIDE_REQUIRE"
KNOWN = ("docker", "kubernetes")


def required() -> set[str]:
    """The names in GUIDE_REQUIRE, separated by commas. Fails with ValueError on one that means nothing."""
    names = {name.strip() for name in os.environ.get(VARIABLE, "").split(",") if name.strip()}
    unknown = sorted(names - set(KNOWN))
    if unknown:
        raise ValueError(f"{VARIABLE}: {', '.join(unknown)}: choose from {', '.join(KNOWN)}")
    return names
