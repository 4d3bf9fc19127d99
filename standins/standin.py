"""A stand-in for an image that can't be pulled, made of Debian packages."""

from pathlib import Path

from standins import debian, docker, programs, say, troubles

CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"
# What runs in the image must trust what this machine trusts, or pip in it can't reach its registry.
TRUST = f"ENV PIP_CERT={CERTIFICATES} SSL_CERT_FILE={CERTIFICATES}"
UNSAFE = "--dpkgopt=force-unsafe-io"  # no sync after each file: a tenth quicker, and a crash starts anew anyway


def make(name: str, recipe: dict, label: str) -> None:
    """Make the image `name`; its tag moves when the image is whole. Raises `Failed`."""
    command = [debian.mmdebstrap(), "--quiet", "--variant=minbase", UNSAFE, *what(recipe), recipe["suite"], "-"]
    changes = [f"--change={change}" for change in [TRUST, f"LABEL {label}", *recipe["changes"]]]
    with say.step(f"Making a stand-in for {name} from Debian packages") as step:
        tag(imported(command, ["docker", "import", *changes, "-"]), name)
        step.result = say.size(docker.image(name)["size"])


def imported(packer: list, importer: list) -> str:
    """Pipe a file system from one program into the other; returns the image's id. Raises `Failed` if either fails."""
    image, failed = None, None
    with programs.start(packer, text=False) as (process, written):
        try:
            image = programs.run(importer, input=process.stdout).strip()
        except say.Failed as error:
            failed = error
        process.stdout.close()
        if process.wait() != 0 and (image or troubles.explain(written())):  # else it only lost its reader
            failed = say.Failed(programs.sentence(packer, process.returncode, written()))
    if failed:
        if image:  # half of one
            docker.docker("rmi", image)
        raise failed
    return image


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
