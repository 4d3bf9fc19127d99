"""README.md and CONTRIBUTING.md: every fenced or indented block is one of theirs."""

import pytest

from sphinx_gate.read.markdown import read


def page(tmp_path, text: str):
    """The page README.md with this text."""
    path = tmp_path / "README.md"
    path.write_text(text)
    return read(path, "README.md")


# text: the (kind, line) of each block
BLOCKS = {
    "words and `literals`\n": [],
    "```console\n$ ls\n```\n": [("console", 1)],
    "~~~~console\n$ ls\n~~~~\n": [("console", 1)],
    "words\n\n- item\n\n  ```console\n  $ ls\n  ```\n": [("console", 5)],
    "> ```console\n> $ ls\n> ```\n": [("console", 1)],
    "```\nls\n```\n": [("unclaimed", 1)],
    "```sh\nls\n```\n": [("unclaimed", 1)],
    "words\n\n    ls\n\nwords\n": [("unclaimed", 3)],
    "<pre>\nls\n</pre>\n": [("unclaimed", 1)],
    "<details>\n\n```console\n$ ls\n```\n\n</details>\n": [("console", 3)],
    "```console this-run\n$ make test\n```\n": [("thisrun", 1)],
    "```console wait=3\n$ ls\n```\n": [("unclaimed", 1)],
    "```console timeout=soon\n$ ls\n```\n": [("unclaimed", 1)],
    "```console skip\n$ ls\n```\n": [("unclaimed", 1)],
    "```console only-for=macOS\n$ ls\n```\n": [("unclaimed", 1)],
    "```diff caption=a.py\n-a\n+b\n```\n": [("edit", 1)],
    "```diff name=a.py\n-a\n+b\n```\n": [("unclaimed", 1)],
    "```powershell\nls\n```\n": [("powershell", 1)],
    "<PRE>\nls\n</PRE>\n": [("unclaimed", 1)],
    "words <pre>ls</pre>\n": [("unclaimed", 1)],
}


@pytest.mark.parametrize("text", BLOCKS)
def test_blocks_are_found_wherever_they_stand(tmp_path, text: str) -> None:
    """Each block of code is a block, claimed or not, with its line."""
    assert BLOCKS[text] == [(type(block).__name__.lower(), block.line) for block in page(tmp_path, text).blocks]


def test_lines_are_those_of_the_source(tmp_path) -> None:
    """Each line of a fence has its line in the file, in a list too."""
    (block,) = page(tmp_path, "# A\n\n1. Do:\n\n   ```console\n   $ a\n\n   b\n   ```\n").blocks
    assert [("$ a", 6), ("", 7), ("b", 8)] == [(line.text, line.number) for line in block.lines]


def test_options_are_read(tmp_path) -> None:
    """Terminal, exit status and time, and the file that a diff changes, are in the info string."""
    (block,) = page(tmp_path, "```console exit-status=1 timeout=300 terminal=2\n$ ls\n```\n").blocks
    assert (2, 1, 300) == (block.terminal, block.exit_status, block.timeout_seconds)
    (edit,) = page(tmp_path, "```diff caption=a.py\n-a\n+b\n```\n").blocks
    assert "a.py" == edit.caption


def test_prompts_are_words(tmp_path) -> None:
    """A prompt with blanks stands in quotes; several are several words; `output` has no value."""
    text = '```console prompt="/ #" prompt=> hidden-prompt=Password: output\nx\n```\n'
    (block,) = page(tmp_path, text).blocks
    seen = [(prompt.text, prompt.hidden) for prompt in block.prompts]
    assert ([("/ #", False), (">", False), ("Password:", True)], True) == (seen, block.output)


def test_options_may_be_left_out(tmp_path) -> None:
    """Without options a block is typed in the first terminal, and means to succeed."""
    (block,) = page(tmp_path, "```console\n$ ls\n```\n").blocks
    assert (1, None, None) == (block.terminal, block.exit_status, block.timeout_seconds)


def test_unclaimed_block_says_what_to_do(tmp_path) -> None:
    """A block that nobody runs, or with an option that is none, says the way out."""
    reasons = [page(tmp_path, text).blocks[0].reason for text in ("```sh\nls\n```\n", "```console wait=3\n$ ls\n```\n")]
    assert (True, True) == ("language `console`" in reasons[0], "`wait` is no option" in reasons[1])


def test_sections_are_known(tmp_path) -> None:
    """A block knows the heading that it stands under."""
    (block,) = page(tmp_path, "# One\n\n## Two\n\n```console\n$ ls\n```\n").blocks
    assert "Two" == block.section


def test_readers_start_in_a_clone(tmp_path) -> None:
    """Such a page is run in a clone of the repository."""
    assert page(tmp_path, "words\n").in_clone
