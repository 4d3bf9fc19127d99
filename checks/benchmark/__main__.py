"""Times a page by the gate and by a bare script, in turn; `python -m checks.benchmark [PAGE [PAIRS]]`."""

import os
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

from checks.benchmark import script
from sphinx_gate import settings
from sphinx_gate.engine.api import Engine
from sphinx_gate.read.pages import Pages
from sphinx_gate.run.environment import Surroundings

ROOT = Path(__file__).resolve().parent.parent.parent


def main(name: str = "docs/containers/practical.rst", pairs: str = "7") -> None:
    """Prints the seconds of each pair, and the median of the ratios. Ends with an error if the page fails."""
    _by_script(name)  # the caches of images and builds are full for both, then
    ratios = []
    for _ in range(int(pairs)):
        gate, bare = _by_gate(name), _by_script(name)
        ratios.append(gate / bare)
        print(f"{name}: by the gate {gate:.1f} s, by a bare script {bare:.1f} s, ratio {gate / bare:.2f}", flush=True)
    print(f"median of {len(ratios)} ratios: {statistics.median(ratios):.2f}")


def _by_gate(name: str) -> float:
    # The gate's own modules are compiled once, as anywhere where nobody has forbidden it.
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-m", "pytest", "--quiet", name]
    started = time.monotonic()
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - started


def _by_script(name: str) -> float:
    pages = Pages(settings.read(ROOT), ROOT / "_build" / "benchmark")
    page = pages.page(name)
    pages.close()
    surroundings = Surroundings()
    # To the engine itself: a bare script's things are not written down.
    environment = surroundings.environment | {"DOCKER_HOST": Engine().address}
    try:
        place = surroundings.place(name)
        commands = place.home / "commands.sh"
        commands.write_text(script.of(page))
        started = time.monotonic()
        # In a terminal, as the gate has one: without it, `docker run -it` ends before it has begun.
        with subprocess.Popen(
            ["script", "--quiet", "--command", f"bash {commands}", "/dev/null"],
            cwd=place.folder,
            env=environment | {"FOLDER": str(place.folder), "HOME": str(place.home)},
            stdin=subprocess.PIPE,  # open until the end, and nothing is typed
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # what runs in the background ignores it
        ) as running:
            running.wait()  # whatever it ends with: some commands of a page are meant to fail
        return time.monotonic() - started
    finally:
        for left in page.leaves:
            kind, _, thing = left.partition(" ")
            subprocess.run(["docker", kind, "rm", thing], check=False, capture_output=True)
        surroundings.close()


main(*sys.argv[1:])
