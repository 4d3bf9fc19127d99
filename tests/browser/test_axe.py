"""axe finds nothing on any page, at four widths, light and dark; nothing is wider than the window."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

WIDTHS = (320, 390, 800, 1280)
MODES = ("light", "dark")
CONTRAST_WIDTHS = (390, 1280)  # the colours of a page's text don't depend on more than this, and take axe's time
RUN = """isWithContrast => axe.run({
  resultTypes: ['violations'], rules: {'color-contrast': {enabled: isWithContrast}},
}).then(({violations}) => violations.flatMap(v => v.nodes.map(node => `${v.id}: ${node.target}`)))"""


def violations(browser: Browser, address: str, names: list[str], contrast_widths: tuple[int, ...]) -> list[str]:
    """Return what axe finds, and what is wider than the window, by page, width and mode."""
    found = []
    context = browser.new_context()
    page = context.new_page()
    for name in names:
        page.goto(address + name)
        page.evaluate(Axe().axe_script)
        for mode in MODES:
            page.emulate_media(color_scheme=mode)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                where = f"{name} at {width}, {mode}"
                found += [f"{where}: {what}" for what in page.evaluate(RUN, width in contrast_widths)]
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    found.append(f"{where}: wider than the window")
    context.close()
    return found


def test_each_page_of_the_guide(browser: Browser, guide: str, site: Path) -> None:
    """All pages of the guide."""
    names = [str(path.relative_to(site)) for path in sorted(site.rglob("*.html")) if "_downloads" not in path.parts]
    assert len(names) > 3
    assert violations(browser, guide, names, CONTRAST_WIDTHS) == []


def test_each_kind_of_block(browser: Browser, kinds: str) -> None:
    """Blocks, tabs, notes and tables that the guide may not have today."""
    assert violations(browser, kinds, ["part/every-kind.html", "part/short.html", "index.html"], WIDTHS) == []
