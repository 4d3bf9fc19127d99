"""The values of a page that differ from run to run: what kinds there are, and which value a run gave each.

A page names each such value, as its outputs show it, in a sentence, with the role `varies`: that is a sample. In an
expected text `...` is any text, and `\\...` the three dots themselves.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from sphinx_gate.model import ANY, LITERAL_DOTS

DURATION = r"(?:\d+h)?(?:\d+m(?!s))?\d+(?:\.\d+)?(?:ms|us|µs|s)"
DURATION_FACTOR, DURATION_SLACK_SECONDS = 3, 0.5
UNITS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 1e-3, "us": 1e-6, "µs": 1e-6}
DAYS = "Mon|Tue|Wed|Thu|Fri|Sat|Sun"
MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
GENERATED = "[bcdf-hj-np-tv-xz2456789]"  # Kubernetes' alphabet for names: no vowels, nothing that looks alike
DISTINCT_DIGITS_MIN = 4  # shorter numbers may be equal by chance
TRIES_MAX = 500  # of placing the parts of one line

Bound = dict[str, str]  # sample: this run's value; never changed, but copied


@dataclass(frozen=True)
class Kind:
    """A kind of value: what a sample looks like, and what may not stand right before and behind a whole value."""

    name: str
    shape: str
    before: str = r"(?<![\w.])"
    behind: str = r"(?!\w|\.\d)"
    distinct: bool = True  # two samples are two values


TIME = rf"(?=.*(?:\d\d:\d\d|\d{{4}}-\d\d-\d\d))(?:(?:{DAYS}|{MONTHS}),?|\d+|UTC|GMT|[T:/., +Z-])+"
# The first that fits a sample is its kind.
KINDS = [
    Kind("address", r"\d{1,3}(?:\.\d{1,3}){3}"),
    Kind("digest", r"sha256:[0-9a-f]{64}"),
    Kind("UUID", r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
    Kind("long id", r"[0-9a-f]{64}"),
    Kind("id", r"[0-9a-f]{12}"),
    Kind("duration", DURATION, distinct=False),
    Kind("number", r"\d+"),
    Kind("time", TIME, distinct=False),
    Kind("Pod template hash", GENERATED + "{8,10}"),
    Kind("generated name", GENERATED + "{5}", before="(?<=-)"),
    Kind("random name", r"[a-z]+_[a-z]+\d?"),
]
IDS = ("digest", "long id", "id")


@cache
def kind_of(sample: str) -> Kind:
    """The kind of a sample. Fails with ValueError, naming the kinds, if it is of none."""
    for kind in KINDS:
        if re.fullmatch(kind.shape, sample):
            return kind
    kinds = ", ".join(kind.name for kind in KINDS)
    raise ValueError(f"`{sample}` is of no kind that may differ ({kinds}); write `...` instead")


def stands_in(sample: str, text: str) -> bool:
    """Whether a text has a sample as a whole value; never where the sample is of no kind."""
    try:
        return bool(re.search(_found(sample, kind_of(sample)), text))
    except ValueError:
        return False


def may_be_typed(sample: str) -> bool:
    """Whether a sample in a command is this run's value: each duration is another one, so none of them is."""
    try:
        return kind_of(sample).name != "duration"
    except ValueError:
        return False


def seconds(duration: str) -> float:
    """A duration such as `1m3.5s` in seconds."""
    return sum(float(number) * UNITS[unit] for number, unit in re.findall(r"([\d.]+)(h|ms|us|µs|m|s)", duration))


