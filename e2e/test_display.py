"""A chosen display in a real browser: it multiplies what the reader has, and always has room."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from playwright.sync_api import BrowserContext, Page

from ops.trial import Trial
from web.a11y.display import DisplayPreferences, Furigana, Size, Spacing, Theme
from web.a11y.emulation import NARROW, WIDE

pytestmark = pytest.mark.browser

Browse = Callable[..., Page]
Enter = Callable[[Page, str], Page]

LONGEST = "saemon"  # 65 years, the longest names
_OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_ROOT_SIZE = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
_MONTHS_IN_A_ROW = """() => {
  const cells = [...document.querySelector('tr[data-fiscal-year]').querySelectorAll('td.month')];
  return cells.filter(cell => cell.offsetTop === cells[0].offsetTop).length;
}"""
_LEAST_CELL = """() => {
  const size = parseFloat(getComputedStyle(document.documentElement).fontSize);
  return Math.min(...[...document.querySelectorAll('td.month')].map(cell => cell.offsetWidth)) / size;
}"""


def choose(context: BrowserContext, trial: Trial, chosen: DisplayPreferences) -> None:
    """As if it had been saved on /display."""
    context.clear_cookies(name="display")
    if chosen.cookie:
        context.add_cookies([{"name": "display", "value": chosen.cookie, "url": trial.base_url}])


def test_the_longest_table_has_room_at_every_size_and_width(browse: Browse, enter: Enter, trial: Trial) -> None:
    page = enter(browse(), LONGEST)
    found = {}
    for size, viewport in product(Size, (WIDE, NARROW)):
        choose(page.context, trial, DisplayPreferences(size=size, theme=Theme.YELLOW_ON_BLACK))
        page.set_viewport_size(viewport)
        page.goto("/records")
        found[size, viewport["width"]] = (page.evaluate(_OVERFLOW), page.evaluate(_MONTHS_IN_A_ROW))
        assert page.evaluate(_LEAST_CELL) >= 2.4
    assert {overflow for overflow, _ in found.values()} == {0}
    months = {key: row for key, (_, row) in found.items()}
    assert months[Size.USUAL, 1280] == months[Size.LARGER, 1280] == 12
    assert months[Size.LARGE, 1280] == months[Size.LARGEST, 1280] == 6
    assert (months[Size.USUAL, 320], months[Size.LARGEST, 320]) == (6, 3)


@pytest.mark.parametrize("path", ["/home", "/records?view=spells", "/records/checks", "/records/1995/6", "/display"])
def test_everything_at_once_has_room(browse: Browse, enter: Enter, trial: Trial, path: str) -> None:
    page = enter(browse(), "haruno")
    choose(page.context, trial, DisplayPreferences(size=Size.LARGEST, spacing=Spacing.WIDE, furigana=Furigana.ON))
    for viewport in (WIDE, NARROW):
        page.set_viewport_size(viewport)
        page.goto(path)
        assert page.evaluate(_OVERFLOW) == 0, viewport


def test_the_size_multiplies_the_readers_own(browse: Browse, trial: Trial) -> None:
    page = browse()
    page.goto("/")
    own = page.evaluate(_ROOT_SIZE)
    choose(page.context, trial, DisplayPreferences(size=Size.LARGEST))
    page.goto("/")
    assert page.evaluate(_ROOT_SIZE) == 2 * own


def test_colours_of_the_system_hold_until_others_are_chosen(browse: Browse, trial: Trial) -> None:
    page = browse(color_scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    page.goto("/")
    dark = page.evaluate(ground)
    choose(page.context, trial, DisplayPreferences(theme=Theme.LIGHT))
    page.goto("/")
    assert page.evaluate(ground) != dark
    page.emulate_media(color_scheme="light")
    choose(page.context, trial, DisplayPreferences(theme=Theme.DARK))
    page.goto("/")
    assert page.evaluate(ground) == dark


def test_forced_colours_come_before_a_chosen_theme(browse: Browse, trial: Trial) -> None:
    page = browse(forced_colors="active")
    ink = "getComputedStyle(document.querySelector('.site-foot p')).color"
    page.goto("/")
    forced = page.evaluate(ink)
    choose(page.context, trial, DisplayPreferences(theme=Theme.YELLOW_ON_BLACK))
    page.goto("/")
    assert page.evaluate(ink) == forced


def test_paper_knows_nothing_of_a_chosen_display(browse: Browse, trial: Trial) -> None:
    page = browse()
    page.goto("/")
    page.emulate_media(media="print")
    look = "['font', 'color', 'letterSpacing'].map(name => getComputedStyle(document.querySelector('h1'))[name])"
    plain = page.evaluate(look)
    chosen = DisplayPreferences(size=Size.LARGEST, theme=Theme.YELLOW_ON_BLACK, spacing=Spacing.WIDE)
    choose(page.context, trial, chosen)
    page.goto("/")
    assert page.evaluate(look) == plain


def test_readings_are_seen_and_not_heard(browse: Browse, trial: Trial) -> None:
    page = browse()
    page.goto("/display")
    plain = page.locator("body").aria_snapshot()
    choose(page.context, trial, DisplayPreferences(furigana=Furigana.ON))
    page.goto("/display")
    assert page.locator("rt", has_text="めんじょ").first.is_visible()
    heard = page.locator("body").aria_snapshot()
    assert _as_one_word(heard) == _as_one_word(plain)


def _as_one_word(heard: str) -> str:
    """What is heard, whichever button is chosen; between a word with a reading and its neighbours stands a blank."""
    return "".join(heard.replace("[checked]", "").split())
