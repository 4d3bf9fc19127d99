"""Light: how much a chapter weighs, how often it asks, that nothing jumps, that all can be read without a script."""

import gzip
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

REFRESH = 'http-equiv="refresh"'
WEIGHT_KILOBYTES = 60  # of a page with all that it loads, as gzip, with an empty cache
REQUESTS = 12
SHIFTS = """() => new Promise(done => {
  let sum = 0;
  const observer = new PerformanceObserver(list => list.getEntries().forEach(e => { sum += e.value }));
  observer.observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done(sum), 300);
})"""
UNUSED = """() => {
  // a state, or what is drawn beside an element, stands for the element itself
  const states = /::[a-z-]+(\\([a-z]+\\))?|:(hover|focus-visible|focus|target|checked|popover-open|visited)/g;
  const plain = selector => selector.replace(/:not\\(:[a-z-]+\\)/g, ':not(nothing)').replace(states, ':not(nothing)');
  const unused = [];
  const walk = rules => { for (const rule of rules) {
    if (!rule.selectorText) walk(rule.cssRules || []);
    else if (!document.querySelector(plain(rule.selectorText))) unused.push(rule.selectorText);
  } };
  for (const sheet of document.styleSheets) walk(sheet.cssRules);
  return unused;
}"""
# Rules that no page of the guide may need today: browsers' and readers' states, and kinds that pages may have.
LATER = ("tab-", ".hint", ".danger", "caption", "-only-for", "-skip", "guide-yours", "details", "summary", ".solution",
         ".read", "[data-theme", ":not(.js)", '[aria-selected="true"]')  # fmt: skip


def pages(site: Path) -> list[str]:
    """Return the guide's pages, but not the old addresses, which lead on at once."""
    paths = [path for path in sorted(site.rglob("*.html")) if "_downloads" not in path.parts]
    return [str(path.relative_to(site)) for path in paths if REFRESH not in path.read_text(encoding="utf-8")]


def test_weight_and_requests(page: Page, guide: str, site: Path) -> None:
    """No page of the guide weighs more than it may, and none asks another host."""
    heavy, foreign = {}, []
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.context.route("**/*", lambda route: route.continue_())  # no cache: what one page loads the next one asks for
    for name in pages(site):
        if name == "search.html":
            continue  # the index comes with it
        requests.clear()
        page.goto(guide + name, wait_until="load")
        loaded = list(requests)
        foreign += [url for url in loaded if not url.startswith(guide)]
        paths = {urlsplit(url).path.lstrip("/") for url in loaded} - {"favicon.ico"}
        weight = sum(len(gzip.compress((site / path).read_bytes())) for path in paths) / 1000
        if weight > WEIGHT_KILOBYTES or len(loaded) > REQUESTS:
            heavy[name] = (round(weight, 1), len(loaded))
    assert foreign == []
    assert heavy == {}


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_jumps(page: Page, guide: str, kinds: str, width: int) -> None:
    """No text moves after it has been drawn, with progress kept from before either."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(kinds + "part/every-kind.html")
    page.locator(".done").first.click()
    for address in (
        kinds,
        kinds + "part/every-kind.html",
        guide,
        guide + "containers/practical.html",
        guide + "search.html?q=port",
    ):
        page.goto(address)
        assert page.evaluate(SHIFTS) == pytest.approx(0, abs=0.001)


def test_readable_without_scripts(browser: Browser, guide: str) -> None:
    """Without JavaScript all text is there, and what only a script could do isn't shown."""
    texts = []
    for is_enabled in (True, False):
        context = browser.new_context(java_script_enabled=is_enabled)
        page = context.new_page()
        page.goto(guide + "containers/practical.html")
        texts.append(page.locator("article").inner_text().replace("Done", "").replace("Copy", "").split())
        context.close()
    assert texts[0] == texts[1]


def test_nothing_waits_for_scripts(page: Page, guide: str) -> None:
    """The text is drawn though the script never comes: it is not waited for."""
    page.route("**/*.js*", lambda route: None)  # neither answered nor refused
    page.goto(guide + "containers/practical.html", wait_until="commit")
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length === 1")


def test_each_rule_is_used(page: Page, guide: str, kinds: str, site: Path) -> None:
    """Each rule of the style sheet is for something that a page has."""
    names = [guide + name for name in pages(site)] + [kinds, kinds + "part/every-kind.html"]
    unused: set[str] | None = None
    for address in names:
        page.goto(address)
        if address.endswith("search.html"):  # with results and suggestions
            page.locator(".search input").fill("port")
            page.get_by_role("option").first.wait_for()
            page.locator(".search-form input").evaluate(
                "field => { field.value = 'port'; field.dispatchEvent(new Event('input')) }"
            )
            page.locator("#search-results mark").first.wait_for()
        found = page.evaluate(UNUSED)
        unused = set(found) if unused is None else unused & set(found)
    left = sorted(rule for rule in unused or () if not any(word in rule for word in LATER))
    assert left == []
