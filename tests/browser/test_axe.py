"""axe finds nothing on any page, at four widths, light and dark; nothing is wider than the window."""

from itertools import product
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from .conftest import serve
from .test_light import pages

WIDTHS = (320, 390, 800, 1280)
MODES = ("light", "dark")
# Contrast takes most of axe's time. Of texts with the same size and weight, on the same grounds all the way up, three
# stand for all; axe leaves out those of one character. Blocks of code have a test of their own: their ground has
# shadows, which axe can't look through.
ASK = """() => {
  axe.configure({rules: [{id: 'color-contrast', selector: '[data-sample]'}]});
  const COLOURS = ['color-contrast', 'link-in-text-block'];
  let before = {};
  window.ask = async () => {
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));  // sizes are observed by then
    const looks = new Map(), count = new Map();
    const look = element => {
      if (!element) return '';
      if (!looks.has(element)) {
        const {color, backgroundColor, backgroundImage, opacity} = getComputedStyle(element);
        looks.set(element, [look(element.parentElement), color, backgroundColor, backgroundImage, opacity].join());
      }
      return looks.get(element);
    };
    const isText = node => node.nodeType === Node.TEXT_NODE && node.data.trim().length > 1;
    for (const element of document.body.querySelectorAll('*')) {
      element.removeAttribute('data-sample');
      if (element.closest('pre') || !element.checkVisibility() || ![...element.childNodes].some(isText)) continue;
      const {fontSize, fontWeight} = getComputedStyle(element), key = [fontSize, fontWeight, look(element)].join();
      count.set(key, (count.get(key) || 0) + 1);
      if (count.get(key) <= 3) element.dataset.sample = '';
    }
    // Where all boxes are as they were in the mode before, only rules that look at colours can find something else.
    const boxes = JSON.stringify([innerWidth, ...[...document.body.querySelectorAll('*')].map(
      element => [element.getBoundingClientRect(), element.checkVisibility({visibilityProperty: true})])]);
    const isSame = boxes === before.boxes;
    const {violations} = await axe.run({resultTypes: ['violations'], ...(isSame && {runOnly: COLOURS})});
    const found = violations.flatMap(({id, nodes}) => nodes.map(node => [id, `${id}: ${node.target}`]));
    if (isSame) found.push(...before.found.filter(([id]) => !COLOURS.includes(id)));
    before = {boxes, found};
    return found.map(([, text]) => text);
  };
}"""
# What scrolls by itself may be wider; the sign beside a heading may stand in the page's edge.
WIDER = """document.documentElement.scrollWidth > innerWidth || [...document.querySelectorAll('main *')].some(
  e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('pre, .table, .headerlink'))"""


def violations(browser: Browser, address: str, names: list[str]) -> list[str]:
    """Return what axe finds, and what is wider than the window, by page, width and mode.

    Two pages at a time, each in a process of its own; a page is loaded once, and its window changed.
    """
    found = []
    opened = [browser.new_context().new_page() for _ in range(2)]
    for first in range(0, len(names), len(opened)):
        pairs = list(zip(opened, names[first:], strict=False))
        for page, name in pairs:
            page.goto(address + name)
            page.evaluate(Axe().axe_script)
            page.evaluate(ASK)
        for width, mode in product(WIDTHS, MODES):
            for page, _ in pairs:
                page.emulate_media(color_scheme=mode)
                page.set_viewport_size({"width": width, "height": 800})
                page.evaluate("() => { window.found = ask() }")
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
    assert violations(browser, guide, names) == []


def test_each_kind_of_block(browser: Browser, kinds: str) -> None:
    """Blocks, tabs, notes and tables that the guide may not have today."""
    assert violations(browser, kinds, ["part/every-kind.html", "part/short.html", "index.html"]) == []


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
    """A faint text among others, a picture without words, a paragraph too wide: each is told, with its place."""
    texts = '<p>Plain</p><p style="color: #ccc">Faint</p><p style="width: 2000px">Wide</p>'
    style = "@media (width < 350px) and (prefers-color-scheme: dark) { h1 { color: #ddd } }"
    text = (
        f'<!DOCTYPE html><html lang="en"><title>A</title><style>{style}</style>'
        f'<main><h1>Title</h1><article>{texts}<img src="a"></article></main>'
    )
    (tmp_path / "a.html").write_text(text, encoding="utf-8")
    server = serve(tmp_path)
    found = violations(browser, next(server), ["a.html"])
    server.close()
    assert [what for what in found if "h1" in what] == ["a.html at 320, dark: color-contrast: h1"]
    for width, mode in product(WIDTHS, MODES):
        where = f"a.html at {width}, {mode}"
        assert f"{where}: color-contrast: p:nth-child(2)" in found
        assert f"{where}: image-alt: img" in found
        assert f"{where}: wider than the window" in found
