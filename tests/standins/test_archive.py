"""Image archives, as `docker load` and `ctr images import` read them."""

import hashlib
import json
import tarfile
from pathlib import Path

import pytest

from standins import archive


@pytest.fixture
def written(tmp_path: Path) -> tarfile.TarFile:
    """An archive of two images, one of them with a file system below its program."""
    for name in ("pause", "kube-proxy"):
        (tmp_path / name).write_text(f"program {name}")
    with tarfile.open(tmp_path / "base.tar", "w") as base:
        base.add(tmp_path / "pause", "usr/sbin/iptables")
    components = [
        archive.Component("registry.k8s.io/pause:3.10", tmp_path / "pause"),
        archive.Component("registry.k8s.io/kube-proxy:v1", tmp_path / "kube-proxy", tmp_path / "base.tar"),
    ]
    archive.write(tmp_path / "images.tar", components)
    assert sorted(file.name for file in tmp_path.glob("images*")) == ["images.tar"]
    with tarfile.open(tmp_path / "images.tar") as opened:
        yield opened


def read(written: tarfile.TarFile, name: str) -> bytes:
    """The content of a file in the archive."""
    return written.extractfile(name).read()


def test_each_image_has_its_name_and_program(written: tarfile.TarFile) -> None:
    """The manifest names the images; a configuration names the program that starts."""
    manifest = json.loads(read(written, "manifest.json"))
    assert [image["RepoTags"] for image in manifest] == [
        ["registry.k8s.io/pause:3.10"],
        ["registry.k8s.io/kube-proxy:v1"],
    ]
    starts = [json.loads(read(written, image["Config"]))["config"]["Entrypoint"] for image in manifest]
    assert starts == [["/usr/local/bin/pause"], ["/usr/local/bin/kube-proxy"]]


def test_layers_have_the_digests_of_their_content(written: tarfile.TarFile) -> None:
    """Those in the configuration, in the same order; the file system comes first."""
    for image in json.loads(read(written, "manifest.json")):
        expected = json.loads(read(written, image["Config"]))["rootfs"]["diff_ids"]
        digests = [hashlib.sha256(read(written, layer)).hexdigest() for layer in image["Layers"]]
        assert [f"sha256:{digest}" for digest in digests] == expected
    with tarfile.open(fileobj=written.extractfile(image["Layers"][0])) as base:
        assert base.getnames() == ["usr/sbin/iptables"]


def test_the_program_can_be_run_by_root(written: tarfile.TarFile) -> None:
    """Owner and mode don't depend on who built it."""
    layer = json.loads(read(written, "manifest.json"))[0]["Layers"][0]
    with tarfile.open(fileobj=written.extractfile(layer)) as opened:
        (entry,) = opened.getmembers()
    assert (entry.name, entry.uid, entry.gid, entry.mode) == ("usr/local/bin/pause", 0, 0, 0o755)
