"""What of a console block is prompt, typed, key and output, and how what is typed is coloured."""

import sys
from pathlib import Path

import pytest
from pygments.token import Generic, Keyword, Name, String, Text

sys.path.insert(0, str(Path(__file__).parents[2] / "docs/_ext"))
from guide import lexer

COMPLETE = [
    "ls",
    "echo 'a b'",
    "cat <<EOF\na\nEOF",
    "for i in 1 2\ndo\n  ls\ndone",
    "a | b",
    "echo $(ls)",
    """sed s/a/'"'/""",
]
INCOMPLETE = [
    "ls \\",
    "echo 'a",
    'echo "a',
    "cat <<EOF\na",
    "for i in 1 2",
    "for i in 1 2\ndo\n  ls",
    "a |",
    "a &&",
    "if a; then",
    "echo $(ls",
]


@pytest.mark.parametrize("command", COMPLETE)
def test_complete(command: str) -> None:
    """The shell runs these."""
    assert lexer.is_complete(command)


@pytest.mark.parametrize("command", INCOMPLETE)
def test_incomplete(command: str) -> None:
    """The shell asks on after these, so the next line is typed too."""
    assert not lexer.is_complete(command)


def test_parts() -> None:
    """Prompts of the host and of a program, keys and outputs are told apart, and nothing is lost."""
    text = "$ docker run -it a \\\n    b\n/ # ls\nbin\n/ #\n^D\n$ pwd\n/"
    parts = list(lexer.parts(text, ["/ #"]))
    assert "".join(part for _, part in parts) == text
    assert parts == [
        ("prompt", "$ "),
        ("typed", "docker run -it a \\\n    b\n"),
        ("prompt", "/ # "),
        ("typed", "ls\n"),
        ("output", "bin\n"),
        ("prompt", "/ #"),
        ("typed", "\n"),
        ("key", "^D\n"),
        ("prompt", "$ "),
        ("typed", "pwd\n"),
        ("output", "/"),
    ]


def test_a_prompt_with_dots() -> None:
    """Dots in a program's prompt stand for what differs from run to run."""
    assert next(lexer.parts("root@4f1c:/# ls\n", ["root@...:/...#"])) == ("prompt", "root@4f1c:/# ")


def test_output_only() -> None:
    """In a block that was printed, nothing is a prompt."""
    assert list(lexer.parts("$ a\n^C\n", is_output=True)) == [("output", "$ a\n"), ("output", "^C\n")]


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
