"""The reader at one terminal: types what a page shows, waits as a reader would, and compares what comes.

What is compared is always the whole of a command's output, from its beginning: a line that was true when it came is
looked at again with each further step, until the command has ended.
"""

import re
import signal
import time
from collections.abc import Callable, Iterable
from functools import partial
from itertools import dropwhile
from pathlib import Path
from typing import NoReturn

from sphinx_gate.compare.lines import Expected, Pair
from sphinx_gate.compare.values import Values
from sphinx_gate.engine import ports
from sphinx_gate.model import ANY, LITERAL_DOTS, Console, Failure, Line, LineCount, Prompt, Step
from sphinx_gate.report.failure import comparison
from sphinx_gate.report.update import Origin, Unwritable, Updates, changes, rewritten
from sphinx_gate.terminal.terminal import COLUMNS, POLL_SECONDS, SHORT_POLL_SECONDS, Terminal, drain

COMMAND_TIMEOUT_SECONDS = 60  # of a command whose block says nothing else
QUIET_SECONDS = 0.1  # what stands in an unfinished line counts when nothing has come for this long
SECOND_KEY_SECONDS = 1.0
REST_SECONDS = 5.0  # a program that is silent for this long is taken to wait for something
REWRITING_REST_SECONDS = 10.0  # one that rewrites its lines may be silent in between
PATIENCE_SECONDS = 10.0  # for the end of a command that has printed something else already
COMPARING_SHARE = 5  # of the time that one comparison takes, until the next
LAST_LINES = 10
INTERRUPTED = 128 + signal.SIGINT  # the exit status that bash gives a program ended by Ctrl-C
STOPPED = 128 + signal.SIGTSTP  # the exit status that bash gives a program stopped by Ctrl-Z
NEW_SHELL = re.compile(r"(?:^|[;&]\s*)(?:exec )?(?:bash|\"?\$SHELL\"?)(?: -i| -l| --login)*\s*$")
DIFFERS = "printed something else than the page shows"
LEAVING_SAYS = "exit"  # what bash prints when it is left


