"""What a page leaves in its home folder, above its own folder, and as processes."""

import pytest

from ..guides import Guide, Outcome

UNTIL = "until pgrep -f -x 'sleep {}' > log; do sleep 0.1; done"  # before, it is the shell that will become it
# name: (command, what the page is said to leave)
LEAVES = {
    "a file in the home folder": ("touch ~/made.txt", "file ~/made.txt"),
    "a folder, not all in it": ("mkdir -p ~/a/b/c && touch ~/a/b/c/d ~/a/e", "file ~/a"),
    "a link to a folder": ("ln -s /usr ~/usr", "file ~/usr"),
    "a file above": ("touch ../made.txt", "file ../made.txt"),
    "a file further above": ("touch ../../made.txt", "file ../../made.txt"),
    "a process": (f"(sleep 986 &); {UNTIL.format(986)}", "process sleep 986"),
    "a process without a trace": (f"(env -i setsid sleep 985 &); {UNTIL.format(985)}", "process sleep 985"),
}


FINE = {
    "declared": ("touch ~/made.txt", "You keep :leaves:`file ~/made.txt`."),
    "a declared folder": (
        "mkdir -p ~/v/flask ~/.kube ~/.cache/pip; touch ~/v/flask/x",
        "You keep :leaves:`file ~/v/flask`.",
    ),
    "removed": ("mkdir -p ~/v/flask && touch ~/v/flask/x && rm -r ~/v/flask", ""),
    "what tools keep": ("touch ~/.python_history ~/.wget-hsts x; mkdir -p ~/.docker/y", ""),
}
MADE = ".. code-block:: console\n\n   $ {}\n\n{}\n"
SHOWS = ".. code-block:: console\n\n   $ cat ~/made.txt\n   here\n"
KEEPS = "\nYou keep :leaves:`file ~/made.txt`.\n"


@pytest.fixture(scope="module")
def ran(tmp_path_factory) -> tuple[dict[str, str], Outcome]:
    """One run of all these pages, and the name of each case's page."""
    guide = Guide(tmp_path_factory.mktemp("leftovers"))
    guide.hasty()
    cases = {name: (command, "") for name, (command, _) in LEAVES.items()} | FINE
    pages = {case: f"p{number}" for number, case in enumerate(cases)}
    for case, (command, words) in cases.items():
        guide.page(pages[case], MADE.format(command, words))
    guide.page("missing", f"{MADE.format('true', '')}{KEEPS}")
    guide.page("maker", f"{MADE.format('echo here > ~/made.txt', '')}{KEEPS}")
    guide.page("needs", f"You need :needs:`maker`.\n\n{SHOWS}{KEEPS}")
    guide.page("other", SHOWS)
    return pages, guide.run()


@pytest.mark.parametrize("case", LEAVES)
def test_what_a_page_leaves_fails_it(ran, case: str) -> None:
    """It is named at the page's last block."""
    pages, outcome = ran
    ((line, sentence),) = outcome.failures(pages[case])
    way_out = "clean it up in the page, or declare it there with the role `leaves`"
    assert (4, f"the page leaves {LEAVES[case][1]}: {way_out}") == (line, sentence)


@pytest.mark.parametrize("case", FINE)
def test_what_is_declared_may_stay(ran, case: str) -> None:
    """So may what is in the page's own folder, and what tools keep for themselves."""
    pages, outcome = ran
    assert (["passed"], []) == (outcome.statuses(pages[case]), outcome.failures(pages[case]))


def test_a_declared_file_has_to_be_there(ran) -> None:
    """A page that says it leaves a file, and doesn't, fails."""
    ((_, sentence),) = ran[1].failures("missing")
    assert "the page says that it leaves file ~/made.txt, but it is not there" == sentence


def test_a_page_finds_only_what_pages_that_it_needs_left(ran) -> None:
    """A file in the home folder is there for a page that needs its maker, and for no other."""
    assert [0, 0, 1] == [len(ran[1].failures(name)) for name in ("maker", "needs", "other")]


KUBECTL = """#!/bin/sh
# A cluster in a file: kind, namespace, name, uid and owner, a line an object.
cd "${0%/*}" && touch objects
case "$*" in
mute) touch mute ;;
*" get namespaces,"* | *" delete "*) [ ! -e mute ] || { echo timeout >&2; exit 1; } ;;
esac
case "$*" in
*" get namespaces,"*) cat objects ;;
*" delete "*) echo "$@" >>calls; grep -v "	${4#*/}	" objects >kept; mv kept objects ;;
"get pods --output name") echo pod/web-x ;;
"get pods") echo "web-x   0/1" ;;
"logs pod/web-x "*) echo starting; echo no such file ;;
"get events "*) echo pulled ;;
create*)
    printf 'Deployment\\tdefault\\t%s\\tu-%s\\t\\n' "$3" "$3" >>objects
    printf 'Pod\\tdefault\\t%s-x\\tp-%s\\tReplicaSet\\n' "$3" "$3" >>objects
    ;;
esac
"""


NEEDS = "You need :needs:`kubernetes` and :needs:`cluster`.\n\n.. code-block:: console\n\n"
CREATE = "   $ kubectl create deployment web\n"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory) -> tuple[Outcome, str, Outcome]:
    """Pages on a fake cluster, of which one leaves an object and another one says so; the objects left at the end.

    The last page is that of a cluster which stops answering.
    """
    guide = Guide(tmp_path_factory.mktemp("cluster"))
    guide.hasty()
    (guide.docker() / "kubectl").write_text(KUBECTL)
    (guide.folder.parent / "docker" / "kubectl").chmod(0o755)
    del guide.variables["GUIDE_MISSING_KUBERNETES"]
    guide.page("cluster", ".. code-block:: console\n\n   $ mkdir ~/.kube; touch ~/.kube/config\n")
    guide.page("leaving", f"{NEEDS}{CREATE}")
    outcome = guide.run("docs/leaving.rst")
    objects = guide.folder.parent / "docker" / "objects"
    left = objects.read_text()
    guide.page("leaving", f"{NEEDS}{CREATE}\nYou keep :leaves:`object deployment/web`.\n")
    assert 0 == guide.run("docs/leaving.rst").status
    objects.unlink()  # a new cluster
    guide.page("mute", f"{NEEDS}   $ kubectl mute\n")
    return outcome, left, guide.run("docs/mute.rst")


def test_an_object_left_in_the_cluster_fails_the_page(cluster) -> None:
    """It is named, without what controllers made of it, unless the page declares it."""
    ((_, sentence),) = cluster[0].failures("leaving")
    assert "the page leaves object deployment/web" == sentence.partition(":")[0]


def test_an_object_left_in_the_cluster_is_removed(cluster) -> None:
    """The next page finds the cluster as it was."""
    outcome, left, _ = cluster
    assert (False, True) == ("Deployment" in left, "after docs/leaving.rst: object deployment/web" in outcome.text)


def test_a_cluster_that_stops_answering_fails_the_page(cluster) -> None:
    """What the page leaves in it can't be known, nor be removed: both are said, and nothing else."""
    sentence = "the cluster doesn't say what is in it: timeout"
    assert [(6, sentence)] == cluster[2].failures("mute"), cluster[2].text
    assert f"after docs/mute.rst: {sentence}" in cluster[2].text


def test_a_failure_says_what_ran_meanwhile(cluster) -> None:
    """Pods, the last lines of each, and the cluster's last events."""
    pods = "  Pods:\n    web-x   0/1\n  last lines of pod/web-x:\n    starting\n    no such file\n"
    assert f"{pods}  last events:\n    pulled\n" in cluster[0].text
