"""Tables of kubectl and docker, and BuildKit's progress."""

import itertools

import pytest

from sphinx_gate.compare.lines import Expected
from sphinx_gate.compare.rules import comes_in_any_number, implied
from sphinx_gate.compare.values import Values

from ..blocks import differs

TABLE = """\
NAME                 READY   STATUS    RESTARTS   AGE
basicserver-x2bqz    1/1     Running   0          12s
other                0/1     Pending   1 (5s ago) 3m"""
IMAGES = """\
REPOSITORY    TAG    IMAGE ID       CREATED          SIZE
basicserver   0.42   3f2a9c0d1b7e   2 seconds ago    1.2GB"""
CONTAINERS = "IMAGE     STATUS                  NAMES\nredis:8   Up Less than a second   cache"


AGES = ["1s", "59s", "3m20s", "5h", "2d3h", "12d", "About a minute", "About an hour", "3 weeks", "Less than a second"]


@pytest.mark.parametrize("age", AGES)
def test_ages_are_any_ages(age: str) -> None:
    """An age in a cell of a table agrees with any age, as kubectl or docker writes it."""
    assert not differs(TABLE, TABLE.replace("12s", age))


@pytest.mark.parametrize("age", ["<unknown>", "", "-1s", "12", "12sec", "ages"])
def test_what_is_no_age_differs(age: str) -> None:
    """Something else than an age, in an age's place, differs."""
    assert differs(TABLE, TABLE.replace("12s", age))


CELLS = {
    "CPU is no age": ("NAME   CPU    AGE", "web    250m   5s", "web    900m   7s", False),
    "a timeout is no age": ("NAME   TIMEOUT   AGE", "web    2d        1s", "web    1h        1s", False),
    "a request is no age": (
        "NAME   AGE   REQUEST",
        "web    1s    requests.cpu: 250m/1",
        "web    1s    requests.cpu: 900m/1",
        False,
    ),
    "another heading": ("NAME   CPU   MEM   AGE", "web    a           5s", "web          a     5s", False),
    "an empty cell": ("NAME   CPU   MEM   AGE", "web    a           5s", "web    a           9s", True),
    "a missing cell": ("NAME   CPU", "web    1", "web", False),
    "a cell too much": ("NAME   CPU", "web    1", "web    1   2", False),
    "restarts count": ("NAME   RESTARTS      AGE", "web    1 (5s ago)    7s", "web    2 (9s ago)    8s", False),
    "restarts ago": ("NAME   RESTARTS      AGE", "web    1 (5s ago)    7s", "web    1 (9m ago)    8s", True),
    "kubectl top": ("NAME   CPU(cores)   MEMORY(bytes)", "web    1m     20Mi", "web    1m           20Mi", True),
    "kubectl top differs": (
        "NAME   CPU(cores)   MEMORY(bytes)",
        "web    1m     20Mi",
        "web    7m           20Mi",
        False,
    ),
    "dots for a cell": ("NAME   CPU   AGE", "web    ...   5s", "web    900m   9s", True),
    "dots for several cells": ("NAME   CPU   MEM   AGE", "web    ...", "web    1     2     9s", True),
    "dots for the cells between": ("NAME   CPU   MEM   AGE", "web  ...  9s", "web    1     2     3h", True),
    "dots beside a wrong cell": ("NAME   CPU   MEM   AGE", "web  ...  9s", "wob    1     2     3h", False),
    "dots before an empty cell": (
        "ID   CMD   UP   PORT   NAME",
        "a    ...   now         web",
        "a    b     now         web",
        True,
    ),
    "dots before no empty cell": (
        "ID   CMD   UP   PORT   NAME",
        "a    ...   now         web",
        "a    b     now  80     web",
        False,
    ),
    "dots for a cell on the right": (
        "PID   USER     TIME  COMMAND",
        "...   root      0:00 ps",
        "    8 root      0:00 ps",
        True,
    ),
    "an id": ("CONTAINER ID   IMAGE", "3f2a9c0d1b7e   redis:8", "000000000000   redis:8", True),
    "no id": ("CONTAINER ID   IMAGE", "3f2a9c0d1b7e   redis:8", "<none>         redis:8", False),
    "a number in a column of ids": ("ID   NAME", "1    web", "2    web", False),
    "a made-up name elsewhere": ("IMAGE             TAG", "adoring_wozniak   1", "happy_curie       1", False),
    "an id elsewhere": ("NAME   SUM", "a      3f2a9c0d1b7e", "a      000000000000", False),
    "a made-up name": ("IMAGE   NAMES", "redis   adoring_wozniak", "redis   happy_curie", True),
    "another name": ("IMAGE   NAMES", "redis   store", "redis   shop", False),
    "images of Docker 29": (
        "IMAGE          ID             DISK USAGE   CONTENT SIZE   EXTRA",
        "redis:8        3f2a9c0d1b7e        163MB         49.5MB    U",
        "redis:8        000000000000        163MB         49.5MB    U",
        True,
    ),
}


