"""What of a console block is prompt, typed, key and output, as the gate reads it: readers copy what it types."""

from sphinx_gate.markup import facts
from sphinx_gate.model import ANY, LITERAL_DOTS, Failure
from sphinx_gate.read import console


def parts(literal):
    """Return the (kind, text) of a console block: "prompt", "typed", "key" or "output".

    What is typed ends with its line's end, and has several lines where the shell asks on. A tool's own dots, which
    the page marks for the gate, are shown as they come. None where the gate can't read the block: it has said so.
    """
    guide = facts.of_block(literal)
    try:
        steps = console.parse(facts.console(literal, guide))
    except Failure:
        return None
    by_line = {number: step for step in steps for number in range(step.line, step.last_line + 1)}
    found = []
    for line in facts.lines(literal, guide):
        step, text = by_line.get(line.number), f"{line.text}\n"
        if step is None or step.kind == "more":
            found.append(("output", text.replace(LITERAL_DOTS, ANY)))
        elif step.kind == "key":
            found.append(("key", text))
        elif line.number == step.line:
            length = len(line.text) - len(step.text.partition("\n")[0])
            found += [("prompt", text[:length]), ("typed", text[length:])]
        else:
            found[-1] = ("typed", found[-1][1] + text)
    return found


def runs(block):
    """Return the lists of commands among a block's parts, each list typed at one prompt."""
    found, last = [], None
    for kind, text in block:
        if kind == "prompt" and text.rstrip() != last:
            found.append([])
            last = text.rstrip()
        elif kind == "typed":
            found[-1].append(text)
    return found
