"""Where the reader is: contents, previous and next, links to sections, progress."""

from playwright.sync_api import Page, expect

EVERY_KIND = "part/every-kind.html"


def test_the_contents_mark_the_section(page: Page, kinds: str) -> None:
    """The contents mark the section that is being read, one at a time."""
    page.goto(kinds + EVERY_KIND)
    for name in ("Blocks of a terminal", "Tables, notes, questions"):
        page.locator(f"h2:has-text('{name}')").evaluate("heading => heading.scrollIntoView({behavior: 'instant'})")
        marked = page.locator("#contents [aria-current]")
        expect(marked).to_have_text(name)


def test_lines_of_text_are_about_75_characters(page: Page, guide: str) -> None:
    """A full line of a paragraph has 65 to 85 characters, on a laptop as on a large screen."""
    for width in (1280, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(guide + "containers/practical.html")
        characters = page.evaluate("""() => {
          const paragraphs = [...document.querySelectorAll('article section > p')];
          const range = document.createRange();
          return Math.max(...paragraphs.map(paragraph => {
            range.selectNodeContents(paragraph);
            const lines = new Set([...range.getClientRects()].map(r => Math.round(r.bottom / 8)));
            return lines.size > 2 ? paragraph.textContent.length / lines.size : 0;
          }));
        }""")
        assert 60 <= characters <= 85


def test_previous_and_next(page: Page, kinds: str) -> None:
    """They have titles, and the arrow keys follow them; in a field an arrow key moves the cursor."""
    page.goto(kinds + EVERY_KIND)
    expect(page.get_by_role("link", name="Next A short page")).to_be_visible()
    page.locator(".search input").focus()
    page.keyboard.press("ArrowRight")
    page.locator("h1").click()
    assert page.url.endswith(EVERY_KIND)
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/part/short.html")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(f"**/{EVERY_KIND}")


def test_links_to_sections(page: Page, kinds: str) -> None:
    """The sign beside a heading copies the address of its section, which is marked when it is opened."""
    page.goto(kinds + EVERY_KIND)
    page.locator("#files > h3 > .headerlink").click()
    page.wait_for_function("document.getElementById('announcement').textContent === 'Link copied'")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{kinds}{EVERY_KIND}#files"
    plain = page.evaluate("getComputedStyle(document.querySelector('#blocks-of-a-terminal > h2')).backgroundColor")
    marked = page.evaluate("getComputedStyle(document.querySelector('#files > h3')).backgroundColor")
    assert plain != marked
    top = page.locator("#files > h3").bounding_box()["y"]
    assert top >= page.locator(".bar").bounding_box()["height"]  # not behind the bar


def test_links_to_sections_are_seen_where_nothing_hovers(browser, kinds: str) -> None:
    """On a touch screen the sign is there without a mouse."""
    context = browser.new_context(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(kinds + EVERY_KIND)
    opacity = page.evaluate("getComputedStyle(document.querySelector('#files > h3 > .headerlink'), '::before').opacity")
    assert float(opacity) > 0.5
    context.close()


def test_time_and_result(page: Page, kinds: str) -> None:
    """Under its title a page says how long it takes and what one will have."""
    page.goto(kinds + EVERY_KIND)
    facts = page.locator("h1 + .page-facts")
    expect(facts).to_contain_text("About 25 minutes")
    expect(facts).to_contain_text("You will have: a page on which")


def test_the_first_page(page: Page, kinds: str) -> None:
    """It starts people: a button to the first page, cards with time and result."""
    page.goto(kinds)
    card = page.locator(".card")
    expect(card).to_contain_text("30 minutes")
    expect(card).to_contain_text("Each kind of page, seen once.")
    page.get_by_role("link", name="Begin: A page with all its kinds").click()
    page.wait_for_url(f"**/{EVERY_KIND}")


def test_progress(page: Page, kinds: str) -> None:
    """What is done is ticked, in the contents too, and kept; the first page leads back; all of it can be cleared."""
    page.goto(kinds + EVERY_KIND)
    page.locator("#blocks-of-a-terminal > .done").click()
    page.locator("h2:has-text('Tables')").evaluate("heading => heading.scrollIntoView({behavior: 'instant'})")
    expect(page.locator("#contents [aria-current]")).to_have_text("Tables, notes, questions")
    page.goto(kinds)
    go_on = page.get_by_role("link", name="Go on: A page with all its kinds, Tables, notes, questions")
    go_on.click()
    page.wait_for_url("**/part/every-kind.html#tables-notes-questions")
    expect(page.locator("#blocks-of-a-terminal > .done input")).to_be_checked()
    expect(page.locator("#contents .read > a")).to_have_text(["Blocks of a terminal"])
    page.get_by_role("button", name="Clear progress").click()
    expect(page.locator("#blocks-of-a-terminal > .done input")).not_to_be_checked()
    page.goto(kinds)
    assert page.locator("#go-on").count() == 0


def test_a_page_that_is_done_is_ticked_in_the_menu(page: Page, kinds: str) -> None:
    """When each section of a page is done, so is the page."""
    page.goto(kinds + EVERY_KIND)
    boxes = page.locator(".done input")
    assert boxes.count() > 1
    for box in boxes.all():
        box.check()
    expect(page.locator("#menu .read")).to_have_text("A page with all its kinds")
    page.goto(kinds + "part/short.html")
    expect(page.locator("#menu .read")).to_have_text("A page with all its kinds")
    assert page.evaluate("Object.keys(localStorage)") == ["guide-progress"]


def test_tabs(page: Page, kinds: str) -> None:
    """The arrow keys choose a tab, and the choice is kept."""
    page.goto(kinds + EVERY_KIND)
    page.locator(".tab-set > input").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("pre.language-powershell")).to_be_visible()
    page.reload()
    expect(page.locator("pre.language-powershell")).to_be_visible()


def test_print(page: Page, kinds: str) -> None:
    """On paper there is the text, whole lines of code and open answers; no menu, no button."""
    page.goto(kinds + EVERY_KIND)
    page.emulate_media(media="print")
    for selector in (".bar", ".menu", ".contents", ".neighbours", ".copy", ".done"):
        assert page.locator(selector).first.is_hidden()
    assert (
        page.evaluate("[...document.querySelectorAll('pre')].filter(p => p.scrollWidth > p.clientWidth + 1).length")
        == 0
    )
    answer = page.locator("details pre").bounding_box()
    assert answer["height"] > 10
    assert page.evaluate("getComputedStyle(document.querySelector('.code-head')).breakAfter") == "avoid"