@pytest.mark.parametrize("case", CELLS)
def test_cells_belong_to_their_headings(case: str) -> None:
    """A cell is held against the one under the same heading, by the rule for that heading."""
    headings, shown, came, agrees = CELLS[case]
    expected = f"{headings}\n{shown}"
    values = Values([], implied(expected.split("\n"), []))
    assert agrees is not differs(expected, f"{headings}\n{came}", values)


def test_a_name_that_a_command_gives_is_exact() -> None:
    """A name of two words is made up by Docker only where no command of the page has it."""
    table = ["IMAGE   NAMES", "redis   my_store"]
    assert ({"my_store"}, set()) == (implied(table, []), implied(table, ["docker run --name my_store redis"]))


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


def test_a_sample_has_one_value_in_a_row() -> None:
    """From cell to cell, too."""
    seen = [differs("A   B\n1234   1234", f"A   B\n77   {other}", Values(["1234"])) for other in ("77", "78")]
    assert [False, True] == seen


def test_a_table_ends_where_something_is_typed() -> None:
    """What comes behind that is no row of it, whatever it looks like."""
    lines = ["NAME   AGE", "a      1s", "> x", "b      5s"]
    seen = [Expected(Values(), "", lines, typed).against([*lines[:3], "b      9s"]).match() for typed in ({2}, set())]
    assert [False, True] == [match is not None for match in seen]


def test_rows_are_all_there_in_order() -> None:
    """A row that misses, comes twice or in another order differs."""
    head, *rows = TABLE.split("\n")
    orders = [*itertools.permutations(rows), rows[:1], rows[1:], [], [*rows, rows[-1]]]
    assert [rows] == [list(order) for order in orders if not differs(TABLE, "\n".join([head, *order]))]


STEPS = """\
 => [internal] load build definition from Dockerfile                         0.0s
 => => transferring dockerfile: 301B                                         0.0s
 => [2/5] RUN python -m venv /venv                                           3.5s
 => CACHED [3/5] COPY requirements.txt .                                     0.0s
 => exporting to image                                                       0.1s"""


@pytest.mark.parametrize("word", ["venv", "2/5", "301B", "image"])
def test_all_else_of_a_build_is_exact(word: str) -> None:
    """Steps, counts, sizes and words of a build are compared."""
    assert differs(STEPS, STEPS.replace(word, word[::-1].swapcase()), command="docker build .")


def test_steps_are_all_there_in_order() -> None:
    """A dropped, doubled or swapped step of a build differs."""
    lines = STEPS.split("\n")
    orders = [lines[:3] + lines[4:], [*lines, lines[-1]], [*lines[:3], lines[4], lines[3], *lines[5:]]]
    assert [True, True, True] == [differs(STEPS, "\n".join(order), command="docker build .") for order in orders]


