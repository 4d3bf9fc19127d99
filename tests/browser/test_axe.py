"""axe finds nothing on any page, at four widths, light and dark; nothing is wider than the window."""

from itertools import product
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from .conftest import serve
from .test_light import pages

WIDTHS = (320, 390, 800, 1280)
MODES = ("light", "dark")
CONTRAST_WIDTHS = (1280,)  # where all text is shown; a narrow window changes no colour
# All rules but contrast; contrast outside of blocks of code, whose ground has shadows that axe can't look through.
RUN = """async ([isWithRest, isWithContrast, part]) => {
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));  // sizes are observed by then
  const rules = {resultTypes: ['violations'], rules: {'color-contrast': {enabled: false}}};
  const found = isWithRest ? (await axe.run(rules)).violations : [];
  if (isWithContrast) {
    const contrast = {resultTypes: ['violations'], runOnly: ['color-contrast']};
    found.push(...(await axe.run({include: [[part]], exclude: [['pre']]}, contrast)).violations);
  }
  return found.flatMap(({id, nodes}) => nodes.map(node => `${id}: ${node.target}`));
}"""
# What scrolls by itself may be wider; the sign beside a heading may stand in the page's edge.
WIDER = """document.documentElement.scrollWidth > innerWidth || [...document.querySelectorAll('main *')].some(
  e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('pre, .table, .headerlink'))"""


def violations(browser: Browser, address: str, names: list[str], contrast_widths: tuple[int, ...]) -> list[str]:
    """Return what axe finds, and what is wider than the window, by page, width and mode.

    The dark mode changes colours and nothing else (the style sheet has no other rule for it), so it is asked for
    contrast; where contrast is asked for at each width, all other rules are asked in it, too. Two pages at a time,
    each in a process of its own.
    """
    is_thorough = contrast_widths == WIDTHS
    found = []
    opened = [browser.new_context().new_page() for _ in range(2)]
    for first in range(0, len(names), len(opened)):
        pairs = list(zip(opened, names[first:], strict=False))
        for page, name in pairs:
            page.goto(address + name)
            page.evaluate(Axe().axe_script)
        for mode, width in product(MODES, WIDTHS):
            for page, name in pairs:
                page.emulate_media(color_scheme=mode)
                page.set_viewport_size({"width": width, "height": 800})
                part = "body" if is_thorough or name == names[0] else "article"  # round it all pages are alike
                asked = [mode == "light" or is_thorough, width in contrast_widths, part]
                page.evaluate(f"asked => {{ window.found = ({RUN})(asked) }}", asked)
            for page, name in pairs:
                where = f"{name} at {width}, {mode}"
                found += [f"{where}: {what}" for what in page.evaluate("window.found")]
                if page.evaluate(WIDER):
                    found.append(f"{where}: wider than the window")
    for page in opened:
        page.context.close()
    return found


def test_each_page_of_the_guide(browser: Browser, guide: str, site: Path) -> None:
    """All pages of the guide."""
    names = pages(site)
    assert len(names) > 3
    assert violations(browser, guide, names, CONTRAST_WIDTHS) == []


def test_each_kind_of_block(browser: Browser, kinds: str) -> None:
    """Blocks, tabs, notes and tables that the guide may not have today."""
    assert violations(browser, kinds, ["part/every-kind.html", "part/short.html", "index.html"], WIDTHS) == []


LIGHTNESS = """() => {
  const context = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const light = colour => {
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].slice(0, 3).map(v => v / 255)
      .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  return [...document.querySelectorAll('pre, pre span')].map(e => [e.className,
    light(getComputedStyle(e).color), light(getComputedStyle(e.closest('pre')).backgroundColor)]);
}"""


def test_contrast_of_code(browser: Browser, kinds: str) -> None:
    """What is written in a block has a contrast of at least 4.5 : 1 (WCAG 2.2, 1.4.3), in both modes."""
    page = browser.new_page()
    page.goto(kinds + "part/every-kind.html")
    for mode in MODES:
        page.emulate_media(color_scheme=mode)
        pairs = page.evaluate(LIGHTNESS)
        assert len(pairs) > 50
        low = {name for name, *two in pairs if (max(two) + 0.05) / (min(two) + 0.05) < 4.5}
        assert low == set()
    page.close()


def test_faults_are_found(browser: Browser, tmp_path: Path) -> None:
    """A faint text, a picture without words, a paragraph that is too wide: each is told, with page, width and mode."""
    body = '<h1>A</h1><article><p style="color: #ccc; width: 2000px">Faint and wide</p><img src="a"></article>'
    text = f'<!DOCTYPE html><html lang="en"><title>A</title><main>{body}</main>'
    (tmp_path / "a.html").write_text(text, encoding="utf-8")
    server = serve(tmp_path)
    found = violations(browser, next(server), ["a.html"], CONTRAST_WIDTHS)
    server.close()
    for fault in (
        "a.html at 1280, dark: color-contrast: p",
        "a.html at 320, light: image-alt: img",
        "a.html at 320, light: wider than the window",
    ):
        assert fault in found
