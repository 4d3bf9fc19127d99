"""PowerShell beside bash: the same commands, in one spelling."""

import pytest

from sphinx_gate.model import Failure, Line, PowerShell
from sphinx_gate.read import siblings

from ..blocks import block


def check(bash: str, powershell: str) -> None:
    """Compares a console block with a PowerShell block at line 30."""
    lines = tuple(Line(text, 32 + index) for index, text in enumerate(powershell.split("\n")))
    siblings.check([block(bash), PowerShell(page="docs/page.rst", line=30, lines=lines)], 1)


SAME = [
    ("$ docker ps\nCONTAINER ID\n$ docker images", "docker ps\ndocker images"),
    ("$ docker run \\\n    -d redis:8\nid", "docker run `\n  -d redis:8"),
    ("$ curl -s http://localhost", "curl.exe -s http://localhost"),
    ('$ docker run -v "$PWD":/srv x', 'docker run -v "${PWD}":/srv x'),
    ("$ export NAME=web", '$env:NAME = "web"'),
    ("$ NAME=web docker compose up -d", '$env:NAME = "web"\ndocker compose up -d'),
    ("$ echo $NAME", "echo $env:NAME"),
]


@pytest.mark.parametrize(("bash", "powershell"), SAME)
def test_what_only_a_shell_writes_otherwise_is_the_same(bash: str, powershell: str) -> None:
    """Continuations, `curl.exe`, `${PWD}` and variables of the environment are each shell's own."""
    assert check(bash, powershell) is None


OTHER = [
    ("$ docker run -p 8080:80 nginx", "docker run -p 8081:80 nginx"),
    ("$ docker ps\n$ docker images", "docker ps"),
    ("$ docker ps", "docker ps\ndocker images"),
    ("$ docker ps\n$ docker images", "docker images\ndocker ps"),
    ("$ NAME=web docker ps", "docker ps"),
]


@pytest.mark.parametrize(("bash", "powershell"), OTHER)
def test_anything_else_is_not(bash: str, powershell: str) -> None:
    """A word, a command or the order that differs fails at the PowerShell block."""
    with pytest.raises(Failure) as caught:
        check(bash, powershell)
    assert (30, True) == (caught.value.line, "block at line 10" in caught.value.sentence)