class Reader:
    """One terminal of a page, and the steps taken there.

    Inputs: the page's name, the folder and environment the terminal starts in, the page's values, where to note new
    outputs (None: a difference fails), and a function that gives all of the page's terminals, which are drained while
    one is waited for. Each step raises `Failure`, at its line, if it isn't true.
    """

    def __init__(
        self, page: str, folder: Path, environment: dict[str, str], values: Values, updates: Updates | None,
        terminals: Callable[[], Iterable[Terminal]],
    ):  # fmt: skip
        self.terminal = Terminal(folder, environment)
        self.counts: dict[tuple[Step, Console], LineCount] = {}  # of each command that has ended, by block
        self._page, self._values, self._updates, self._terminals = page, values, updates, terminals
        self._command: Step  # the last command: a terminal's first step is one
        self._typed = ""  # the command with this run's values
        self._last: Step | None = None  # the last step
        self._shown: list[Origin] = []  # the lines that the page shows of the command, up to the last step
        self._ports: list[int] = []  # on which the command is to answer
        self._ended_at = 0.0
        self._limit = 0
        self._deadline = 0.0

    def take(self, step: Step) -> None:
        """Takes one step of a block in this terminal."""
        self._limit = step.block.timeout_seconds or COMMAND_TIMEOUT_SECONDS
        self._deadline = time.monotonic() + self._limit
        if step.kind == "command":
            self._run(step)
        elif step.kind == "typed":
            self._type(step)
        elif step.kind == "key":
            self._press(step)
        self._last = step
        self._shown += [Origin(step, line) for line in step.output[: len(step.expected())]]
        if not step.later:
            self._await_end(step)
            self._ended_at = time.monotonic()
            self._check_end(step)
            return
        if step.later[0].kind == "typed":
            self._await_prompt(step.later[0])
        else:
            self._await_output(step)
        self._await_ports(step)
        # A key may end it, also where the page has a second one: that one fails then.
        if step.kind != "key" and any(following.kind in ("key", "typed") for following in step.later):
            if all(line.text == ANY for line in step.output):
                self._rest(QUIET_SECONDS)  # nothing says when it runs
            if self.terminal.status is not None:
                self._fail(step, f"ended, with exit status {self.terminal.status}, instead of running on")
        self.terminal.screen.keep()

    def finish(self) -> None:
        """Compares what came after the last command had ended."""
        drain(self._terminals(), 0)
        if self._last and not self._last.later and self.terminal.changed > self._ended_at:
            self._ended_at = self.terminal.changed
            self._compare_whole(self._last, "printed something after it had ended")

    def ended_meanwhile(self) -> list[str]:
        """A line about the command here, if it has ended though the page goes on with it; no line if not."""
        if not self._last or not self._last.later or self.terminal.status is None:
            return []
        command, block = self._command.text.splitlines()[0], self._last.block
        return [f"  meanwhile ended: `{command}` in terminal {block.terminal}, with exit status {self.terminal.status}"]

    def _run(self, step: Step) -> None:
        self.finish()
        if self.terminal.gone:
            sentence = f"`{step.text}` can't be typed: this terminal's shell has ended"
            raise Failure(step.block.page, step.line, f"{sentence}, in line {self._last.line if self._last else 1}")
        self._command, self._typed, self._shown = step, self._with_values(step), []
        wanted = ports.of_command(step.text, step.shown()) if step.later else []
        self._ports = [port for port in wanted if not ports.answers(port)]
        self.terminal.run(self._typed)
        if NEW_SHELL.search(self._typed) and not any(following.kind == "typed" for following in step.later):
            self._enter_shell()

    def _enter_shell(self) -> None:
        """Goes on in a shell that was started as a command: it is the reader's from now on, as the first was."""
        if self._wait(lambda: bool(self._lines()) and self._quiet(QUIET_SECONDS)):
            self.terminal.set_up_shell()
            self._wait(lambda: self.terminal.status is not None)
            self.terminal.clear()
        # else it is none, or has ended: its output says why

    def _type(self, step: Step) -> None:
        assert step.prompt  # a typed line has one
        text, prompt = self._with_values(step), step.prompt
        self._await_prompt(step)
        stands = self.terminal.screen.last_line()
        behind = stands[len(stands.rstrip()) :]
        if not prompt.hidden and len(stands.rstrip()) + 1 + len(text) >= COLUMNS:
            sentence = (
                f"`{text}` with its prompt is longer than the {COLUMNS} columns of a terminal, which would fold it"
            )
            raise Failure(step.block.page, step.line, sentence)
        indented = behind[1:]  # Python's prompt indents by itself: what is typed is what isn't there yet
        if text and not text.startswith(indented):
            self.terminal.erase_line()
            indented = ""
        self.terminal.type(text.removeprefix(indented), prompt.hidden)
        row = prompt.line + behind[:1] + ("" if prompt.hidden else text.replace(ANY, LITERAL_DOTS))
        self._shown.append(Origin(step, Line(row.rstrip(), step.line), typed=True))

    def _press(self, step: Step) -> None:
        if step.text == "^D" and self._last and self._last.kind == "typed":
            self._await_prompt(step)
        # Nobody presses a second key while the first may still have an effect.
        self._rest(SECOND_KEY_SECONDS if self._last and self._last.kind == "key" else QUIET_SECONDS)
        if self.terminal.status is not None:
            self._ended_early(step)
        self.terminal.press(step.text, self._stands_at(self._prompts))

    def _with_values(self, step: Step) -> str:
        try:
            return self._values.in_command(step.text)
        except LookupError as error:
            raise Failure(step.block.page, step.line, str(error.args[0])) from None

    def _expected(self, prompt: Prompt | None = None) -> Expected:
        """What the page shows of the command, up to the last step; and then the prompt."""
        lines = [origin.line.text for origin in self._shown]
        typed = {index for index, origin in enumerate(self._shown) if origin.typed}
        if prompt:
            typed.add(len(lines))
            lines.append(prompt.line)
        return Expected(self._values, self._typed, lines, typed)

    def _lines(self) -> list[str]:
        """What the terminal shows of the last command, in the order in which it is compared."""
        return self._expected().arranged(self.terminal.screen.lines())

    def _last_lines(self) -> list[str]:
        return ["  last lines that it printed:", *(f"    {line}" for line in self._lines()[-LAST_LINES:])]

    @property
    def _prompts(self) -> list[Prompt]:
        """The prompts at which something was typed since the command."""
        steps = [origin.step for origin in self._shown if origin.typed]
        return list(dict.fromkeys(step.prompt for step in steps if step.prompt))

    def _stands_at(self, prompts: list[Prompt]) -> bool:
        """Whether the terminal's last line has no end, and is one of these prompts."""
        screen = self.terminal.screen
        return screen.unfinished() and any(prompt.stands_at(screen.last_line()) for prompt in prompts)

    def _wait(self, done: Callable[[], bool], poll_seconds: float = POLL_SECONDS) -> bool:
        """Waits until something is so: whether it is, before the command has ended or its time is over."""
        while not done():
            drain(self._terminals(), poll_seconds)
            if self.terminal.status is not None or time.monotonic() > self._deadline:
                return False
        return True

    def _rest(self, seconds: float) -> None:
        """Waits until nothing has come for so long, or the command has ended, or its time is over."""
        self._wait(lambda: self._quiet(seconds), SHORT_POLL_SECONDS)

    def _quiet(self, seconds: float) -> bool:
        return time.monotonic() - self.terminal.changed >= seconds

    def _await_prompt(self, step: Step) -> None:
        """Waits until the prompt for a step stands unfinished, nothing more comes, and all before it is as shown.

        For a key that is any prompt at which something was typed before.
        """
        prompts = [step.prompt] if step.prompt else self._prompts
        wanted = [self._expected(prompt) for prompt in prompts]

        def stands(lines: list[str]) -> bool:
            if not self.terminal.screen.unfinished() or not self._quiet(QUIET_SECONDS):
                return False
            for shown in wanted:
                if found := shown.against(lines).match():
                    self._values.bound, _ = found
                    return True
            return False

        if self._await(stands, wanted):
            return
        if self.terminal.status is not None:
            self._ended_early(step)
        lines, before = self._lines(), self._last or step
        if self._stands_at(prompts):
            self._differs(before, lines[:-1])
            return  # noted for the update
        if not self._expected().against(lines).match(to_end=False):
            self._differs(before, lines)
        names = " or ".join(f"`{prompt.text}`" for prompt in prompts)
        self._fail(step, f"shows no prompt {names} at which `{step.text}` could be typed", self._last_lines())

    def _await_output(self, step: Step) -> None:
        """Waits until a running command has printed what the page shows of it so far; more may have come."""

        expected = self._expected()

        def has_come(lines: list[str]) -> bool:
            found = expected.against(lines).match(to_end=False)
            if not found:
                return False
            bound, pairs = found
            # A line that is still half printed must not give a sample its value.
            half = self.terminal.screen.unfinished() and any(pair.actual == len(lines) - 1 for pair in pairs)
            if half and self.terminal.status is None and not self._quiet(QUIET_SECONDS):
                return False
            self._values.bound = bound
            return True

        if self._await(has_come, [expected]):
            return
        sentence = f"has not printed this in {self._limit} seconds"
        if self.terminal.status is not None:
            sentence = f"ended, with exit status {self.terminal.status}, instead of running on"
        elif time.monotonic() < self._deadline:
            sentence = DIFFERS
        self._differs(step, self._lines(), sentence)

    def _await_ports(self, step: Step) -> None:
        for port in self._ports:
            if not self._wait(partial(ports.answers, port)) and self.terminal.status is None:
                self._fail(step, f"nothing answers on port {port} after {self._limit} seconds")
        self._ports = []

    def _await_end(self, step: Step) -> None:
        self._await(lambda _: False, [self._expected()], until_end=True)
        if self.terminal.status is not None:
            if step.kind == "more":
                self._await_late_output()
            return
        lines = self._lines()
        hopeless = time.monotonic() < self._deadline
        if hopeless or self._unnamed_prompt(self._expected().against(lines).differences()[1]):
            self._differs(step, lines, f"{DIFFERS}, and runs on")
        way_out = "give it a `:timeout:`, or show `^C` if it is a server"
        if self._stands_at(self._prompts):
            stands = self.terminal.screen.last_line().rstrip()
            way_out = f"it waits at its prompt `{stands}`, so show how a reader leaves it, as by `exit` or `^D`"
        self._fail(step, f"has not ended in {self._limit} seconds: {way_out}", self._last_lines())

    def _await_late_output(self) -> None:
        """Waits for what a command that has ended is still to print, from the background."""
        until = min(self._deadline, time.monotonic() + PATIENCE_SECONDS)
        while time.monotonic() < until and not self._expected().against(self._lines()).match():
            drain(self._terminals())
            if not self._expected().against(self._lines()).may_become(at_rest=False):
                return

    def _await(self, done: Callable[[list[str]], bool], wanted: list[Expected], until_end: bool = False) -> bool:
        """Waits until something is so of the lines that came: whether it is.

        Waits no longer than until the command has ended, its time is over, or what came can't become what is wanted
        any more. until_end: the command's end is waited for, and what came then is worth some patience.
        """
        next_at = hopeless_since = 0.0
        drain(self._terminals(), 0)  # it may all be there
        while True:
            now = time.monotonic()
            over = self.terminal.status is not None or now > self._deadline
            rewriting = self.terminal.screen.rewritten
            at_rest = self._quiet(REWRITING_REST_SECONDS if rewriting else REST_SECONDS)
            if until_end and self.terminal.screen.unfinished():
                at_rest = False  # a program's progress, perhaps: it may go on or be rewritten
            if now >= next_at or over:
                lines = self._lines()
                if done(lines):
                    return True
                hopeless = (at_rest or not rewriting) and not any(
                    shown.against(lines).may_become(at_rest) for shown in wanted
                )
                if until_end and hopeless:
                    hopeless = not self._expected().against(lines).match()  # all has come: only the end takes its time
                hopeless_since = (hopeless_since or now) if hopeless else 0.0
                next_at = now + COMPARING_SHARE * (time.monotonic() - now)
            if over:
                return False
            patience = PATIENCE_SECONDS if until_end else 0 if at_rest else REST_SECONDS
            if hopeless_since and now - hopeless_since >= patience and not (until_end and self._updates):
                return False
            drain(self._terminals())

    def _ended_early(self, step: Step) -> NoReturn:
        before = f"this {step.text}" if step.kind == "key" else f"`{step.text}` could be typed"
        sentence = f"ended by itself, with exit status {self.terminal.status}, before {before}"
        self._fail(step, sentence, self._last_lines())

    def _check_end(self, step: Step) -> None:
        """Compares the whole output of a command that has ended, and its exit status."""
        status = self.terminal.status
        accepted = {step.exit_status}
        if step.text == "^C" and step.exit_status == 0:
            accepted.add(INTERRUPTED)  # docker logs -f ends so or with 0, by version, and no reader sees it
        if step.text == "^Z" and step.exit_status == 0:
            accepted.add(STOPPED)
        if all(line.lstrip()[:1] in ("", "#") for line in self._command.text.splitlines()):
            accepted.add(status or 0)  # a comment leaves the status of the command before it
        right = status in accepted
        self._compare_whole(step, may_update=right)
        if not right:
            sentence = f"ended with exit status {status}, the page says {step.exit_status}"
            self._fail(step, sentence, self._last_lines())

    def _compare_whole(self, step: Step, sentence: str = DIFFERS, may_update: bool = True) -> None:
        lines = self._lines()
        if self.terminal.gone and not self._shown and lines == [LEAVING_SAYS]:
            return  # the window is closed before anybody reads it
        found = self._expected().against(lines).match()
        if not found:
            self._differs(step, lines, sentence, may_update)
            return
        self._values.bound, pairs = found
        self._count(step, pairs, lines)

    def _count(self, step: Step, pairs: list[Pair], actual: list[str]) -> None:
        for block in [step.block, *(origin.step.block for origin in self._shown)]:
            self.counts[self._command, block] = LineCount(came=0, shown=0)
        expected = self._expected()
        for pair in pairs:
            if pair.expected is not None and expected.counts(pair, actual):
                origin = self._shown[pair.expected]
                count = self.counts[self._command, origin.step.block]
                count["came"] += 1
                count["shown"] += origin.line.text != ANY

    def _differs(self, step: Step, actual: list[str], sentence: str = DIFFERS, may_update: bool = True) -> None:
        """Fails with a comparison; or notes the lines that came, where the page is to be updated."""
        self._values.bound, pairs = self._expected().against(actual).differences()
        if all(pair.equal for pair in pairs):  # line by line it does; the values contradict each other
            pairs = [Pair(pair.expected, pair.actual, False) for pair in pairs]
        refusal = "" if may_update else "the exit status is wrong"
        if unnamed := self._unnamed_prompt(pairs):
            sentence = f"waits at `{unnamed}`, which is no prompt of this block: add `:prompt: {unnamed}`"
            sentence += ", or `:hidden-prompt:` where nothing of what is typed is seen"
            refusal = "a line is to be typed there"
        try:
            # The update writes samples in the place of values.
            lines = rewritten(pairs, self._shown, actual, self._values, step)
            found = changes(lines, [*(origin.step for origin in self._shown), step])
        except Unwritable as error:
            refusal = str(error)
        if self._updates is not None and not refusal:
            self._updates.note(found)
            self._shown = lines  # the next steps build on what the page is to show
            return
        known = self._values.known_in(self._lacking(pairs))
        stand_for = [f"  in this run `{sample}` is `{value}`" for sample, value in known]
        behind = all(pair.expected is None for pair in dropwhile(lambda pair: pair.equal, pairs))
        line, details = comparison([origin.line for origin in self._shown], pairs, actual, self._command.last_line)
        offer = f"  if the new output is right: .venv/bin/pytest --update {self._page}"
        if refusal:
            offer = f"  --update can't write this: {refusal}"
        # What came behind all that is shown came with this step.
        self._fail(step, sentence, [*details, *stand_for, offer], max(line, step.line) if behind else line)

    def _unnamed_prompt(self, pairs: list[Pair]) -> str:
        """What the terminal waits at, where the page's line goes on behind it."""
        screen = self.terminal.screen
        stands = screen.last_line().rstrip() if self.terminal.status is None and screen.unfinished() else ""
        return stands if stands and any(line.startswith(f"{stands} ") for line in self._lacking(pairs)) else ""

    def _lacking(self, pairs: list[Pair]) -> list[str]:
        """The page's lines that didn't come."""
        return [self._shown[pair.expected].line.text for pair in pairs if not pair.equal and pair.expected is not None]

    def _fail(self, step: Step, sentence: str, details: list[str] | None = None, line: int | None = None) -> NoReturn:
        command = self._command.text.splitlines()[0]
        status = "none, it still runs" if self.terminal.status is None else str(self.terminal.status)
        head = [
            ("section", step.block.section),
            ("terminal", step.block.terminal),
            ("command", command),
            ("exit status", status),
        ]
        lines = [f"  {name + ':':13}{value}" for name, value in head]
        raise Failure(step.block.page, line or step.line, f"`{command}` {sentence}", [*lines, *(details or [])])
