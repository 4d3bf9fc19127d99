"""A stand-in for an image that can't be pulled, made of Debian packages."""

from pathlib import Path

from offline import debian, docker, programs, say

CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"
# What runs in the image must trust what this machine trusts, or pip in it can't reach its registry.
TRUST = f"ENV PIP_CERT={CERTIFICATES} SSL_CERT_FILE={CERTIFICATES}"


def make(name: str, recipe: dict, label: str) -> None:
    """Make the image `name`; its tag moves when the image is whole. Raises `Failed`."""
    command = [debian.mmdebstrap(), "--quiet", "--variant=minbase", *what(recipe), recipe["suite"], "-"]
    with say.step(f"Making a stand-in for {name} from Debian packages") as step:
        with programs.start(command, text=False) as (process, written):
            changes = [f"--change={change}" for change in [TRUST, f"LABEL {label}", *recipe["changes"]]]
            imported = programs.run(["docker", "import", *changes, "-"], input=process.stdout).strip()
            process.stdout.close()
            if process.wait() != 0:
                docker.docker("rmi", imported)
                raise say.Failed(programs.sentence(command, process.returncode, written()))
        tag(imported, name)
        step.result = say.size(docker.image(name)["size"])


def what(recipe: dict) -> list[str]:
    """mmdebstrap's options: the packages, and this machine's certificates where it has some."""
    options = [f"--include={','.join(['ca-certificates', *recipe['packages']])}"]
    if Path(CERTIFICATES).exists():
        options.append(f"--customize-hook=copy-in {CERTIFICATES} {Path(CERTIFICATES).parent}/")
    return options


def tag(imported: str, name: str) -> None:
    """Give the image its name; the stand-in that had it before goes, unless something is built on it."""
    before = docker.image(name)
    docker.docker("tag", imported, name)
    if before and before["id"] != imported:
        docker.docker("rmi", before["id"])
