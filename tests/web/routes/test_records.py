"""The whole record as a page and as a partial, in every view, and for odd addresses."""

from __future__ import annotations

import pytest

from tests.web.conftest import Browser


@pytest.mark.parametrize(
    ("address", "part", "title"),
    [
        ("/records", "record-months", "年金記録の一覧"),
        ("/records?view=points", "record-months", "年金記録の一覧（確認が必要な月だけ）"),
        ("/records?view=spells", "record-spells", "年金記録の一覧（期間の一覧）"),
        ("/records?view=text", "record-text", "年金記録の一覧（文章で読む）"),
    ],
)
async def test_every_view_as_a_page_and_as_a_partial(reader: Browser, address: str, part: str, title: str) -> None:
    page = await reader.get(address)
    assert page.status_code == 200
    assert f"<title>{title}｜" in page.text
    assert "<h1>年金記録の一覧</h1>" in page.text
    swapped = await reader.get(address, hx_request_type="partial")
    assert swapped.status_code == 200
    assert "<html" not in swapped.text
    assert f"<title>{title}｜" in swapped.text
    for answer in (page, swapped):
        assert answer.text.count('<div id="record-grid" data-announce="') == 1
        assert f'<div id="{part}" data-announce="' in answer.text


async def test_the_table_is_a_table_with_caption_and_heads(reader: Browser) -> None:
    page = (await reader.get("/records")).text
    assert '<table class="grid" role="table">' in page
    assert "<caption>年度ごと・月ごとの年金記録。" in page
    assert page.count('scope="col"') == 14 + 4  # and those of the totals
    assert page.count('scope="row" id="year-') == 47
    assert page.count('scope="rowgroup"') == 5
    assert '<h2 id="totals">合計</h2>' in page


async def test_chosen_kinds_stand_out_and_stay_chosen(reader: Browser) -> None:
    page = (await reader.get("/records?emphasis=national&emphasis=confirm")).text
    assert '<table class="grid emphasis show-national show-confirm" role="table">' in page
    assert 'name="emphasis" value="national" checked>' in page
    assert 'name="emphasis" value="spouse">' in page
    assert "国民年金（納付した月）、確かめる月を強調しています。" in page


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/records?view=%00%ff", "アドレスに書かれた見かたは、ありません。月ごとの表を表示しています。"),
        ("/records?view=<script>", "アドレスに書かれた見かたは、ありません。月ごとの表を表示しています。"),
        ("/records?emphasis=red", "アドレスに書かれた強調の種類に、ないものがあります。それは使っていません。"),
    ],
)
async def test_what_does_not_exist_is_said_and_the_months_are_shown(
    reader: Browser, address: str, sentence: str
) -> None:
    page = await reader.get(address)
    assert page.status_code == 200
    assert sentence in page.text
    assert "<script>" not in page.text
    assert '<div id="record-months" ' in page.text


async def test_a_visitor_is_asked_to_sign_in(reader: Browser) -> None:
    await reader.sign_out()
    answer = await reader.get("/records?view=text")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in?next=/records")


async def test_the_paper_holds_the_whole_record(reader: Browser) -> None:
    page = await reader.get("/records/print")
    assert page.status_code == 200
    for heading in ("ご確認いただきたい項目", "月ごとの表", "合計", "期間の一覧", "備考"):
        assert f">{heading}</h2>" in page.text
    assert 'data-key="' in page.text
    assert "厚年＝厚生年金" in page.text
    assert 'name="emphasis"' not in page.text
    assert "/records/print" in (await reader.get("/records")).text


async def test_the_foot_of_a_sheet_says_whose_it_is(reader: Browser) -> None:
    assert 'data-print-foot="春野 和子さんの年金記録"' in (await reader.get("/records/print")).text
    assert 'data-print-foot="わたしの年金記録　http://127.0.0.1:8000/faq"' in (await reader.get("/faq")).text
