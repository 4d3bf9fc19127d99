"""The search, as readers use it: what they type leads to the section that answers it."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

BEST = 3  # how far down readers look
# What readers type, and sections of which any one answers it.
QUERIES = {
    "port is already allocated": "when-it-goes-wrong#port-is-already-allocated connect#a-port-that-is-taken",
    "address already in use": "practical#the-server-on-your-machine-still-runs",
    "137": "when-it-goes-wrong#killed-137 look-inside#exit-statuses stop-well#ten-seconds",
    "exit code 125": "look-inside#exit-statuses practical#any-other-port",
    "exit code 127": "look-inside#exit-statuses when-it-goes-wrong#executable-file-not-found",
    "127.0.0.1": "connect#inside-and-outside connect#published-ports",
    "0.0.0.0": "connect#inside-and-outside practical#run-the-server-on-your-machine",
    "rollback": "kubernetes/practical#back-again",
    "docker compose down volumes": "compose#what-stays-and-what-goes compose#clean-up",
    "cannot connect to the docker daemon": (
        "when-it-goes-wrong#cannot-connect-to-the-docker-daemon before-you-start#docker-is-there-the-daemon-isn-t"
    ),
    "curl 52 empty reply": "when-it-goes-wrong#curl-52-or-56 connect#what-the-message-tells-you",
    "executable file not found in $PATH": "when-it-goes-wrong#executable-file-not-found look-inside#exit-statuses",
    "ImagePullBackOff": "kubernetes/practical#a-version-that-is-not-there kubernetes/practical#other-symptoms",
    "no space left on device": "when-it-goes-wrong#no-space-left-on-device",
    "docker exec bash": "look-inside#go-inside-exec reference#go-inside",
    "env file": "configure#a-file configure#quotation-marks-in-an-env-file",
    "persist database": "keep-data#a-database-that-outlives-its-container keep-data#a-volume",
    "backup volume": "keep-data#back-up-and-bring-back",
    "multi-stage build": "better-image#two-stages better-image#after",
    "run as non root": "better-image#a-user-other-than-root better-image#a-file-that-the-user-may-not-read",
    "healthcheck": "better-image#a-health-check reference#the-instructions-of-a-dockerfile",
    "scale replicas": "kubernetes/practical#scaling compose#more-of-one",
    "host.docker.internal": "connect#from-a-container-to-your-machine",
    "arm64 amd64 platform": "share#other-processors share#a-program-for-another-processor",
    "restart always": "look-inside#restart-policies look-inside#a-crash-that-mends-itself",
    "what is latest": "change-build-run#tags-and-what-latest-isn-t share#a-tag-can-move",
    "sigterm": "stop-well#ten-seconds stop-well#listen-finish-end stop-well#something-else-as-process-1",
    "dokcer volum": "keep-data#a-volume reference#networks-and-volumes reference#term-volume",
    "pull access denied": "when-it-goes-wrong#manifest-unknown share#a-name-without-an-address",
    "delete cluster": "kubernetes/practical#clean-up",
}
CONTAINERS = "containers/"
LINES = Path(__file__).with_name("queries.txt").read_text(encoding="utf-8").splitlines()
OTHERS = dict(line.split(" -> ") for line in LINES if not line.startswith("#"))


def addresses(sections: str) -> list[str]:
    """Return sections as the index names them."""
    return [name if "/" in name else CONTAINERS + name for name in sections.split()]


def found(page: Page, query: str) -> list[str]:
    """Return the sections that a query finds, best first, as page#section."""
    script = (
        "async query => (await guideSearch.find(query)).map(hit => hit.url.replace('.html', '') + '#' + hit.anchor)"
    )
    return page.evaluate(script, query)


@pytest.fixture
def results(page: Page, guide: str) -> Page:
    """The page of results, loaded."""
    page.goto(guide + "search.html")
    page.wait_for_function("window.guideSearch")
    return page


def missed(results: Page, queries: dict[str, str]) -> dict[str, list[str]]:
    """Return the queries that have no section that answers them in the first three results, and what they have."""
    first = {query: found(results, query)[:BEST] for query in queries}
    return {query: names for query, names in first.items() if not set(names) & set(addresses(queries[query]))}


def test_what_readers_type(results: Page) -> None:
    """Of thirty queries at least 29 have the section that answers them in the first three results."""
    assert len(QUERIES) == 30
    assert len(found := missed(results, QUERIES)) <= 1, found


def test_what_other_readers_type(results: Page) -> None:
    """Of those that were not used while the search was made, nine of ten have."""
    assert len(OTHERS) == 120
    assert len(found := missed(results, OTHERS)) <= 12, found


