"""What a run notes for its record: images that a page uses, how they were got, versions of programs."""

from pathlib import Path

from sphinx_gate.engine.api import Engine
from sphinx_gate.engine.inventory import Thing
from sphinx_gate.model import File
from sphinx_gate.run import evidence

from ..blocks import block, page


def test_images_of_a_page_are_those_from_outside(tmp_path: Path) -> None:
    """Named in a command or in a file that the page shows, or run by what it starts; none that it builds itself."""
    file = tmp_path / "Dockerfile"
    file.write_text("FROM python:3-slim AS build\n")
    text = "$ docker run --rm busybox echo hi\n$ docker build -t web:1 .\n$ docker run web:1"
    shown = page(block(text))
    shown.blocks.append(File(page="docs/page.rst", line=1, file=file, caption="Dockerfile"))
    names = ("busybox:latest", "python:3-slim", "python:3", "redis:8", "web:1")
    there = {Thing("image", f"sha256:{name}", name) for name in names}
    made = [
        Thing("image", "sha256:w", "web:1"),
        Thing("container", "c1", "x", image="web:1"),
        Thing("container", "c2", "y", image="kindest/node:v1@sha256:0"),
    ]
    assert {"busybox", "python:3-slim", "kindest/node:v1"} == evidence.images_of(shown, there, made)


class Answering(Engine):
    """An engine that knows one image."""

    def get(self, path: str) -> dict:
        """The image, with a registry's digest if it is redis."""
        return {"RepoDigests": ["redis@sha256:12"] if "redis" in path else []}


def test_how_an_image_was_got() -> None:
    """A registry's digest says that it was pulled; stand-ins are named by who made them; others are just there."""
    found = [evidence.how_got(Answering(), name, ["python:3"]) for name in ("redis:8", "python:3", "own:1")]
    expected = [("pulled", "sha256:12"), ("stand-in", None), ("there", None)]
    assert expected == [(entry["how"], entry["digest"]) for entry in found]


def test_versions_are_what_programs_print() -> None:
    """The first number with a dot; a program that is not there has none."""
    commands = {"a": ("echo", "kind v0.32.0 go1.24"), "b": ("no-such-program",), "c": ("echo", "20.10.24+dfsg1")}
    assert {"a": "0.32.0", "c": "20.10.24+dfsg1"} == evidence.versions(commands, {"PATH": "/usr/bin:/bin"})
