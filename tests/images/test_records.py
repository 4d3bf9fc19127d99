"""Each image against its record: what the published one promises is what the stand-in gives.

Where a registry can be reached these are the published images, elsewhere the stand-ins: both are held against the one
record. `make test-images` runs this where the images are.
"""

import itertools
import json
import os
import subprocess

import pytest

from standins import standin

RECORDS = {record["name"]: record for record in standin.recipes()}
LISTS = ("ExposedPorts", "Volumes")  # the engine has them as keys
NOTHING = {"Entrypoint": None, "Cmd": None, "ExposedPorts": [], "Volumes": [], "StopSignal": "", "User": ""}
END = "-- end of an answer --"


def docker(*arguments: str, typed: str = "") -> str:
    """What docker prints, without what it says on the way."""
    done = subprocess.run(["docker", *arguments], input=typed, capture_output=True, text=True, check=False)
    assert 0 == done.returncode, done.stderr
    return done.stdout


def inspected(name: str) -> dict:
    """The configuration of an image that is there."""
    done = subprocess.run(["docker", "image", "inspect", name], capture_output=True, text=True, check=False)
    assert 0 == done.returncode, f"{name} is not there: `make test-images` brings it"
    return json.loads(done.stdout)[0]["Config"]


def is_stand_in(name: str) -> bool:
    """Whether the run says that it made this image."""
    return name in os.environ.get("GUIDE_STAND_INS", "").split(",")


@pytest.mark.parametrize("name", RECORDS)
def test_the_configuration(name: str) -> None:
    """Command, entrypoint, folder, ports, volumes, signal and user are as promised; nothing gives a stand-in away."""
    record, found = RECORDS[name], inspected(name)
    for key in LISTS:
        found[key] = sorted(found.get(key) or {})
    told = {key: found.get(key, NOTHING[key]) or NOTHING[key] for key in NOTHING}
    assert NOTHING | {key: value for key, value in record["config"].items() if key != "WorkingDir"} == told
    assert record["config"].get("WorkingDir", "/") == (found.get("WorkingDir") or "/")
    assert not found.get("Healthcheck")
    if is_stand_in(name):
        assert not found.get("Labels")


@pytest.mark.parametrize("name", RECORDS)
def test_the_environment(name: str) -> None:
    """The promised variables, those with a value that stays with that value, and no other."""
    record = RECORDS[name]
    found = dict(line.split("=", 1) for line in inspected(name)["Env"])
    promised = record["env"] | ({} if is_stand_in(name) else record.get("env_only_published", {}))
    assert sorted(promised) == sorted(found)
    fixed = {key: value for key, value in promised.items() if value}
    assert fixed == {key: found[key] for key in fixed}
    assert all(found.values())


@pytest.mark.parametrize("name", [name for name in RECORDS if "programs" in RECORDS[name]])
def test_programs_and_answers(name: str) -> None:
    """In one container: the programs that are there, those that are not, and what the record's commands print."""
    record = RECORDS[name]
    inspected(name)
    programs = {key: record["programs"].get(key, []) for key in ("there", "missing", "only_published")}
    asked = sorted(itertools.chain(*programs.values()))
    commands = [f"for p in {' '.join(asked)}; do command -v $p > /dev/null && echo $p; done; true"]
    commands += record.get("answers", {})
    typed = "\n".join(f"({command}\n) < /dev/null\necho '{END}'" for command in commands)
    answers = docker("run", "--rm", "--interactive", "--entrypoint=sh", name, typed=typed).split(f"{END}\n")
    there = programs["there"] + ([] if is_stand_in(name) else programs["only_published"])
    assert sorted(there) == answers[0].split()
    expected = record.get("answers", {})
    assert expected == dict(zip(expected, (answer.rstrip("\n") for answer in answers[1:]), strict=False))


@pytest.mark.parametrize("name", [name for name in RECORDS if "says" in RECORDS[name]])
def test_what_it_says(name: str) -> None:
    """An image with no shell is run as it is."""
    inspected(name)
    assert RECORDS[name]["says"] in docker("run", "--rm", name).splitlines()
