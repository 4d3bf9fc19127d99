"""The programs of a Kubernetes node, compiled from their Go modules."""

import hashlib
import re
from pathlib import Path

from standins import golang, paths, say
from standins.versions import VERSIONS

PINS = VERSIONS["kubernetes"]
VERSION, STAGING = PINS["kubernetes"], PINS["staging"]
MAJOR, MINOR = VERSION.removeprefix("v").split(".")[:2]
SET = f"-X k8s.io/component-base/version.gitVersion={VERSION} -X k8s.io/client-go/pkg/version.gitVersion={VERSION}"
NUMBERS = f"-X k8s.io/component-base/version.gitMajor={MAJOR} -X k8s.io/component-base/version.gitMinor={MINOR}"
KUBERNETES = golang.Module("k8s.io/kubernetes", VERSION, f"{SET} {NUMBERS}")
COMMANDS = ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kube-proxy", "kubeadm", "kubelet"]
OTHERS = {
    "etcd": golang.Module("go.etcd.io/etcd/server/v3", PINS["etcd"]),
    "coredns": golang.Module("github.com/coredns/coredns", PINS["coredns"]),
    "crictl": golang.Module("sigs.k8s.io/cri-tools/cmd/crictl", PINS["crictl"]),
}


def programs() -> Path:
    """The folder with the programs of these versions, which a change of the image leaves as they are."""
    return paths.cache(f"kubernetes-{hashlib.sha256(f'{KUBERNETES} {OTHERS}'.encode()).hexdigest()[:12]}")


def ensure() -> None:
    """Compile what is missing. Raises `Failed`."""
    folder = paths.folder(programs().name)
    for other in set(folder.parent.glob("kubernetes-*")) - {folder}:
        paths.remove(other)
    if not all((folder / name).exists() for name in COMMANDS):
        with say.step(f"Compiling Kubernetes {VERSION} (about 10 minutes on 2 cores, once)"):
            kubernetes(folder)
    for name, module in OTHERS.items():
        if not (folder / name).exists():
            with say.step(f"Compiling {name} {module.version}"):
                golang.compile(module, folder / name)
    if not (folder / "pause").exists():
        source = paths.HERE / "node" / "pause.go"
        golang.build([str(source)], folder / "pause", folder, golang.Module("pause", ""))


def kubernetes(folder: Path) -> None:
    """Compile Kubernetes' own commands; they appear in `folder` when all of them are whole."""
    work = paths.folder("go", "kubernetes")
    (work / "go.mod").write_text(requirements(Path(golang.download(KUBERNETES)["GoMod"]).read_text()))
    half = paths.folder("go", "kubernetes", "half")
    golang.build([f"k8s.io/kubernetes/cmd/{name}" for name in COMMANDS], half, work, KUBERNETES)
    for name in COMMANDS:
        (half / name).rename(folder / name)


def requirements(upstream: str) -> str:
    """A go.mod that asks for Kubernetes, with the published libraries for the folders that its own one names."""
    libraries = re.findall(r"^\t(k8s\.io/[a-z0-9-]+) => \./staging", upstream, re.MULTILINE)
    lines = [f"require {name} {STAGING}\nreplace {name} => {name} {STAGING}\n" for name in libraries]
    return f"module tool\n\ngo 1.26.0\n\nrequire {KUBERNETES.package} {VERSION}\n{''.join(lines)}"
