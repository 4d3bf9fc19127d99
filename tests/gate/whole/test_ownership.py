"""On a machine where others use the engine too, only what is the guide's is ever removed."""

import pytest

from ..guides import Guide

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


OTHERS = "DOCKER_HOST=ADDRESS docker run --name theirs redis:8"  # not through the run's socket
USES = ".. code-block:: console\n\n   $ docker image ls | grep -c basicserver:0.43\n   1\n"
WAYS = {
    "in a script": "echo 'docker run --name web python:3' > start.sh; sh start.sh",
    "in a loop": "for i in 1 2; do docker run --name web$i python:3; done",
    "twice": "docker build -t twice .; docker build -t twice .",  # the same image, tagged later
    "behind a variable": "DOCKER_BUILDKIT=1 docker build -t guide .",
    "without a name": "docker run '' python:3 '' volume-1",
    "with a volume": "docker run --name web python:3 data-1; docker rm web",
    "a network": "name=shop; docker network create $name",
}


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """One run of pages that make things, whether they clean up or not: what it came to, and the engine after it."""
    shared = Shared(tmp_path_factory.mktemp("shared"))
    shared.guide.hasty()
    page = shared.guide.page
    page("clean", f"{BUILD}{RUN}   $ docker rm web\n   $ docker rm own\n{CLEAN}")
    page("leaving", BUILD + RUN)
    page("failing", f"{BUILD}{RUN}{NETWORK}   $ false\n{CLEAN}")
    page("first", BUILD.replace("0.42", "0.43") + "\nStays: :leaves:`image basicserver:0.43`.\n")
    page("second", f"You need :needs:`docker` and :needs:`first`.\n\n{USES}")
    command = OTHERS.replace("ADDRESS", shared.guide.variables["DOCKER_HOST"])
    page("others", f"You need :needs:`docker`.\n\n.. code-block:: console\n\n   $ {command}\n")
    for number, way in enumerate(WAYS.values()):
        hidden = way.replace("docker ", "$d ")  # a page that names docker in a command has to say that it needs it
        page(f"way{number}", f".. code-block:: console\n\n   $ export d=docker; {hidden}\n")
    return shared.guide.run(), shared.there()


@pytest.mark.parametrize("name", ["clean", "first", "second", "others"])
def test_true_pages_pass(ran, name: str) -> None:
    """A page that removes what it made, or declares it; one that uses what is declared; and what others make."""
    assert (["passed"], []) == (ran[0].statuses(name), ran[0].failures(name)), ran[0].text


def test_what_a_page_leaves_fails_it(ran) -> None:
    """Containers and images that a page leaves are named, at its last block."""
    ((line, sentence),) = ran[0].failures("leaving")
    left = "container own (of image basicserver:0.42), container web (of image python:3), image basicserver:0.42"
    assert (6, True) == (line, f"the page leaves {left}:" in sentence), sentence


@pytest.mark.parametrize("way", WAYS)
def test_whatever_way_a_page_makes_things_they_are_known(ran, way: str) -> None:
    """What a page leaves is found, whether its text names it or not, and also if it says no needs."""
    ((line, sentence),) = ran[0].failures(f"way{list(WAYS).index(way)}")
    assert (4, True) == (line, sentence.startswith("the page leaves ")), sentence


def test_nothing_but_what_pages_made_is_removed(ran) -> None:
    """All of that is gone after the run, also of a page that failed in its middle; what others have and make stays."""
    outcome, there = ran
    theirs = there["container"].splitlines().pop().split("\t")
    there["container"] = "".join(there["container"].splitlines(keepends=True)[:-1])
    failed = [line for line, _ in outcome.failures("failing")]
    assert ([12], FOREIGN, ["theirs", "redis:8"]) == (failed, there, theirs[1:])


def test_what_is_removed_is_said(ran) -> None:
    """The run names each thing that it removed, and why, at its end and in the report."""
    line = "after docs/leaving.rst: container web (id-"
    reported = [said for said in ran[0].report["removed"] if said.startswith(line)]
    assert (True, 1) == (line in ran[0].text, len(reported)), ran[0].text


TAKEN = {
    "image": (
        "sha256:5\tbasicserver:0.42\n",
        "the image basicserver:0.42 is there",
        "docker image rm basicserver:0.42",
    ),
    "container": ("f3\tweb\tnginx\n", "the container web (of image nginx) is there", "docker rm -f web"),
    "network": ("n3\tshop\n", "the network shop is there", "docker network rm shop"),
}


MAKES = {"image": BUILD, "container": BUILD + RUN.splitlines(keepends=True)[0], "network": BUILD + NETWORK}


@pytest.fixture(scope="module")
def refused(tmp_path_factory):
    """A run of pages that each make something which is there already, and not this run's."""
    shared = Shared(tmp_path_factory.mktemp("refused"), **{kind: lines for kind, (lines, *_) in TAKEN.items()})
    for kind, text in MAKES.items():
        shared.guide.page(kind, text if kind == "image" else text.replace("basicserver", "other"))
    before = shared.there()
    return shared, before, shared.guide.run()


@pytest.mark.parametrize("kind", TAKEN)
def test_a_page_refuses_what_is_there_already(refused, kind: str) -> None:
    """An image or a container of a page's name, not this run's: the page fails, says the way out, and is not run."""
    _, words, way_out = TAKEN[kind]
    ((number, sentence),) = refused[2].failures(kind)
    assert (6, True, True) == (number, words in sentence, way_out in sentence), sentence


def test_a_refusal_removes_nothing(refused) -> None:
    """What made the pages refuse is still there after the run, like all else."""
    shared, before, _ = refused
    assert before == shared.there()
