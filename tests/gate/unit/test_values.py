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


@pytest.mark.parametrize("sample", ["Hello", "some words", "", "172.17.0", "abcdefabcde", "1.5", "..."])
def test_some_texts_are_of_no_kind(sample: str) -> None:
    """Words, parts of values and the like are of no kind."""
    assert kind_of(sample) is None


def test_a_value_stays_the_same() -> None:
    """Where a sample stands again, the same value must come again, in the same output and in later ones."""
    values = Values(["1234"])
    first = differs("pid 1234\nend 1234", "pid 77\nend 77", values)
    assert (False, False, True) == (first, differs("1234", "77", values), differs("1234", "78", values))


def test_a_value_contradicting_itself_differs() -> None:
    """Two values for one sample differ, in one line and over two."""
    seen = [differs(f"1234{gap}1234", f"77{gap}78", Values(["1234"])) for gap in (" ", "\n")]
    assert [True, True] == seen


def test_distinct_samples_are_distinct_values() -> None:
    """Two samples may not get one value, in one line or over two."""
    gaps = (" ", "\n")
    seen = [differs(f"1234{gap}5678", f"77{gap}77", Values(["1234", "5678"])) for gap in gaps]
    assert [True, True] == seen


def test_distinct_samples_may_swap() -> None:
    """The value of one sample may look like another sample."""
    assert not differs("1234 5678", "5678 1234", Values(["1234", "5678"]))


def test_samples_and_dots_share_a_line() -> None:
    """A sample varies in a line with `...` too, and keeps its value."""
    values = Values(["1234"])
    seen = [differs("[...] pid 1234 ...", text, values) for text in ("[now] pid 9 up", "[then] pid 8 up")]
    assert [False, True] == seen


def test_a_sample_within_another_is_told_from_it() -> None:
    """A sample that is a part of another one is not taken for it, nor in the update."""
    values = Values(["80", "80.5s"])
    agrees = not differs("took 80.5s on 80", "took 70.25s on 9", values)
    assert (True, "70.25s on 80") == (agrees, values.as_samples("70.25s on 9", "80.5s on 80"))


def test_a_line_that_differs_binds_nothing() -> None:
    """A sample takes its value from a line that agrees, not from one that fails."""
    values = Values(["1234"])
    differs("pid 1234 up", "pid 77 down", values)
    assert {} == values.bound


def test_update_writes_samples_back() -> None:
    """For the update each value of this run becomes its sample again, also where the values swapped."""
    values = Values(["172.17.0.2", "172.17.0.3"])
    differs("172.17.0.2 172.17.0.3", "172.17.0.3 172.17.0.2", values)
    assert "to 172.17.0.2, from 172.17.0.3" == values.as_samples("to 172.17.0.3, from 172.17.0.2")


def test_update_writes_whole_words_only() -> None:
    """A value within a longer word is not taken for it."""
    values = Values(["1234"])
    differs("1234", "80", values)
    assert "port 8080, pid 1234" == values.as_samples("port 8080, pid 80", "pid 1234")


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


@pytest.mark.parametrize(
    ("first", "second", "value"), [("0.3s", "0.4s", "0.5s"), ("12:00:01", "12:00:02", "12:00:03"), ("3", "4", "5")]
)
def test_samples_may_coincide_by_chance(first: str, second: str, value: str) -> None:
    """Durations, times and small numbers of two samples may be equal; ids and the like may not."""
    assert not differs(f"{first}\n{second}", f"{value}\n{value}", Values([first, second]))


def test_a_value_decides_about_the_lines() -> None:
    """Which lines `...` swallows is decided by all that follows, also by a value that comes again later."""
    values = Values(["1234"])
    agrees = not differs("...\npid 1234 x\n...\npid 1234 y", "pid 7 x\npid 8 x\npid 8 y", values)
    assert (True, {"1234": "8"}) == (agrees, values.bound)


def test_a_value_decides_within_a_line() -> None:
    """So it is within a line."""
    values = Values(["1234"])
    assert (False, {"1234": "8"}) == (differs("... 1234 ... 1234!", "a 7 b 8 c 8!", values), values.bound)


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


def test_update_leaves_numbers_alone() -> None:
    """A number that happens to be a sample's value becomes a sample only where the page has it; a version never."""
    values = Values(["1234"])
    differs("1234", "3", values)
    seen = [values.as_samples("3 files, version 3.3", shown) for shown in ("", "1234 files")]
    assert ["3 files, version 3.3", "1234 files, version 3.3"] == seen
