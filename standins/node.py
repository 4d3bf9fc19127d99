"""The image of a Kubernetes node: present, else pulled, else a stand-in compiled and assembled here."""

import hashlib
import os
import shutil
import tarfile
from pathlib import Path

from standins import cluster_tools, debian, docker, images, kubernetes, paths, programs, say, standin
from standins.tools import KIND, KUBECTL, need
from standins.versions import VERSIONS

IMAGE = VERSIONS["kubernetes"]["node"]
FILES = paths.HERE / "node"
# The containerd of this release is 1.7, its iptables and CNI plugins are those that Kubernetes expects.
NODE_PACKAGES = (
    "ca-certificates,containerd,runc,containernetworking-plugins,iptables,ebtables,conntrack,ethtool,"
    "iproute2,socat,mount,util-linux,kmod,procps,curl"
)
PROXY_PACKAGES = "base-files,iptables,conntrack,kmod"
IPTABLES = [f"{name}{suffix}" for name in ("iptables", "ip6tables") for suffix in ("", "-save", "-restore")]
ROOM_BYTES = 8_000_000_000  # what compiling takes in Go's caches and the assembled parts take, rounded up


def ensure() -> None:
    """Have the node image in the guide's own engine, and kind and kubectl beside it. Raises `Failed`."""
    cluster_tools.ensure()
    try:
        bring()
    except docker.Unreachable:
        build()
    what = "a stand-in of" if standin.noted(IMAGE) else "with"
    size = say.size(docker.present(IMAGE).size_bytes)
    say.line(f"kind {need(KIND)}, kubectl {need(KUBECTL)}, {IMAGE} {what} {size}.")


def bring() -> None:
    """Have the image, without making it. Raises `Unreachable` where it had to be made, `Failed`."""
    if not images.pulled(IMAGE) and standin.noted(IMAGE) != recipe_hash():
        raise docker.Unreachable(f"{IMAGE} is neither there nor can it be pulled.")


def recipe_hash() -> str:
    """A short hash that changes when what the stand-in is made of does."""
    recipe = hashlib.sha256(
        f"{kubernetes.KUBERNETES} {kubernetes.OTHERS} {debian.SUITE} {NODE_PACKAGES} {PROXY_PACKAGES}".encode()
    )
    for file in sorted(FILES.iterdir()):
        recipe.update(file.read_bytes())
    return recipe.hexdigest()[:12]


def build() -> None:
    """Compile and assemble the stand-in; what was compiled by an earlier try is used. Raises `Failed`."""
    free = shutil.disk_usage(paths.folder()).free
    if not (kubernetes.programs() / "kubelet").exists() and free < ROOM_BYTES:
        need = f"{say.size(ROOM_BYTES)} are needed in {paths.cache()}, {say.size(free)} are free"
        raise say.Failed(f"The disk is full: {need}; free some space and start again.")
    kubernetes.ensure()
    standin.make(IMAGE, recipe_hash(), assemble)


def assemble(context: Path) -> None:
    """Put all parts into a folder, and build the image of it. Raises `Failed`."""
    binaries = context / "bin"
    shutil.copytree(kubernetes.programs(), binaries, copy_function=os.link)
    shutil.copy(need(KUBECTL).path, binaries / "kubectl")
    debian.make_root(context / "node.tar", "--variant=minbase", f"--include={NODE_PACKAGES}")
    links = [f"--extract-hook=ln -s xtables-nft-multi $1/usr/sbin/{name}" for name in IPTABLES]
    debian.make_root(context / "kube-proxy.tar", "--variant=extract", f"--include={PROXY_PACKAGES}", *links)
    listed = programs.run(
        [binaries / "kubeadm", "config", "images", "list", "--kubernetes-version", kubernetes.VERSION]
    )
    names = listed.split()
    for name in names:
        import_program(name, context)
    programs.run(["docker", "save", f"--output={context / 'images.tar'}", *names])
    programs.run(["docker", "rmi", *names])
    shutil.copytree(FILES, context / "files", dirs_exist_ok=True)
    pause = next(name for name in names if "/pause:" in name)
    settings = context / "files" / "containerd.toml"
    settings.write_text(settings.read_text().replace("PAUSE_IMAGE", pause))
    standin.buildx(context, f"--build-arg=VERSION={kubernetes.VERSION}", f"--file={FILES / 'Dockerfile'}")


def import_program(name: str, context: Path) -> None:
    """Make an image that kubeadm names: of a program, and for kube-proxy of a file system, where iptables are, too."""
    program = context / "bin" / name.rsplit("/", 1)[-1].split(":")[0]
    packed, inside = context / f"{program.name}.tar", f"usr/local/bin/{program.name}"
    with tarfile.open(packed, "a") as archive:
        archive.add(program, inside, filter=for_all)
    programs.run(["docker", "import", f'--change=ENTRYPOINT ["/{inside}"]', packed, name])


def for_all(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """The entry of a program that belongs to root, and that everybody may run."""
    entry.uid, entry.gid, entry.mode = 0, 0, 0o755
    return entry