class Values:
    """The samples of a page, and the values that this run gave them.

    Inputs: the samples that the page declares, and those that need no declaration (ids in the columns for ids).
    """

    def __init__(self, samples: Iterable[str] = (), implied: Iterable[str] = ()):
        self._declared = set(samples)
        self._kinds = {sample: kind_of(sample) for sample in sorted({*self._declared, *implied}, key=len, reverse=True)}
        found = [_found(sample, kind) for sample, kind in self._kinds.items()]
        self._samples = re.compile("|".join(found)) if found else None
        self._templates: dict[str, list[list[str | _Slot]]] = {}
        self.bound: Bound = {}

    def is_literal(self, expected: str) -> bool:
        """Whether an expected text stands for itself alone, whatever this run's values are."""
        return self._template(expected) == [[expected]] or not expected

    def match(self, expected: str, actual: str, bound: Bound) -> Bound | None:
        """The values known once an actual text agrees with an expected one; None if it doesn't, or contradicts."""
        pieces = self._template(expected)
        if len(pieces) == 1:
            return self._piece(pieces, 0, actual, 0, bound, at_end=True)[1]
        return self._place(pieces, actual, bound)

    def in_command(self, text: str) -> str:
        """A command with each sample replaced by this run's value.

        Fails with LookupError, in a sentence, at a sample that no output has shown yet, or that is not declared.
        """

        def value(found: re.Match[str]) -> str:
            sample = found[0]
            if sample not in self._kinds or not may_be_typed(sample):
                return sample
            if sample not in self._declared:
                raise LookupError(f"`{sample}` is another one in each run: say so in a sentence, :varies:`{sample}`")
            if sample not in self.bound:
                raise LookupError(f"`{sample}` is used before any output has shown it")
            return self.bound[sample]

        return self._samples.sub(value, text) if self._samples else text

    def known_in(self, expected: Iterable[str]) -> list[tuple[str, str]]:
        """The samples in expected lines that have a value already, each with it."""
        slots = [slot for text in expected for piece in self._template(text) for slot in piece]
        samples = dict.fromkeys(slot.sample for slot in slots if isinstance(slot, _Slot))
        return [(sample, self.bound[sample]) for sample in samples if sample in self.bound]

    def as_samples(self, actual: str, expected: str = "") -> str:
        """For the update: an actual line as a page shows it, this run's values replaced by the page's samples.

        A number is replaced only if the line that it comes in the place of has its sample: the same number may be
        there by chance. Dots of the program's own are marked as such.
        """
        used = {slot.sample for piece in self._template(expected) for slot in piece if isinstance(slot, _Slot)}
        certain = {s for s, kind in self._kinds.items() if kind.distinct and kind.name != "number"}
        samples = {value: sample for sample, value in self.bound.items() if sample in used | certain}
        text = actual.replace(ANY, LITERAL_DOTS)
        if not samples:
            return text
        values = sorted(samples, key=len, reverse=True)
        whole = [f"{self._kinds[samples[v]].before}{re.escape(v)}{self._kinds[samples[v]].behind}" for v in values]
        # All at once: a value of this run may look like another sample.
        return re.sub("|".join(whole), lambda found: samples[found[0]], text)

    def _template(self, expected: str) -> list[list["str | _Slot"]]:
        """An expected text in the pieces between its wildcards; a piece is texts and samples."""
        if expected not in self._templates:
            protected = expected.replace(LITERAL_DOTS, "\0")
            pieces = [self._slots(piece.replace("\0", ANY)) for piece in protected.split(ANY)]
            self._templates[expected] = pieces
        return self._templates[expected]

    def _slots(self, text: str) -> list["str | _Slot"]:
        found: list[str | _Slot] = []
        end = 0
        for match in self._samples.finditer(text) if self._samples else ():
            found.append(text[end : match.start()])
            sample = match[0] if match[0] in self._kinds else next(s for s in self._kinds if match[0].endswith(s))
            found.append(_Slot(sample, match[0], self._kinds[sample]))
            end = match.end()
        return [part for part in [*found, text[end:]] if part] or [""]

    def _place(self, pieces: list[list["str | _Slot"]], actual: str, bound: Bound) -> Bound | None:
        """Places the pieces in order: the first at the beginning, the last at the end, each other as early as can be.

        Where a piece takes a new value, a later place is tried too, since the value decides about what follows.
        """
        end, known = self._piece(pieces, 0, actual, 0, bound)
        if known is None:
            return None
        tries, last = [(1, end, known)], len(pieces) - 1
        for _ in range(TRIES_MAX):
            if not tries:
                return None
            index, start, known = tries.pop()
            if index == last:
                for begin in range(len(actual), start - 1, -1):
                    found = self._piece(pieces, index, actual, begin, known, at_end=True)[1]
                    if found is not None:
                        return found
                continue
            for begin in range(start, len(actual) + 1):
                end, found = self._piece(pieces, index, actual, begin, known)
                if found is not None:
                    if found is not known:
                        tries.append((index, begin + 1, known))
                    tries.append((index + 1, end, found))
                    break
        return None

    def _piece(
        self, pieces: list[list["str | _Slot"]], index: int, actual: str, start: int, bound: Bound, at_end: bool = False
    ) -> tuple[int, Bound | None]:
        """Matches one piece at a place: where it ends, and the values then known (None: it isn't there)."""
        piece = pieces[index]
        if len(piece) == 1 and isinstance(piece[0], str):
            end = start + len(piece[0])
            fits = actual.startswith(piece[0], start) and (not at_end or end == len(actual))
            return end, bound if fits else None
        open_left, open_right = index > 0, index < len(pieces) - 1
        wanted = tuple(
            part if isinstance(part, str) else (part, bound.get(part.sample))  # a value, once there is one
            for part in piece
        )
        pattern, names = _compiled(wanted, open_left, open_right)
        found = pattern.fullmatch(actual, start) if at_end else pattern.match(actual, start)
        if not found:
            return start, None
        known = bound
        for name, slot in names.items():
            if slot.kind.name == "duration":
                if not _near(seconds(slot.shown), seconds(found[name])):
                    return start, None
                continue
            if not self._may_be(slot, found[name], known):
                return start, None
            known = {**known, slot.sample: found[name]}
        return found.end(), known

    def _may_be(self, slot: "_Slot", value: str, bound: Bound) -> bool:
        """Whether a sample may get a value: none that is another sample's already."""
        if not slot.kind.distinct or (slot.kind.name == "number" and len(slot.sample) < DISTINCT_DIGITS_MIN):
            return True
        return all(other != value or not self._kinds[sample].distinct for sample, other in bound.items())


