"""python3 measure.py DOCKERFILE ... prints for each: its image's size, how long building takes again when
basicserver.py has changed, the user in the container, and how that stops.
"""

import subprocess
import sys
import time
from pathlib import Path

ROW = "{:<17} {:>8}   {:>11}   {:<6} {:>6}   {}"
ASK = "import urllib.request as r; r.urlopen('http://localhost:5000')"
CODE = Path("basicserver.py")
FIRST, *AGAIN = IMAGES = [f"measured:{number}" for number in range(4)]


def docker(*arguments: str) -> str:
    """Run docker; return what it prints."""
    return subprocess.run(["docker", *arguments], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def build(dockerfile: str, image: str) -> float:
    """Build an image; return how many seconds that took."""
    begin = time.monotonic()
    docker("build", "--quiet", "--tag", image, "--file", dockerfile, ".")
    return time.monotonic() - begin


def build_again(dockerfile: str) -> float:
    """Build, then three times: build again with a new line in the code; put the code back; return the shortest time."""
    build(dockerfile, FIRST)
    code = CODE.read_bytes()
    times = []
    try:
        for image in AGAIN:
            CODE.write_bytes(code + f"# {time.time()}\n".encode())
            times.append(build(dockerfile, image))
    finally:
        CODE.write_bytes(code)
    return min(times)


def wait_for_answer(container: str) -> None:
    """Ask the server, from inside its container, until it answers; give up after about a minute."""
    for _ in range(60):
        if subprocess.run(["docker", "exec", container, "python3", "-c", ASK], capture_output=True).returncode == 0:
            return
        time.sleep(1)
    sys.exit("the server doesn't answer")


def measure(dockerfile: str) -> str:
    """Build images, run a container of the first, look at both, remove all; return the row of the table."""
    again = build_again(dockerfile)
    megabytes = int(docker("image", "inspect", "--format", "{{.Size}}", FIRST)) / 1e6
    container = docker("run", "--detach", FIRST)
    user = docker("exec", container, "id", "-u")
    wait_for_answer(container)
    time.sleep(1)  # one process has answered; the others need a moment more
    begin = time.monotonic()
    docker("stop", container)
    stop = time.monotonic() - begin
    status = docker("inspect", "--format", "{{.State.ExitCode}}", container)
    docker("rm", container)
    docker("image", "rm", *IMAGES)
    return ROW.format(dockerfile, f"{megabytes:.0f}MB", f"{again:.1f}s", user, f"{stop:.1f}s", status)


print(ROW.format("DOCKERFILE", "SIZE", "BUILD AGAIN", "USER", "STOP", "EXIT STATUS"))
for name in sys.argv[1:]:
    print(measure(name), flush=True)
