"""Pages in Markdown: their fenced blocks, with the options of console blocks in the info string."""

import shlex
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from sphinx_gate.model import CONSOLE, Block, Console, Edit, Failure, Line, Page, PowerShell, ThisRun, Unclaimed
from sphinx_gate.read import options

THIS_RUN = "this-run"


def read(path: Path, name: str) -> Page:
    """The page in a file, under a name; every fenced or indented block, and every <pre>, is one of its blocks."""
    page, section = Page(name, [], in_clone=True), ""
    try:
        tokens = MarkdownIt().parse(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        page.troubles.append(Failure(name, 1, f"this page is not UTF-8: {error}"))
        return page
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        if token.type == "heading_open" and following:
            section = following.content
        elif token.type in ("fence", "code_block") or _is_html(token):
            page.blocks.append(_block(name, section, token))
    return page


def _is_html(token: Token) -> bool:
    inline = any(child.type == "html_inline" and "<pre" in child.content.lower() for child in token.children or [])
    return inline or (token.type == "html_block" and "<pre" in token.content.lower())


def _block(name: str, section: str, token: Token) -> Block:
    line = (token.map or [0])[0] + 1
    texts = token.content.removesuffix("\n").split("\n")
    place = Block(
        page=name,
        line=line,
        section=section,
        lines=tuple(Line(text, line + 1 + index) for index, text in enumerate(texts)),
    )
    try:
        language, *words = shlex.split(token.info) or [""]
        if language == CONSOLE:
            values = _options([word for word in words if word != THIS_RUN])
            return (ThisRun if THIS_RUN in words else Console)(**vars(place), **options.fields(values))
        if language == "powershell" and not words:
            return PowerShell(**vars(place))
        if language == "diff":
            return Edit(**vars(place), caption=_caption(words))
    except ValueError as error:
        return Unclaimed(**vars(place), reason=str(error))
    return Unclaimed(**vars(place), reason="nothing runs this block: make it a fence of language `console`")


def _options(words: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for word in words:
        name, _, text = word.partition("=")
        if name not in options.CONSOLE:
            raise ValueError(f"`{name}` is no option: choose from {', '.join(options.CONSOLE)}, {THIS_RUN}")
        try:
            value = options.CONSOLE[name](text)
        except ValueError as error:
            raise ValueError(f"`{word}`: {error}") from None
        # Several prompts are several words.
        found[name] = (*found.get(name, ()), *value) if isinstance(value, tuple) else value
    return found


def _caption(words: list[str]) -> str | None:
    captions = [word.removeprefix("caption=") for word in words if word.startswith("caption=")]
    if len(captions) != len(words) or len(words) > 1:
        raise ValueError("a diff has one option, `caption=` with the name of the file that it changes")
    return captions[0] if captions else None
