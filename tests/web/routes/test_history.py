"""The worksheet over HTTP: every answer kept at once, back and forth, deleted for good, and nobody else's."""

from __future__ import annotations

import re
import sys

import pytest
from httpx import Response as Answer
from litestar import Response

from tests.databases import SteppingClock
from tests.web.conftest import Browser, hidden_in, said, token_in
from tests.web.town import GIVER, HELPER, STRANGER, Enter, log_of, mandate_form, rows, send
from web.routes import history
from web.views.sheet import Sheet, Table

NOTE = "店のご主人は、森さんといいました。"


async def write(browser: Browser, *answers: tuple[str, dict[str, str]]) -> list[str]:
    """Send answers to addresses; where each leads."""
    return [await send(browser, url, fields, page="/history/new/job") for url, fields in answers]


def answer(text: str, step: str = "next", **more: str) -> dict[str, str]:
    return {"answer": text, "step": step, **more}


JOB = (
    ("/history/new/job", answer("喫茶こまどり")),
    ("/history/entries/1/began", answer("昭和５８年４月")),
    ("/history/entries/1/ended", answer("1983年7月ごろ")),
    ("/history/entries/1/place", answer("見本駅の前")),
    ("/history/entries/1/work", answer("")),
    ("/history/entries/1/name-then", answer("秋山")),
    ("/history/entries/1/note", answer(NOTE)),
)


async def test_one_question_leads_to_the_next_and_the_last_to_the_entry(enter: Enter) -> None:
    browser = await enter(GIVER)
    assert await write(browser, *JOB) == [
        "303 /history/entries/1/began",
        "303 /history/entries/1/ended",
        "303 /history/entries/1/place",
        "303 /history/entries/1/work",
        "303 /history/entries/1/name-then",
        "303 /history/entries/1/note",
        "303 /history/entries/1",
    ]
    page = said(await browser.get("/history/entries/1"))
    for text in ("喫茶こまどり", "昭和58年（1983年）4月", "昭和58年（1983年）7月ごろ", "見本駅の前", "秋山", NOTE):
        assert text in page
    assert "記録がない" in page


async def test_what_was_answered_before_the_end_is_kept(enter: Enter) -> None:
    """Somebody who stops after the second question, by any means, finds both answers."""
    await write(await enter(GIVER), *JOB[:2])
    page = await (await enter(GIVER)).get("/history")
    assert "喫茶こまどり" in page.text
    assert "昭和58年（1983年）4月" in page.text


async def test_back_keeps_what_was_typed(enter: Enter) -> None:
    browser = await enter(GIVER)
    await write(browser, *JOB[:1])
    assert await write(browser, ("/history/entries/1/began", answer("昭和58年", "back"))) == [
        "303 /history/entries/1/name"
    ]
    assert 'value="昭和58年"' in (await browser.get("/history/entries/1/began")).text
    assert await write(browser, ("/history/entries/1/began", answer("", "back"))) == ["303 /history/entries/1/name"]
    assert 'value="昭和58年"' in (await browser.get("/history/entries/1/began")).text


