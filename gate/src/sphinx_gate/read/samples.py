"""Samples: the values of a page that are other ones in each run, and where it uses them."""

from sphinx_gate.compare.values import DURATION, KINDS, kind_of, stands_in
from sphinx_gate.model import Failure, Page, Step


def typed_in(samples: list[str], steps: list[Step]) -> list[str]:
    """The samples that are typed in these steps: their reader types another value, but for durations."""
    typed = "\n".join(step.text for step in steps)
    return [sample for sample in samples if stands_in(sample, typed) and kind_of(sample) is not DURATION]


def check(page: Page) -> list[Failure]:
    """What is wrong with the samples of a page: of no known kind, typed before they are shown, never shown."""
    return [failure for sample in dict.fromkeys(page.varies) if (failure := _problem(page, sample))]


def _problem(page: Page, sample: str) -> Failure | None:
    if kind_of(sample) is None:
        kinds = ", ".join(kind.name for kind in KINDS)
        sentence = f"`{sample}` is of no kind that may differ ({kinds}); write `...` instead"
        return Failure(*page.places["varies", sample], sentence)
    for step in page.all_steps():
        if typed_in([sample], [step]):
            sentence = f"`{sample}` is typed before any output has shown it: nobody knows its value yet"
            return Failure(step.block.page, step.line, sentence)
        if stands_in(sample, step.shown()):
            return None
    sentence = f"no output shows `{sample}`: delete the role `varies`, or show the value"
    return Failure(*page.places["varies", sample], sentence)
