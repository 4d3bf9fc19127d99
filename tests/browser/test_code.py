"""Blocks of code: what the button copies and where it lies, which blocks are stops of the Tab key, what is said."""

import pytest
from playwright.sync_api import Page

WIDTHS = (320, 390, 480, 700, 800, 1000, 1240, 1280, 1920)
EVERY_KIND = "part/every-kind.html"

# For each button on the page, whether it lies on text of its block or outside of its block's head.
OVERLAPS = """() => [...document.querySelectorAll('.code-tools')].flatMap(tools => {
  if (!tools.getClientRects().length) return [];
  const box = tools.getBoundingClientRect(), head = tools.parentElement.getBoundingClientRect();
  const range = document.createRange();
  const texts = [tools.previousElementSibling, tools.closest('.code').querySelector('pre')];
  const hits = texts.flatMap(text => {
    range.selectNodeContents(text);
    return [...range.getClientRects()].filter(r => r.width > 0 && r.left < box.right - 1 && r.right > box.left + 1
      && r.top < box.bottom - 1 && r.bottom > box.top + 1);
  });
  const isOut = box.right > Math.min(head.right, innerWidth) + 1 || box.left < head.left
    || box.bottom > head.bottom + 1;
  return hits.length || isOut ? [tools.parentElement.textContent] : [];
})"""
TARGETS = """() => [...document.querySelectorAll(
    'button, summary, .headerlink, nav a, .code-tool, .done, .tab-label, .card a')]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().width)
  .map(e => [e.textContent.trim() || e.className, e.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24).map(([name]) => name)"""


@pytest.mark.parametrize("width", WIDTHS)
def test_buttons_lie_on_no_text(page: Page, kinds: str, guide: str, width: int) -> None:
    """The buttons of a block lie in its head, on none of its text, and are large enough for a thumb."""
    page.set_viewport_size({"width": width, "height": 800})
    for address in (kinds + EVERY_KIND, guide + "containers/practical.html"):
        page.goto(address)
        assert page.evaluate(OVERLAPS) == []
        assert page.evaluate(TARGETS) == []


COPIED = {
    "a command of two lines": (
        "docker run",
        "docker run --rm -it -p 127.0.0.1:8080:5000 basicserver:0.42 \\\n"
        "    /opt/venv/bin/flask --app /opt/app/basicserver.py run --host 0.0.0.0",
    ),
    "commands and a loop": (
        "docker ps",
        "docker ps\ndocker network create shop\nfor name in one two\ndo\n  docker stop $name\ndone",
    ),
    "a file with comments": ("apiVersion", 'apiVersion: v1\nkind: Pod  # a comment\nmetadata:\n  name: "basicserver"'),
}


@pytest.mark.parametrize(("start", "expected"), COPIED.values(), ids=COPIED.keys())
def test_what_is_typed_is_copied(page: Page, kinds: str, start: str, expected: str) -> None:
    """A click copies commands without prompts and outputs, files whole, and says so."""
    page.goto(kinds + EVERY_KIND)
    block = page.locator(".code", has=page.locator("pre", has_text=start)).first
    block.get_by_role("button", name="Copy").click()
    page.wait_for_function("document.getElementById('announcement').textContent === 'Copied'")
    assert page.evaluate("navigator.clipboard.readText()") == expected


def test_a_program_that_asks_is_not_pasted_into_the_shell(page: Page, kinds: str) -> None:
    """Of a block in which a program is typed into, only what comes before that is copied."""
    page.goto(kinds + EVERY_KIND)
    text = page.evaluate("""() => {
      const pre = document.createElement('pre');
      pre.innerHTML = '<span class="gp">$ </span>docker run -it a\\n<span class="gp">/ # </span>ls\\n';
      return copied(pre);
    }""")
    assert text == "docker run -it a"


def test_every_copy_button_of_the_guide(page: Page, guide: str) -> None:
    """On the guide's longest page no button copies a prompt, a key, an output, or nothing."""
    page.goto(guide + "containers/practical.html")
    blocks = page.evaluate("""() => [...document.querySelectorAll('.code:has(.copy) pre')].map(
      pre => [copied(pre), [...pre.querySelectorAll('.go, .key')].map(span => span.textContent)])""")
    texts = [text for text, _ in blocks]
    assert len(texts) > 20
    assert [text for text in texts if not text.strip() or text.startswith("$ ")] == []
    assert [t for t, outputs in blocks for line in outputs if line.strip() in t.split("\n")] == []


def test_only_what_scrolls_is_a_stop(page: Page, kinds: str) -> None:
    """The Tab key stops at the blocks that are wider than their room, which the arrow keys scroll."""
    page.goto(kinds + EVERY_KIND)
    stops = """[...document.querySelectorAll('pre')].filter(pre => pre.checkVisibility())
      .map(pre => [pre.tabIndex === 0, pre.scrollWidth > pre.clientWidth + 1])"""
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_function(f"{stops}.every(([isStop, isWide]) => isStop === isWide)")
        assert {True, False} == {is_wide for _, is_wide in page.evaluate(stops)}


def test_blocks_have_names(page: Page, kinds: str) -> None:
    """Screen readers hear of each block where it belongs."""
    page.goto(kinds + EVERY_KIND)
    names = page.evaluate("[...document.querySelectorAll('.code')].map(b => b.getAttribute('aria-label'))")
    assert "Terminal 2: curl http://localhost:5000" in names
    assert "basicserver.py" in names
    assert [name for name in names if not name] == []


def test_on_a_phone(page: Page, kinds: str) -> None:
    """Blocks reach the edges of a phone, and a shadow says where a line goes on."""
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(kinds + EVERY_KIND)
    edges = page.evaluate("""() => [...document.querySelectorAll('section > .code')].map(block => {
      const {left, right} = block.getBoundingClientRect();
      return [left, right, getComputedStyle(block.querySelector('pre')).backgroundAttachment];
    })""")
    assert len(edges) > 5
    assert {(left, right) for left, right, _ in edges} == {(0, 390)}
    assert {attachment for *_, attachment in edges} == {"local, local, scroll, scroll, scroll"}


def test_selecting_leaves_prompts_and_signs_out(page: Page, kinds: str) -> None:
    """Headings are copied without the sign of their link, commands without their prompt."""
    page.goto(kinds + EVERY_KIND)
    text = page.evaluate("""() => {
      getSelection().selectAllChildren(document.querySelector('article'));
      return getSelection().toString();
    }""")
    assert "Blocks of a terminal\n" in text
    assert "#\n" not in text.replace("# a comment\n", "").replace("# 13 characters\n", "")
    assert "$ docker" not in text
