"""On a machine where others use the engine too, only what is the guide's is ever removed."""

import pytest

from .guides import Guide

FOREIGN = {
    "container": "f1\tmine\tpython:3\nf2\tcache\tredis:8\tdata\n",
    "image": "sha256:1\tpython:3\nsha256:2\tredis:8\nsha256:3\t<none>:<none>\nsha256:4\tbasicserver:0.41\n",
    "network": "n1\tbridge\nn2\tkind\n",
    "volume": "data\tdata\n",
}
BUILD = "You need :needs:`docker`.\n\n.. code-block:: console\n\n   $ docker build -t basicserver:0.42 .\n"
CLEAN = "   $ docker image rm basicserver:0.42\n"
RUN = "   $ docker run --name web python:3\n   $ docker run --name own basicserver:0.42\n"
NETWORK = "   $ docker network create shop\n"


class Shared:
    """A guide on a machine where other people's things are on the engine."""

    def __init__(self, folder, **more: str):
        self.guide = Guide(folder)
        self.engine = self.guide.docker()
        for kind, lines in FOREIGN.items():
            (self.engine / kind).write_text(lines + more.get(kind, ""))

    def there(self) -> dict[str, str]:
        """What is on the engine."""
        return {kind: (self.engine / kind).read_text() for kind in FOREIGN}

    def removals(self) -> list[str]:
        """The requests that remove something."""
        calls = self.engine / "calls"
        return [call for call in calls.read_text().splitlines() if call.startswith("DELETE")] if calls.exists() else []


@pytest.fixture
def shared(tmp_path) -> Shared:
    """Such a guide."""
    return Shared(tmp_path)


def test_page_that_cleans_up_passes(shared: Shared) -> None:
    """A page that removes what it made leaves the engine as it was."""
    shared.guide.page("index", f"{BUILD}{RUN}   $ docker rm web\n   $ docker rm own\n{CLEAN}")
    outcome = shared.guide.run()
    assert (0, FOREIGN) == (outcome.status, shared.there()), outcome.text


@pytest.fixture(scope="module")
def leaving(tmp_path_factory):
    """A page that leaves an image and two containers, run: what the run came to, and the engine after it."""
    shared = Shared(tmp_path_factory.mktemp("leaving"))
    shared.guide.page("index", BUILD + RUN)
    return shared.guide.run(), shared.there()


def test_what_a_page_leaves_fails_it(leaving) -> None:
    """Containers and images that a page leaves are named, at its last block."""
    ((line, sentence),) = leaving[0].failures("index")
    left = "container own (of image basicserver:0.42), container web (of image python:3), image basicserver:0.42"
    assert (6, True) == (line, f"the page leaves {left}:" in sentence), sentence


def test_what_a_page_leaves_is_removed(leaving) -> None:
    """It is removed, and other people's things, of the same outside image too, stay."""
    assert FOREIGN == leaving[1]


def test_what_a_failed_page_made_is_removed(shared: Shared) -> None:
    """So is what a page made that fails before its clean-up."""
    shared.guide.page("index", f"{BUILD}{RUN}{NETWORK}   $ false\n{CLEAN}")
    outcome = shared.guide.run()
    assert ([12], FOREIGN) == ([line for line, _ in outcome.failures("index")], shared.there())


def test_declared_image_stays_for_the_next_page(shared: Shared) -> None:
    """What a page says that it leaves is there for a page that needs it, and is gone after the run."""
    shared.guide.page("first", f"{BUILD}\nStays: :leaves:`image basicserver:0.42`.\n")
    uses = ".. code-block:: console\n\n   $ docker image ls | grep -c basicserver:0.42\n   1\n"
    shared.guide.page("second", f"You need :needs:`docker` and :needs:`first`.\n\n{uses}")
    outcome = shared.guide.run("docs/second.rst")
    assert (0, FOREIGN) == (outcome.status, shared.there()), outcome.text


