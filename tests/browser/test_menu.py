"""Menu, contents and colours: by keyboard, by thumb, without JavaScript."""

import pytest
from playwright.sync_api import Browser, Page, expect

EVERY_KIND = "part/every-kind.html"
PANELS = [("Menu", "#menu"), ("On this page", "#contents")]


def is_expanded(page: Page, name: str) -> bool | None:
    """Return whether screen readers hear that a button's panel is open, as the browser tells them."""
    session = page.context.new_cdp_session(page)
    tree = session.send("Accessibility.getFullAXTree")["nodes"]
    (button,) = [
        node
        for node in tree
        if node.get("role", {}).get("value") == "button" and node.get("name", {}).get("value") == name
    ]
    found = {state["name"]: state["value"].get("value") for state in button["properties"]}
    return found.get("expanded")


@pytest.mark.parametrize(("name", "panel"), PANELS)
def test_a_panel_by_keyboard(page: Page, kinds: str, name: str, panel: str) -> None:
    """The button says whether its panel is open; opened, the panel has the focus; Escape gives it back."""
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(kinds + EVERY_KIND)
    button = page.get_by_role("button", name=name, exact=True)
    expect(page.locator(panel)).to_be_hidden()
    assert is_expanded(page, name) is False
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(panel)).to_be_visible()
    assert is_expanded(page, name) is True
    page.wait_for_function(f"document.activeElement.closest('{panel}') !== null")
    page.keyboard.press("Escape")
    expect(page.locator(panel)).to_be_hidden()
    assert is_expanded(page, name) is False
    expect(button).to_be_focused()


@pytest.mark.parametrize(("name", "panel"), PANELS)
def test_a_tap_outside_closes(page: Page, kinds: str, name: str, panel: str) -> None:
    """A tap beside the panel closes it."""
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(kinds + EVERY_KIND)
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator(panel)).to_be_visible()
    page.mouse.click(380 if panel == "#menu" else 10, 780)
    expect(page.locator(panel)).to_be_hidden()


def test_the_menu_works_without_javascript(browser: Browser, kinds: str) -> None:
    """The browser alone opens and closes the menu; what needs a script isn't shown."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(kinds + EVERY_KIND)
    page.get_by_role("button", name="Menu").click()
    expect(page.locator("#menu")).to_be_visible()
    page.locator("#menu").get_by_role("link", name="A short page").click()
    expect(page.locator("h1")).to_contain_text("A short page")
    for selector in (".copy", ".done", ".theme-button"):
        assert page.locator(selector).first.is_hidden()
    context.close()


def test_wide_windows_show_menu_and_contents(page: Page, kinds: str) -> None:
    """Where there is room, nothing has to be opened; below 1000 pixels the menu is folded."""
    page.goto(kinds + EVERY_KIND)
    for width, shown in ((1280, (True, True)), (1100, (True, False)), (999, (False, False))):
        page.set_viewport_size({"width": width, "height": 800})
        assert (page.locator("#menu").is_visible(), page.locator("#contents").is_visible()) == shown


def test_the_order_of_the_focus(page: Page, kinds: str) -> None:
    """On a phone the Tab key goes: skip link, menu, title, search, contents, colours, then the text."""
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(kinds + EVERY_KIND)
    stops = []
    for _ in range(7):
        page.keyboard.press("Tab")
        stops.append(
            page.evaluate("""document.activeElement.closest('main') ? 'text'
              : document.activeElement.ariaLabel || document.activeElement.textContent""")
        )
    bar = ["Menu", "Containers in practice", "Search", "On this page", "Colours: as the system"]
    assert stops == ["Skip to the text", *bar, "text"]


def test_the_skip_link(page: Page, kinds: str) -> None:
    """It is unseen until it has the focus, its ring is no larger than itself, and it leads to the text."""
    page.goto(kinds + EVERY_KIND)
    assert page.locator(".skip-link").bounding_box()["y"] < 0
    page.keyboard.press("Tab")
    box = page.locator(".skip-link").bounding_box()
    assert box["y"] >= 0
    assert box["width"] < 300
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    assert page.evaluate("getComputedStyle(document.querySelector('main')).outlineStyle") == "none"


def ground(page: Page) -> str:
    """Return the colour of the page's ground."""
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_colours(page: Page, kinds: str) -> None:
    """The switch goes from the system's colours to light to dark and back, and is kept without a flash."""
    page.emulate_media(color_scheme="dark")
    page.goto(kinds + EVERY_KIND)
    dark = ground(page)
    button = page.locator(".theme-button")
    button.click()
    expect(button).to_have_accessible_name("Colours: light")
    light = ground(page)
    assert light != dark
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => { window.first = document.documentElement.dataset.theme })"
    )
    page.reload()
    assert (ground(page), page.evaluate("first")) == (light, "light")  # before any script file has run
    button.click()
    assert ground(page) == dark
    button.click()
    expect(button).to_have_accessible_name("Colours: as the system")
    page.emulate_media(color_scheme="light")
    assert ground(page) == light


def test_pictures_follow_the_colours(page: Page, kinds: str) -> None:
    """A drawing has the colours that the reader chose, not the system's."""
    page.emulate_media(color_scheme="dark")
    page.goto(kinds + "index.html")
    picture = page.locator(".journey img")
    dark = picture.screenshot()
    page.locator(".theme-button").click()
    assert picture.screenshot() != dark
    light = picture.screenshot()
    page.emulate_media(color_scheme="light")
    assert picture.screenshot() == light


def test_the_whole_window_is_dark(page: Page, kinds: str) -> None:
    """Behind a short page there is no strip in another colour."""
    page.emulate_media(color_scheme="dark")
    page.goto(kinds + "part/short.html")
    grounds = page.evaluate("""() => document.elementsFromPoint(640, innerHeight - 2)
      .map(e => getComputedStyle(e).backgroundColor).filter(c => c !== 'rgba(0, 0, 0, 0)')""")
    assert set(grounds) == {ground(page)}


def test_reduced_motion(page: Page, kinds: str) -> None:
    """Nothing moves by itself for readers who asked for that."""
    page.goto(kinds + EVERY_KIND)
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "smooth"
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    moving = page.evaluate("""[...document.querySelectorAll('*')].map(e => getComputedStyle(e))
      .filter(style => style.animationName !== 'none' || style.transitionDuration !== '0s').length""")
    assert moving == 0


def test_forced_colours(page: Page, kinds: str) -> None:
    """Where the system sets the colours, blocks keep an edge and the page that one is on is still marked."""
    page.emulate_media(forced_colors="active")
    page.goto(kinds + EVERY_KIND)
    assert page.evaluate("getComputedStyle(document.querySelector('.code')).borderTopStyle") == "solid"
    assert page.evaluate("getComputedStyle(document.querySelector('pre')).backgroundImage") == "none"
    assert page.evaluate("getComputedStyle(document.querySelector('.menu [aria-current]')).outlineStyle") == "solid"
