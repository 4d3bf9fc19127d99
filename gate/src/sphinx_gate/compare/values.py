"""The values of a page that differ from run to run: what kinds there are, and which value a run gave each.

A page names each such value, as its outputs show it, in a sentence, with the role `varies`: that is a sample. In an
expected text `...` is any text, and `\\...` the three dots themselves.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from sphinx_gate.model import ANY, LITERAL_DOTS

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

    def whole(self, text: str) -> str:
        """A regular expression for a whole value, of one for its text."""
        return f"{self.before}{text}{self.behind}"


IDS = (Kind("digest", r"sha256:[0-9a-f]{64}"), Kind("long id", r"[0-9a-f]{64}"), Kind("id", r"[0-9a-f]{12}"))
DURATION = Kind("duration", r"(?:\d+h)?(?:\d+m(?!s))?\d+(?:\.\d+)?(?:ms|us|µs|s)", distinct=False)
NUMBER = Kind("number", r"\d+")
TIME = Kind(
    "time",
    rf"(?=.*(?:\d\d:\d\d|\d{{4}}-\d\d-\d\d))(?:{DAYS}|{MONTHS}|\d|UTC|GMT|[T:/., +Z-])+",
    distinct=False,
)
RANDOM_NAME = Kind("random name", r"[a-z]+_[a-z]+\d?")
# The first that fits a sample is its kind.
KINDS = (
    Kind("address", r"\d{1,3}(?:\.\d{1,3}){3}"),
    Kind("UUID", r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
    *IDS,
    DURATION,
    NUMBER,
    TIME,
    Kind("Pod template hash", GENERATED + "{8,10}"),
    Kind("generated name", GENERATED + "{5}", before="(?<=-)"),
    RANDOM_NAME,
)


@cache
def kind_of(sample: str) -> Kind | None:
    """The kind of a sample; None if it is of none."""
    return next((kind for kind in KINDS if re.fullmatch(kind.shape, sample)), None)


def stands_in(sample: str, text: str) -> bool:
    """Whether a text has a sample as a whole value; never where the sample is of no kind."""
    kind = kind_of(sample)
    return kind is not None and bool(re.search(_found(sample, kind), text))


def seconds(duration: str) -> float:
    """A duration such as `1m3.5s` in seconds."""
    return sum(float(number) * UNITS[unit] for number, unit in re.findall(r"([\d.]+)(h|ms|us|µs|m|s)", duration))


@dataclass(frozen=True)
class Slot:
    """A sample's place in an expected text: the sample, and what is shown there (`0m10.4s` for the sample `10.4s`).

    open_left, open_right: a wildcard is right beside it, so that anything may stand there.
    """

    sample: str
    shown: str
    kind: Kind
    open_left: bool
    open_right: bool

    def pattern(self, text: str) -> str:
        """A regular expression for a value here, of one for its text: a whole value."""
        before = "" if self.open_left else self.kind.before
        return f"{before}{text}{'' if self.open_right else self.kind.behind}"

    def may_take(self, value: str, bound: Bound) -> bool:
        """Whether a new value may stand here: a duration that is near, any other if no other sample has it."""
        if self.kind is DURATION:
            shown, came = seconds(self.shown), seconds(value)
            near = shown / DURATION_FACTOR <= came <= shown * DURATION_FACTOR
            return near or abs(shown - came) <= DURATION_SLACK_SECONDS
        if self.kind is NUMBER and len(self.sample) < DISTINCT_DIGITS_MIN:
            return True
        taken = {other for sample, other in bound.items() if (kind := kind_of(sample)) and kind.distinct}
        return value not in taken


Piece = tuple[str | Slot, ...]  # of an expected text, between two wildcards: a text, a slot, a text, and so on


class Values:
    """The samples of a page, and the values that this run gave them.

    Inputs: the samples that the page declares, and those that need no declaration (ids in the columns for ids).
    """

    def __init__(self, samples: Iterable[str] = (), implied: Iterable[str] = ()):
        self._declared = set(samples)
        longest_first = sorted({*self._declared, *implied}, key=len, reverse=True)
        self._kinds = {sample: kind for sample in longest_first if (kind := kind_of(sample))}
        found = [_found(sample, kind) for sample, kind in self._kinds.items()]
        self._samples = re.compile(f"({'|'.join(found) or '(?!)'})")
        self._templates: dict[str, list[Piece]] = {}
        self.bound: Bound = {}

    def match(self, expected: str, actual: str, bound: Bound) -> Bound | None:
        """The values known once an actual text agrees with an expected one; None if it doesn't, or contradicts."""
        first, *others = self._template(expected)
        end, known = _match(first, actual, 0, bound, at_end=not others)
        return _place(others, actual, end, known) if others and known is not None else known

    def in_command(self, text: str) -> str:
        """A command with each sample replaced by this run's value.

        Fails with LookupError, in a sentence, at a sample that no output has shown yet, or that is not declared.
        """

        def value(found: re.Match[str]) -> str:
            sample = found[0]
            if kind_of(sample) is DURATION:
                return sample  # each is another one
            if sample not in self._declared:
                raise LookupError(f"`{sample}` is another one in each run: say so in a sentence, :varies:`{sample}`")
            if sample not in self.bound:
                raise LookupError(f"`{sample}` is used before any output has shown it")
            return self.bound[sample]

        return self._samples.sub(value, text)

    def known_in(self, expected: Iterable[str]) -> list[tuple[str, str]]:
        """The samples in expected lines that have a value already, each with it."""
        samples = dict.fromkeys(sample for text in expected for sample in self._samples_in(text))
        return [(sample, self.bound[sample]) for sample in samples if sample in self.bound]

    def as_samples(self, actual: str, expected: str = "") -> str:
        """For the update: an actual line as a page shows it, this run's values replaced by the page's samples.

        A number is replaced only if the line that it comes in the place of has its sample: the same number may be
        there by chance. Dots of the program's own are marked as such.
        """
        used = self._samples_in(expected)
        samples = {
            value: sample for sample, value in self.bound.items() if sample in used or self._kinds[sample] is not NUMBER
        }
        text = actual.replace(ANY, LITERAL_DOTS)
        if not samples:
            return text
        values = sorted(samples, key=len, reverse=True)
        whole = [self._kinds[samples[value]].whole(re.escape(value)) for value in values]
        # All at once: a value of this run may look like another sample.
        return re.sub("|".join(whole), lambda found: samples[found[0]], text)

    def _template(self, expected: str) -> list[Piece]:
        """An expected text in the pieces between its wildcards."""
        if expected not in self._templates:
            texts = [text.replace("\0", ANY) for text in expected.replace(LITERAL_DOTS, "\0").split(ANY)]
            last = len(texts) - 1
            self._templates[expected] = [self._piece(text, at > 0, at < last) for at, text in enumerate(texts)]
        return self._templates[expected]

    def _piece(self, text: str, open_left: bool, open_right: bool) -> Piece:
        parts: list[str | Slot] = []
        texts = self._samples.split(text)
        for index, shown in enumerate(texts):
            if index % 2 == 0:  # between two samples
                parts.append(shown)
                continue
            sample = next(sample for sample in self._kinds if shown.endswith(sample))
            left = open_left and texts[:index] == [""]
            right = open_right and texts[index + 1 :] == [""]
            parts.append(Slot(sample, shown, self._kinds[sample], left, right))
        return tuple(parts)

    def _samples_in(self, expected: str) -> list[str]:
        return [slot.sample for piece in self._template(expected) for slot in piece if isinstance(slot, Slot)]


