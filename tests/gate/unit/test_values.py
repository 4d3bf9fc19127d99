"""Values that the page says differ from run to run."""

import pytest

from sphinx_gate.compare.values import Values, kind_of

from ..blocks import differs

KINDS = {
    "172.17.0.2": ["10.0.12.255"],
    "sha256:" + "0a" * 32: ["sha256:" + "9f" * 32],
    "0a" * 32: ["9f" * 32],
    "3f2a9c0d1b7e": ["000000000000", "abcdefabcdef"],
    "7c9d8b6f5": ["5d4f9c6b8d", "66b8bf6db7"],
    "1.5s": ["4.4s", "500ms", "1s"],
    "245ms": ["311ms", "0.7s", "1ms"],
    "4567s": ["1523s", "1h2m0s"],
    "32768": ["5", "49152"],
    "55555": ["32101"],
    "45678924": ["10"],
}


@pytest.mark.parametrize("sample", KINDS)
def test_a_value_of_the_same_kind_agrees(sample: str) -> None:
    """A sample stands for any value of its kind, itself included."""
    seen = [differs(f"is {sample}!", f"is {value}!", Values([sample])) for value in [sample, *KINDS[sample]]]
    assert [False] * len(seen) == seen


@pytest.mark.parametrize("sample", KINDS)
def test_a_value_of_another_kind_differs(sample: str) -> None:
    """A sample does not stand for text of another kind."""
    others = ["", "-", "localhost", "some words", f"{sample} {sample}"]
    assert [] == [value for value in others if not differs(f"is {sample}!", f"is {value}!", Values([sample]))]


# An expression that could take these in many ways would try them all.
ALMOST_TIMES = [f"2024-01-01 {much}x" for much in ("1" * 40, "Mon," * 40)]


@pytest.mark.parametrize("sample", ["Hello", "some words", "", "172.17.0", "abcdefabcde", "1.5", "...", *ALMOST_TIMES])
def test_some_texts_are_of_no_kind(sample: str) -> None:
    """Words, parts of values and the like are of no kind."""
    assert kind_of(sample) is None


TWO = ["1234", "5678"]
# name: (samples, (shown, came, whether it agrees) one after the other)
IN_TURN = {
    "a value stays": (
        TWO,
        [("pid 1234\nend 1234", "pid 77\nend 77", True), ("1234", "77", True), ("1234", "78", False)],
    ),
    "two values of one sample in a line": (TWO, [("1234 1234", "77 78", False)]),
    "two values of one sample in two lines": (TWO, [("1234\n1234", "77\n78", False)]),
    "one value of two samples in a line": (TWO, [("1234 5678", "77 77", False)]),
    "one value of two samples in two lines": (TWO, [("1234\n5678", "77\n77", False)]),
    "values that look like the other sample": (TWO, [("1234 5678", "5678 1234", True)]),
    "dots in the same line": (TWO, [("[...] pid 1234 ...", f"[now] pid {n} up", n == 9) for n in (9, 8)]),
    "a line that differs gives no value": (TWO, [("pid 1234 up", "pid 77 down", False), ("1234", "78", True)]),
    "a value decides about what dots stand for": (
        TWO,
        [("...\npid 1234 x\n...\npid 1234 y", "pid 7 x\npid 8 x\npid 8 y", True), ("1234", "8", True)],
    ),
    "a value decides within a line": (TWO, [("... 1234 ... 1234!", "a 7 b 8 c 8!", True), ("1234", "8", True)]),
    "durations are equal by chance": (["0.3s", "0.4s"], [("0.3s\n0.4s", "0.5s\n0.5s", True)]),
    "times are equal by chance": (["12:00:01", "12:00:02"], [("12:00:01\n12:00:02", "12:00:03\n12:00:03", True)]),
    "small numbers are equal by chance": (["3", "4"], [("3\n4", "5\n5", True)]),
}


@pytest.mark.parametrize("case", IN_TURN)
def test_a_sample_has_one_value(case: str) -> None:
    """The same throughout, and no other sample's, wherever that can't be chance."""
    samples, outputs = IN_TURN[case]
    values = Values(samples)
    assert outputs == [(shown, came, not differs(shown, came, values)) for shown, came, _ in outputs]


