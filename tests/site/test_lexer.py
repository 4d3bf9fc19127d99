"""How what is typed in a console block is coloured."""

import sys
from pathlib import Path

import pytest
from pygments.token import Generic, Keyword, Name, String, Text

sys.path.insert(0, str(Path(__file__).parents[2] / "docs/_ext"))
from guide import lexer

COLOURED = {
    "a subcommand": ("kubectl set image deployment/web a=b:1", [(Name.Function, "kubectl"), (Keyword, "set"),
                     (Keyword, "image"), (Text, "deployment/web"), (Text, "a=b:1")]),
    "ports": ("docker run -p 5000:5000 set", [(Name.Function, "docker"), (Keyword, "run"), (Name.Attribute, "-p"),
              (Text, "5000:5000"), (Text, "set")]),
    "kind": ("kind create cluster --name a", [(Name.Function, "kind"), (Keyword, "create"), (Keyword, "cluster"),
             (Name.Attribute, "--name"), (Text, "a")]),
    "in a container": ("kubectl exec a -- ls", [(Name.Function, "kubectl"), (Keyword, "exec"), (Text, "a"),
                       (Text, "--"), (Name.Function, "ls")]),
    "a string": ("echo 'docker run'", [(Name.Function, "echo"), (String, "'docker run'")]),
}  # fmt: skip


@pytest.mark.parametrize(("command", "expected"), COLOURED.values(), ids=COLOURED.keys())
def test_colours(command: str, expected: list) -> None:
    """Programs, their subcommands and options are known; an image, a port or an object is plain text."""
    assert [(token, text) for token, text in lexer.commands(command) if text.strip()] == expected


def test_the_readers_own_values() -> None:
    """A sample in a command is marked, as a whole word, and not in the output."""
    found = lexer.ConsoleLexer(yours=["6e92"]).get_tokens_unprocessed("$ docker stop 6e92 6e92a\n6e92\n")
    assert [(text, token) for _, token, text in found if "6e92" in text] == [
        ("6e92", Generic.Yours),
        ("6e92a", Text),
        ("6e92\n", Generic.Output),
    ]
