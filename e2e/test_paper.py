"""The record on A4: a lifetime on few pages, with its words, and nothing of the screen's machinery."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

_PAGE = re.compile(rb"/Type\s*/Page\b")


@pytest.mark.parametrize(
    ("path", "persona", "most"),
    [
        ("/records", "nakagawa", 3),
        ("/records", "haruno", 5),
        ("/records", "saemon", 6),
        ("/records/print", "nakagawa", 4),
        ("/records/print", "haruno", 9),
        ("/records/print", "saemon", 11),
    ],
)
def test_a_life_takes_few_pages(
    browse: Callable[..., Page], enter: Callable[[Page, str], Page], path: str, persona: str, most: int
) -> None:
    page = enter(browse(), persona)
    page.goto(path)
    pages = len(_PAGE.findall(page.pdf(format="A4", print_background=False)))
    assert 1 <= pages <= most


def test_menus_and_buttons_stay_on_the_screen(browse: Callable[..., Page], enter: Callable[[Page, str], Page]) -> None:
    page = enter(browse(viewport={"width": 718, "height": 1047}), "haruno")
    page.goto("/records")
    page.emulate_media(media="print")
    expect(page.get_by_role("table").first).to_be_visible()
    machinery = ("nav[aria-label='メニュー']", "form[action='/sign-out']", ".switch", ".skip")
    for control in (*machinery, "a[href='/display']", "a[href='/account']", "aside[aria-label='ログインの時間']"):
        expect(page.locator(control)).to_be_attached()
        expect(page.locator(control)).to_be_hidden()
    expect(page.locator(".who")).to_be_visible()


def test_the_printed_record_says_what_the_screens_say(
    browse: Callable[..., Page], enter: Callable[[Page, str], Page]
) -> None:
    page = enter(browse(viewport={"width": 718, "height": 1047}), "haruno")
    page.goto("/records/print")
    page.emulate_media(media="print")
    for heading in ("ご確認いただきたい項目", "月ごとの表", "合計", "期間の一覧", "備考"):
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    points = page.locator(".paper-points > li").count()
    page.goto("/records/checks")
    assert page.locator(".points > .point-confirm, .points > .point-act").count() == points > 0
    page.goto("/records?view=spells")
    periods = page.locator(".spells tbody tr").count()
    page.goto("/records/print")
    assert page.locator(".spells tbody tr").count() == periods


def test_every_sheet_of_the_table_says_what_its_words_mean(
    browse: Callable[..., Page], enter: Callable[[Page, str], Page]
) -> None:
    page = enter(browse(viewport={"width": 718, "height": 1047}), "haruno")
    page.goto("/records/print")
    page.emulate_media(media="print")
    key = "head => getComputedStyle(head, '::before').content"
    assert page.locator(".grid thead").evaluate("head => getComputedStyle(head).display") == "table-header-group"
    cells = page.locator(".grid tbody .month")
    words = set(cells.evaluate_all("cells => cells.map(cell => cell.textContent.trim()[0])"))
    said = page.locator(".grid thead").evaluate(key)
    assert {word for word in words if word not in said} == set()
    assert "太い枠＝確かめる月" in said


def test_the_button_prints(browse: Callable[..., Page], enter: Callable[[Page, str], Page]) -> None:
    page = enter(browse(), "haruno")
    page.goto("/records")
    page.get_by_role("link", name="印刷用の画面を開く").click()
    page.evaluate("window.print = () => { document.title = 'printed' }")
    page.get_by_role("button", name="印刷する").click()
    assert page.title() == "printed"
