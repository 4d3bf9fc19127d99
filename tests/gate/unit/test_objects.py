"""The objects of a cluster: what it brings itself, and what a page puts into it."""

import pytest

from sphinx_gate.engine import objects
from sphinx_gate.engine.api import EngineGone
from sphinx_gate.engine.inventory import Thing


def things(*names: str) -> set[Thing]:
    """Objects of these names."""
    return {Thing("object", name, name) for name in names}


def test_a_new_clusters_own_objects_are_not_the_pages() -> None:
    """What a cluster brings is told from what a page puts into it."""
    own = things("namespace/default", "namespace/kube-system", "kube-system/deployment/coredns", "clusterrole/view")
    made = things("deployment/web", "shop/pod/x", "namespace/shop")
    assert made == objects.of_a_new_cluster(own | made)


def test_a_namespace_stands_for_what_is_in_it() -> None:
    """An object in a namespace that is new itself is not named."""
    made = things("namespace/shop", "shop/pod/x", "pod/y")
    assert things("namespace/shop", "pod/y") == objects.without_contents(made)


KUBECTL = """#!/bin/sh
case "$*" in
*" current-context") exit {context} ;;
*) echo 'Unhandled Error' >&2; echo '{words}' >&2; exit 1 ;;
esac
"""
TIMEOUT = "Unable to connect to the server: context deadline exceeded"
# (what kubectl says, the exit status of asking which cluster is meant): what is known of the cluster
ANSWERS = {
    (TIMEOUT, 0): f"the cluster doesn't say what is in it: {TIMEOUT}",
    (TIMEOUT, 1): set(),
    ("The connection to the server 127.0.0.1:6443 was refused - did you specify the right host or port?", 0): set(),
}


def kubectl(folder, words: str, context: int) -> dict[str, str]:
    """An environment with a kubectl that fails."""
    path = folder / "kubectl"
    path.write_text(KUBECTL.format(words=words, context=context))
    path.chmod(0o755)
    return {"PATH": f"{folder}:/usr/bin:/bin"}


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_cluster_that_does_not_answer_is_not_empty(tmp_path, answer: tuple[str, int]) -> None:
    """What stays in it would be missed; where there is no cluster, or it was stopped, nothing is there."""
    try:
        found = objects.there(kubectl(tmp_path, *answer))
    except EngineGone as error:
        found = str(error)
    assert ANSWERS[answer] == found


def test_without_kubectl_there_is_no_cluster(tmp_path) -> None:
    """A program that isn't there finds nothing."""
    assert set() == objects.there({"PATH": str(tmp_path)})


def test_an_object_that_cannot_be_removed_stays(tmp_path) -> None:
    """It is said, with the reason."""
    removed = objects.remove(kubectl(tmp_path, TIMEOUT, 0), things("deployment/web"))
    assert [f"object deployment/web stays: {TIMEOUT}"] == removed