async def test_one_answer_is_changed_from_the_entry_and_leads_back_there(enter: Enter) -> None:
    browser = await enter(GIVER)
    await write(browser, *JOB[:3])
    assert (
        '<input type="hidden" name="then" value="entry">'
        in (await browser.get("/history/entries/1/ended?then=entry")).text
    )
    changed = ("/history/entries/1/ended", answer("", "goes-on", then="entry"))
    assert await write(browser, changed) == ["303 /history/entries/1"]
    assert "いまも続いています" in (await browser.get("/history/entries/1")).text
    changed = ("/history/entries/1/ended", answer("", "unknown", then="entry"))
    assert await write(browser, changed) == ["303 /history/entries/1"]
    assert "いまも続いています" not in (await browser.get("/history/entries/1")).text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            "昭和65年",
            "「昭和65年」は、ありません。昭和は、元年12月25日から64年1月7日までです。平成2年（1990年）のことでしたら",
        ),
        ("昭和120年", "昭和は、元年12月25日から64年1月7日までです。年をお確かめください。"),
        ("昭和30年", "「昭和30年（1955年）」は、お生まれになった昭和36年（1961年）6月15日より前です。"),
        ("令和20年", "「令和20年（2038年）」は、まだ来ていません。きょうは令和8年（2026年）11月23日です。"),
        ("50年", "元号がわかりません"),
        ("昭和50年13月", "という日は、ありません"),
        ("むかし", "日付として読み取れません。「昭和50年ごろ」「昭和40年代」「1975年の春」のように書いてください。"),
        ("", "わからないときは「わからない」を押してください"),
    ],
)
async def test_a_date_that_cannot_be_is_explained_and_stays(enter: Enter, typed: str, sentence: str) -> None:
    browser = await enter(GIVER)
    await write(browser, *JOB[:1])
    token = token_in(await browser.get("/history/new/job"))
    page = await browser.post("/history/entries/1/began", {"csrf_token": token, **answer(typed)})
    assert page.status_code == 422
    assert sentence in said(page)
    assert f'value="{typed}"' in page.text
    assert "<title>エラー：" in page.text
    assert '<details class="more" open>' in page.text


@pytest.mark.parametrize(
    ("url", "typed", "sentence"),
    [
        ("/history/new/job", "", "つとめ先を書いてください"),
        ("/history/new/job", "あ" * 101, "101文字あります。100文字までにしてください。"),
        ("/history/new/marriage", "", "できごとを、ひとつえらんでください。"),
        ("/history/new/marriage", "9", "できごとを、ひとつえらんでください。"),
    ],
)
async def test_a_first_answer_that_says_nothing_makes_no_entry(
    enter: Enter, url: str, typed: str, sentence: str
) -> None:
    browser = await enter(GIVER)
    assert await write(browser, (url, answer(typed))) == ["422"]
    token = token_in(await browser.get(url))
    assert sentence in (await browser.post(url, {"csrf_token": token, **answer(typed)})).text
    assert await rows("SELECT * FROM life_event") == []


async def test_a_choice_is_kept_as_its_words(enter: Enter) -> None:
    browser = await enter(GIVER)
    await write(browser, ("/history/new/marriage", answer("1")))
    assert "結婚" in (await browser.get("/history/entries/1")).text
    assert 'value="1" checked' in (await browser.get("/history/entries/1/name")).text


async def test_an_entry_begun_at_a_recorded_job_knows_its_name_and_dates(enter: Enter) -> None:
    browser = await enter(GIVER)
    page = await browser.get("/history/new/job?month=2001-08")
    assert 'value="有限会社 あおば印刷"' in page.text
    await write(browser, ("/history/new/job", answer("あおば印刷", month="2001-08", until="2001-08")))
    assert 'value="平成13年8月"' in (await browser.get("/history/entries/1/began")).text
    assert 'value="平成15年3月"' in (await browser.get("/history/entries/1/ended")).text
    assert "同じ" in (await browser.get("/history/entries/1")).text


async def test_an_entry_begun_at_a_gap_knows_its_months(enter: Enter) -> None:
    browser = await enter(GIVER)
    page = await browser.get("/history/new?month=1983-04&until=1983-07")
    assert "昭和58年（1983年）4月から7月まで（4か月）のことを書きとめます。" in page.text
    assert "/history/new/job?month=1983-04&amp;until=1983-07" in page.text
    await write(browser, ("/history/new/job", answer("喫茶こまどり", month="1983-04", until="1983-07")))
    assert 'value="昭和58年7月"' in (await browser.get("/history/entries/1/ended")).text
    assert (
        "いま入っている日付がちがうときは、書きなおしてください。"
        in (await browser.get("/history/entries/1/ended")).text
    )


async def test_recorded_jobs_are_suggested_until_they_are_written_down(enter: Enter) -> None:
    browser = await enter(GIVER)
    assert "あおば印刷" in (await browser.get("/history/new")).text
    assert "あおば印刷" not in (await browser.get("/history/new?month=1983-04")).text
    await write(browser, ("/history/new/job", answer("あおば印刷", month="2001-08", until="2001-08")))
    page = await browser.get("/history/new")
    assert "あおば印刷" not in page.text
    assert "さくら食品" in page.text


