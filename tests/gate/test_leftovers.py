"""What a page leaves in its home folder, above its own folder, and as processes."""

import pytest

from sphinx_gate.engine import objects
from sphinx_gate.engine.inventory import Thing

from .guides import Guide

LEAVES = {
    "a file in the home folder": ("touch ~/made.txt", "file ~/made.txt"),
    "a folder, not all in it": ("mkdir -p ~/a/b/c && touch ~/a/b/c/d ~/a/e", "file ~/a"),
    "a file above": ("touch ../made.txt", "file ../made.txt"),
    "a file further above": ("touch ../../made.txt", "file ../../made.txt"),
    "a process": ("(sleep 986 &)", "process sleep 986"),
    "a process without a trace": ("(env -i setsid sleep 985 &)", "process sleep 985"),
}


@pytest.mark.parametrize("what", LEAVES)
def test_what_a_page_leaves_fails_it(tmp_path, what: str) -> None:
    """It is named at the page's last block."""
    guide, (command, named) = Guide(tmp_path), LEAVES[what]
    guide.page("index", f".. code-block:: console\n\n   $ {command}\n")
    ((line, sentence),) = guide.run().failures("index")
    assert (4, f"the page leaves {named}") == (line, sentence.partition(":")[0])


FINE = [
    ("touch ~/made.txt", "You keep :leaves:`file ~/made.txt`."),
    ("mkdir -p ~/venv/flask ~/.kube ~/.cache/pip; touch ~/venv/flask/x", "You keep :leaves:`file ~/venv/flask`."),
    ("mkdir -p ~/venv/flask && touch ~/venv/flask/x && rm -r ~/venv/flask", ""),
    ("touch ~/.python_history ~/.wget-hsts x; mkdir -p ~/.docker/y", ""),
]


@pytest.mark.parametrize(("command", "words"), FINE)
def test_what_is_declared_may_stay(tmp_path, command: str, words: str) -> None:
    """So may what is in the page's own folder, and what tools keep for themselves."""
    guide = Guide(tmp_path)
    guide.page("index", f".. code-block:: console\n\n   $ {command}\n\n{words}\n")
    outcome = guide.run()
    assert 0 == outcome.status, outcome.text


def test_a_declared_file_has_to_be_there(tmp_path) -> None:
    """A page that says it leaves a file, and doesn't, fails."""
    guide = Guide(tmp_path)
    guide.page("index", ".. code-block:: console\n\n   $ true\n\nYou keep :leaves:`file ~/made.txt`.\n")
    ((_, sentence),) = guide.run().failures("index")
    assert "the page says that it leaves file ~/made.txt, but it is not there" == sentence


def test_a_page_finds_only_what_pages_that_it_needs_left(tmp_path) -> None:
    """A file in the home folder is there for a page that needs its maker, and for no other."""
    guide = Guide(tmp_path)
    made = ".. code-block:: console\n\n   $ echo here > ~/made.txt\n\nYou keep :leaves:`file ~/made.txt`.\n"
    shows = ".. code-block:: console\n\n   $ cat ~/made.txt\n   here\n"
    guide.page("a", made)
    guide.page("b", f"You need :needs:`a`.\n\n{shows}\nYou keep :leaves:`file ~/made.txt`.\n")
    guide.page("c", shows)
    outcome = guide.run()
    seen = [outcome.failures(name) for name in "ab"], len(outcome.failures("c"))
    assert ([[], []], 1) == seen, outcome.text


KUBECTL = """#!/bin/sh
# A cluster in a file: kind, namespace, name, uid and owner, a line an object.
cd "${0%/*}" && touch objects
case "$*" in
*" get namespaces,"*) cat objects ;;
*" delete "*) echo "$@" >>calls; grep -v "	${4#*/}	" objects >kept; mv kept objects ;;
create*)
    printf 'Deployment\\tdefault\\t%s\\tu-%s\\t\\n' "$3" "$3" >>objects
    printf 'Pod\\tdefault\\t%s-x\\tp-%s\\tReplicaSet\\n' "$3" "$3" >>objects
    ;;
esac
"""


@pytest.fixture
def cluster(tmp_path) -> Guide:
    """A guide with a fake kubectl, and a page `cluster` that leaves a cluster's configuration."""
    guide = Guide(tmp_path)
    (guide.docker() / "kubectl").write_text(KUBECTL)
    (tmp_path / "docker" / "kubectl").chmod(0o755)
    del guide.variables["GUIDE_MISSING_KUBERNETES"]
    guide.page("cluster", ".. code-block:: console\n\n   $ mkdir ~/.kube; touch ~/.kube/config\n")
    return guide


NEEDS = "You need :needs:`kubernetes` and :needs:`cluster`.\n\n.. code-block:: console\n\n"
CREATE = "   $ kubectl create deployment web\n"


def test_an_object_left_in_the_cluster_fails_the_page(cluster: Guide) -> None:
    """It is named, without what controllers made of it, and is removed; the next page finds the cluster as it was."""
    cluster.page("index", f"{NEEDS}{CREATE}")
    outcome = cluster.run("docs/index.rst")
    ((_, sentence),) = outcome.failures("index")
    objects_left = (cluster.folder.parent / "docker" / "objects").read_text()
    assert ("the page leaves object deployment/web", False) == (
        sentence.partition(":")[0],
        "Deployment" in objects_left,
    )
    assert "after docs/index.rst: object deployment/web" in outcome.text


def test_an_object_may_be_declared(cluster: Guide) -> None:
    """An object that the page says it leaves may stay."""
    cluster.page("index", f"{NEEDS}{CREATE}\nYou keep :leaves:`object deployment/web`.\n")
    outcome = cluster.run("docs/index.rst")
    assert 0 == outcome.status, outcome.text


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
