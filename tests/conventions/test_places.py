"""What no file may name, for it holds on one machine or in one network only; and what links look like."""

import ipaddress
import re

from .repository import files, lines, nothing

# Put together here, so that this file does not name them either.
NAMES = {
    "org": ("pypi", "pythonhosted", "npmjs", "golang", "debian", "maven", "apache.maven", "rubygems"),
    "com": ("npmjs",),
    "io": ("crates",),
}
REGISTRIES = [f"{name}.{domain}" for domain, names in NAMES.items() for name in names]
MACHINE_PATHS = [f"/{folder}/" for folder in ("root", "work", "opt/wheels")]
NO_PART_OF_A_NAME = r"(?<![\w-])"
NO_PART_OF_A_PATH = r"(?<![\w.}])"
HTTP = re.compile(r"http://([^\s/:'\"`<>)}\]]+)")
IDENTIFIERS = ("www.w3.org",)  # names of XML namespaces: compared as text, never fetched


def named(words: list[str], line: str, before: str = NO_PART_OF_A_NAME) -> list[str]:
    """The words that stand in line; before is a pattern for what must not stand in front of them."""
    return re.findall(before + "(" + "|".join(map(re.escape, words)) + ")", line)


def local(host: str) -> bool:
    """Whether a host is this machine, an address, or a name without dots such as a container's."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return "." not in host
    return True


def test_no_registry_is_named() -> None:
    """No file names the host of a package registry: the reader's pip knows its own."""
    found = [(where, named(REGISTRIES, line)) for where, line in lines(files())]
    nothing((item for item in found if item[1]), "say what it is, not where")


def test_no_path_of_a_machine_is_named() -> None:
    """No file names a folder of the machine that it was written on."""
    found = [(where, named(MACHINE_PATHS, line, NO_PART_OF_A_PATH)) for where, line in lines(files())]
    nothing((item for item in found if item[1]), "name it from the home folder, or from the repository")


def test_links_are_encrypted() -> None:
    """http:// is for servers of the reader's own; every link out of the guide is https."""
    found = [(where, host) for where, line in lines(files()) for host in HTTP.findall(line)]
    bad = [item for item in found if not local(item[1]) and item[1] not in IDENTIFIERS]
    nothing(bad, "write https://")
