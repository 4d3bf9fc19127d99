"""The records of the images, and what their recipes say. The images themselves are tested in tests/images."""

import re

import pytest

from standins import standin
from tests.conventions.repository import text, under

RECORDS = {record["name"]: record for record in standin.recipes()}
PARTS = {"name", "sources", "build", "config", "env", "differs"}
FURTHER = {"env_only_published", "programs", "answers", "says", "folder"}
CONFIG = {"Entrypoint", "Cmd", "WorkingDir", "ExposedPorts", "Volumes", "StopSignal", "User"}


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_is_whole(name: str) -> None:
    """Each says where its promises are from, what is made how, and what pages keep off; there are no unknown parts."""
    record = RECORDS[name]
    assert PARTS <= set(record) <= PARTS | FURTHER
    assert record["sources"] and record["differs"]
    assert set(record["config"]) <= CONFIG


def test_what_is_made_of_what() -> None:
    """The recipes' own instructions say it, stages within a recipe aside."""
    made_of = {name: sorted(base["name"] for base in standin.bases(RECORDS[name])) for name in RECORDS}
    assert [] == made_of["debian:trixie-slim"]
    assert ["debian:trixie-slim"] == made_of["python:3-slim"]
    assert ["debian:trixie-slim", "python:3-slim"] == made_of["python:3"]
    assert ["busybox", "python:3-slim"] == made_of["registry:3"]


def test_each_stands_in_for_an_image_that_pages_use() -> None:
    """By its name in a page or in an example, or as what such an image is made of."""
    shown = "\n".join(map(text, under("docs", "examples", suffix="")))
    used = {name for name in RECORDS if re.search(rf"(?<![\w/]){re.escape(name)}(?![\w-])", shown)}
    made_of = {base["name"] for name in RECORDS for base in standin.bases(RECORDS[name])}
    assert set(RECORDS) == used | made_of
