"""What pages need: an engine, a cluster, or whatever else their guide's settings name."""

import re

from sphinx_gate.model import Failure, Page
from sphinx_gate.settings import Capability

ENGINE = ("docker", "kubernetes")  # capabilities whose pages use a Docker engine
# What stands before a command: the beginning of a line, an operator, a word of the shell or of a program that runs it.
BEFORE = r"(?:^|[;&|({`]|\b(?:do|then|else|elif|if|while|until|time|exec|env|sudo|nohup|xargs)\s)\s*(?:\w+=\S*\s+)*"


def engine(page: Page) -> bool:
    """Whether a page says that it uses an engine."""
    return any(need in ENGINE for need in page.needs)


def of(page: Page, known: dict[str, Page]) -> set[str]:
    """The capabilities that a page needs, with those of the pages before it: none of them needs it in turn."""
    return set(page.needs).union(*(of(known[name], known) for name in page.follows))


def check(page: Page, capabilities: dict[str, Capability]) -> list[Failure]:
    """The first command of a program that the page doesn't say it needs: nobody would look what it leaves there."""
    for capability in capabilities.values():
        if capability.name in page.needs or not capability.programs:
            continue
        used = re.compile(rf"{BEFORE}({'|'.join(map(re.escape, capability.programs))})(?=\s|$)", re.MULTILINE)
        for step in page.all_steps():
            if step.kind == "command" and (found := used.search(step.text)):
                way_out = f"write :needs:`{capability.name}` under What you need"
                sentence = f"`{found[1]}` is used, and the page doesn't say so: {way_out}"
                return [Failure(step.block.page, step.line, sentence)]
    return []
