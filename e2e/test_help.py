"""Help beside the word: bubbles and the search, by keyboard, by pointer, without script, in a text browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from e2e.terminal import running
from e2e.test_keyboard import tab_to
from e2e.test_text_browsers import joined, stops_before_in, surroundings, w3m_command
from ops.trial import Trial

pytestmark = pytest.mark.browser

Browse = Callable[..., Page]
Enter = Callable[[Page, str], Page]
BUBBLE = ".bubble-place .bubble"


def first_term(page: Page) -> Locator:
    return page.locator("main a.term").first


def test_a_bubble_opens_below_its_line_and_gives_the_focus_back(browse: Browse) -> None:
    page = browse()
    page.goto("/faq/can-i-still-pay")
    tab_to(page, "main a.term")
    term = page.locator("a.term:focus")
    expect(term).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    bubble = page.locator(BUBBLE)
    expect(bubble).to_be_visible()
    expect(term).to_be_focused()
    expect(term).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#announcer")).to_contain_text("とは。")
    under, above = bubble.bounding_box(), term.bounding_box()
    assert under is not None and above is not None and under["y"] > above["y"]
    page.keyboard.press("Escape")
    expect(bubble).to_have_count(0)
    expect(term).to_be_focused()
    expect(term).to_have_attribute("aria-expanded", "false")


def test_the_space_bar_and_the_same_press_again_open_and_close(browse: Browse) -> None:
    page = browse()
    page.goto("/faq/can-i-still-pay")
    first_term(page).focus()
    page.keyboard.press(" ")
    expect(page.locator(BUBBLE)).to_be_visible()
    page.keyboard.press(" ")
    expect(page.locator(BUBBLE)).to_have_count(0)


def test_one_bubble_is_open_at_a_time(browse: Browse) -> None:
    page = browse()
    page.goto("/faq/can-i-still-pay")
    terms = page.locator("main a.term")
    terms.nth(0).click()
    expect(page.locator(BUBBLE)).to_have_count(1)
    terms.nth(1).click()
    expect(page.locator(f"{BUBBLE} h1, {BUBBLE} h2, {BUBBLE} h3")).to_have_count(1)
    expect(terms.nth(0)).to_have_attribute("aria-expanded", "false")
    page.get_by_role("button", name="閉じる").click()
    expect(page.locator(BUBBLE)).to_have_count(0)


def test_a_bubble_inside_of_an_open_month_leaves_the_month_open(browse: Browse, enter: Enter) -> None:
    page = enter(browse(), "nakagawa")
    page.goto("/records")
    page.locator("a[href='/records/2026/3']").click()
    month = page.locator("#month-detail")
    expect(month).to_be_visible()
    month.locator("a.term").first.click()
    expect(month.locator(".bubble")).to_be_visible()
    page.keyboard.press("Escape")
    expect(month.locator(".bubble")).to_have_count(0)
    expect(month).to_be_visible()


def test_the_three_layers_lead_on(browse: Browse) -> None:
    page = browse()
    page.goto("/faq/can-i-still-pay")
    first_term(page).click()
    page.locator(BUBBLE).get_by_role("link", name=re.compile("のくわしい説明")).click()
    expect(page).to_have_url(re.compile("/glossary/"))
    page.get_by_role("heading", name=re.compile("のよくあるご質問")).wait_for()
    page.go_back()
    first_term(page).click()
    page.locator(BUBBLE).get_by_role("link", name=re.compile("のよくあるご質問")).click()
    expect(page).to_have_url(re.compile("/faq/about/"))


def test_without_script_a_term_leads_to_its_explanation(browse: Browse) -> None:
    page = browse(java_script_enabled=False)
    page.goto("/faq/can-i-still-pay")
    term = first_term(page)
    assert term.get_attribute("role") is None
    address = term.get_attribute("href")
    term.click()
    expect(page).to_have_url(re.compile(f"{address}$"))


def test_the_search_finds_in_place_and_back_leads_back(browse: Browse) -> None:
    page = browse()
    page.goto("/glossary")
    page.fill("#search-words", "めんじょ")
    page.keyboard.press("Enter")
    expect(page.locator("#announcer")).to_contain_text("見つかりました")
    expect(page.get_by_role("link", name="全額免除", exact=True)).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?q="))
    page.go_back()
    expect(page.get_by_role("heading", name="年金のしくみ")).to_be_visible()


def test_the_search_works_without_script(browse: Browse) -> None:
    page = browse(java_script_enabled=False)
    page.goto("/faq")
    page.fill("#search-words", "名前")
    page.keyboard.press("Enter")
    expect(page.locator("#search-words")).to_have_value("名前")
    expect(page.locator(".help-items a").first).to_be_visible()


def test_the_search_is_filled_and_sent_in_w3m(trial: Trial, tmp_path: Path) -> None:
    before = stops_before_in(f"{trial.base_url}/glossary", "search-words")
    with running(w3m_command(tmp_path, f"{trial.base_url}/glossary"), surroundings(tmp_path)) as terminal:
        terminal.read()
        terminal.tab(before)
        terminal.press("\r")
        terminal.press("menjo\r")
        terminal.tab(1)
        terminal.press("\r")
        file = tmp_path / "page.txt"
        terminal.press(f"\x0bSAVE_SCREEN {file}\r")
        text = joined(file.read_text(encoding="utf-8"))
    assert "「menjo」では見つかりませんでした" in text
    assert "年金のしくみ" in text