def test_the_sections_are_there(site: Path) -> None:
    """The queries name sections that the guide has."""
    for name in {name for sections in (QUERIES | OTHERS).values() for name in addresses(sections)}:
        path, _, anchor = name.partition("#")
        assert f'id="{anchor}"' in (site / f"{path}.html").read_text(encoding="utf-8"), name


def test_results(results: Page) -> None:
    """The page of results shows sections with their page and an excerpt, and follows what is typed."""
    results.locator(".search-form input").fill("port is already allocated")
    first = results.locator("#search-results > li").first
    expect(first.locator("a")).to_have_text("port is already allocated")
    expect(first.locator(".result-page")).to_have_text("When it goes wrong")
    expect(first.locator("mark").first).to_have_text("port")
    expect(results.locator("#search-status")).to_contain_text("for “port is already allocated”")
    results.locator(".search-form input").fill("xyzzyplugh")
    expect(results.locator("#search-status")).to_contain_text("Nothing for “xyzzyplugh”")


def test_a_result_opens_its_section_and_marks_the_words(results: Page) -> None:
    """The section is on the screen, and the words that were found are marked in it; copying stays as it was."""
    results.goto(results.url.partition("?")[0] + "?q=already+allocated")
    results.locator("#search-results a").first.click()
    results.wait_for_url("**/when-it-goes-wrong.html?q=already%20allocated#port-is-already-allocated")
    results.wait_for_function("CSS.highlights.get('search')?.size > 0")
    expect(results.locator("#port-is-already-allocated > h3")).to_be_in_viewport()
    words = results.evaluate("[...CSS.highlights.get('search')].map(range => range.toString().toLowerCase())")
    assert {"already", "allocated"} <= set(words)


def test_suggestions_by_keyboard(page: Page, guide: str) -> None:
    """/ leads into the field, typing shows suggestions, arrows choose, Enter opens, Escape closes."""
    page.goto(guide + "containers/compose.html")
    page.keyboard.press("/")
    field = page.get_by_role("searchbox").or_(page.get_by_role("combobox"))
    expect(field).to_be_focused()
    field = page.get_by_role("combobox")
    expect(field).to_have_attribute("aria-expanded", "false")
    page.keyboard.type("rollback")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("Back again")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    assert field.input_value() == "rollback"
    page.keyboard.press("ArrowDown")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "suggestion-0")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    expect(options.first).to_have_attribute("aria-selected", "false")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kubernetes/practical.html?q=rollback#back-again")


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_axe_with_results_and_suggestions(results: Page, mode: str) -> None:
    """axe finds nothing while results are shown, nor while suggestions are open and one is chosen."""
    results.emulate_media(color_scheme=mode)
    results.locator(".search-form input").fill("port")
    results.locator("#search-results mark").first.wait_for()
    results.locator(".search input").fill("port")
    results.get_by_role("option").first.wait_for()
    results.keyboard.press("ArrowDown")
    found = results.evaluate(f"{Axe().axe_script}; axe.run({{resultTypes: ['violations']}}).then(r => r.violations)")
    assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found] == []


def test_enter_leads_to_all_results(page: Page, guide: str) -> None:
    """Without a choice, Enter opens the page of results, which tells what was asked."""
    page.goto(guide)
    page.locator(".search input").fill("volume")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=volume")
    expect(page.locator("#search-results > li").nth(5)).to_be_visible()


def test_nothing_is_loaded_before_the_reader_searches(page: Page, guide: str) -> None:
    """A page asks for the search when its field is touched, not before."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(guide + "containers/compose.html", wait_until="networkidle")
    assert not {"search.js", "minisearch.js", "search-index.js"} & set(asked)
    page.locator(".search input").focus()
    page.wait_for_function("window.guideSearch")
    page.evaluate("guideSearch.find('volume')")
    assert {"search.js", "minisearch.js", "search-index.js"} <= set(asked)


def test_from_a_file(page: Page, site: Path) -> None:
    """Opened from the disk, the site is searched as from a server, with excerpts."""
    page.goto((site / "containers/compose.html").as_uri())
    page.locator(".search input").fill("rollback")
    page.keyboard.press("Enter")
    expect(page.locator("#search-results > li").first).to_contain_text("Back again")
    expect(page.locator("#search-results mark").first).to_be_visible()
    page.locator("#search-results a").first.click()
    page.wait_for_function("CSS.highlights.get('search')?.size > 0")
    assert page.url.endswith("kubernetes/practical.html?q=rollback#back-again")


def test_without_scripts(browser, guide: str) -> None:
    """Without JavaScript the page of results says where else to look."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(guide + "search.html?q=volume")
    expect(page.locator("main")).to_contain_text("The search needs JavaScript")
    context.close()
