"""The objects of a cluster: what it brings itself, and what a page puts into it."""

from sphinx_gate.engine import objects
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
