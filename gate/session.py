"""The pages of one run: which can run, in which order, which block was reached, and what was left behind."""

import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from gate import clone, context, inventory, ports
from gate.inventory import Thing
from gate.model import Block, Failure, Page
from gate.page import PageRun
from gate.run import Busy, Run
from gate.update import Updates
from offline import Setup

ENGINE = ("docker", "kubernetes")  # what a page can need besides other pages


class NotRun(Exception):
    """A block that was not reached, or can't be run here; the sentence says why."""


@dataclass
class State:
    """How far a page has come. failure: the sentence of its first failure, of whatever kind."""

    page: Page
    run: PageRun | None = None
    done: int = 0
    failure: str | None = None
    before: set[Thing] | None = None  # what the engine held when the page began; None: it has not begun


class Session:
    """Runs blocks in order. Inputs: the repository's root, its pages, what the set-up found, whether to update."""

    def __init__(self, root: Path, pages: list[Page], setup: Setup, update: bool = False):
        self._root, self._setup = root, setup
        self.updates = Updates(root) if update else None
        self.pages = {page.name: page for page in pages}
        self._states = {page.name: State(page) for page in pages}
        self._run = Run(setup, pages)

    def describe(self) -> list[str]:
        """What this run uses, for its header: engine, cluster tools, and each image with its size and origin."""
        setup = self._setup
        lines = [f"docker: {setup.docker.summary}" + (f" - {setup.docker.reason}" if setup.docker.reason else "")]
        kubernetes = setup.kubernetes
        lines += [f"kubernetes: {kubernetes.summary}" + (f" - {kubernetes.reason}" if kubernetes.reason else "")]
        sized = [f"{image.name} {(image.size_bytes or 0) / 1e6:.0f} MB ({image.how})" for image in setup.images]
        return [*lines, f"images: {', '.join(sized) or 'none'}"]

    def order(self, names: list[str]) -> list[str]:
        """The pages to run for these, needed pages first. Fails with `Failure` where pages need each other in a ring."""
        found: list[str] = []

        def add(name: str, path: tuple[str, ...]) -> None:
            if name in path:
                raise Failure(name, 1, f"pages need each other: {' needs '.join([*path, name])}")
            for needed in self.needed_pages(self.pages[name]):
                add(needed, (*path, name))
            if name not in found:
                found.append(name)

        for name in names:
            add(name, ())
        return found

    def needed_pages(self, page: Page) -> list[str]:
        """The pages that a page says it needs, by path."""
        return [f"docs/{need}.rst" for need in page.needs if need not in ENGINE]

    def missing(self, page: Page) -> list[tuple[str, str]]:
        """What the page needs and this machine lacks: (name, reason with the way out)."""
        wanted = [need for name in self.order([page.name]) for need in self.pages[name].needs if need in ENGINE]
        found = {need: getattr(self._setup, need) for need in dict.fromkeys(wanted)}
        return [(need, capability.reason) for need, capability in found.items() if not capability.available]

    def reach(self, page: Page, block: Block | None) -> float:
        """Runs the page up to and with a block (None: to its end, and then looks for what it left). Returns seconds.

        Raises `Failure` where the page isn't true, `NotRun` where it was not reached.
        """
        state = self._states[page.name]
        if state.failure:
            raise NotRun(f"not run: {state.failure}")
        started = time.monotonic()
        try:
            self._begin(state)
            last = len(page.blocks) if block is None else page.blocks.index(block) + 1
            while state.done < last:
                state.run.run(page.blocks[state.done])
                state.done += 1
            if block is None:
                self._end(state)
        except (Busy, RuntimeError, subprocess.TimeoutExpired) as error:
            # The engine went away, or another run has it: the page is not to blame, but it was not proven either.
            at = (block or page.blocks[-1]).line
            raise self._failed(state, Failure(page.name, at, str(error))) from error
        except Failure as failure:
            raise self._failed(state, failure) from None
        except NotRun:
            raise
        except BaseException as error:
            state.failure = f"{page.name} was interrupted ({type(error).__name__})"
            self._abandon(state)
            raise
        return time.monotonic() - started

    def _failed(self, state: State, failure: Failure) -> Failure:
        if state.before is not None:
            failure.details += context.of(self._run, state.before)
        state.failure = f"{failure.page}:{failure.line} failed"
        self._abandon(state)
        return failure

    def _uses_engine(self, page: Page) -> bool:
        return any(need in ENGINE for need in page.needs)

    def _begin(self, state: State) -> None:
        if state.run:
            return
        page = state.page
        for needed in self.needed_pages(page):
            other = self._states[needed]
            if other.failure or other.done < len(other.page.blocks):
                raise NotRun(f"not run: needs {needed}: {other.failure or 'not run'}")
        if self._uses_engine(page):
            self._run.own_engine()
            self._run.refuse_foreign(page)
            state.before = inventory.docker_things(self._run.environment)
        folder = self._run.surroundings.page_folder(page.name)
        if page.in_clone:
            clone.make(self._root, folder)
        state.run = PageRun(page, folder, self._run.environment, self.updates)

    def _left(self, state: State) -> set[Thing]:
        new = {thing for thing in self._run.processes() if thing.identity not in state.run.shells()}
        if state.before is not None:
            new |= inventory.docker_things(self._run.environment) - state.before
        busy = [port for port in ports.of_text(state.page.text()) if ports.answers(port)]
        return new | {Thing("port", str(port), f"{port}, held by {ports.holder(port)}") for port in busy}

    def _end(self, state: State) -> None:
        """Fails when the page left something that it doesn't declare, or declares what isn't there."""
        left, declared = self._left(state), set(state.page.leaves)
        there = inventory.docker_things(self._run.environment) if declared else set()
        missing = sorted(declared - {f"{thing.kind} {thing.name}" for thing in there})
        undeclared = sorted(str(t) for t in left if f"{t.kind} {t.name}" not in declared)
        line = state.page.blocks[-1].line
        if undeclared:
            way_out = "clean it up in the page, or declare it there with the role `leaves`"
            raise Failure(state.page.name, line, f"the page leaves {', '.join(undeclared)}: {way_out}")
        if missing:
            raise Failure(state.page.name, line, f"the page says that it leaves {', '.join(missing)}, but it is not there")
        state.run.close()

    def _abandon(self, state: State) -> None:
        """Removes what a failed page made."""
        if state.run:
            state.run.close()
        self._run.remove_new(state.before)

    def close(self) -> None:
        """Ends the run; nothing of it stays, but the new outputs if it was to update."""
        for state in self._states.values():
            if state.run:
                state.run.close()
        self._run.close()
