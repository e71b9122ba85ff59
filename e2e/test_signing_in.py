"""Signing in and out as people do it: by keyboard, without scripts, in step over tabs, until the session ends."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error, Page, expect

from ops.one_time_codes import next_code
from ops.trial import Trial

pytestmark = pytest.mark.browser

Browse = Callable[..., Page]
Enter = Callable[[Page, str], Page]


@pytest.fixture
def people(trial: Trial) -> dict[str, dict[str, str]]:
    """What everybody signs in with."""
    return {account["persona"]: account for account in trial.accounts}


def path_of(page: Page) -> str:
    return urlsplit(page.url).path


def test_the_whole_way_by_keyboard_alone(browse: Browse, people: dict[str, dict[str, str]]) -> None:
    page, person = browse(), people["kudo"]
    page.goto("/sign-in")
    page.get_by_label("ユーザーID", exact=True).focus()
    page.keyboard.type(person["user_id"].upper())
    page.keyboard.press("Tab")
    page.keyboard.type(person["password"])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("パスワード", exact=True)).to_have_attribute("type", "text")
    page.get_by_label("パスワード", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-in/code")
    page.get_by_label("確認コード", exact=True).focus()
    page.keyboard.type(next_code(person["one_time_code_secret"]))
    page.keyboard.press("Enter")
    page.wait_for_url("**/home")


def test_without_scripts_with_a_code_and_a_new_list_of_recovery_codes(
    browse: Browse, enter: Enter, people: dict[str, dict[str, str]]
) -> None:
    page = enter(browse(java_script_enabled=False), "supervisor")
    page.goto("/account")
    page.get_by_role("link", name="予備のコードを作る").click()
    page.get_by_label("いまのパスワード").fill(people["supervisor"]["password"])
    page.get_by_role("button", name="新しい予備のコードを作る").click()
    codes = page.locator(".codes .typed-key").all_inner_texts()
    assert len(set(codes)) == 8
    page.get_by_role("link", name="時間をのばす").click()
    assert path_of(page) == "/session"
    page.get_by_role("button", name="ログアウト", exact=True).click()
    page.goto("/sign-in")
    page.get_by_label("ユーザーID", exact=True).fill(people["supervisor"]["user_id"])
    page.get_by_label("パスワード", exact=True).fill(people["supervisor"]["password"])
    page.get_by_role("main").get_by_role("button", name="ログイン", exact=True).click()
    page.get_by_label("確認コード", exact=True).fill(codes[0])
    page.get_by_role("button", name="次へ進む").click()
    assert path_of(page) == "/counter/office"


def test_what_makes_a_right_password_wrong_is_said(browse: Browse) -> None:
    page = browse()
    page.goto("/sign-in")
    field = page.get_by_label("パスワード", exact=True)
    field.fill("\uff41\uff42\uff43")
    expect(page.locator(".hint-typing")).to_contain_text("全角の文字が入っています")
    field.fill("abc")
    expect(page.locator(".hint-typing")).to_be_empty()
    field.dispatch_event("keydown", {"key": "A", "modifierCapsLock": True})
    expect(page.locator(".hint-typing")).to_contain_text("Caps Lock")


def test_pasting_a_password_works(browse: Browse) -> None:
    page = browse()
    page.goto("/sign-in")
    field = page.get_by_label("パスワード", exact=True)
    field.focus()
    page.keyboard.insert_text("kumo-hashi-mugi-suzume")
    expect(field).to_have_value("kumo-hashi-mugi-suzume")
    assert field.get_attribute("autocomplete") == "current-password"
    assert page.get_by_label("ユーザーID", exact=True).get_attribute("autocomplete") == "username"


def opened(page: Page, minutes: float) -> None:
    """The account page after so many minutes of nothing."""
    page.clock.install()
    page.goto("/account")
    page.clock.run_for(int(minutes * 60_000))


def test_nothing_is_said_while_there_is_time(browse: Browse, enter: Enter) -> None:
    page = enter(browse(), "haruno")
    opened(page, 12.5)
    expect(page.locator(".session-warning")).to_have_count(0)


def test_the_warning_comes_in_time_and_any_key_takes_it_away(browse: Browse, enter: Enter) -> None:
    page = enter(browse(), "haruno")
    opened(page, 13.5)
    warning = page.locator(".session-warning")
    expect(warning).to_contain_text("自動でログアウトします")
    expect(page.locator("#announcer")).to_contain_text("自動でログアウトします")
    page.keyboard.press("Tab")
    expect(warning).to_be_visible()
    page.keyboard.press("a")
    expect(warning).to_have_count(0)
    expect(page.locator("#announcer")).to_have_text("時間をのばしました。")
    page.clock.run_for(12 * 60_000)
    expect(warning).to_have_count(0)


def test_the_button_takes_it_away_too_and_the_focus_is_not_lost(browse: Browse, enter: Enter) -> None:
    page = enter(browse(), "haruno")
    opened(page, 13.5)
    page.get_by_role("button", name="続ける").click()
    expect(page.locator(".session-warning")).to_have_count(0)
    expect(page.locator("#main")).to_be_focused()


def test_at_the_end_the_page_is_gone_and_the_way_back_is_known(browse: Browse, enter: Enter) -> None:
    page = enter(browse(), "haruno")
    page.route("**/sign-in?*", lambda route: route.fulfill(status=200, body="the sign-in page"))
    opened(page, 15.1)
    page.wait_for_url("**/sign-in?*")
    assert page.url.endswith("/sign-in?next=%2Faccount&because=time-out")
    expect(page.get_by_text("the sign-in page")).to_be_visible()


def test_what_is_being_typed_is_kept_before_the_end(browse: Browse, enter: Enter) -> None:
    page = enter(browse(), "ono")
    page.clock.install()
    page.goto("/account/access-log/inquiries/new?entry=1")
    page.get_by_label("おかしいと思うこと").fill("途中まで書きました")
    with page.expect_response("**/inquiries/new") as kept:
        page.clock.fast_forward(13 * 60_000 + 30_000)
    assert kept.value.status == 204
    page.goto("/home")
    page.get_by_role("link", name="アクセス記録のお問い合わせを続ける").click()
    expect(page.get_by_label("おかしいと思うこと")).to_have_value("途中まで書きました")


def test_more_time_in_one_tab_is_more_time_in_all(browse: Browse, enter: Enter) -> None:
    first = enter(browse(), "haruno")
    opened(first, 13.5)
    expect(first.locator(".session-warning")).to_be_visible()
    second = first.context.new_page()
    second.goto("/home")
    expect(first.locator(".session-warning")).to_have_count(0)


def test_signing_out_in_one_tab_empties_the_others(browse: Browse, enter: Enter) -> None:
    first = enter(browse(), "haruno")
    first.goto("/records")
    second = first.context.new_page()
    second.goto("/home")
    second.get_by_role("button", name="ログアウト", exact=True).click()
    first.wait_for_url(lambda address: urlsplit(address).path == "/")
    expect(first.get_by_text("春野")).to_have_count(0)


def test_back_after_signing_out_shows_no_codes(browse: Browse, enter: Enter, people: dict[str, dict[str, str]]) -> None:
    page = enter(browse(), "auditor")
    page.goto("/account/recovery-codes")
    page.get_by_label("いまのパスワード").fill(people["auditor"]["password"])
    page.get_by_role("button", name="新しい予備のコードを作る").click()
    code = page.locator(".codes .typed-key").first.inner_text()
    page.get_by_role("button", name="ログアウト", exact=True).click()
    page.wait_for_url(lambda address: urlsplit(address).path == "/")
    with pytest.raises(Error, match="ERR_CACHE_MISS"):  # the browser has kept nothing to show
        page.go_back()
    expect(page.get_by_text(code)).to_have_count(0)