# name: (samples, shown, came, then: the line that came, in the place of which, what is written)
UPDATES = {
    "values that swapped": (
        ["10.0.0.2", "10.0.0.3"], "10.0.0.2 10.0.0.3", "10.0.0.3 10.0.0.2", "3: 10.0.0.3", "", "3: 10.0.0.2"
    ),
    "whole words only": (TWO, "1234", "80", "port 8080, pid 80", "pid 1234", "port 8080, pid 1234"),
    "a sample within another": (["80", "80.5s"], "80.5s, 80", "70.2s, 9", "70.2s, 9", "80.5s, 80", "70.2s, 80"),
    "a number, by chance": (TWO, "1234", "3", "3 files, v 3.3", "", "3 files, v 3.3"),
    "a number where the page has it": (TWO, "1234", "3", "3 files, v 3.3", "1234 files", "1234 files, v 3.3"),
    "a program's own dots": (TWO, "1234", "77", "Pulling ...", "", "Pulling \\..."),
}  # fmt: skip


@pytest.mark.parametrize("case", UPDATES)
def test_update_writes_samples_back(case: str) -> None:
    """Each value of this run becomes its sample again where it can't be there by chance."""
    samples, shown, came, line, place, written = UPDATES[case]
    values = Values(samples)
    assert (False, written) == (differs(shown, came, values), values.as_samples(line, place))


WHOLE = {
    ("80", "8080", "8180"): False,
    ("80", "a80", "a81"): False,
    ("32768", "(0.0.0.0:32768->5000/tcp)", "(0.0.0.0:49153->5000/tcp)"): True,
    ("172.17.0.2", "at 172.17.0.2 and 172.17.0.3", "at 10.0.0.1 and 10.0.0.2"): False,
    ("8", "Python 3.8", "Python 3.11"): False,
    ("8", "8 files", "11 files"): True,
    ("80", "at 10.0.0.80", "at 10.0.0.81"): False,
    ("80", "in 80.5", "in 81.5"): False,
    ("x2bqz", "x2bqz is up", "bxxxx is up"): False,
    ("x2bqz", "web-x2bqz is up", "web-hj4nk is up"): True,
    ("3f2a9c0d1b7e", "3f2a9c0d1b7e...", "0" * 64): True,
    ("3f2a9c0d1b7e", "id 3f2a9c0d1b7e.", "id " + "0" * 13 + "."): False,
    (
        "f47ac10b-58cc-4372-a567-0e02b2c3d479",
        "<f47ac10b-58cc-4372-a567-0e02b2c3d479>",
        "<00000000-58cc-4372-a567-0e02b2c3d479>",
    ): True,
    ("adoring_wozniak", "adoring_wozniak", "happy_curie"): True,
    ("12:30:59", "at 12:30:59 UTC", "at 01:02:03 UTC"): True,
    ("12:30:59", "at 12:30:59 UTC", "at noon UTC"): False,
    ("2026-11-25T12:30:59Z", "2026-11-25T12:30:59Z", "2027-01-02T03:04:05Z"): True,
    ("25/Nov/2026 12:30:59", "[25/Nov/2026 12:30:59]", "[01/Feb/2027 00:00:00]"): True,
    ("Wed Nov 25 17:44:44 UTC 2026", "Wed Nov 25 17:44:44 UTC 2026", "Thu Jan  1 00:00:00 UTC 2027"): True,
    ("10.4s", "real 0m10.4s", "real 0m4.0s"): True,
    ("10.4s", "real 0m10.4s", "real 0m31.0s"): True,
    ("10.4s", "real 0m10.4s", "real 1m31.0s"): False,
    ("10.4s", "real 0m10.4s", "real 0m3.0s"): False,
    ("0.3s", "0.3s and 0.3s", "0.2s and 0.5s"): True,
}


@pytest.mark.parametrize("case", WHOLE)
def test_samples_are_whole_values(case: tuple[str, str, str]) -> None:
    """A sample stands for a whole value of its kind, and only where the page shows it as one."""
    sample, expected, actual = case
    assert WHOLE[case] is not differs(expected, actual, Values([sample]))


COMMANDS = {"kill 1234": "kill 77", "echo 12345 x1234": "echo 12345 x1234", "sleep 1.5s": "sleep 1.5s"}


@pytest.mark.parametrize("command", COMMANDS)
def test_samples_in_commands_are_this_runs_values(command: str) -> None:
    """A sample in a command is its value; a duration has none, and text within a longer word is text."""
    values = Values(["1234", "1.5s"])
    differs("pid 1234", "pid 77", values)
    assert COMMANDS[command] == values.in_command(command)


@pytest.mark.parametrize(
    ("values", "words"), [(Values(["1234"]), "before any output"), (Values([], ["1234"]), "say so in a sentence")]
)
def test_an_unknown_value_is_not_typed(values: Values, words: str) -> None:
    """A sample without a value, and one that readers don't know of, are not typed."""
    with pytest.raises(LookupError, match=words):
        values.in_command("kill 1234")
