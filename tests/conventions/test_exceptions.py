"""Whoever silences a check says why, on the same line."""

import re

from .repository import files, lines, nothing

SILENCED = re.compile(r"#\s*(noqa\b|type: ignore|pragma: no cover|shellcheck disable|hadolint ignore|yamllint disable)")
REASONED = re.compile(r"(: ?|=|\[)[A-Z]*\d+(, ?[A-Z]*\d+)*\]?\W+\w+\W+\w+")  # the check's number, then some words
HERE = "tests/conventions/test_exceptions.py"


def test_silenced_checks_have_a_reason() -> None:
    """A comment that silences a linter names the one check, and then the reason."""
    found = [(where, line) for where, line in lines(files()) if SILENCED.search(line)]
    bad = [where for where, line in found if not REASONED.search(line) and not where.startswith(HERE)]
    nothing(bad, "name the one check that is silenced, and say why behind it")


def test_a_reason_is_told_from_none() -> None:
    """Only a numbered check with words behind it counts as reasoned."""
    samples = {
        "import x  # noqa": False,
        "import x  # noqa: F401": False,
        "import x  # noqa: F401, E402 - pytest reads it here": True,
        "# shellcheck disable=SC2016  # the inner shell expands it": True,
        "# hadolint ignore=DL3006": False,
    }
    assert {line: bool(SILENCED.search(line) and REASONED.search(line)) for line in samples} == samples
