"""The record on A4: a lifetime on few pages, with its words, and nothing of the screen's machinery."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

_PAGE = re.compile(rb"/Type\s*/Page\b")


@pytest.mark.parametrize(("persona", "most"), [("nakagawa", 3), ("haruno", 5), ("saemon", 6)])
def test_a_life_takes_few_pages(
    browse: Callable[..., Page], enter: Callable[[Page, str], Page], persona: str, most: int
) -> None:
    page = enter(browse(), persona)
    page.goto("/records")
    pages = len(_PAGE.findall(page.pdf(format="A4", print_background=False)))
    assert 1 <= pages <= most


def test_menus_and_buttons_stay_on_the_screen(browse: Callable[..., Page], enter: Callable[[Page, str], Page]) -> None:
    page = enter(browse(viewport={"width": 718, "height": 1047}), "haruno")
    page.goto("/records")
    page.emulate_media(media="print")
    expect(page.get_by_role("table").first).to_be_visible()
    for control in ("nav[aria-label='メニュー']", "form[action='/sign-out']", ".switch", ".skip"):
        expect(page.locator(control)).to_be_hidden()
