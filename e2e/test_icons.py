"""The icons that are checked in are what the mark gives."""

from __future__ import annotations

import base64

import pytest
from playwright.sync_api import Browser

from e2e.icons import FOLDER, ICONS, draw

pytestmark = pytest.mark.browser

# The largest difference of any channel of any pixel, and the alpha of the four corners.
_COMPARE = """async ([first, second]) => {
  const pixels = async (png) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
    canvas.getContext("2d").drawImage(image, 0, 0);
    return canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  };
  const [kept, drawn] = [await pixels(first), await pixels(second)];
  const { width, height, data } = kept;
  const corners = [[0, 0], [width - 1, 0], [0, height - 1], [width - 1, height - 1]];
  return {
    size: [width, height],
    difference: drawn.data.reduce((most, value, at) => Math.max(most, Math.abs(value - data[at])), 0),
    corners: corners.map(([x, y]) => data[(y * width + x) * 4 + 3]),
    colours: new Set(new Uint32Array(data.buffer)).size,
  };
}"""


@pytest.mark.parametrize("name", list(ICONS))
def test_an_icon_is_the_mark(chromium: Browser, name: str) -> None:
    drawing = ICONS[name]
    kept, drawn = (FOLDER / name).read_bytes(), draw(chromium, drawing)
    page = chromium.new_page()
    found = page.evaluate(_COMPARE, [base64.b64encode(png).decode() for png in (kept, drawn)])
    page.close()
    assert found["size"] == [drawing.size, drawing.size]
    assert found["difference"] <= 2  # another Chromium may round another way
    assert found["colours"] > 2, "the icon is empty"
    assert found["corners"] == [255 if drawing.full else 0] * 4


def test_no_icon_is_left_over() -> None:
    assert {path.name for path in FOLDER.glob("*.png")} == set(ICONS)
