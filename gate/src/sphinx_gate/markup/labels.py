"""The labels over a block: real text, in HTML as in plain text, for all that changes how it runs."""

from pathlib import PurePath

from docutils import nodes

SECONDS_A_MINUTE = 60


def duration(seconds):
    """Return ``seconds`` as a reader says it: ``5 minutes``, ``90 seconds``."""
    count, unit = (seconds // SECONDS_A_MINUTE, "minute") if seconds % SECONDS_A_MINUTE == 0 else (seconds, "second")
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def texts(guide, *, is_interrupt=False):
    """Return the (kind, text) of each label of a block, in the order in which they are read.

    ``guide`` is the block's dictionary, ``is_interrupt`` says whether the block is a Ctrl-C. Each console block
    names its terminal: whoever comes to it by a link has not read the block before.
    """
    if guide["directive"] == "literalinclude":
        share = "All" if guide["whole"] else "Part"
        return [] if guide["caption"] else [("part", f"{share} of {PurePath(guide['file']).name}")]
    labels = []
    if guide["language"] == "console":
        labels.append(("terminal", f"Terminal {guide['terminal']}"))
    if guide.get("only_for"):
        labels.append(("only-for", f"Only for {guide['only_for']}"))
    if guide["exit_status"] is not None:
        text = "Ctrl-C ends it with exit status {}" if is_interrupt else "Meant to fail (exit status {})"
        labels.append(("fails", text.format(guide["exit_status"])))
    if guide["timeout"] is not None:
        labels.append(("timeout", f"Takes up to {duration(guide['timeout'])}"))
    if guide["skip"] is not None:
        labels.append(("skip", f"Not run by the tests: {guide['skip']}"))
    return labels


def wrap(block, labels):
    """Return ``block`` in a container, under a paragraph with its ``labels``; unchanged without labels."""
    if not labels:
        return block
    paragraph = nodes.paragraph(classes=["guide-labels"])
    for kind, text in labels:
        if paragraph.children:
            paragraph += nodes.Text(" · ")
        paragraph += nodes.inline("", text, classes=["guide-label", f"guide-label-{kind}"])
    return nodes.container("", paragraph, block, classes=["guide-block"])
