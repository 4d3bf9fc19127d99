"""An engine that is not there, that stops half-way, or that another run has."""

import time

import pytest

from .guides import Guide
from .nursery import LIMIT_SECONDS

NEEDS = "You need :needs:`docker`.\n\n.. code-block:: console\n\n"
BUILD = "   $ docker build -t guide:1 .\n"
TRUE = ".. code-block:: console\n\n   $ echo fine\n   fine\n"


@pytest.fixture
def guide(tmp_path) -> Guide:
    """A guide with a page that needs an engine, and one that doesn't."""
    guide = Guide(tmp_path)
    guide.page("index", f"{NEEDS}{BUILD}   $ docker image rm guide:1\n")
    guide.page("other", TRUE)
    return guide


def test_without_an_engine_its_pages_are_skipped(guide: Guide) -> None:
    """Pages that need an engine are skipped, visibly, with the way out; the others run."""
    outcome = guide.run()
    seen = [(block["page"], block["status"], block["reason"]) for block in outcome.report["blocks"]]
    expected = [("docs/index.rst", "skipped", "no engine: install one"), ("docs/other.rst", "passed", None)]
    assert (0, expected) == (outcome.status, seen)


def test_a_required_engine_fails_when_it_is_missing(guide: Guide) -> None:
    """GUIDE_REQUIRE turns the skip into a failure that names the way out."""
    guide.variables["GUIDE_REQUIRE"] = "docker"
    outcome = guide.run()
    assert (1, True) == (outcome.status, "GUIDE_REQUIRE names docker, but: no engine: install one" in outcome.text)


def test_a_missing_requirement_is_a_failure_in_the_report(guide: Guide) -> None:
    """The report counts those blocks as failed, not as skipped."""
    guide.variables["GUIDE_REQUIRE"] = "docker"
    assert ["failed"] == guide.run().statuses("index")


def test_an_unknown_requirement_is_refused(guide: Guide) -> None:
    """A name in GUIDE_REQUIRE that means nothing ends the run at once, with those that do."""
    guide.variables["GUIDE_REQUIRE"] = "docker,podman"
    outcome = guide.run()
    assert (4, True) == (outcome.status, "GUIDE_REQUIRE: podman: choose from docker, kubernetes" in outcome.text)


def test_an_engine_that_is_there_is_used(guide: Guide) -> None:
    """With an engine both pages pass."""
    guide.docker()
    guide.variables["GUIDE_REQUIRE"] = "docker"
    assert 0 == guide.run().status


def test_an_engine_gone_before_its_page_fails_it(guide: Guide) -> None:
    """An engine that doesn't answer when the page begins fails it once, in one sentence; other pages go on."""
    (guide.docker() / "broken").touch()
    outcome = guide.run()
    ((line, sentence),) = outcome.failures("index")
    words = "the Docker engine stopped answering: "
    assert (6, True, ["passed"]) == (line, sentence.startswith(words), outcome.statuses("other")), outcome.text


def test_an_engine_that_stops_half_way_fails_the_page(guide: Guide) -> None:
    """The command that finds no engine fails at its line, once; the details say that the engine is gone."""
    guide.docker()
    guide.page("index", f"{NEEDS}{BUILD}\n.. code-block:: console\n\n   $ docker break\n   $ docker ps\n")
    outcome = guide.run()
    words = "the Docker engine stopped answering"
    assert ([13], True, 0) == (
        [line for line, _ in outcome.failures("index")],
        words in outcome.text,
        outcome.text.count("Traceback"),
    ), outcome.text


def test_what_a_gone_engine_kept_is_removed_later(guide: Guide) -> None:
    """What could not be removed because the engine was gone is removed by the next run."""
    engine = guide.docker()
    guide.page("index", f"{NEEDS}{BUILD}   $ docker break\n   $ docker ps\n")
    guide.run()
    kept = (engine / "image").read_text()
    (engine / "broken").unlink()
    guide.page("index", f"{NEEDS}{BUILD}   $ docker image rm guide:1\n")
    outcome = guide.run()
    assert (True, 0, "") == (kept.startswith("sha256:guide:1\tguide:1\t"), outcome.status, (engine / "image").read_text()), outcome.text


def test_two_runs_at_once_are_told_apart(guide: Guide) -> None:
    """The second of two runs fails, once and clearly, saying which other one runs; the first is not disturbed."""
    guide.docker()
    go = guide.folder / "go"
    guide.page("index", f"{NEEDS}   $ until [ -e {go} ]; do sleep 0.1; done\n")
    first = guide.start()
    deadline = time.monotonic() + LIMIT_SECONDS
    while not list(guide.cache.rglob("engine.lock")) and time.monotonic() < deadline:
        time.sleep(0.05)
    second = guide.run()
    go.touch()
    words = f"another run of the gate is under way (process {first.pid}, since "
    seen = [(line, words in sentence) for line, sentence in second.failures("index")]
    assert ([(6, True)], ["passed"], 0) == (seen, second.statuses("other"), guide.outcome(first).status), second.text
