"""The worksheet from the first question to the paper: with scripts off."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

Browse = Callable[..., Page]
Enter = Callable[[Page, str], Page]


def test_the_whole_way_without_scripts(browse: Browse, enter: Enter) -> None:
    """From a point to check over one job, a slip, a way back and a change, to the paper and to nothing left."""
    page = enter(browse(java_script_enabled=False), "kobayashi")
    page.goto("/records/checks")
    page.get_by_role("link", name="履歴を書きとめる").first.click()
    page.get_by_role("link", name="入社・退職").click()
    answer(page, "つとめ先", "駅前の本屋")
    answer(page, "つとめはじめ", "昭和65年")
    assert page.title().startswith("エラー：")
    expect(page.get_by_role("alert")).to_contain_text("平成2年（1990年）のことでしたら")
    answer(page, "つとめはじめ", "平成１５年４月")
    page.get_by_role("button", name="ひとつ前の質問へ").click()
    page.get_by_role("button", name="わからない").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("いつ、やめましたか")
    answer(page, "やめたとき", "18歳のころ")
    for label in ("場所", "仕事", "そのころのお名前", "メモ"):
        answer(page, label, "")
    assert urlsplit(page.url).path == "/history/entries/1"
    page.get_by_role("link", name="つとめはじめを変える").click()
    answer(page, "つとめはじめ", "2003年の春")
    expect(page.get_by_role("definition").filter(has_text="平成15年（2003年）の春")).to_be_visible()

    page.get_by_role("link", name="国の記録とくらべる").click()
    row = page.get_by_role("row").filter(has_text="駅前の本屋")
    expect(row).to_contain_text("記録がない")
    page.get_by_role("link", name="窓口に持っていく紙を印刷する").click()
    expect(page.get_by_role("article")).to_contain_text("給与明細")

    page.goto("/history")
    page.get_by_role("link", name="書いたものを、すべて消す").click()
    page.get_by_role("button", name="1件を、すべて消す").click()
    expect(page.get_by_role("main")).not_to_contain_text("駅前の本屋")


def answer(page: Page, label: str, text: str) -> None:
    """Fill the one box of a question, and go on."""
    page.get_by_label(label, exact=True).fill(text)
    page.locator("main button[name='step:next']").click()
