"""What pages need: other pages, which run first, and an engine or a cluster's tools, which this machine may lack."""

from sphinx_gate.model import Failure, Page, Step
from standins import Setup

ENGINE = ("docker", "kubernetes")  # what a page can need besides other pages
PROGRAMS = {"docker": "docker", "kind": "kubernetes", "kubectl": "kubernetes"}


def pages(page: Page) -> list[str]:
    """The pages, by path, that a page says it needs."""
    return [f"docs/{need}.rst" for need in page.needs if need not in ENGINE]


def engine(page: Page) -> bool:
    """Whether a page says that it uses the engine."""
    return any(need in ENGINE for need in page.needs)


def order(names: list[str], known: dict[str, Page]) -> list[str]:
    """The pages to run for these, needed pages first. Fails with `Failure` where pages need each other."""
    found: list[str] = []

    def add(name: str, path: tuple[str, ...]) -> None:
        if name in path:
            raise Failure(name, 1, f"pages need each other: {' needs '.join([*path, name])}")
        for needed in pages(known[name]):
            add(needed, (*path, name))
        if name not in found:
            found.append(name)

    for name in names:
        add(name, ())
    return found


def missing(page: Page, known: dict[str, Page], setup: Setup) -> list[tuple[str, str]]:
    """What the page needs and this machine lacks: (name, reason with the way out)."""
    needs = {need for name in order([page.name], known) for need in known[name].needs}
    found = {name: getattr(setup, name) for name in ENGINE if name in needs}
    return [(name, capability.reason) for name, capability in found.items() if not capability.available]


def check(page: Page, steps: list[Step]) -> None:
    """Fails at a command of an engine that the page doesn't say it needs: nobody would look what it leaves there."""
    for step in steps:
        program = step.text.split(maxsplit=1)[0] if step.text else ""
        need = PROGRAMS.get(program)
        if need and need not in page.needs:
            said = f"`{program}` is used, and the page doesn't say so: write :needs:`{need}` under What you need"
            raise Failure(page.name, step.line, said)
