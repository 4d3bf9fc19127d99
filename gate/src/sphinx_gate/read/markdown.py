"""Pages in Markdown, README.md and CONTRIBUTING.md: their fenced blocks, options in the info string."""

from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from sphinx_gate.model import Block, Console, Line, Page, ThisRun, Unclaimed

NAMES = ["README.md", "CONTRIBUTING.md"]
OPTIONS = {"terminal", "exit-status", "timeout"}  # each with a number, as `timeout=300`
THIS_RUN = "this-run"


def read(root: Path, name: str) -> Page:
    """The page; every fenced or indented block, and every <pre>, is one of its blocks."""
    page, section = Page(name, [], in_clone=True), ""
    tokens = MarkdownIt().parse((root / name).read_text(encoding="utf-8"))
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        if token.type == "heading_open":
            section = following.content
        elif token.type in ("fence", "code_block") or (token.type == "html_block" and "<pre" in token.content):
            page.blocks.append(_block(name, section, token))
    return page


def _block(name: str, section: str, token: Token) -> Block:
    language, *words = token.info.split() or [""]
    this_run = THIS_RUN in words
    options = dict(word.partition("=")[::2] for word in words if word != THIS_RUN)
    line = token.map[0] + 1
    common = {"page": name, "line": line, "section": section}
    if language != "console":
        return Unclaimed(
            reason="nothing runs this block: make it a fence of language `console`",
            **common,
        )
    wrong = [word for word, number in options.items() if word not in OPTIONS or not number.isdecimal()]
    if wrong:
        reason = f"`{wrong[0]}` is no option: {', '.join(sorted(OPTIONS))} with `=` and a number, or {THIS_RUN}"
        return Unclaimed(reason=reason, **common)
    texts = token.content.removesuffix("\n").split("\n")
    numbers = {word: int(number) for word, number in options.items()}
    kind = ThisRun if this_run else Console
    return kind(
        lines=tuple(Line(text, line + 1 + index) for index, text in enumerate(texts)),
        terminal=numbers.get("terminal", 1),
        exit_status=numbers.get("exit-status"),
        timeout_seconds=numbers.get("timeout"),
        **common,
    )
