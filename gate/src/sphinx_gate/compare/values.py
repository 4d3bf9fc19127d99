"""The values of a page that differ from run to run: what kinds there are, and which value a run gave each.

This is the one list of what the gate lets differ. A page names each such value in a sentence, with the role `varies`.
"""

import re

# (kind, what a sample of it looks like, what another value of it looks like); the first that fits is taken.
KINDS = [
    ("address", r"\d{1,3}(\.\d{1,3}){3}", r"\d{1,3}(?:\.\d{1,3}){3}"),
    ("digest", r"sha256:[0-9a-f]{64}", r"sha256:[0-9a-f]{64}"),
    ("long id", r"[0-9a-f]{64}", r"[0-9a-f]{64}"),
    ("id", r"[0-9a-f]{12}", r"[0-9a-f]{12}"),
    ("duration", r"\d+(\.\d+)?m?s", r"\d+(?:\.\d+)?m?s"),
    ("number", r"\d+", r"\d+"),
    ("Pod template hash", r"[bcdf-hj-np-tv-xz2456789]{8,10}", r"[bcdf-hj-np-tv-xz2456789]{8,10}"),
    ("generated name", r"[bcdf-hj-np-tv-xz2456789]{5}", r"[bcdf-hj-np-tv-xz2456789]{5}"),
]


class Values:
    """The samples that a page says differ, and the values that this run gave them."""

    def __init__(self, samples: list[str]):
        self._patterns = {sample: pattern_of(sample) for sample in samples}
        self.bound: dict[str, str] = {}

    def copy(self) -> "Values":
        """The same samples and values, to try a comparison on without taking anything up."""
        other = Values(list(self._patterns))
        other.bound = dict(self.bound)
        return other

    def pattern(self, text: str) -> str:
        """A regular expression for an expected text: `...` is anything, samples are values of their kind.

        A sample that has its value already stands for that value alone; a new one is captured in a group.
        """
        samples = sorted(self._patterns, key=len, reverse=True)
        names = {sample: f"v{number}" for number, sample in enumerate(samples)}
        split = "|".join([r"\.\.\.", *(rf"(?<![0-9A-Za-z]){re.escape(sample)}(?![0-9A-Za-z])" for sample in samples)])
        parts, seen, end = [], set(), 0
        for found in re.finditer(split, text):
            parts.append(re.escape(text[end : found.start()]))
            end, sample = found.end(), found[0]
            if sample == "...":
                parts.append(".*?")
            elif sample in self.bound:
                parts.append(re.escape(self.bound[sample]))
            elif sample in seen:
                parts.append(f"(?P={names[sample]})")
            else:
                seen.add(sample)
                parts.append(f"(?P<{names[sample]}>{self._patterns[sample]})")
        return "".join([*parts, re.escape(text[end:])])

    def bind(self, expected: str, actual: str) -> bool:
        """Takes the values out of an actual line; False if the line doesn't fit, or two samples got one value."""
        found = re.fullmatch(self.pattern(expected), actual)
        if not found:
            return False
        samples = sorted(self._patterns, key=len, reverse=True)
        new = {samples[int(name[1:])]: value for name, value in found.groupdict().items()}
        taken = [*self.bound.values(), *new.values()]
        if len(taken) != len(set(taken)):
            return False
        self.bound.update(new)
        return True

    def as_samples(self, text: str) -> str:
        """The other way round, for the update: this run's values replaced by the page's samples."""
        samples = {value: sample for sample, value in self.bound.items()}
        values = "|".join(map(re.escape, sorted(samples, key=len, reverse=True)))
        # All at once: a value of this run may look like another sample.
        pattern = rf"(?<![0-9A-Za-z])(?:{values})(?![0-9A-Za-z])"
        return re.sub(pattern, lambda found: samples[found[0]], text) if samples else text


def pattern_of(sample: str) -> str:
    """What other values of a sample's kind look like. Fails with ValueError, naming the kinds, if none fits."""
    for _, shape, pattern in KINDS:
        if re.fullmatch(shape, sample):
            return pattern
    kinds = ", ".join(kind for kind, _, _ in KINDS)
    raise ValueError(
        f"`{sample}` is of no kind that may differ ({kinds}); write `...` instead, or add a kind in gate/values.py"
    )