@pytest.mark.parametrize(
    "query",
    [
        "?month=1983",
        "?month=1200-01",
        "?month=1983-04&until=9999-12",
        "?month=1983-07&until=1983-04",
        "?month=x&until=y",
        "",
    ],
)
async def test_an_address_without_months_asks_without_them(enter: Enter, query: str) -> None:
    page = await (await enter(GIVER)).get(f"/history/new{query}")
    assert page.status_code == 200
    assert "のことを書きとめます" not in page.text


async def test_an_entry_is_deleted_for_good_after_a_question(enter: Enter) -> None:
    browser = await enter(GIVER)
    await write(browser, *JOB)
    assert "もとにもどせません" in (await browser.get("/history/entries/1/delete")).text
    assert await write(browser, ("/history/entries/1/delete", {})) == ["303 /history"]
    assert await rows("SELECT * FROM life_event") == []
    assert await write(browser, ("/history/entries/1/delete", {})) == ["404"]
    assert "履歴整理表にありません" in said(await browser.get("/history/entries/1"))


async def test_everything_is_deleted_at_once(enter: Enter) -> None:
    browser = await enter(GIVER)
    assert (await browser.get("/history/delete")).headers["location"] == "/history"
    await write(browser, *JOB, ("/history/new/other", answer("入院")))
    assert "2件を、すべて消す" in (await browser.get("/history/delete")).text
    assert await write(browser, ("/history/delete", {})) == ["303 /history"]
    assert await rows("SELECT * FROM life_event") == []


async def test_the_paper_has_everything_and_what_to_bring(enter: Enter) -> None:
    browser = await enter(GIVER)
    await write(browser, *JOB)
    page = said(await browser.get("/history/print"))
    for text in ("春野 和子（ハルノ カズコ）", "喫茶こまどり", "記録がない", NOTE, "給与明細", "この紙"):
        assert text in page
    assert re.search(r'につとめた</span><span class="visually-hidden">、</span>', page), "not 「つとめた記録がない」"
    assert "1234-567890" not in page
    assert "見る・なおす" not in page


def questions_of(paper: str) -> str:
    """The part of the paper before its table: what to ask, and what to bring."""
    return paper[paper.index("<h2>窓口でたずねること</h2>") : paper.index("<h2>記憶と国の記録</h2>")]


async def test_the_paper_asks_about_what_was_written_and_not_about_every_recorded_job(enter: Enter) -> None:
    browser = await enter(GIVER)
    before = questions_of(said(await browser.get("/history/print")))
    assert "給与明細" not in before and "みどり紡績" not in before
    await write(browser, *JOB)
    paper = said(await browser.get("/history/print"))
    assert "喫茶こまどり" in questions_of(paper) and "みどり紡績" not in questions_of(paper)
    assert "みどり紡績" in paper and "おぼえがないつとめ先は、窓口でお話しください" in paper


TWO_AT_ONCE = (
    ("/history/new/job", answer("みどり紡績")),
    ("/history/entries/1/began", answer("昭和55年4月")),
    ("/history/entries/1/ended", answer("昭和58年3月")),
    ("/history/new/job", answer("喫茶こまどり")),
    ("/history/entries/2/began", answer("昭和55年6月")),
    ("/history/entries/2/ended", answer("昭和57年3月")),
    ("/history/new/school", answer("見本高校")),
    ("/history/entries/3/began", answer("昭和54年4月")),
    ("/history/entries/3/ended", answer("昭和51年3月")),
)
AT_ONCE = "「喫茶こまどり」と、時期が重なっています。両方につとめていたのなら、このままで大丈夫です。"
REVERSED = "終わりが、はじまりより前になっています。年をお確かめください。"


