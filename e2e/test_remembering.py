"""Being helped to remember, truly without scripts: to a result, and nothing lost on the way back."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

Browse = Callable[..., Page]
Enter = Callable[[Page, str], Page]


def path_of(page: Page) -> str:
    return urlsplit(page.url).path


def answer(page: Page, words: str) -> None:
    page.get_by_label(words, exact=True).check()
    page.get_by_role("button", name="保存して次へ").click()


def test_a_wife_of_1978_is_told_about_time_changes_her_mind_and_writes_it_down(browse: Browse, enter: Enter) -> None:
    page = enter(browse(java_script_enabled=False), "ando")
    page.goto("/records/checks")
    page.get_by_role("link", name="思い出すお手伝いを見る").first.click()
    page.get_by_role("link", name="質問に答える").click()
    page.get_by_role("button", name="保存して次へ").click()
    assert page.title().startswith("エラー：")
    answer(page, "日本（沖縄をのぞく）")
    answer(page, "家のことや、子育てをしていた")
    answer(page, "結婚していた")
    page.get_by_role("link", name="ひとつ前の質問へ").click()
    assert page.get_by_label("結婚していた", exact=True).is_checked()
    page.get_by_role("button", name="保存して次へ").click()
    answer(page, "会社員や公務員だった")
    answer(page, "入っていなかった")
    assert "カラ期間になるかもしれません" in page.get_by_role("main").inner_text()
    point = path_of(page)
    page.get_by_role("link", name="答えを変える").nth(1).click()
    assert page.get_by_label("家のことや、子育てをしていた", exact=True).is_checked()
    answer(page, "学校に通っていた")
    answer(page, "大学・短大・高専など（昼間）")
    assert path_of(page) == point
    assert "学生だった月は、カラ期間になるかもしれません" in page.get_by_role("main").inner_text()
    page.get_by_role("link", name="答えたことを、履歴整理表に書きとめる").click()
    assert "まだ書きとめていません。" in page.get_by_role("main").inner_text()
    page.get_by_label("学校").fill("見本短期大学")
    page.get_by_role("button", name="保存して次へ").click()
    page.goto(point)
    page.get_by_role("link", name="履歴整理表に書きとめた項目を見る").click()
    assert page.get_by_role("heading", level=1).inner_text() == "見本短期大学に通った"