@dataclass(frozen=True)
class _Slot:
    """A sample's place in an expected text: the sample, and what is shown there (`0m10.4s` for the sample `10.4s`)."""

    sample: str
    shown: str
    kind: Kind


@cache
def _compiled(
    piece: tuple["str | tuple[_Slot, str | None]", ...], open_left: bool, open_right: bool
) -> tuple[re.Pattern[str], dict[str, _Slot]]:
    """A piece as a regular expression, and the sample that each of its groups takes a new value for."""
    parts: list[str] = []
    names: dict[str, _Slot] = {}
    for index, part in enumerate(piece):
        if isinstance(part, str):
            parts.append(re.escape(part))
            continue
        slot, value = part
        # Whole values: but right beside `...` anything may stand.
        before = "" if open_left and index == 0 else slot.kind.before
        behind = "" if open_right and index == len(piece) - 1 else slot.kind.behind
        seen = next((name for name, other in names.items() if other.sample == slot.sample), None)
        if slot.kind.name == "duration":
            value, seen = None, None
        if value is not None:
            text = re.escape(value)
        elif seen:
            text = f"(?P={seen})"
        else:
            names[f"v{index}"] = slot
            text = f"(?P<v{index}>{_values_like(slot.shown, slot.kind)})"
        parts.append(f"{before}{text}{behind}")
    return re.compile("".join(parts)), names


def _values_like(sample: str, kind: Kind) -> str:
    """A regular expression for other values of a sample's kind."""
    if kind.name != "time":
        return kind.shape
    # A time has the form of its sample: digits for digits, another day or month for one.
    parts = []
    for word in re.findall(rf"{DAYS}|{MONTHS}|\d+| +|.", sample):
        if word.isdigit():
            parts.append(r"\d+")
        elif re.fullmatch(DAYS, word):
            parts.append(f"(?:{DAYS})")
        elif re.fullmatch(MONTHS, word):
            parts.append(f"(?:{MONTHS})")
        else:
            parts.append(" +" if word.isspace() else re.escape(word))
    return "".join(parts)


def _found(sample: str, kind: Kind) -> str:
    """How a sample is found in a text: whole, a duration with the hours and minutes before it."""
    more = r"(?:\d+h)?(?:\d+m)?" if kind.name == "duration" else ""
    return f"{kind.before}{more}{re.escape(sample)}{kind.behind}"


def _near(shown: float, came: float) -> bool:
    return abs(shown - came) <= DURATION_SLACK_SECONDS or shown / DURATION_FACTOR <= came <= shown * DURATION_FACTOR
