"""The labels over a block: real text, in HTML as in plain text, for all that changes how it runs."""

from pathlib import PurePath

from docutils import nodes

from sphinx_gate.markup.facts import CodeFacts, FileFacts
from sphinx_gate.model import CONSOLE

SECONDS_A_MINUTE = 60
Label = tuple[str, str]  # kind, text


def duration(seconds: int) -> str:
    """Seconds as a reader says them: ``5 minutes``, ``90 seconds``."""
    count, unit = (seconds // SECONDS_A_MINUTE, "minute") if seconds % SECONDS_A_MINUTE == 0 else (seconds, "second")
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def of_code(guide: CodeFacts, *, is_interrupt: bool = False) -> list[Label]:
    """The labels of a ``code-block``, in the order in which they are read; is_interrupt: the block is a key alone.

    Each console block names its terminal: whoever comes to it by a link has not read the block before.
    """
    labels = []
    if guide["language"] == CONSOLE:
        labels.append(("terminal", f"Terminal {guide['terminal']}"))
    if guide["only_for"]:
        labels.append(("only-for", f"Only for {guide['only_for']}"))
    if prompts := [prompt.text for prompt in guide["prompts"] if not prompt.hidden]:
        labels.append(("prompt", f"Typed at the prompt {' and '.join(prompts)}"))
    if prompts := [prompt.text for prompt in guide["prompts"] if prompt.hidden]:
        labels.append(("hidden-prompt", f"Nothing is seen of what you type at {' and '.join(prompts)}"))
    if guide["exit_status"] is not None:
        text = "Ctrl-C ends it with exit status {}" if is_interrupt else "Meant to fail (exit status {})"
        labels.append(("fails", text.format(guide["exit_status"])))
    if guide["timeout_seconds"] is not None:
        labels.append(("timeout", f"Takes up to {duration(guide['timeout_seconds'])}"))
    if guide["skip"] is not None:
        labels.append(("skip", f"Not run by the tests: {guide['skip']}"))
    return labels


def of_file(guide: FileFacts) -> list[Label]:
    """The label of a ``literalinclude``: which file an excerpt is of; one to save has its caption."""
    share = "All" if guide["whole"] else "Part"
    return [] if guide["caption"] else [("part", f"{share} of {PurePath(guide['file']).name}")]


def wrap(block: nodes.Node, labels: list[Label]) -> nodes.Node:
    """The block in a container, under a paragraph with its labels; the block itself without labels."""
    if not labels:
        return block
    paragraph = nodes.paragraph(classes=["guide-labels"])
    for kind, text in labels:
        if paragraph.children:
            paragraph += nodes.Text(" · ")
        paragraph += nodes.inline("", text, classes=["guide-label", f"guide-label-{kind}"])
    return nodes.container("", paragraph, block, classes=["guide-block"])
