"""Acting for another in a real browser: by keyboard, without scripts, in two tabs."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from e2e.test_keyboard import tab_to
from ops.trial import Trial

pytestmark = pytest.mark.browser

Browse = Callable[..., Page]
Enter = Callable[[Page, str], Page]


def test_a_helper_is_chosen_without_a_pointer(browse: Browse, enter: Enter, trial: Trial) -> None:
    helper = next(account for account in trial.accounts if account["persona"] == "higa")
    page = enter(browse(), "ikeda")
    page.goto("/account/helpers/new")
    tab_to(page, "#helper-user-id")
    page.keyboard.type(helper["user_id"])
    tab_to(page, "#helper-name")
    page.keyboard.type(helper["name"])
    tab_to(page, "#screens-checks")
    page.keyboard.press("Space")
    tab_to(page, "#period-1")
    page.keyboard.press("Space")
    tab_to(page, "button[name='step:check']")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("代理の方を確かめる")
    tab_to(page, "button[name='step:do']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/helpers")
    tab_to(page, "main form[action$=withdrawals] button")
    page.keyboard.press("Enter")
    expect(page.get_by_text("取り消しました")).to_be_visible()


def test_what_is_missing_leads_to_its_choice(browse: Browse, enter: Enter) -> None:
    page = enter(browse(), "ikeda")
    page.goto("/account/helpers/new")
    page.get_by_role("button", name="内容を確認する").click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    page.get_by_role("alert").get_by_role("link", name="見てもらう画面").click()
    expect(page.locator("#screens-records")).to_be_focused()
    page.get_by_role("alert").get_by_role("link", name="いつまで").click()
    expect(page.locator("#period")).to_be_focused()


def test_acting_and_stopping_without_scripts(browse: Browse, enter: Enter) -> None:
    page = enter(browse(java_script_enabled=False), "kaede")
    page.goto("/helping")
    page.get_by_role("button", name="さんの記録を見る").click()
    assert urlsplit(page.url).path == "/records"
    banner = page.get_by_role("complementary", name="代わりに見ている方")
    expect(banner).to_contain_text("さんの記録を、代わりに見ています")
    page.goto("/records/checks")
    expect(banner).to_be_visible()
    assert page.get_by_role("button", name="確認した、と印をつける").count() == 0
    page.goto("/home")
    assert page.get_by_role("heading", level=1).inner_text() == "この画面は、代わりには見られません"
    banner.get_by_role("button").click()
    page.goto("/records")
    assert banner.count() == 0


def test_another_tab_never_mixes_two_peoples_records(browse: Browse, enter: Enter) -> None:
    page = enter(browse(), "shimizu")
    page.goto("/records")
    other = page.context.new_page()
    other.goto("/helping")
    other.get_by_role("button", name="さんの記録を見る").click()
    other.wait_for_url("**/records")
    # the first tab still shows the own record: opening a month loads the whole page anew, under the banner
    page.locator("table a[href^='/records/']").first.click()
    expect(page.get_by_role("complementary", name="代わりに見ている方")).to_be_visible()
    assert page.locator("[data-panel]:not([hidden])").count() == 0
    # and within it everything opens in place again
    page.locator("a[href='/records/1995/6']").first.click()
    expect(page.locator("[data-panel]:not([hidden]) [data-focus]")).to_be_focused()
    page.get_by_role("button", name="代わりに見るのをやめる").click()
    page.wait_for_url("**/helping")


def test_a_question_is_asked_without_scripts(browse: Browse, enter: Enter) -> None:
    page = enter(browse(java_script_enabled=False), "yoshida")
    page.goto("/account/access-log")
    page.get_by_role("link", name="この記録はおかしい").first.click()
    page.get_by_label("おかしいと思うこと").fill("この日は、見ていません。")
    page.get_by_role("button", name="内容を確認する").click()
    page.get_by_role("button", name="書きなおす").click()
    assert page.get_by_label("おかしいと思うこと").input_value() == "この日は、見ていません。"
    page.get_by_role("button", name="内容を確認する").click()
    page.get_by_role("button", name="この内容で送る").click()
    assert urlsplit(page.url).path == "/account/access-log/inquiries"
    expect(page.get_by_role("heading", level=2).first).to_contain_text("受け付けました")
