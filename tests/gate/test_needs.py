"""What pages say that they need."""

import pytest

from sphinx_gate.run import needs
from sphinx_gate.read.console import parse
from sphinx_gate.model import Failure, Page
from standins import Capability, Setup

from .blocks import block
from .guides import Guide

THERE, GONE = Capability(True, None, "there"), Capability(False, "bring it", "none")


def known(**pages: list[str]) -> dict[str, Page]:
    """Pages by path, with what each needs."""
    return {f"docs/{name}.rst": Page(f"docs/{name}.rst", [], needs=needed) for name, needed in pages.items()}


def test_what_is_missing_is_named_with_its_way_out() -> None:
    """A page misses what it needs and the machine hasn't, also by way of the pages that it needs."""
    pages = known(a=["docker"], b=["a"], c=["kubernetes", "b"], d=[])
    seen = {name: needs.missing(page, pages, Setup(GONE, GONE)) for name, page in pages.items()}
    docker, kubernetes = ("docker", "bring it"), ("kubernetes", "bring it")
    assert {
        "docs/a.rst": [docker],
        "docs/b.rst": [docker],
        "docs/c.rst": [docker, kubernetes],
        "docs/d.rst": [],
    } == seen


def test_nothing_is_missing_where_all_is_there() -> None:
    """A machine with all that pages need misses nothing."""
    pages = known(a=["docker", "kubernetes"])
    assert [] == needs.missing(pages["docs/a.rst"], pages, Setup(THERE, THERE))


def test_needed_pages_come_first_and_once() -> None:
    """Pages run after what they need, each once."""
    order = needs.order(["docs/a.rst", "docs/b.rst"], known(a=["c", "b"], b=["c"], c=["docker"], d=[]))
    assert ["docs/c.rst", "docs/b.rst", "docs/a.rst"] == order


SAID = [
    ("$ docker ps", ["docker"]),
    ("$ kubectl get pods", ["kubernetes"]),
    ("$ echo docker", []),
    ("$ curl http://docker/", []),
]


@pytest.mark.parametrize(("text", "said"), SAID)
def test_a_need_that_is_said_is_fine(text: str, said: list[str]) -> None:
    """A page that says what it needs may use it; words that only look like a program need nothing."""
    assert needs.check(Page("docs/a.rst", [], needs=said), parse(block(text))) is None


UNSAID = [("$ true\n$ docker ps", [], 13), ("$ kind get clusters", ["docker"], 12), ("$ kubectl get pods", [], 12)]


@pytest.mark.parametrize(("text", "said", "line"), UNSAID)
def test_a_need_that_is_not_said_fails(text: str, said: list[str], line: int) -> None:
    """A page that uses an engine without saying so fails at that command: nobody would look what it leaves."""
    with pytest.raises(Failure, match=r"the page doesn't say so: write :needs:") as caught:
        needs.check(Page("docs/a.rst", [], needs=said), parse(block(text)))
    assert line == caught.value.line


SKIP = ".. code-block:: console\n   :skip: needs a screen\n\n   $ xeyes\n"
TRUE = ".. code-block:: console\n\n   $ echo fine\n   fine\n"


@pytest.fixture
def guide(tmp_path) -> Guide:
    """A guide that is run where everything is required and there."""
    guide = Guide(tmp_path)
    guide.docker()
    guide.variables |= {"GUIDE_REQUIRE": "docker,kubernetes", "FAKE_KUBERNETES": "yes"}
    return guide


def test_where_all_is_required_explained_skips_are_fine(guide: Guide) -> None:
    """A block that its page says nobody runs is no failure of a run that requires everything."""
    guide.page("index", f"{TRUE}\n{SKIP}")
    assert 0 == guide.run().status


def test_where_all_is_required_nothing_else_is_skipped(guide: Guide) -> None:
    """A test that is skipped for another reason fails the run, which says so."""
    guide.page("index", TRUE)
    guide.file("docs/test_other.py", 'import pytest\n\n\ndef test_x():\n    pytest.skip("not now")\n')
    outcome = guide.run()
    assert (1, True) == (outcome.status, "nothing may be skipped, but 1 tests were" in outcome.text), outcome.text


def test_where_less_is_required_skips_are_fine(guide: Guide) -> None:
    """A run that requires only docker may skip other tests."""
    guide.variables["GUIDE_REQUIRE"] = "docker"
    guide.file("docs/test_other.py", 'import pytest\n\n\ndef test_x():\n    pytest.skip("not now")\n')
    assert 0 == guide.run().status
