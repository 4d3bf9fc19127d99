"""An engine that is not there, that stops half-way, or that another run has."""

import pytest

from ..guides import Guide

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


def test_without_an_engine_its_pages_fail(guide: Guide) -> None:
    """Pages that need an engine fail, with the way out; the others run."""
    outcome = guide.run()
    words = "Docker can't be used here: no engine: install one (GUIDE_WITHOUT=docker leaves it out)"
    assert (1, True, ["passed"]) == (outcome.status, words in outcome.text, outcome.statuses("other")), outcome.text


def test_an_engine_may_be_left_out(guide: Guide) -> None:
    """GUIDE_WITHOUT leaves its pages out: they are not run, and the end says so, with the way out.

    Images that stand in for published ones are named in the header and in the last line.
    """
    guide.variables |= {"GUIDE_STAND_INS": "redis:8,python:3", "GUIDE_WITHOUT": "docker"}
    outcome = guide.run()
    left_out = "left out by GUIDE_WITHOUT, and so not proven: docker (no engine: install one)"
    stand_ins = "stand-ins, and not the published images (GUIDE_STAND_INS): python:3, redis:8"
    end = outcome.text.splitlines()[-2:]
    assert (0, ["not run"], [left_out, stand_ins]) == (outcome.status, outcome.statuses("index"), end)
    assert 2 == outcome.text.count(stand_ins)


def test_what_is_left_out_is_known(guide: Guide) -> None:
    """A name in GUIDE_WITHOUT that means nothing ends the run at once, with those that do."""
    guide.variables["GUIDE_WITHOUT"] = "docker,podman"
    outcome = guide.run()
    assert (4, True) == (outcome.status, "GUIDE_WITHOUT: podman: choose from docker, kubernetes" in outcome.text)


def test_an_engine_is_looked_for(guide: Guide) -> None:
    """A capability with a check is there when the command succeeds; else the failure has what it said."""
    del guide.variables["GUIDE_MISSING_DOCKER"]
    settings = guide.folder / "pyproject.toml"
    said = 'title = "Docker"\ncheck = ["sh", "-c", "echo nobody there; exit 3"]'
    settings.write_text(settings.read_text().replace('title = "Docker"', said))
    words = "`sh -c echo nobody there; exit 3` ends with exit status 3: nobody there"
    assert words in guide.run().text


def test_an_engine_gone_before_its_page_fails_it(guide: Guide) -> None:
    """An engine that doesn't answer when the page begins fails it once, in one sentence; other pages go on."""
    (guide.docker() / "broken").touch()
    outcome = guide.run()
    ((line, sentence),) = outcome.failures("index")
    words = "the Docker engine stopped answering: "
    assert (6, True, ["passed"]) == (line, sentence.startswith(words), outcome.statuses("other")), outcome.text


@pytest.fixture(scope="module")
def stopped(tmp_path_factory):
    """A page during which the engine stops, run; then the engine answers again, and another run."""
    guide = Guide(tmp_path_factory.mktemp("stopped"))
    engine = guide.docker()
    guide.page("index", f"{NEEDS}{BUILD}\n.. code-block:: console\n\n   $ docker break\n   $ docker ps\n")
    first = guide.run()
    kept = (engine / "image").read_text()
    (engine / "broken").unlink()
    guide.page("index", f"{NEEDS}{BUILD}   $ docker image rm guide:1\n")
    return first, kept, guide.run(), (engine / "image").read_text()


def test_an_engine_that_stops_half_way_fails_the_page(stopped) -> None:
    """The command that finds no engine fails at its line, once; the details say that the engine is gone."""
    outcome = stopped[0]
    seen = "the Docker engine stopped answering" in outcome.text, outcome.text.count("Traceback")
    assert ([13], (True, 0)) == ([line for line, _ in outcome.failures("index")], seen), outcome.text


def test_what_a_gone_engine_kept_is_removed_later(stopped) -> None:
    """What could not be removed because the engine was gone is removed by the next run."""
    _, kept, outcome, after = stopped
    assert (True, 0, "") == (kept.startswith("sha256:guide:1\tguide:1\t"), outcome.status, after), outcome.text


def test_two_runs_at_once_are_told_apart(guide: Guide) -> None:
    """The second of two runs fails, once and clearly, saying which other one runs; the first is not disturbed."""
    guide.docker()
    go = guide.folder / "go"
    guide.page("index", f"{NEEDS}   $ until [ -e {go} ]; do sleep 0.1; done\n")
    first = guide.start()
    first.until(lambda: list(guide.cache.rglob("engine.lock")))
    second = guide.run()
    go.touch()
    words = f"another run of the gate is under way (process {first.pid}, since "
    seen = [(line, words in sentence) for line, sentence in second.failures("index")]
    assert ([(6, True)], ["passed"], 0) == (seen, second.statuses("other"), guide.outcome(first).status), second.text
