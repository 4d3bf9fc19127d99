"""How pages look: small pictures of each kind of page, held against those in looks/, with a tolerance.

The pictures are a quarter of the window's size and blurred by that: another version of the browser or of its fonts
passes, a lost style sheet, a column out of place or another colour doesn't. After a change that is meant:
``GUIDE_UPDATE_LOOKS=1 make test-browser ARGS="-k looks"``, and look at the new pictures before you commit them.
"""

import base64
import os
from pathlib import Path

import pytest
from playwright.sync_api import Page

LOOKS = Path(__file__).parent / "looks"
TOLERANCE = 0.02  # mean difference of a channel, of its whole range
KINDS = [
    (name, page, width, mode)
    for name, page in (("first", "index.html"), ("chapter", "part/every-kind.html#blocks-of-a-terminal"),
                       ("part", "part/index.html"))
    for width in (390, 800, 1280, 1920)
    for mode in ("light", "dark")
    if width in (390, 1280) or (name, mode) == ("chapter", "light")
]  # fmt: skip
# Draw two pictures at a quarter of their size and return the mean difference and the new small one.
COMPARE = """async ([taken, kept]) => {
  const small = async data => {
    const image = new Image();
    image.src = 'data:image/png;base64,' + data;
    await image.decode();
    return image;
  };
  const draw = (image, width, height) => {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, {width, height});
    const context = canvas.getContext('2d', {willReadFrequently: true});
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, 0, 0, width, height);
    return [canvas.toDataURL('image/png').split(',')[1], context.getImageData(0, 0, width, height).data];
  };
  const image = await small(taken);
  const width = Math.round(image.width / 4), height = Math.round(image.height / 4);
  const [png, pixels] = draw(image, width, height);
  if (!kept) return [null, png];
  const old = await small(kept);
  if (old.width !== width || old.height !== height) return [1, png];
  const [, before] = draw(old, width, height);
  let sum = 0;
  for (let i = 0; i < pixels.length; i++) sum += Math.abs(pixels[i] - before[i]);
  return [sum / pixels.length / 255, png];
}"""


@pytest.mark.parametrize(("name", "address", "width", "mode"), KINDS, ids=[f"{k[0]}-{k[2]}-{k[3]}" for k in KINDS])
def test_looks(page: Page, kinds: str, name: str, address: str, width: int, mode: str) -> None:
    """The page looks as it did when someone looked at it last."""
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=mode, reduced_motion="reduce")
    page.goto(kinds + address)
    taken = base64.b64encode(page.screenshot()).decode()
    path = LOOKS / f"{name}-{width}-{mode}.png"
    is_update = bool(os.environ.get("GUIDE_UPDATE_LOOKS"))
    kept = base64.b64encode(path.read_bytes()).decode() if path.is_file() and not is_update else None
    difference, png = page.evaluate(COMPARE, [taken, kept])
    if is_update:
        path.write_bytes(base64.b64decode(png))
        return
    assert kept, f"no picture {path.name}: see the head of this file"
    assert difference <= TOLERANCE


def test_a_lost_style_sheet_is_seen(page: Page, kinds: str) -> None:
    """The tolerance lets no page without its style sheet pass."""
    page.route("**/*.css*", lambda route: route.abort())
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(kinds + KINDS[0][1])
    taken = base64.b64encode(page.screenshot()).decode()
    kept = base64.b64encode((LOOKS / "first-1280-light.png").read_bytes()).decode()
    difference, _ = page.evaluate(COMPARE, [taken, kept])
    assert difference > TOLERANCE