def test_side_steps_of_a_build_come_in_any_number() -> None:
    """All but a build's numbered steps do, and only in a build."""
    seen = [[comes_in_any_number(command, line) for line in STEPS.split("\n")] for command in ("docker build .", "cat")]
    assert [[True, True, False, False, True], [False] * 5] == seen


@pytest.mark.parametrize("line", [" ✔ Container web-1  Started", " ✔ Network shop_default  Created"])
def test_durations_of_compose_vary(line: str) -> None:
    """So do the seconds of Compose's progress; what it says of each thing is compared."""
    seen = [
        differs(f"{line}   0.2s", other, command="docker compose up -d")
        for other in (f"{line}      11.5s", f"{line}x   0.2s")
    ]
    assert [False, True] == seen


def test_compose_does_things_in_any_order() -> None:
    """The lines of Compose's progress that stand together may come in any order; none may be missing."""
    head, one, two = "[+] Running 2/2", " ✔ Container one  Started  0.2s", " ✔ Container two  Started  0.3s"
    shown = Expected(Values(), "docker compose up -d", [head, one, two, "a", "b"])
    orders = [[two, one, "a", "b"], [one, two, "a", "b"], [two, "a", "b"], [two, two, "a", "b"], [one, two, "b", "a"]]
    seen = [bool(shown.against(shown.arranged([head, *order])).match()) for order in orders]
    assert [True, True, False, False, False] == seen


def test_dots_of_composes_own_are_put_in_order_too() -> None:
    """A line of its progress that the page shows with `\\...` stands for the three dots."""
    shown = Expected(Values(), "docker compose up -d", [" ✔ Container one\\...  Up", " ✔ Container two  Up"])
    one, two = " ✔ Container one...  Up", " ✔ Container two  Up"
    assert [[one, two]] * 2 == [shown.arranged(order) for order in ([one, two], [two, one])]


def test_lines_that_are_no_builds_come_in_order() -> None:
    """Another program's ticks are lines as any."""
    shown = Expected(Values(), "./test", [" ✔ one", " ✔ two"])
    assert not shown.against(shown.arranged([" ✔ two", " ✔ one"])).match()


def test_compose_pads_and_orders_as_it_likes() -> None:
    """Dots within a line of Compose's progress, or for other lines of it, don't need the page's order or padding."""
    shown = Expected(
        Values(), "docker compose up -d", ["[+] ... 3/3", " ✔ Volume ...data...  Created", "...", " ✔ Two  Up"]
    )
    volume, quoted = " ✔ Volume data Created  0.1s", ' ✔ Volume "data"    Created  0.1s'
    two, down, other = " ✔ Two Up  0.2s", " ✔ Two Down  0.2s", " ✔ Three  Up  0.3s"
    orders = [[two, other, volume], [quoted, other, two], [two, volume], [two, other], [volume, down, other]]
    seen = [bool(shown.against(shown.arranged(["[+] up 3/3", *order])).match()) for order in orders]
    assert [True, True, True, False, False] == seen


def test_a_line_of_compose_that_is_not_shown_stays_where_it_came() -> None:
    """Behind the line that it followed, so that the difference is told where the page lacks it."""
    one, two, three, four = (f" ✔ Container {name}  Removed" for name in ("one", "two", "three", "four"))
    shown = Expected(Values(), "docker compose down", ["[+] down 4/4", two, four])
    assert ["[+] down 4/4", one, two, three, four] == shown.arranged(["[+] down 4/4", one, two, three, four])
    assert ["[+] down 4/4", two, three, four, one] == shown.arranged(["[+] down 4/4", four, one, two, three])


