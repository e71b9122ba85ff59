"""Two estimates made, kept, compared and one deleted, in a real browser without scripts."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_two_estimates_are_kept_compared_and_one_deleted(
    browse: Callable[..., Page], enter: Callable[[Page, str], Page]
) -> None:
    page = enter(browse(java_script_enabled=False), "ikeda")
    for age in ("66", "70"):
        page.goto("/estimate/simple")
        page.get_by_label("1か月の給与（円）").fill("0")
        page.get_by_label("受け取り始める年齢（歳）").fill(age)
        page.get_by_role("button", name="計算する").click()
        expect(page.get_by_label("試算の名前")).to_have_value(f"{age}歳から受け取る")
        page.get_by_role("button", name="この試算を残す").click()
        assert urlsplit(page.url).path == "/estimate/compare"
        expect(page.get_by_text("試算の条件を残しました。")).to_be_visible()
    for drawing in ("1年の額", "受け取る合計"):
        expect(page.get_by_role("img", name=drawing)).to_be_visible()
    page.get_by_role("checkbox", name="66歳から受け取る").uncheck()
    page.get_by_role("button", name="選んだ試算をくらべる").click()
    names = page.get_by_role("table", name="いつから、1か月にいくら").get_by_role("rowheader")
    expect(names).to_have_text(["今のまま", "2　70歳から受け取る"])
    names.get_by_role("link", name="70歳から受け取る").click()
    expect(page.get_by_label("受け取り始める年齢（歳）")).to_have_value("70")
    page.go_back()
    page.get_by_role("link", name="「66歳から受け取る」を消す").click()
    page.get_by_role("button", name="この試算を消す").click()
    expect(page.get_by_text("試算を消しました。")).to_be_visible()
    expect(page.get_by_role("heading", name="66歳から受け取る")).to_have_count(0)
