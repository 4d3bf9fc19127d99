"""The pages of one run: which can run, in which order, how far each has come."""

import contextlib
import datetime
from dataclasses import dataclass, field
from functools import cached_property

from sphinx_gate.engine import inventory, logs
from sphinx_gate.engine.api import EngineGone
from sphinx_gate.engine.inventory import Thing
from sphinx_gate.engine.ownership import refuse_foreign
from sphinx_gate.model import Block, Failure, LineCount, Page, total
from sphinx_gate.read import needs
from sphinx_gate.report.record import Record, page_entry
from sphinx_gate.report.update import Updates
from sphinx_gate.requirements import stand_ins
from sphinx_gate.run import clone, evidence
from sphinx_gate.run.environment import Place
from sphinx_gate.run.journal import Busy
from sphinx_gate.run.lease import Lease
from sphinx_gate.run.leftovers import Leftovers
from sphinx_gate.run.page import PageRun
from sphinx_gate.settings import Settings


class NotRun(Exception):
    """A block that was not reached; the sentence says why."""


@dataclass(frozen=True)
class Begun:
    """A page that has begun: what runs it, where, and what looks for what it leaves."""

    run: PageRun
    place: Place
    leftovers: Leftovers


@dataclass
class State:
    """How far a page has come."""

    page: Page
    begun: Begun | None = None
    done: int = 0  # blocks that were run and are true
    failure: str | None = None  # in a few words
    by_block: dict[str, LineCount] | None = None  # the lines that came: at the end, by `file:line`
    images: set[str] = field(default_factory=set)  # at the end

    @property
    def lines(self) -> LineCount | None:
        """Those of the whole page; None before its end."""
        return None if self.by_block is None else total(self.by_block.values())


class Progress:
    """Runs blocks in order.

    Inputs: the guide's settings, the pages to run, the names of those that were asked for (others only run for
    their sake), the record that they are held against, whether to update.
    """

    def __init__(self, settings: Settings, pages: list[Page], asked: list[str], record: Record, update: bool = False):
        self._settings, self._asked, self._record = settings, asked, record
        self.updates = Updates(settings.root) if update else None
        self.pages = {page.name: page for page in pages}
        self.states = {page.name: State(page) for page in pages}
        self.lease = Lease()

    def reach(self, page: Page, block: Block | None) -> None:
        """Runs the page up to and with a block (None: to its end, and then looks for what it left).

        Raises `Failure` where the page isn't true, `NotRun` where it was not reached.
        """
        state = self.states[page.name]
        if state.failure:
            raise NotRun(f"not run: {state.failure}")
        at = (block.page, block.line) if block else (page.name, page.end())
        try:
            self._advance(state, block)
        except (Busy, EngineGone, clone.CloneError, OSError) as error:
            # The engine went away, another run has it, the disk is full: the page is not to blame, but unproven.
            raise self._failed(state, Failure(*at, str(error))) from error
        except Failure as failure:
            raise self._failed(state, failure) from None
        except NotRun:
            raise
        except KeyboardInterrupt:
            state.failure = f"{page.name} was interrupted"
            raise
        except Exception:
            # A bug in the gate: pytest shows it as it is, and the page is not blamed for it.
            self._failed(state, Failure(*at, "the gate failed"))
            state.failure = "the gate itself failed"
            raise

    def proven(self) -> Record:
        """What the run has proven of the pages that have come to their ends; asks programs for their versions."""
        record = Record(date=datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d"), versions=self._versions)
        used = set().union(*(state.images for state in self.states.values()))
        record.images = {name: evidence.how_got(self.lease.engine, name, stand_ins()) for name in used}
        for name, state in self.states.items():
            if state.lines is not None:
                record.pages[self._settings.docname_of(name)] = page_entry(state.page, state.lines, state.images)
        return record

    def close(self) -> None:
        """Ends the run; nothing of it stays."""
        for state in self.states.values():
            if state.begun:
                state.begun.run.close()
        self.lease.close()

    def _advance(self, state: State, block: Block | None) -> None:
        if not state.begun:
            state.begun = self._begin(state.page)
        begun, blocks = state.begun, state.page.blocks
        while state.done < (len(blocks) if block is None else blocks.index(block) + 1):
            begun.run.run(blocks[state.done])
            state.done += 1
        if block is None:
            begun.leftovers.check(begun.run.shells())
            begun.run.finish()  # what was left in the background has ended by now
            self._count(state, begun)
            begun.run.close()

    def _count(self, state: State, begun: Begun) -> None:
        """Notes what the record keeps. Fails with `Failure` where the page shows less than it did."""
        page, made = state.page, begun.leftovers.made()
        state.by_block = begun.run.lines()
        if needs.engine(page):
            state.images = evidence.images_of(page, evidence.images_there(self.lease.engine), made)
        less = self._record.shows_less(self._settings.docname_of(page.name), total(state.by_block.values()))
        if less and not self.updates and self._versions.items() <= self._record.versions.items():
            raise Failure(page.name, page.end(), less)  # other versions print more, or less

    @cached_property
    def _versions(self) -> dict[str, str]:
        """The versions of the programs that the settings name, as pages get to see them."""
        places = [state.begun.place for state in self.states.values() if state.begun]
        return evidence.versions(self._settings.versions, places[-1].environment) if places else {}

    def _begin(self, page: Page) -> Begun:
        for needed in page.follows:
            other = self.states[needed]
            if other.failure or other.done < len(other.page.blocks):
                raise NotRun(f"not run: needs {needed}, which {(other.failure and 'failed') or 'was not run'}")
        others: set[Thing] = set()
        if needs.engine(page):
            self.lease.own_engine()
            others = inventory.everything(self.lease.engine) - self.lease.there()
        refuse_foreign(page, others)
        homes = [begun.place.home for needed in page.follows if (begun := self.states[needed].begun)]
        place = self.lease.surroundings.place(page.name, homes, page.in_clone)
        leftovers = Leftovers(page, self.lease, place)
        if page.in_clone:
            clone.make(self._settings.root, place.folder)
        updates = self.updates if page.name in self._asked else None
        run = PageRun(page, place.folder, place.environment, self.lease.surroundings.folder, updates)
        return Begun(run, place, leftovers)

    def _failed(self, state: State, failure: Failure) -> Failure:
        """Adds what ran meanwhile to a failure, and removes what the failed page made."""
        state.failure = f"{failure.page}:{failure.line} failed"
        if begun := state.begun:
            with contextlib.suppress(EngineGone):
                failure.details += logs.of(begun.leftovers.there(), begun.place.environment)
            begun.run.close()
            begun.leftovers.remove(begun.run.shells())
        return failure