async def test_the_paper_says_which_memories_overlap_and_which_dates_are_reversed(enter: Enter) -> None:
    browser = await enter(GIVER)
    await write(browser, *TWO_AT_ONCE)
    paper = said(await browser.get("/history/print"))
    table = paper.removeprefix(paper[: paper.index("<h2>記憶と国の記録</h2>")])
    for sentence in (AT_ONCE, REVERSED):
        assert sentence in table and sentence not in questions_of(paper)


async def test_the_file_says_so_too(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    sheets: list[Sheet] = []

    async def keep_sheet(sheet: Sheet, *_: object) -> Response[bytes]:
        sheets.append(sheet)
        return Response(b"")

    monkeypatch.setattr(history, "pdf_answer", keep_sheet)
    browser = await enter(GIVER)
    await write(browser, *TWO_AT_ONCE)
    await browser.get("/history/pdf")
    [table] = [block for block in sheets[0].blocks if isinstance(block, Table)]
    compared = {cells[1][0]: cells[2] for cells in table.rows}
    assert compared["みどり紡績につとめた"] == ("時期が重なる", AT_ONCE)
    assert compared["見本高校に通った"] == ("前後が逆", REVERSED)


async def test_what_answers_come_to_is_on_the_paper_until_they_are_deleted(
    enter: Enter, town_clock: SteppingClock
) -> None:
    giver, helper = await enter(GIVER), await enter(HELPER)
    point = re.search(r'href="(/recall/not-enrolled-[0-9-]+)"', (await giver.get("/recall")).text)
    assert point
    for question, given in (("doing", "worked"), ("work-kind", "ship")):
        assert (await send(giver, f"{point[1]}/{question}", {"answer": given})).startswith("303")
    assert "船員の記録が、あるかもしれません。" in questions_of(said(await giver.get("/history/print")))
    without_answers = {name: value for name, value in mandate_form().items() if name != "screens-recall"}
    await send(giver, "/account/helpers/new", without_answers)
    await send(helper, "/helping/begin", {"mandate": "1"}, page="/helping")
    theirs = await helper.get("/history/print")
    assert theirs.status_code == 200 and "春野 和子" in theirs.text
    assert "船員の記録" not in said(theirs)
    await send(giver, f"{point[1]}/forget", {})
    assert "船員の記録" not in said(await giver.get("/history/print"))


async def test_the_paper_is_a_file_too(enter: Enter) -> None:
    browser = await enter(GIVER)
    await write(browser, *JOB)
    assert 'href="/history/pdf"' in (await browser.get("/history/print")).text
    file = await browser.get("/history/pdf")
    assert file.status_code == 200
    assert file.content.startswith(b"%PDF")
    assert file.headers["content-type"] == "application/pdf"
    assert file.headers["content-disposition"] == 'attachment; filename="history.pdf"'
    assert file.headers["cache-control"] == "no-store"


async def test_where_no_file_can_be_made_the_paper_remains(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    answer = await (await enter(GIVER)).get("/history/pdf")
    assert answer.status_code == 503
    assert "PDFのファイルを作れませんでした" in said(answer)
    assert 'href="/history/print"' in answer.text


@pytest.mark.parametrize(
    "url",
    [
        "/history/new/nothing",
        "/history/entries/7",
        "/history/entries/x",
        "/history/entries/9999999",
        "/history/entries/1/nothing",
        "/history/entries/1/name-before",
    ],
)
async def test_what_is_not_there_is_said_so(enter: Enter, url: str) -> None:
    browser = await enter(GIVER)
    await write(browser, *JOB[:1])
    page = await browser.get(url)
    assert page.status_code == 404
    assert "履歴整理表へもどる" in page.text


async def test_the_same_number_is_another_ones_entry_for_somebody_else(enter: Enter) -> None:
    await write(await enter(GIVER), *JOB)
    other = await enter(STRANGER)
    assert (await other.get("/history/entries/1")).status_code == 404
    assert "喫茶こまどり" not in (await other.get("/history")).text
    assert await write(other, ("/history/entries/1/name", answer("わたしの店"))) == ["404"]
    assert await write(other, ("/history/entries/1/delete", {})) == ["404"]


async def test_acts_are_noted_without_what_was_written(enter: Enter) -> None:
    browser = await enter(GIVER)
    await write(browser, *JOB[:2], JOB[1])  # the same answer twice is one act
    await write(browser, ("/history/entries/1/delete", {}), JOB[0], ("/history/delete", {}))
    acts = [(action, detail) for _, action, detail in await log_of(GIVER) if "event" in action or "history" in action]
    assert acts == [
        ("add-life-event", ""),
        ("change-life-event", ""),
        ("delete-life-event", ""),
        ("add-life-event", ""),
        ("delete-history", ""),
    ]


async def test_a_helper_reads_without_notes_and_writes_nothing(enter: Enter, town_clock: SteppingClock) -> None:
    giver, helper = await enter(GIVER), await enter(HELPER)
    await write(giver, *JOB)
    await send(giver, "/account/helpers/new", mandate_form())
    await send(helper, "/helping/begin", {"mandate": "1"}, page="/helping")
    for url in ("/history", "/history/print"):
        page = await helper.get(url)
        assert "喫茶こまどり" in page.text
        assert "森さん" not in page.text
        assert "/history/entries" not in page.text
        assert "/history/new" not in page.text
    assert (await helper.get("/history/entries/1")).status_code == 403


async def test_a_gap_in_the_record_leads_to_the_help_to_remember_whoever_may_see_it(
    enter: Enter, town_clock: SteppingClock
) -> None:
    giver, helper = await enter(GIVER), await enter(HELPER)
    link, months = 'href="/recall/not-enrolled-1983-04"', "昭和58年（1983年）4月から7月まで（4か月）"
    assert link in (await giver.get("/history")).text
    assert months in (await giver.get("/history/print")).text
    form = mandate_form()
    del form["screens-recall"]
    await send(giver, "/account/helpers/new", form)
    await send(helper, "/helping/begin", {"mandate": "1"}, page="/helping")
    page = await helper.get("/history")
    assert months in page.text
    assert "/recall" not in page.text and "/history/new" not in page.text


async def test_gaps_are_shown_to_helpers_who_may_see_the_points(enter: Enter, town_clock: SteppingClock) -> None:
    giver, helper = await enter(GIVER), await enter(HELPER)
    form = mandate_form()
    del form["screens-checks"]
    await send(giver, "/account/helpers/new", form)
    await send(helper, "/helping/begin", {"mandate": "1"}, page="/helping")
    page = await helper.get("/history")
    assert page.status_code == 200 and "抜けている月" not in page.text


async def test_points_and_months_lead_to_the_worksheet(enter: Enter) -> None:
    browser = await enter(GIVER)
    assert "/history/new?month=1983-04&amp;until=1983-07" in (await browser.get("/records/checks")).text
    assert "/history/new?month=1983-04" in (await browser.get("/records/1983/4")).text


async def test_a_job_without_a_record_is_a_point_to_check_and_counted_everywhere(enter: Enter) -> None:
    browser = await enter(GIVER)
    before = re.findall(r'data-points="(\d+)"', (await browser.get("/records/checks")).text)
    await write(browser, *JOB)
    page = await browser.get("/records/checks")
    assert re.findall(r'data-points="(\d+)"', page.text) == [str(int(before[0]) + 1)]
    card = page.text[page.text.index('id="point-12-1-') :]
    card = card[: card.index("確認した、と印をつける")]
    when = "昭和58年（1983年）4月から昭和58年（1983年）7月ごろまで"
    for text in ("喫茶こまどり", when, "記録がないつとめ先", 'href="/history/entries/1"', 'href="/search/unlinked"'):
        assert text in card
    assert "/recall/" not in card
    for url in ("/home", "/records/print"):
        assert f"{int(before[0]) + 1}件" in said(await browser.get(url)), url
    (key,) = re.findall(r'name="finding" value="(12-1-[^"]+)"', page.text)
    assert await send(browser, "/records/checks/marks", {"finding": key, "action": "mark"}) == (
        f"303 /records/checks#point-{key}"
    )
    await write(browser, ("/history/entries/1/place", answer("見本駅の裏")))
    assert f'value="{key}"' not in (await browser.get("/records/checks")).text
    await send(browser, "/history/entries/1/delete", {}, page="/history/new/job")
    assert "記録がないつとめ先" not in (await browser.get("/records/checks")).text
    assert NOTE not in page.text


async def gone(browser: Browser, question: str, typed: str, category: str = "job") -> Answer:
    """Begin an entry, delete it in another tab, and send the answer to its question."""
    await write(browser, (f"/history/new/{category}", answer("1" if category == "marriage" else "喫茶こまどり")))
    page = await browser.get(f"/history/entries/1/{question}")
    assert f'<input type="hidden" name="kind" value="{category}">' in page.text
    await write(browser, ("/history/entries/1/delete", {}))
    fields = {"csrf_token": token_in(page), "kind": category, **answer(typed)}
    return await browser.post(f"/history/entries/1/{question}", fields)


async def test_an_answer_whose_entry_was_deleted_meanwhile_goes_into_a_new_one(enter: Enter) -> None:
    browser = await enter(GIVER)
    page = await gone(browser, "note", NOTE)
    assert page.status_code == 422
    assert "この項目は、ほかの画面で消されていました。いま書いたことは、下に残してあります。" in said(page)
    assert NOTE in said(page)
    assert 'action="/history/new/job"' in page.text and "つとめ先の名前は、何といいますか" in page.text
    carried = hidden_in(page)
    assert await send(browser, "/history/new/job", {**carried, **answer("")}, page="/history/new/job") == "422"
    led = await send(browser, "/history/new/job", {**carried, **answer("喫茶ひばり")}, page="/history/new/job")
    assert led == "303 /history/entries/2/began"
    assert [(row["name"], row["note"]) for row in await rows("SELECT * FROM life_event")] == [("喫茶ひばり", NOTE)]


async def test_the_first_answer_of_a_deleted_entry_is_asked_again_as_it_was_typed(enter: Enter) -> None:
    browser = await enter(GIVER)
    page = await gone(browser, "name", "喫茶ひばり")
    assert page.status_code == 422 and 'value="喫茶ひばり"' in page.text
    assert "このまま保存してください" in said(page)
    assert "also" not in hidden_in(page)


async def test_a_chosen_answer_of_a_deleted_entry_stays_chosen(enter: Enter) -> None:
    page = await gone(await enter(GIVER), "name", "2", category="marriage")
    assert page.status_code == 422 and 'value="2" checked' in page.text


async def test_what_is_wrong_in_an_answer_taken_along_is_asked_after_the_new_entry_is_there(enter: Enter) -> None:
    browser = await enter(GIVER)
    carried = hidden_in(await gone(browser, "began", "昭和65年"))
    fields = {**carried, "csrf_token": token_in(await browser.get("/history/new/job")), **answer("喫茶ひばり")}
    page = await browser.post("/history/new/job", fields)
    assert page.status_code == 422 and 'value="昭和65年"' in page.text
    assert 'action="/history/entries/2/began"' in page.text and "「昭和65年」は、ありません。" in said(page)
    assert [row["name"] for row in await rows("SELECT * FROM life_event")] == ["喫茶ひばり"]


@pytest.mark.parametrize(("category", "typed"), [("job", ""), ("nothing", "喫茶ひばり"), ("", "喫茶ひばり")])
async def test_nothing_typed_or_no_known_sort_is_only_said_to_be_gone(enter: Enter, category: str, typed: str) -> None:
    browser = await enter(GIVER)
    fields = {"kind": category, **answer(typed)}
    assert await send(browser, "/history/entries/1/name", fields, page="/history/new/job") == "404"


async def test_a_form_that_carries_the_first_question_twice_keeps_the_answer_that_is_seen(enter: Enter) -> None:
    fields = {"also": "name", "also-answer": "別の店", **answer("喫茶ひばり")}
    assert (await write(await enter(GIVER), ("/history/new/job", fields))) == ["303 /history/entries/1/began"]
    assert [row["name"] for row in await rows("SELECT * FROM life_event")] == ["喫茶ひばり"]
