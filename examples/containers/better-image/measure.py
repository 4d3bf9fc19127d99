"""python3 measure.py IMAGE ... prints for each image: its size, its user, and how its container stops."""

import subprocess
import sys
import time

ROW = "{:<18} {:>8}   {:<6} {:>7}   {}"
ASK = "import urllib.request as r; r.urlopen('http://localhost:5000')"


def docker(*arguments: str) -> str:
    """Run docker; return what it prints."""
    return subprocess.run(["docker", *arguments], capture_output=True, text=True, check=True).stdout.strip()


def wait_for_answer(container: str) -> None:
    """Ask the server, from inside its container, until it answers; give up after about a minute."""
    for _ in range(60):
        if subprocess.run(["docker", "exec", container, "python3", "-c", ASK], capture_output=True).returncode == 0:
            return
        time.sleep(1)
    sys.exit("the server doesn't answer")


def measure(image: str) -> str:
    """Start a container of the image, look at it, stop it, remove it; return the row of the table."""
    megabytes = int(docker("image", "inspect", "--format", "{{.Size}}", image)) / 1e6
    container = docker("run", "--detach", image)
    user = docker("exec", container, "id", "-u")
    wait_for_answer(container)
    time.sleep(1)  # one process has answered; the others need a moment more
    begin = time.monotonic()
    docker("stop", container)
    seconds = time.monotonic() - begin
    status = docker("inspect", "--format", "{{.State.ExitCode}}", container)
    docker("rm", container)
    return ROW.format(image, f"{megabytes:.0f}MB", user, f"{seconds:.1f}s", status)


print(ROW.format("IMAGE", "SIZE", "USER", "STOP", "EXIT STATUS"))
for name in sys.argv[1:]:
    print(measure(name), flush=True)