BUILD, HEADLESS = "docker build .", "kubectl get pods --no-headers"
ROW = "web    1/1   Running   0             12s"
EVENTS = "  Type    Reason    Age   From\n  ----    ------    ----  ----\n  Normal  Created   12s   kubelet"
# name: (command, shown, came, whether it agrees)
OUTPUTS = {
    "columns may be wider": ("", "NAME   STATUS\na      Up now", "NAME      STATUS\na         Up now", True),
    "blanks within a cell": ("", "NAME   STATUS\na      Up now", "NAME      STATUS\na         Upnow", False),
    "an age with words": ("", CONTAINERS, CONTAINERS.replace("Less than a second", "2 hours"), True),
    "other words around an age": ("", CONTAINERS, CONTAINERS.replace("Up", "Exited (0)"), False),
    "an age without headings": (HEADLESS, ROW, ROW.replace("12s", "3m"), True),
    "a cell without headings": (HEADLESS, ROW, ROW.replace("1/1", "0/1"), False),
    "an age over dashes": ("", EVENTS, EVENTS.replace("12s", "3m"), True),
    "an age behind a blank line, without headings": (
        HEADLESS,
        f"{ROW}\n\n{ROW}",
        f"{ROW}\n\n{ROW}".replace("12s", "3m"),
        True,
    ),
    "dots for columns": (
        "",
        "NAME   ...   AGE\na      ...   5s",
        "NAME   CPU   MEM   AGE\na      1     2     9s",
        True,
    ),
    "a cell over dashes": ("", EVENTS, EVENTS.replace("Created", "Killing"), False),
    "text right behind a table": ("", f"{TABLE}\nbackup took 5m", f"{TABLE}\nbackup took 3h", False),
    "text behind a blank line": ("", "NAME   AGE\nweb    5s\n\nup     5s", "NAME   AGE\nweb    5s\n\nup     9s", False),
    "a script that builds": ("./run", f"[+] Building\n{STEPS}", f"[+] Building\n{STEPS}".replace("3.5s", "9.0s"), True),
    "dots for a row": ("", TABLE.replace(TABLE.split("\n")[1], "..."), TABLE, True),
    "durations of a build": (BUILD, STEPS, STEPS.replace("3.5s", "12.0s").replace("0.1s", "  0.25s"), True),
    "a build that ended too quickly": (
        BUILD,
        "[+] Building ... FINISHED ...",
        "[+] Building 0.1s (8/9)  default",
        True,
    ),
    "a build that ended before its time": (BUILD, "[+] Building ... FINISHED ...", "[+] Building 0.1s (7/9)  x", False),
    "no end of a build": (BUILD, "[+] Building ... FINISHED ...", "[+] Pulling 0.1s (8/9)  default", False),
    "a cached step for one that ran": (BUILD, STEPS, STEPS.replace("=> [2/5]", "=> CACHED [2/5]"), True),
    "a step that ran for a cached one": (BUILD, STEPS, STEPS.replace("CACHED ", ""), False),
    "a duration that is no build's": ("", "done in 3.5s", "done in 3.6s", False),
    "an arrow that is no build's": ("cat", " => limit is 0.1s", " => limit is 3.5s", False),
    "a step that is no step": (BUILD, " => RUN x", "ERROR", False),
    "no step that is a step": (BUILD, "ERROR", " => RUN x", False),
    "a state that is no state": (BUILD, " ✔ a  Up", "ERROR", False),
    "no state that is a state": (BUILD, "ERROR", " ✔ a  Up", False),
    "an arrow of a build": (BUILD, " => limit is 0.1s", " => limit is 3.5s", True),
} | {
    f"no heading: {line}": ("", f"{line}\n12s", f"{line}\n13s", False)
    for line in ("took 3m", "A b", "WARNING: took 3m", "ONE", "Two   WORDS")
}


@pytest.mark.parametrize("case", OUTPUTS)
def test_rules_hold_where_they_belong(case: str) -> None:
    """Ages vary in tables, durations in builds, and neither anywhere else; whatever has no rule is exact."""
    command, shown, came, agrees = OUTPUTS[case]
    assert agrees is not differs(shown, came, command=command)
