"""What the set-up prints: a line a step."""

import pytest

from standins import say


def test_a_step_is_a_line(capsys: pytest.CaptureFixture) -> None:
    """What it does at once, its result and its seconds when it is done."""
    with say.step("Making it") as step:
        assert capsys.readouterr().out == "Making it ..."
        step.result = say.size(191_000_000)
    assert capsys.readouterr().out == " 191MB, 0 s\n"


def test_a_step_within_a_step(capsys: pytest.CaptureFixture) -> None:
    """Both have a line of their own, and the outer one says its name again."""
    with say.step("Making it"):
        with say.step("Installing a tool"):
            pass
        with say.step("Using it"):
            pass
    assert capsys.readouterr().out == "Making it ...\nInstalling a tool ... 0 s\nUsing it ... 0 s\nMaking it: 0 s\n"


@pytest.mark.parametrize(("error", "end"), [(say.Failed, "failed"), (KeyboardInterrupt, "stopped")])
def test_a_step_that_does_not_come_to_its_end(error: type, end: str, capsys: pytest.CaptureFixture) -> None:
    """Its line ends in any case."""
    with pytest.raises(error), say.step("Making it"):
        raise error
    assert capsys.readouterr().out == f"Making it ... {end}\n"


def test_sizes_are_dockers() -> None:
    """The numbers that `docker images` prints."""
    assert [say.size(191_000_000), say.size(1_110_000_000)] == ["191MB", "1.11GB"]
