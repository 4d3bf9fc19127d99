"""Draws mistakes from pages and tries them; exit status 1 if one goes unnoticed, 2 if there is none to try."""

import argparse
import datetime
import random
import sys
import time
from pathlib import Path

from checks.broken import mistakes, trial
from sphinx_gate import settings
from sphinx_gate.read.pages import Pages

ROOT = Path(__file__).resolve().parents[2]


def main(arguments: list[str]) -> int:
    """Prints a line a mistake, and for one that went unnoticed what the gate said."""
    parser = argparse.ArgumentParser(prog="make broken", description=__doc__)
    parser.add_argument("pages", nargs="*", help="paths of pages, or words of them (all pages in Sphinx's folder)")
    parser.add_argument("--all", action="store_true", help="try all mistakes, which takes hours")
    parser.add_argument("--list", action="store_true", help="name the mistakes, try none")
    today = datetime.datetime.now(datetime.UTC).toordinal()
    parser.add_argument("--seed", type=int, default=today, help="for the draw; by default the day")
    asked = parser.parse_args(arguments)
    chosen = list(drawn(asked.pages, random.Random(asked.seed), asked.all))
    if not chosen:
        print("no page has one of these words in its path, or none has anything to break")
        return 2
    print(f"{len(chosen)} mistakes, drawn with --seed {asked.seed}", flush=True)
    unnoticed, untrue = 0, set()
    for page in dict.fromkeys(mistake.page for mistake in chosen if not asked.list):
        outcome = trial.run(ROOT, mistakes.none(page))
        if outcome.said != "exit status 0":
            untrue.add(page)
            print(f"{page} is not true to begin with: {outcome.said}", flush=True)
    for mistake in chosen:
        if asked.list or mistake.page in untrue:
            print(mistake)
            continue
        started = time.monotonic()
        outcome = trial.run(ROOT, mistake)
        unnoticed += not outcome.noticed
        where = "noticed" if outcome.noticed else f"NOT NOTICED in lines {mistake.first} to {mistake.last}"
        print(f"{mistake}: {where}: {outcome.said} ({time.monotonic() - started:.0f} s)", flush=True)
        if not outcome.noticed:
            print(*(f"    {line}" for line in outcome.output.splitlines()[-30:]), sep="\n", flush=True)
    if not asked.list:
        print(f"{unnoticed} of {len(chosen)} mistakes went unnoticed, {len(untrue)} pages were not true to begin with")
    return 1 if unnoticed or untrue else 0


def drawn(words: list[str], draw: random.Random, everything: bool) -> list[mistakes.Mistake]:
    """The mistakes to try: of each page one of each kind, or all."""
    found = settings.read(ROOT)
    pages = Pages(found, ROOT / "_build" / "broken")
    chosen = []
    for page in pages.all():
        if page.in_clone or (words and not any(word in page.name for word in words)):
            continue
        by_kind: dict[str, list[mistakes.Mistake]] = {}
        for mistake in mistakes.of_page(ROOT, page):
            by_kind.setdefault(mistake.kind, []).append(mistake)
        for kind in sorted(by_kind):
            chosen += by_kind[kind] if everything else [draw.choice(by_kind[kind])]
    pages.close()
    return chosen


sys.exit(main(sys.argv[1:]))
