"""PowerShell beside bash: the same commands, word for word, apart from how each shell writes the same thing."""

import re

from sphinx_gate.model import Block, Console, Failure, PowerShell
from sphinx_gate.read import console

CONTINUED = re.compile(r"\s*[\\`]\n\s*")
ASSIGNMENT = r"[A-Za-z_]\w*=(?:\"[^\"]*\"|'[^']*'|\S*)"


def commands(text: str) -> list[str]:
    """The commands of a text in either shell, in one spelling."""
    text = CONTINUED.sub(" ", text)
    text = re.sub(r"\bcurl\.exe\b", "curl", text)
    text = re.sub(r"\$env:(\w+)(\s*=\s*)?", lambda found: f"{found[1]}=" if found[2] else f"${found[1]}", text)
    text = re.sub(r"\$\{(\w+)\}", r"$\1", text)
    # Variables that bash sets for one command, or exports, stand in lines of their own in PowerShell.
    text = re.sub(rf"^export ((?:{ASSIGNMENT} ?)+)$", r"\1", text, flags=re.MULTILINE)
    text = re.sub(rf"^({ASSIGNMENT});? +(?=\S)", r"\1\n", text, flags=re.MULTILINE)
    text = re.sub(r"^(\w+)=(['\"])(.*)\2$", r"\1=\3", text, flags=re.MULTILINE)
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def check(blocks: list[Block], index: int) -> None:
    """Fails with `Failure` where a PowerShell block doesn't show what the console block beside it types."""
    block, sibling = blocks[index], _beside(blocks, index)
    if not isinstance(sibling, Console):
        sentence = "no console block stands before this one, beside which readers of another shell would find it"
        raise Failure(block.page, block.line, sentence)
    typed = [command for step in console.parse(sibling) if step.kind == "command" for command in commands(step.text)]
    here = commands("\n".join(line.text for line in block.lines))
    if here != typed:
        details = [f"  - {text}" for text in typed if text not in here]
        details += [f"  + {text}" for text in here if text not in typed]
        sentence = f"these are not the commands that the console block at line {sibling.line} types"
        raise Failure(
            block.page, block.line, sentence, ["  - typed there, + shown here, both in one spelling:", *details]
        )


def _beside(blocks: list[Block], index: int) -> Block | None:
    """The block that one stands beside: of several in a tab, the one in the same place of the tab before."""
    first = last = index
    while first and isinstance(blocks[first - 1], PowerShell):
        first -= 1
    while last + 1 < len(blocks) and isinstance(blocks[last + 1], PowerShell):
        last += 1
    place = index - (last - first + 1)
    return blocks[place] if 0 <= place < first else None
