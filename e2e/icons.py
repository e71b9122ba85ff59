"""``python -m e2e.icons``: draw the icons of the installed app from ``web/static/icons/mark.svg``.

They are checked in; ``e2e/test_icons.py`` draws them again and compares. Nothing else may change them.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

FOLDER = Path(__file__).parents[1] / "web" / "static" / "icons"
_CHROMIUM = "/usr/bin/chromium"
_GROUND = re.compile(r'<rect width="48" height="48"[^>]* fill="(#[0-9A-F]{6})"')


@dataclass(frozen=True, slots=True)
class Drawing:
    """``size`` in pixels; ``full``: the ground reaches into the corners, which the device then cuts as it likes;
    ``scale`` is the share of the width that the mark takes.
    """

    size: int
    full: bool = False
    scale: float = 1.0


# A device may cut a maskable icon down to a circle of 80 %: at 0.86 the corners of the bands lie inside of it.
ICONS: Mapping[str, Drawing] = {
    "icon-192.png": Drawing(192),
    "icon-512.png": Drawing(512),
    "icon-maskable-512.png": Drawing(512, full=True, scale=0.86),
    "icon-apple-180.png": Drawing(180, full=True),
}


def draw(browser: Browser, drawing: Drawing) -> bytes:
    """The icon as PNG."""
    svg = (FOLDER / "mark.svg").read_text(encoding="utf-8")
    ground = _GROUND.search(svg)
    assert ground, "the mark has no ground"
    size, width = drawing.size, drawing.size * drawing.scale
    page = browser.new_page(viewport={"width": size, "height": size})
    page.set_content(
        f"<body style='margin:0;background:{ground[1] if drawing.full else 'transparent'}'>"
        f"<img style='display:block;width:{width}px;margin:{(size - width) / 2}px' "
        f"src='data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}'>"
    )
    page.evaluate("document.images[0].decode()")
    png = page.screenshot(omit_background=not drawing.full)
    page.close()
    return png


if __name__ == "__main__":
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
        for name, drawing in ICONS.items():
            (FOLDER / name).write_bytes(draw(chromium, drawing))
        chromium.close()
