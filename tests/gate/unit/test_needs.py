"""What pages say that they need."""

import pytest

from sphinx_gate.model import Page
from sphinx_gate.read import needs
from sphinx_gate.settings import Capability

from ..blocks import block, page

DOCKER = Capability("docker", "Docker", ("docker",))
KUBERNETES = Capability("kubernetes", "Kubernetes", ("kind", "kubectl"))
CAPABILITIES = {"docker": DOCKER, "kubernetes": KUBERNETES, "gpu": Capability("gpu", "A GPU")}


def test_what_a_page_needs_is_also_what_its_pages_need() -> None:
    """A page needs what it says, and what the pages that run before it need."""
    said = {"a": (["docker"], []), "b": ([], ["a"]), "c": (["kubernetes"], ["b"]), "d": ([], [])}
    pages = {name: Page(name, [], needs=needed, follows=follows) for name, (needed, follows) in said.items()}
    seen = {name: needs.of(page, pages) for name, page in pages.items()}
    assert {"a": {"docker"}, "b": {"docker"}, "c": {"docker", "kubernetes"}, "d": set()} == seen


SAID = [
    ("$ docker ps", ["docker"]),
    ("$ kubectl get pods", ["kubernetes"]),
    ("$ echo docker | cat", []),
    ("$ curl http://docker/", []),
]


@pytest.mark.parametrize(("text", "said"), SAID)
def test_a_need_that_is_said_is_fine(text: str, said: list[str]) -> None:
    """A page that says what it needs may use it; words that only look like a program need nothing."""
    assert [] == needs.check(page(block(text), needs=said), CAPABILITIES)


UNSAID = [
    ("$ true\n$ docker ps", [], 13),
    ("$ kind get clusters", ["docker"], 12),
    ("$ kubectl get pods", [], 12),
    ("$ cd . && docker ps", [], 12),
    ("$ DOCKER_BUILDKIT=1 docker build .", [], 12),
    ("$ for i in 1 2; do docker ps; done", [], 12),
    ("$ sudo docker ps", [], 12),
    ("$ true |\n  docker load", [], 12),
]


@pytest.mark.parametrize(("text", "said", "line"), UNSAID)
def test_a_need_that_is_not_said_fails(text: str, said: list[str], line: int) -> None:
    """A page that uses an engine without saying so fails at that command: nobody would look what it leaves."""
    (failure,) = needs.check(page(block(text), needs=said), CAPABILITIES)
    assert (line, True) == (failure.line, "the page doesn't say so: write :needs:" in failure.sentence)
