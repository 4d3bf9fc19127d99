"""Debian's packages without installing any: fetched by apt and unpacked into the cache folder.

apt keeps its lists and packages in the cache folder too, so nothing of the machine's own state changes.
"""

import os
import platform
import shutil
import subprocess
import tempfile
from pathlib import Path

from standins import paths, say
from standins.programs import run
from standins.versions import VERSIONS

# apt adds what they need and isn't here; `docker top` calls ps on the engine's side.
PACKAGES = ["docker.io", "iptables", "procps", "slirp4netns", "mmdebstrap", "curl"]
FOR_PAGES = ("docker", "curl")
CLIENT = "docker-cli"  # of its own since Debian 13
SUITE = VERSIONS["engine"]["debian"]  # what stand-ins are made of, whatever release this machine has
LINKS = {name: "xtables-nft-multi" for name in ("iptables", "ip6tables", "iptables-save", "ip6tables-save")}


def refusal() -> str | None:
    """Why no packages can be unpacked here, in a sentence; None where they can."""
    if os.geteuid() != 0:
        return "only root can start an engine"
    if release().get("ID") != "debian":
        return f"Debian's packages are for Debian, and this is {release().get('PRETTY_NAME', 'another system')}"
    lacking = [name for name in ("apt-get", "dpkg") if not shutil.which(name)]
    return f"{' and '.join(lacking)} can't be found" if lacking else None


def release() -> dict[str, str]:
    """What os-release(5) says: ID, VERSION_CODENAME and so on; nothing where there is none."""
    try:
        return platform.freedesktop_os_release()
    except OSError:
        return {}


def root() -> Path:
    """The folder with the unpacked packages."""
    return paths.cache("debian")


def ensure() -> None:
    """Unpack the engine's packages, mmdebstrap and what pages call. Raises `Failed`."""
    bring(root(), PACKAGES, "Bringing Debian's Docker Engine into the cache folder, without installing it")


def bring(folder: Path, packages: list[str], what: str) -> None:
    """Fetch and unpack packages into a folder, once for each release of Debian; `what` says so. Raises `Failed`."""
    wanted = f"{release().get('VERSION_CODENAME')} {' '.join(packages)}\n"
    stamp = folder / "complete"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    scratch, half = paths.cache("apt"), folder.with_suffix(".half")
    for left in (folder, scratch, half):
        paths.remove(left)
    half.mkdir(parents=True)
    with say.step(what) as step:
        fetch(scratch, packages)
        for package in sorted(scratch.glob("archives/*.deb")):
            run(["dpkg", "-x", package, half])
        for name, program in LINKS.items():
            link = half / "usr" / "sbin" / name
            if (link.parent / program).exists() and not link.exists():
                link.symlink_to(program)
        (half / "complete").write_text(wanted)
        half.rename(folder)
        paths.remove(scratch)
        step.result = say.size(paths.size(folder))


def fetch(folder: Path, packages: list[str]) -> None:
    """Have apt fetch packages, and those they need that are not installed, into a folder. Raises `Failed`."""
    for name in ("lists/partial", "archives/partial"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    settings = {
        "Dir::State": folder,
        "Dir::State::status": "/var/lib/dpkg/status",
        "Dir::Cache": folder,
        "Debug::NoLocking": "true",
        "APT::Sandbox::User": "root",  # its own user may not write into root's cache folder
        "Acquire::Languages": "none",
        "Acquire::IndexTargets::deb::DEP-11::DefaultEnabled": "false",
    }
    options = ["-qq", *(f"--option={name}={value}" for name, value in settings.items())]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", *options, "update"], env=quiet)
    if "docker.io" in packages:
        shown = subprocess.run(["apt-cache", *options, "show", CLIENT], capture_output=True, check=False)
        packages = [*packages, *([CLIENT] if shown.returncode == 0 else [])]
    run(["apt-get", *options, "install", "-y", "--download-only", "--no-install-recommends", *packages], env=quiet)


def environment() -> dict[str, str]:
    """The environment in which unpacked programs find each other, their libraries and their modules."""
    here, base = root(), os.environ.get("PATH", os.defpath)
    libraries = sorted({*here.glob("usr/lib/*-linux-gnu*"), *here.glob("lib/*-linux-gnu*")})
    modules = sorted({*here.glob("usr/share/perl/*"), *here.glob("usr/lib/*/perl/*"), *here.glob("usr/share/perl5")})
    return {
        **os.environ,
        "PATH": f"{here}/usr/sbin:{here}/usr/bin:{here}/sbin:{here}/bin:{base}:/usr/sbin:/sbin",
        "LD_LIBRARY_PATH": ":".join(map(str, libraries)),
        "XTABLES_LIBDIR": ":".join(f"{library}/xtables" for library in libraries),
        "PERL5LIB": ":".join(map(str, modules)),
    }


def offer(folder: Path) -> None:
    """Put the programs that pages call and that the machine lacks into a folder."""
    settings = environment()
    for name in FOR_PAGES:
        (folder / name).unlink(missing_ok=True)
        program = root() / "usr" / "bin" / name
        if not shutil.which(name) and program.exists():
            libraries = f"LD_LIBRARY_PATH='{settings['LD_LIBRARY_PATH']}'"
            (folder / name).write_text(f"#!/bin/sh\n{libraries} exec '{program}' \"$@\"\n")
            (folder / name).chmod(0o755)


def mmdebstrap() -> str:
    """The program that makes file systems of packages: an installed one, or the unpacked. Raises `Failed`."""
    if shutil.which("mmdebstrap"):
        return "mmdebstrap"
    ensure()
    wrapper = paths.folder("bin.debian") / "mmdebstrap"
    settings = environment()
    own = [f"{name}={settings[name]}" for name in ("PATH", "PERL5LIB")]
    wrapper.write_text(f"#!/bin/sh\nexec env '{own[0]}' '{own[1]}' perl '{root()}/usr/bin/mmdebstrap' \"$@\"\n")
    wrapper.chmod(0o755)
    return str(wrapper)


def can_unpack() -> bool:
    """Whether Debian packages can be unpacked here."""
    return shutil.which("mmdebstrap") is not None or refusal() is None


def make_root(target: Path, *options: str) -> None:
    """Make a file system of packages: in a folder, or in a tar file if its name says so. Raises `Failed`."""
    run([mmdebstrap(), "--quiet", *options, SUITE, target])


def unpack(programs: list[str], inside: str, folder: Path) -> None:
    """Copy programs out of packages of the same names into a folder; each appears when it is whole. Raises `Failed`."""
    with tempfile.TemporaryDirectory(dir=paths.folder()) as scratch:
        make_root(Path(scratch), "--variant=extract", f"--include={','.join(programs)}")
        for name in programs:
            half = folder / f"{name}.half"
            shutil.copy(Path(scratch, inside, name), half)
            half.rename(folder / name)
