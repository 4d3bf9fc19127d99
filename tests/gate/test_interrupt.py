"""Runs that are ended from outside: nothing of them goes on."""

import signal
import time
import uuid

import pytest

from .guides import Guide
from .nursery import LIMIT_SECONDS
from .terminals import running

PAGE = """\
You need :needs:`docker`.

.. code-block:: console

   $ docker build -t guide:1 .
   $ docker run --name guide python:3
   $ (bash -c 'trap "" HUP TERM INT; while :; do sleep 0.1; done' MARKER &)

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
        deadline = time.monotonic() + LIMIT_SECONDS
        while not started.exists() or len(running(self.marker)) < 2:
            assert time.monotonic() < deadline and process.runs()
            time.sleep(0.05)
        process.send_signal(number)
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
    assert ["passed", "not run"] == interrupted.outcome.statuses("index")


def test_a_killed_run_is_cleaned_up_by_the_next(tmp_path) -> None:
    """What a run left that was killed, the next one ends and removes: processes, folder, container, image."""
    killed = Interrupted(tmp_path, signal.SIGKILL)
    left = [bool(running(killed.marker)), len(killed.guide.left()), len(killed.engine_things().splitlines())]
    killed.guide.page("index", PAGE.split("   $ (bash")[0] + "   $ docker rm guide\n   $ docker image rm guide:1\n")
    outcome = killed.guide.run()
    assert ([True, 1, 2], [[], [], ""], 0) == (left, killed.remains(), outcome.status), outcome.text
