"""The node image and its tools: quick when all is there, clear when something can't be had."""

import pytest

from standins import archive, kubernetes, node, say
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


def test_only_kube_proxy_has_a_file_system(machine: Machine) -> None:
    """The other components need nothing but themselves."""
    folder = machine.folder
    proxy = node.component("registry.k8s.io/kube-proxy:v1.36.1", folder, folder / "bin")
    assert proxy == archive.Component(
        "registry.k8s.io/kube-proxy:v1.36.1", folder / "bin" / "kube-proxy", folder / "kube-proxy.tar"
    )
    coredns = node.component("registry.k8s.io/coredns/coredns:v1.14.3", folder, folder / "bin")
    assert coredns == archive.Component("registry.k8s.io/coredns/coredns:v1.14.3", folder / "bin" / "coredns")