def _place(pieces: list[Piece], actual: str, start: int, bound: Bound) -> Bound | None:
    """Places pieces behind wildcards, in order: the last one at the end, each other as early as can be.

    Where a piece takes a new value, a later place is tried too, since the value decides about what follows.
    """
    tries, last = [(0, start, bound)], len(pieces) - 1
    for _ in range(TRIES_MAX):
        if not tries:
            return None
        index, start, bound = tries.pop()
        if index == last:
            for begin in range(len(actual), start - 1, -1):
                found = _match(pieces[index], actual, begin, bound, at_end=True)[1]
                if found is not None:
                    return found
            continue
        for begin in range(start, len(actual) + 1):
            end, found = _match(pieces[index], actual, begin, bound)
            if found is not None:
                if found is not bound:
                    tries.append((index, begin + 1, bound))
                tries.append((index + 1, end, found))
                break
    return None


def _match(piece: Piece, actual: str, start: int, bound: Bound, at_end: bool = False) -> tuple[int, Bound | None]:
    """Matches one piece at a place: where it ends, and the values then known (None: it isn't there)."""
    if len(piece) == 1 and isinstance(piece[0], str):  # it needs no regular expression, which takes time to compile
        end = start + len(piece[0])
        return end, bound if actual.startswith(piece[0], start) and (not at_end or end == len(actual)) else None
    pattern, groups = _compiled(piece, tuple(bound.get(part.sample) for part in piece if isinstance(part, Slot)))
    found = pattern.fullmatch(actual, start) if at_end else pattern.match(actual, start)
    if not found:
        return start, None
    for name, slot in groups.items():
        if not slot.may_take(found[name], bound):
            return start, None
        if slot.kind is not DURATION:  # each is another one
            bound = {**bound, slot.sample: found[name]}
    return found.end(), bound


@cache
def _compiled(piece: Piece, values: tuple[str | None, ...]) -> tuple[re.Pattern[str], dict[str, Slot]]:
    """A piece as a regular expression, with the values that its slots have, and the slot of each group in it."""
    known = iter(values)
    parts: list[str] = []
    groups: dict[str, Slot] = {}  # those that take a new value
    for part in piece:
        if isinstance(part, str):
            parts.append(re.escape(part))
            continue
        value, name = next(known), f"v{len(groups)}"
        again = [other for other, slot in groups.items() if slot.sample == part.sample and slot.kind is not DURATION]
        if value is not None:
            parts.append(part.pattern(re.escape(value)))
        elif again:
            parts.append(part.pattern(f"(?P={again[0]})"))
        else:
            groups[name] = part
            parts.append(part.pattern(f"(?P<{name}>{_values_like(part.shown, part.kind)})"))
    return re.compile("".join(parts)), groups


def _values_like(sample: str, kind: Kind) -> str:
    """A regular expression for other values of a sample's kind."""
    if kind is not TIME:
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
    more = r"(?:\d+h)?(?:\d+m)?" if kind is DURATION else ""
    return kind.whole(more + re.escape(sample))
