"""By keyboard alone: where the focus goes, what opens and closes, what is spoken."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from ops.trial import Trial

pytestmark = pytest.mark.browser

Browse = Callable[..., Page]
Enter = Callable[[Page, str], Page]

_FOCUSED = "document.activeElement?.textContent?.trim() ?? ''"
_FAR = 400  # more presses than any page needs


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until an element has the focus."""
    for _ in range(_FAR):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement?.matches(selector)", selector):
            return
    pytest.fail(f"Tab does not come to {selector}")


def test_signing_in_needs_no_pointer(browse: Browse, trial: Trial) -> None:
    account = trial.accounts[0]
    page = browse()
    page.goto("/sign-in")
    tab_to(page, "#user-id")
    page.keyboard.type(account["user_id"])
    tab_to(page, "#password")
    page.keyboard.type(account["password"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/home")


def test_the_skip_link_comes_first_and_leads_to_the_content(browse: Browse) -> None:
    page = browse()
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate(_FOCUSED) == "本文へ進む"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_errors_take_the_focus_and_lead_to_their_field(browse: Browse) -> None:
    page = browse()
    page.goto("/sign-in")
    tab_to(page, "main form [type=submit]")
    page.keyboard.press("Enter")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#user-id")).to_be_focused()


def test_a_month_opens_below_its_year_and_gives_the_focus_back(browse: Browse, enter: Enter) -> None:
    page = enter(browse(), "nakagawa")
    page.goto("/records")
    month = page.locator("a[href='/records/2026/3']").first
    tab_to(page, "a[href='/records/2026/3']")
    page.keyboard.press("Enter")
    heading = page.locator("#year-panel-2025 [data-focus]")
    expect(heading).to_be_focused()
    expect(heading).to_contain_text("令和8年（2026年）3月")
    expect(month).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#announcer")).not_to_be_empty()
    assert urlsplit(page.url).path == "/records"
    page.keyboard.press("Escape")
    expect(page.locator("#year-panel-2025")).to_be_hidden()
    expect(month).to_be_focused()
    assert month.get_attribute("aria-expanded") is None


def test_closing_by_its_button_gives_the_focus_back(browse: Browse, enter: Enter) -> None:
    page = enter(browse(), "nakagawa")
    page.goto("/records")
    tab_to(page, "a[href='/records/fiscal-year/2025']")
    page.keyboard.press("Enter")
    expect(page.locator("#year-panel-2025 [data-focus]")).to_be_focused()
    tab_to(page, "#year-panel-2025 [data-close]")
    page.keyboard.press("Enter")
    expect(page.locator("a[href='/records/fiscal-year/2025']").first).to_be_focused()


def test_one_panel_is_open_at_a_time(browse: Browse, enter: Enter) -> None:
    page = enter(browse(), "nakagawa")
    page.goto("/records")
    for year in (2018, 2025):
        page.locator(f"a[href='/records/fiscal-year/{year}']").first.focus()
        page.keyboard.press("Enter")
        expect(page.locator(f"#year-panel-{year}")).to_be_visible()
    expect(page.locator("#year-panel-2018")).to_be_hidden()


def test_another_view_keeps_the_focus_and_has_its_address(browse: Browse, enter: Enter) -> None:
    page = enter(browse(), "nakagawa")
    page.goto("/records")
    tab_to(page, ".switch a[href*='view=spells']")
    page.keyboard.press("Enter")
    chosen = page.locator(".switch a[href*='view=spells']")
    expect(chosen).to_have_attribute("aria-current", "page")
    expect(chosen).to_be_focused()
    assert urlsplit(page.url).query == "view=spells"
    expect(page.locator("#announcer")).not_to_be_empty()
    page.go_back()
    expect(page.locator(".switch a[href='/records']")).to_have_attribute("aria-current", "page")


def test_a_mark_is_set_and_taken_back_without_a_pointer(browse: Browse, enter: Enter) -> None:
    page = enter(browse(), "kobayashi")
    page.goto("/records/checks")
    tab_to(page, "form:has([value=mark]) button")
    page.keyboard.press("Enter")
    undo = page.locator("form:has([value=unmark]) button")
    expect(undo).to_be_visible()
    expect(page.locator("#announcer")).not_to_be_empty()
    assert page.evaluate("document.activeElement !== document.body")
    tab_to(page, "form:has([value=unmark]) button")
    page.keyboard.press("Enter")
    expect(undo).to_have_count(0)
    assert page.evaluate("document.activeElement !== document.body")


def test_a_display_is_chosen_by_arrow_keys_and_its_saving_is_spoken(browse: Browse) -> None:
    page = browse()
    page.goto("/")
    tab_to(page, "a[href='/display']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/display")
    tab_to(page, "#size-100")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#size-150")).to_be_checked()
    tab_to(page, "#try-display")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-size", "150")
    expect(page.locator("#announcer")).to_contain_text("まだ保存していません")
    tab_to(page, "#save-display")
    page.keyboard.press("Enter")
    expect(page.locator("#announcer")).to_have_text("表示の設定を保存しました。")
    assert urlsplit(page.url).path == "/"
    expect(page.locator("html")).to_have_attribute("data-size", "150")


def test_a_year_of_payments_opens_below_its_row_and_gives_the_focus_back(browse: Browse, enter: Enter) -> None:
    page = enter(browse(), "nakagawa")
    page.goto("/records/paid")
    tab_to(page, "a[href='/records/paid/2020']")
    page.keyboard.press("Enter")
    expect(page.locator("#paid-panel-2020 [data-focus]")).to_be_focused()
    expect(page.locator("#announcer")).to_contain_text("令和2年度（2020年度）に納めた保険料を開きました。")
    page.keyboard.press("Escape")
    expect(page.locator("a[href='/records/paid/2020']")).to_be_focused()
    expect(page.locator("#paid-panel-2020")).to_be_hidden()


def test_how_an_amount_was_counted_opens_by_keyboard(browse: Browse, enter: Enter) -> None:
    page = enter(browse(), "yamaguchi")
    page.goto("/estimate/notice")
    tab_to(page, "details.counted > summary")
    page.keyboard.press("Enter")
    expect(page.locator("details.counted").first).to_have_attribute("open", "")
    expect(page.get_by_text("16,844,172円").first).to_be_visible()


def test_chosen_months_are_counted_in_the_page_and_take_the_focus(browse: Browse, enter: Enter) -> None:
    page = enter(browse(), "sasaki")
    page.goto("/records/payable")
    tab_to(page, "input[value='2025-09']")
    page.keyboard.press("Space")
    tab_to(page, "#count-chosen")
    page.keyboard.press("Enter")
    expect(page.locator("#chosen-heading")).to_be_focused()
    expect(page.locator("#announcer")).to_contain_text("選んだ1か月を納めると")
    assert urlsplit(page.url).query == "month=2025-09"
