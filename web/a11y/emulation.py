"""Sets a page up as a reader would have it: width, zoom, colours, spacing, paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, TypedDict

from web.a11y.conditions import Condition

if TYPE_CHECKING:
    from playwright.async_api import Page, ViewportSize

WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 320, "height": 800}
_ZOOMED: ViewportSize = {"width": 320, "height": 225}  # 1280 × 900 at 400 %
_PAPER: ViewportSize = {"width": 718, "height": 1047}  # A4 less 10 mm all round, in CSS pixels
_VIEWPORTS: Mapping[Condition, ViewportSize] = {
    Condition.NARROW: NARROW,
    Condition.ZOOM_400: _ZOOMED,
    Condition.PRINT: _PAPER,
}
_SPACING = (  # WCAG 1.4.12
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } "
    "p { margin-bottom: 2em !important }"
)
# In one go: a sheet of its own (a policy against inline styles does not reach one made by script), the theme
# (a page that has a theme of its own, a screen whose display is chosen, gets it back), and the next frame.
_SET_UP = """([css, theme]) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = css ? [sheet] : [];
  const root = document.documentElement;
  window.ownTheme ??= root.dataset.theme ?? "";
  const wanted = theme || window.ownTheme;
  if (wanted) root.dataset.theme = wanted;
  else delete root.dataset.theme;
  return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())));
}"""
_THEMES = (Condition.BLACK_ON_WHITE, Condition.WHITE_ON_BLACK, Condition.YELLOW_ON_BLACK)


class _Media(TypedDict):
    media: Literal["print", "screen"]
    color_scheme: Literal["dark", "light"]
    contrast: Literal["more", "no-preference"]
    forced_colors: Literal["active", "none"]
    reduced_motion: Literal["no-preference", "reduce"]


async def prepare(page: Page, viewport: ViewportSize) -> None:
    """Take every condition away before another page comes."""
    await page.emulate_media(**_media(Condition.DEFAULT))
    await _resize(page, viewport)


async def emulate(page: Page, condition: Condition) -> None:
    """Give the page this condition and take every other away."""
    await page.emulate_media(**_media(condition))
    await _resize(page, _VIEWPORTS.get(condition, WIDE))
    css = _SPACING if condition is Condition.SPACING else ""
    await page.evaluate(_SET_UP, [css, str(condition) if condition in _THEMES else None])


async def _resize(page: Page, wanted: ViewportSize) -> None:
    if page.viewport_size != wanted:
        await page.set_viewport_size(wanted)


def _media(condition: Condition) -> _Media:
    return {
        "media": "print" if condition is Condition.PRINT else "screen",
        "color_scheme": "dark" if condition is Condition.DARK else "light",
        "contrast": "more" if condition is Condition.MORE_CONTRAST else "no-preference",
        "forced_colors": "active" if condition is Condition.FORCED_COLOURS else "none",
        "reduced_motion": "reduce" if condition is Condition.REDUCED_MOTION else "no-preference",
    }
