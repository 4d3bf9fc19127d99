"""The node image and its tools: quick when all is there, clear when something can't be had."""

import tarfile

import pytest

from standins import kubernetes, node, say
from tests.standins.machine import Machine

UPSTREAM = """
require k8s.io/api v0.0.0
replace (
\tk8s.io/api => ./staging/src/k8s.io/api
\tk8s.io/cli-runtime => ./staging/src/k8s.io/cli-runtime
\texample.org/other => ./elsewhere
)
"""


def tools(machine: Machine) -> None:
    """kind and kubectl on the PATH."""
    machine.program("kind", "echo kind v0.32.0")
    machine.program("kubectl", "echo Client Version: v1.36.1")


def test_no_room_to_compile(machine: Machine) -> None:
    """It is said before ten minutes are spent on it."""
    machine.patch.setattr(node, "ROOM_BYTES", 10**18)
    with pytest.raises(say.Failed, match=r"The disk is full: 1000000000\.00GB are needed in"):
        node.build()


def test_a_stand_in_of_other_files_is_made_anew(machine: Machine) -> None:
    """What was noted tells; an image that nobody noted is none to trust."""
    machine.has_docker()
    tools(machine)
    built = []
    machine.patch.setattr(node, "build", lambda: built.append(node.IMAGE))
    machine.has_image(node.IMAGE)
    node.ensure()
    for made_by, times in [(node.recipe_hash(), 1), ("", 1), ("0123456789ab", 2)]:
        machine.note(made_by)
        node.ensure()
        assert len(built) == times


def test_kubernetes_own_libraries_are_asked_for_as_published() -> None:
    """Its go.mod names folders, which a module can't bring along."""
    asked = kubernetes.requirements(UPSTREAM)
    for name in ("k8s.io/api", "k8s.io/cli-runtime"):
        assert f"require {name} {kubernetes.STAGING}\nreplace {name} => {name} {kubernetes.STAGING}\n" in asked
    assert "example.org" not in asked


def test_an_image_is_a_program_that_everybody_may_run(machine: Machine) -> None:
    """Owner and mode don't depend on who compiled it; kube-proxy comes on top of its file system."""
    machine.has_docker()
    (machine.folder / "bin" / "kube-proxy").write_text("a program")
    with tarfile.open(machine.folder / "kube-proxy.tar", "w") as below:
        below.add(machine.folder / "images", "usr/sbin")
    node.import_program("registry.k8s.io/kube-proxy:v1.36.1", machine.folder)
    with tarfile.open(machine.folder / "kube-proxy.tar") as packed:
        below, program = packed.getmembers()
    assert ("usr/sbin", "usr/local/bin/kube-proxy") == (below.name, program.name)
    assert (0, 0, 0o755) == (program.uid, program.gid, program.mode)
    start = '--change=ENTRYPOINT ["/usr/local/bin/kube-proxy"]'
    name = "registry.k8s.io/kube-proxy:v1.36.1"
    assert [f"docker import {start} {machine.folder}/kube-proxy.tar {name}"] == machine.calls("docker")
