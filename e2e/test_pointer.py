"""What focus.js adds for those who use a pointer, wait, or lose the network; and that nothing is lost without it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from ops.trial import Trial

pytestmark = pytest.mark.browser

Browse = Callable[..., Page]
Enter = Callable[[Page, str], Page]

SPOKEN = "#announcer"


def test_any_month_opens_by_pointer_and_gives_the_focus_back(browse: Browse, enter: Enter) -> None:
    page = enter(browse(), "haruno")
    page.goto("/records")
    cell = page.locator("tr[data-fiscal-year='1980'] > td").nth(4)
    expect(cell.locator("a")).to_have_count(0)
    cell.click()
    heading = page.get_by_role("heading", name="昭和55年（1980年）8月の記録")
    expect(heading).to_be_focused()
    expect(cell).to_have_attribute("data-selected", "")
    page.keyboard.press("Escape")
    expect(heading).to_have_count(0)
    expect(cell).to_be_focused()
    expect(cell).not_to_have_attribute("data-selected", "")


def test_a_panel_may_lead_on_and_closes_to_the_month_it_shows(browse: Browse, enter: Enter) -> None:
    page = enter(browse(), "haruno")
    page.goto("/records")
    page.locator("#month-1983-04").click()
    page.get_by_role("link", name="次の月").click()
    expect(page.get_by_role("heading", name="昭和58年（1983年）5月の記録")).to_be_focused()
    page.get_by_role("link", name="閉じる").click()
    expect(page.locator("#month-1983-05")).to_be_focused()


def test_long_waiting_is_said_and_the_answer_is_said_after_it(browse: Browse, enter: Enter) -> None:
    page = enter(browse(), "haruno")
    page.goto("/records")

    def answer_late(route: Route) -> None:
        page.wait_for_timeout(1500)
        route.continue_()

    page.route("**/records/1983/4", answer_late)
    page.locator("#month-1983-04").click(no_wait_after=True)
    expect(page.locator(SPOKEN)).to_contain_text("昭和58年（1983年）4月の記録を開きました。")
    page.wait_for_timeout(1000)
    expect(page.locator(SPOKEN)).not_to_have_text("読み込んでいます。")
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def test_when_htmx_cannot_reach_the_server_the_link_is_followed(chromium: Browser, trial: Trial, enter: Enter) -> None:
    context = chromium.new_context(
        base_url=trial.base_url, service_workers="block"
    )  # not browse(): htmx rightly writes to the console here
    page = enter(context.new_page(), "haruno")
    page.goto("/records")

    def fail_what_htmx_asks(route: Route) -> None:
        if "hx-request" in route.request.headers:
            route.abort()
        else:
            route.continue_()

    page.route("**/records/1983/4", fail_what_htmx_asks)
    page.locator("#month-1983-04").click()
    page.wait_for_url("**/records/1983/4")
    expect(page.get_by_role("heading", level=1)).to_have_text("昭和58年（1983年）4月の記録")
    context.close()


def test_a_mark_changes_the_number_in_the_menu(browse: Browse, enter: Enter) -> None:
    page = enter(browse(), "haruno")
    page.goto("/records/checks")
    badge = page.locator("[data-points-badge]")
    before = int(badge.locator("[aria-hidden]").inner_text())
    page.get_by_role("button", name="確認した、と印をつける").first.click()
    expect(badge).to_contain_text(f"{before - 1}件")
    page.get_by_role("button", name="印を取り消す").click()
    expect(badge).to_contain_text(f"{before}件")


def test_the_password_can_be_seen_and_is_hidden_again_when_sent(browse: Browse) -> None:
    page = browse()
    page.goto("/sign-in")
    password = page.get_by_label("パスワード", exact=True)
    password.fill("さくら")
    page.get_by_role("button", name="文字を見せる").click()
    expect(password).to_have_attribute("type", "text")
    expect(page.locator(SPOKEN)).to_have_text("文字を見せています。")
    page.get_by_role("button", name="文字を隠す").click()
    expect(password).to_have_attribute("type", "password")


def test_without_script_there_is_no_button_that_does_nothing(browse: Browse) -> None:
    page = browse(java_script_enabled=False)
    page.goto("/sign-in")
    expect(page.get_by_role("button", name="文字を見せる")).to_have_count(0)


def test_the_menu_is_a_disclosure_when_narrow_and_tabs_when_wide(browse: Browse, enter: Enter) -> None:
    options: dict[str, Any] = {"viewport": {"width": 320, "height": 800}}
    page = enter(browse(**options), "haruno")
    tab = page.get_by_role("navigation", name="メニュー").get_by_role("link", name="年金記録")
    expect(tab).not_to_be_visible()
    page.locator("summary", has_text="メニュー").click()
    expect(tab).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(tab).to_be_visible()
    expect(page.locator("summary", has_text="メニュー")).not_to_be_visible()


def test_the_tabs_are_there_without_script(browse: Browse, enter: Enter) -> None:
    page = enter(browse(java_script_enabled=False, viewport={"width": 1280, "height": 800}), "haruno")
    expect(page.get_by_role("navigation", name="メニュー").get_by_role("link", name="年金記録")).to_be_visible()
