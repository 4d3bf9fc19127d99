"""Tables of kubectl and docker, and BuildKit's progress."""

import itertools

import pytest

from sphinx_gate.compare.values import Values

from .blocks import differs

TABLE = """\
NAME                 READY   STATUS    RESTARTS   AGE
basicserver-x2bqz    1/1     Running   0          12s
other                0/1     Pending   1 (5s ago) 3m"""
IMAGES = """\
REPOSITORY    TAG    IMAGE ID       CREATED          SIZE
basicserver   0.42   3f2a9c0d1b7e   2 seconds ago    1.2GB"""
CONTAINERS = "IMAGE     STATUS                  NAMES\nredis:8   Up Less than a second   cache"


def test_columns_may_be_wider() -> None:
    """Blanks between the cells of a table are not compared, those within a cell are."""
    narrow = "NAME   STATUS\na      Up now"
    seen = [differs(narrow, actual) for actual in ("NAME      STATUS\na         Up now", "NAME   STATUS\na      Upnow")]
    assert [False, True] == seen


AGES = ["1s", "59s", "3m20s", "5h", "2d3h", "12d", "About a minute", "About an hour", "3 weeks", "Less than a second"]


@pytest.mark.parametrize("age", AGES)
def test_ages_are_any_ages(age: str) -> None:
    """An age in a cell of a table agrees with any age, as kubectl or docker writes it."""
    assert not differs(TABLE, TABLE.replace("12s", age))


@pytest.mark.parametrize("age", ["<unknown>", "", "-1s", "12", "12sec", "ages"])
def test_what_is_no_age_differs(age: str) -> None:
    """Something else than an age, in an age's place, differs."""
    assert differs(TABLE, TABLE.replace("12s", age))


def test_ages_within_a_cell_are_any_ages() -> None:
    """An age with words around it varies, the words don't."""
    ages = [differs(CONTAINERS, CONTAINERS.replace("Less than a second", age)) for age in ("4 seconds", "2 hours")]
    assert [False, False, True] == [*ages, differs(CONTAINERS, CONTAINERS.replace("Up", "Exited (0)"))]


@pytest.mark.parametrize("cell", ["NAME", "AGE", "basicserver", "1/1", "Running", "0 ", "other", "Pending", "1 ("])
def test_a_changed_cell_differs(cell: str) -> None:
    """A cell that is no age is exact, headings included."""
    assert differs(TABLE, TABLE.replace(cell, cell.replace(cell[0], "9", 1), 1))


@pytest.mark.parametrize("cell", ["0.42", "1.2GB", "basicserver"])
def test_a_changed_cell_of_docker_differs(cell: str) -> None:
    """Tags and sizes of docker's tables are exact unless the page says they vary."""
    assert differs(IMAGES, IMAGES.replace(cell, f"{cell[:-1]}8"))


def test_a_sample_in_a_cell_varies() -> None:
    """A value that the page names varies in a table too."""
    assert not differs(TABLE, TABLE.replace("x2bqz", "ghjkl"), Values(["x2bqz"]))


def test_rows_are_all_there_in_order() -> None:
    """A row that misses, comes twice or in another order differs."""
    head, *rows = TABLE.split("\n")
    orders = [*itertools.permutations(rows), rows[:1], rows[1:], [], [*rows, rows[-1]]]
    assert [rows] == [list(order) for order in orders if not differs(TABLE, "\n".join([head, *order]))]


def test_dots_stand_for_rows() -> None:
    """`...` among the rows of a table is any rows."""
    head, *rows = TABLE.split("\n")
    assert not differs(f"{head}\n...\n{rows[1]}", TABLE)


def test_a_table_ends_at_a_blank_line() -> None:
    """Behind the blank line after a table, ages are exact again."""
    assert differs(f"{TABLE}\n\nfor 3m", f"{TABLE}\n\nfor 4m")


@pytest.mark.parametrize("line", ["took 3m", "A b", "WARNING: took 3m", "ONE", "Two   WORDS"])
def test_lines_without_headings_are_exact(line: str) -> None:
    """Only headings in capitals, two blanks apart, begin a table."""
    assert differs(f"{line}\n12s", f"{line}\n13s")


STEPS = """\
 => [internal] load build definition from Dockerfile                         0.0s
 => => transferring dockerfile: 301B                                         0.0s
 => [2/5] RUN python -m venv /venv                                           3.5s
 => CACHED [3/5] COPY requirements.txt .                                     0.0s
 => exporting to image                                                       0.1s"""


def test_durations_of_a_build_vary() -> None:
    """BuildKit's seconds are not compared, nor is the padding before them."""
    changed = STEPS.replace("3.5s", "12.0s").replace("0.1s", "  0.25s")
    assert not differs(STEPS, changed, command="docker build .")


def test_a_step_may_be_cached() -> None:
    """A step that the page shows run may come from the cache."""
    assert not differs(STEPS, STEPS.replace("=> [2/5]", "=> CACHED [2/5]"), command="docker build .")


def test_a_cached_step_must_be_cached() -> None:
    """A step that the page shows as CACHED must be: that is what the page says of it."""
    assert differs(STEPS, STEPS.replace("CACHED ", ""), command="docker build .")


@pytest.mark.parametrize("word", ["venv", "2/5", "301B", "image"])
def test_all_else_of_a_build_is_exact(word: str) -> None:
    """Steps, counts, sizes and words of a build are compared."""
    assert differs(STEPS, STEPS.replace(word, word[::-1].swapcase()), command="docker build .")


def test_steps_are_all_there_in_order() -> None:
    """A dropped, doubled or swapped step of a build differs."""
    lines = STEPS.split("\n")
    orders = [lines[:3] + lines[4:], [*lines, lines[-1]], [*lines[:3], lines[4], lines[3], *lines[5:]]]
    assert [True, True, True] == [differs(STEPS, "\n".join(order), command="docker build .") for order in orders]


def test_durations_elsewhere_are_exact() -> None:
    """A duration outside of a build's lines is compared."""
    assert differs("done in 3.5s", "done in 3.6s")
