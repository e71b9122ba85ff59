"""With JavaScript off, truly off: signing in, every page, marking a point and taking the mark back, signing out."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from web.a11y.screens import SCREENS

pytestmark = pytest.mark.browser

Browse = Callable[..., Page]
Enter = Callable[[Page, str], Page]

# What a swap makes with scripts has an address of its own and needs none.
_PERSONAS = sorted({screen.account for screen in SCREENS if screen.account and not screen.steps})


def paths_of(persona: str) -> list[tuple[str, int]]:
    """Addresses and answers of a persona's screens that are reached by address alone."""
    wanted = [screen for screen in SCREENS if screen.account == persona and not screen.steps]
    return sorted({(screen.path, screen.status) for screen in wanted})


@pytest.mark.parametrize("persona", _PERSONAS)
def test_every_page_comes_without_scripts(browse: Browse, enter: Enter, persona: str) -> None:
    page = enter(browse(java_script_enabled=False), persona)
    for path, status in paths_of(persona):
        answer = page.goto(path)
        assert answer is not None
        assert (path, answer.status) == (path, status)
        assert page.get_by_role("heading", level=1).count() == 1, path


def test_visitors_pages_come_without_scripts(browse: Browse) -> None:
    page = browse(java_script_enabled=False)
    public = {screen.path: screen for screen in SCREENS if not (screen.account or screen.steps or screen.faulty)}
    assert {"/", "/sign-in", "/contact", "/privacy", "/terms", "/offline"} <= public.keys()
    for path, screen in public.items():
        answer = page.goto(path)
        assert answer is not None
        assert (path, answer.status) == (path, screen.status)
        assert page.get_by_role("heading", level=1).count() == 1, path


def test_what_is_wrong_is_said_without_scripts(browse: Browse) -> None:
    page = browse(java_script_enabled=False)
    page.goto("/sign-in")
    page.get_by_label("ユーザーID", exact=True).fill("haruno92")
    page.get_by_role("main").get_by_role("button", name="ログイン").click()
    assert page.title().startswith("エラー：")
    assert page.get_by_label("ユーザーID", exact=True).input_value() == "haruno92"
    page.get_by_role("alert").get_by_role("link").first.click()
    assert urlsplit(page.url).fragment == "password"


def test_a_month_opens_as_its_own_page(browse: Browse, enter: Enter) -> None:
    page = enter(browse(java_script_enabled=False), "haruno")
    page.goto("/records")
    page.locator("a[href='/records/1983/4']").click()
    assert urlsplit(page.url).path == "/records/1983/4"
    assert "昭和58年（1983年）4月" in page.get_by_role("heading", level=1).inner_text()


def test_kinds_are_emphasised_by_the_form(browse: Browse, enter: Enter) -> None:
    page = enter(browse(java_script_enabled=False), "nakagawa")
    page.goto("/records")
    page.get_by_text("月の種類を選んで強調する").click()
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="選んだ月を強調する").click()
    assert "emphasis=" in page.url
    assert page.get_by_role("checkbox").first.is_checked()


def test_a_year_of_payments_opens_as_its_own_page(browse: Browse, enter: Enter) -> None:
    page = enter(browse(java_script_enabled=False), "nakagawa")
    page.goto("/records/paid")
    page.get_by_role("link", name="令和2年度（2020年度）").click()
    assert urlsplit(page.url).path == "/records/paid/2020"
    assert page.get_by_text("標準報酬月額 × 保険料率 ÷ 2", exact=False).count() == 1


def test_months_to_pay_are_chosen_by_the_form_and_back_keeps_them(browse: Browse, enter: Enter) -> None:
    page = enter(browse(java_script_enabled=False), "sasaki")
    page.goto("/records/payable")
    page.get_by_label("令和7年9月分").check()
    page.get_by_role("button", name="選んだ月で計算する").click()
    assert urlsplit(page.url).query == "month=2025-09"
    assert page.get_by_role("heading", name="選んだ1か月を納めると").is_visible()
    assert page.get_by_label("令和7年9月分").is_checked()
    page.get_by_role("link", name="すべての月で計算する").click()
    assert page.get_by_role("heading", name="選んだ7か月を納めると").is_visible()
    page.go_back()
    assert page.get_by_label("令和7年9月分").is_checked()


def test_a_point_is_marked_and_the_mark_taken_back(browse: Browse, enter: Enter) -> None:
    page = enter(browse(java_script_enabled=False), "fujita")
    page.goto("/records/checks")
    page.get_by_role("button", name="確認した、と印をつける").click()
    assert urlsplit(page.url).path == "/records/checks"
    assert page.get_by_role("heading", name="確認がすんだ項目").is_visible()
    page.get_by_role("button", name="印を取り消す").click()
    assert page.get_by_role("button", name="確認した、と印をつける").count() == 1
    assert page.get_by_role("heading", name="確認がすんだ項目").count() == 0


def test_signing_out_works_without_scripts(browse: Browse, enter: Enter) -> None:
    page = enter(browse(java_script_enabled=False), "fujita")
    page.get_by_role("button", name="ログアウト").click()
    assert urlsplit(page.url).path == "/"
    page.goto("/records")
    assert urlsplit(page.url).path == "/sign-in"


def test_a_display_is_tried_and_kept_without_scripts(browse: Browse) -> None:
    page = browse(java_script_enabled=False)
    page.goto("/sign-in")
    page.get_by_role("link", name="表示の設定").click()
    page.get_by_label("黒地に黄色い文字（はっきり）").check()
    page.get_by_role("button", name="見本で確かめる").click()
    root = page.locator("html")
    assert root.get_attribute("data-theme") == "yellow-on-black"
    assert urlsplit(page.url).fragment == "sample"
    assert page.get_by_text("まだ保存していません").is_visible()
    page.get_by_role("button", name="この表示にする").click()
    assert urlsplit(page.url).path == "/sign-in"
    assert page.get_by_text("表示の設定を保存しました。").is_visible()
    assert root.get_attribute("data-theme") == "yellow-on-black"
    page.get_by_role("link", name="表示の設定").click()
    page.get_by_role("button", name="はじめの表示にもどす").click()
    assert root.get_attribute("data-theme") is None


def test_an_estimate_is_tried_without_scripts_and_back_keeps_what_was_typed(browse: Browse) -> None:
    page = browse(java_script_enabled=False)
    page.goto("/")
    page.get_by_role("link", name="ねんきん定期便から試算する").click()
    page.get_by_label("50歳以上の方のもの", exact=False).check()
    page.get_by_role("button", name="次の質問へ").click()
    for box, text in (("年", "昭和41"), ("月", "4"), ("日", "2")):
        page.get_by_label(box, exact=True).fill(text)
    page.get_by_role("button", name="次の質問へ").click()
    page.get_by_label("受給資格期間（月数）").fill("400")
    page.get_by_role("button", name="次の質問へ").click()
    page.get_by_role("button", name="ひとつ前の質問へ").click()
    assert page.get_by_label("受給資格期間（月数）").input_value() == "400"
    page.get_by_role("button", name="次の質問へ").click()
    page.get_by_label("65歳からの老齢基礎年金（円）").fill("782,000円")
    page.get_by_role("button", name="次の質問へ").click()
    page.get_by_label("受け取り始める年齢（歳）").fill("70")
    page.get_by_role("button", name="計算する").click()
    assert page.get_by_role("heading", name="試算の結果").is_visible()
    assert page.get_by_text("1,110,440円").first.is_visible()
    assert urlsplit(page.url).query == ""
