"""Runs that are ended from outside: nothing of them goes on."""

import os
import signal
import subprocess
import uuid

import pytest

from ..guides import Guide
from ..terminals import running

PAGE = """\
You need :needs:`docker`.

.. code-block:: console

   $ docker build -t guide:1 .
   $ docker run --name guide python:3
   $ (bash -c 'trap "" HUP TERM INT; while :; do sleep 0.1; done' MARKER &)
   $ echo two > file; $EDITOR file

.. code-block:: diff

   -two
   +2

.. code-block:: console
   :terminal: 2

   $ touch STARTED; bash -c 'while :; do sleep 0.1; done' MARKER
"""


class Interrupted:
    """A guide whose run was ended by a signal in its middle, with servers running."""

    def __init__(self, folder, number: int):
        self.guide, self.marker = Guide(folder), uuid.uuid4().hex
        self.engine, started = self.guide.docker(), self.guide.folder / "started"
        self.guide.page("index", PAGE.replace("MARKER", self.marker).replace("STARTED", str(started)))
        process = self.guide.start()
        process.until(lambda: started.exists() and len(running(self.marker)) == 2)
        os.kill(process.pid, number)
        self.outcome = self.guide.outcome(process)

    def engine_things(self) -> str:
        """The containers and images that are there."""
        return (self.engine / "container").read_text() + (self.engine / "image").read_text()

    def remains(self) -> list:
        """Processes, folders and things of the engine that are left."""
        return [running(self.marker), self.guide.left(), self.engine_things()]


@pytest.fixture(scope="module", params=["SIGINT", "SIGTERM", "SIGHUP"])
def interrupted(request, tmp_path_factory) -> Interrupted:
    """A run that was told to end: by Ctrl-C, as CI does it, or by a closed terminal."""
    return Interrupted(tmp_path_factory.mktemp("interrupted"), signal.Signals[request.param])


def test_an_interrupted_run_leaves_nothing(interrupted: Interrupted) -> None:
    """No process, also of those that ignore signals, no folder, no container and no image is left."""
    assert [[], [], ""] == interrupted.remains()


def test_an_interrupted_run_says_so(interrupted: Interrupted) -> None:
    """Its exit status is that of an interrupted pytest, and it says that it was interrupted."""
    assert (2, True) == (interrupted.outcome.status, "KeyboardInterrupt" in interrupted.outcome.text)


def test_an_interrupted_run_passes_nothing_it_did_not_run(interrupted: Interrupted) -> None:
    """Its report counts the block that it was in, and what would have come, as not run."""
    assert ["passed", "passed", "not run"] == interrupted.outcome.statuses("index")


CLEAN = PAGE.split("   $ (bash")[0] + "   $ docker rm guide\n   $ docker image rm guide:1\n"


def test_a_killed_run_is_cleaned_up_by_the_next(tmp_path) -> None:
    """What a run left that was killed, the next one ends and removes, and says so: processes, folder, what it made."""
    killed = Interrupted(tmp_path, signal.SIGKILL)
    left = [bool(running(killed.marker)), len(killed.guide.left()), len(killed.engine_things().splitlines())]
    killed.guide.page("index", CLEAN)
    outcome = killed.guide.run()
    assert ([True, 1, 2], [[], [], ""], 0) == (left, killed.remains(), outcome.status), outcome.text
    assert "left by a run that was killed: image guide:1 (guide:1)" in outcome.text


def test_what_a_reader_made_after_a_killed_run_stays(tmp_path) -> None:
    """The names are the guide's, the things the reader's own: also an image that BuildKit's cache made the same."""
    killed = Interrupted(tmp_path, signal.SIGKILL)
    environment = {"DOCKER_HOST": killed.guide.variables["DOCKER_HOST"], "PATH": os.environ["PATH"]}
    for command in ("rm guide", "image rm guide:1", "build -t guide:1 .", "run --name guide guide:1"):
        subprocess.run([killed.engine / "docker", *command.split()], env=environment, check=True)
    theirs = killed.engine_things()
    killed.guide.page("index", ".. code-block:: console\n\n   $ echo fine\n   fine\n")
    outcome = killed.guide.run()
    assert ([[], [], theirs], 0) == (killed.remains(), outcome.status), outcome.text


def test_a_killed_run_without_an_engine_is_cleaned_up_too(tmp_path) -> None:
    """A run that used no engine leaves its folder and processes to the next one, too."""
    guide, marker = Guide(tmp_path), uuid.uuid4().hex
    guide.page("index", f".. code-block:: console\n\n   $ bash -c 'while :; do sleep 0.1; done' {marker}\n")
    process = guide.start()
    process.until(lambda: running(marker))
    child = subprocess.Popen(["setsid", "sleep", "987"])  # somebody else's
    os.kill(process.pid, signal.SIGKILL)
    guide.outcome(process)
    left = len(guide.left())
    guide.page("index", ".. code-block:: console\n\n   $ echo fine\n   fine\n")
    outcome = guide.run()
    stays = child.poll() is None
    child.kill()
    child.wait()
    assert (1, [], [], True, 0) == (left, guide.left(), running(marker), stays, outcome.status), outcome.text