OTHERS = "DOCKER_HOST=ADDRESS docker run --name theirs redis:8"  # not through the run's socket


def test_things_of_others_that_come_meanwhile_are_left_alone(shared: Shared) -> None:
    """What others start while a page runs neither fails the page nor is removed."""
    command = OTHERS.replace("ADDRESS", shared.guide.variables["DOCKER_HOST"])
    shared.guide.page("index", f"You need :needs:`docker`.\n\n.. code-block:: console\n\n   $ {command}\n")
    outcome = shared.guide.run()
    theirs = [line.split("\t")[1:] for line in shared.there()["container"].splitlines()[2:]]
    assert (0, [["theirs", "redis:8"]]) == (outcome.status, theirs), outcome.text


WAYS = {
    "in a script": "echo 'docker run --name web python:3' > start.sh; sh start.sh",
    "in a loop": "for i in 1 2; do docker run --name web$i python:3; done",
    "behind a variable": "DOCKER_BUILDKIT=1 docker build -t guide .",
    "without a name": "docker run '' python:3 '' volume-1",
    "with a volume": "docker run --name web python:3 data-1; docker rm web",
    "a network": "name=shop; docker network create $name",
    # Debian's engine then says another time of its making.
    "a volume with files": "docker volume create data-1; "
    """sed -i '/^data-1/s/[0-9]*$/later/' "$(dirname "$(which $d)")/volume\"""",
}


@pytest.mark.parametrize("way", WAYS)
def test_whatever_way_a_page_makes_things_they_are_known(shared: Shared, way: str) -> None:
    """What a page leaves is found and removed, whether its text names it or not, and also if it says no needs."""
    hidden = WAYS[way].replace("docker ", "$d ")  # a page that names docker in a command has to say that it needs it
    shared.guide.page("index", f".. code-block:: console\n\n   $ export d=docker; {hidden}\n")
    outcome = shared.guide.run()
    ((line, sentence),) = outcome.failures("index")
    assert (4, True, FOREIGN) == (line, sentence.startswith("the page leaves "), shared.there()), sentence


def test_what_is_removed_is_said(leaving) -> None:
    """The run names each thing that it removed, and why, at its end and in the report."""
    line = "after docs/index.rst: container web (id-"
    reported = [said for said in leaving[0].report["removed"] if said.startswith(line)]
    assert (True, 1) == (line in leaving[0].text, len(reported)), leaving[0].text


TAKEN = {
    "image": (
        "sha256:5\tbasicserver:0.42\n",
        "the image basicserver:0.42 is there",
        "docker image rm basicserver:0.42",
    ),
    "container": ("f3\tweb\tnginx\n", "the container web (of image nginx) is there", "docker rm -f web"),
    "network": ("n3\tshop\n", "the network shop is there", "docker network rm shop"),
}


@pytest.mark.parametrize("kind", TAKEN)
def test_a_page_refuses_what_is_there_already(tmp_path, kind: str) -> None:
    """An image or a container of a page's name, not this run's: the page fails, says the way out, and is not run."""
    line, words, way_out = TAKEN[kind]
    shared = Shared(tmp_path, **{kind: line})
    shared.guide.page("index", BUILD + RUN + NETWORK)
    outcome = shared.guide.run()
    ((number, sentence),) = outcome.failures("index")
    assert (6, True, True) == (number, words in sentence, way_out in sentence), sentence


@pytest.mark.parametrize("kind", TAKEN)
def test_a_refusal_removes_nothing(tmp_path, kind: str) -> None:
    """What made the page refuse is still there after the run, like all else."""
    shared = Shared(tmp_path, **{kind: TAKEN[kind][0]})
    shared.guide.page("index", BUILD + RUN + NETWORK)
    shared.guide.run()
    there = FOREIGN | {kind: FOREIGN[kind] + TAKEN[kind][0]}
    assert (there, []) == (shared.there(), shared.removals())
