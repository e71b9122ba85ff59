"""A request to correct over HTTP: from the doubt to the paper for the office, kept at every step, and nobody else's."""

from __future__ import annotations

import re
from datetime import date

import pytest
from httpx import Response

from db.queries.corrections import TakenStep, fetch_request, note_documents, take_step
from db.queries.records import fetch_document, replace_document
from db.transactions import write
from pension.correction_steps import Outcome, Step
from services import corrections
from services.clock import DEMO_NOW
from tests.web.conftest import Browser, said, token_in
from tests.web.routes.test_recall import POINT, answer, answer_all
from tests.web.town import GIVER, HELPER, STRANGER, Enter, log_of, mandate_form, rows, send

TOLD = "昭和58年の春から夏まで、喫茶こまどりではたらいていました。"
MONTHS = {"first-year": "1983", "first-month": "4", "last-year": "1983", "last-month": "7"}
ANSWERS = (
    ("months", MONTHS),
    ("claim", {"claim": "no-record"}),
    ("told", {"told": TOLD}),
    ("at-hand", {"at-hand-payslip": "payslip", "at-hand-handbook": "handbook"}),
    ("look-for", {"look-for-people": "people"}),
    ("others", {"others": "店の前で撮った写真"}),
)


async def begin(browser: Browser, start: str = "") -> str:
    return await send(browser, "/corrections/new", {"from": start})


async def fill(
    browser: Browser, start: str = "", answers: tuple[tuple[str, dict[str, str]], ...] = ANSWERS
) -> list[str]:
    """Begin and answer everything; where each answer leads."""
    await begin(browser, start)
    return [await send(browser, f"/corrections/new/{question}", fields) for question, fields in answers]


async def prepare(browser: Browser, start: str = "") -> str:
    """A prepared request; its number."""
    await fill(browser, start)
    led_to = await send(browser, "/corrections/new/summary", {})
    found = re.fullmatch(r"303 /corrections/([0-9]{8})", led_to)
    assert found, led_to
    return found[1]


async def office(number: str, *steps: TakenStep) -> None:
    """What an office does with it."""
    async with write():
        for taken in steps:
            request = await fetch_request(number)
            assert request is not None
            assert await take_step(request.request_id, request.step, taken)


def taken(step: Step, *, outcome: Outcome | None = None, note: str = "", until_day: date | None = None) -> TakenStep:
    """A step of an office."""
    return TakenStep(
        step=step,
        happened_at=DEMO_NOW,
        taken_by=1,
        office="さくら年金事務所",
        outcome=outcome,
        note=note,
        until_day=until_day,
    )


RECEIVED, REVIEWED = taken(Step.RECEIVED), taken(Step.UNDER_REVIEW)


async def test_from_the_doubt_to_the_number(enter: Enter) -> None:
    browser = await enter(GIVER)
    assert "相談は、まだありません" in said(await browser.get("/corrections"))
    assert await begin(browser) == "303 /corrections/new/months"
    assert [await send(browser, f"/corrections/new/{question}", fields) for question, fields in ANSWERS] == [
        "303 /corrections/new/claim",
        "303 /corrections/new/told",
        "303 /corrections/new/at-hand",
        "303 /corrections/new/look-for",
        "303 /corrections/new/others",
        "303 /corrections/new/summary",
    ]
    summary = said(await browser.get("/corrections/new/summary"))
    for text in (
        "昭和58年（1983年）4月から7月まで（4か月）",
        "はたらいていたのに、記録がない",
        TOLD,
        "給与明細",
        "同僚や家族の話",
    ):
        assert text in summary
    led_to = await send(browser, "/corrections/new/summary", {})
    number = led_to.removeprefix("303 /corrections/")
    page = said(await browser.get(f"/corrections/{number}"))
    assert f"受付番号 {number[:4]}-{number[4:]}" in page
    assert "準備ができました。受付番号をつけて残しました。" in page
    for text in ("お近くの年金事務所へお持ちください", "未加入", TOLD, "これから"):
        assert text in page
    assert "相談は1件です。うち1件は、まだ終わっていません。" in said(await browser.get("/corrections"))


async def test_it_is_kept_once_however_often_it_is_sent(enter: Enter) -> None:
    browser = await enter(GIVER)
    await fill(browser)
    first = await send(browser, "/corrections/new/summary", {})
    assert await send(browser, "/corrections/new/summary", {}) == "303 /corrections"
    assert len(await rows("SELECT * FROM correction_request")) == 1
    assert re.fullmatch(r"303 /corrections/[0-9]{8}", first)


async def test_every_answer_is_kept_at_once_and_found_again(enter: Enter) -> None:
    await fill(await enter(GIVER), answers=ANSWERS[:3])
    browser = await enter(GIVER)
    home = await browser.get("/home")
    assert "/corrections/new/at-hand" in home.text
    assert TOLD in (await browser.get("/corrections/new/told")).text
    assert "途中の準備があります" in said(await browser.get("/corrections/new"))


@pytest.mark.parametrize(
    ("question", "fields", "sentence"),
    [
        ("months", {}, "はじめの、年と月を選んでください。"),
        ("months", {**MONTHS, "last-month": "3"}, "終わりの月が、はじめの月より前です。"),
        ("months", {**MONTHS, "last-year": "2026", "last-month": "12"}, "終わりの月は、まだ来ていません。"),
        ("months", {**MONTHS, "first-year": "1950"}, "12歳より前の月です。"),
        ("months", {**MONTHS, "first-month": "13"}, "はじめの、年と月を選んでください。"),
        ("claim", {"claim": "nothing"}, "どれかを、ひとつ選んでください。"),
        ("told", {"told": " "}, "ひとことでも書いてください。"),
        ("told", {"told": "あ" * 2001}, "2000文字まで書けます。あと1文字、短くしてください。"),
        ("others", {"others": "あ" * 310}, "300文字まで書けます。あと10文字、短くしてください。"),
    ],
)
async def test_what_cannot_be_is_explained_and_stays(
    enter: Enter, question: str, fields: dict[str, str], sentence: str
) -> None:
    browser = await enter(GIVER)
    await begin(browser)
    led_to = await send(browser, f"/corrections/new/{question}", fields)
    assert led_to == f"303 /corrections/new/{question}?wrong=1"
    page = await browser.get(led_to.removeprefix("303 "))
    assert sentence in said(page)
    assert "<title>エラー：" in page.text


async def test_a_form_with_gaps_leads_to_the_first(enter: Enter) -> None:
    browser = await enter(GIVER)
    await fill(browser, answers=ANSWERS[:1])
    assert "まだ答えていない質問があります" in said(await browser.get("/corrections/new/summary"))
    assert await send(browser, "/corrections/new/summary", {}) == "303 /corrections/new/claim?from=summary&wrong=1"
    assert await rows("SELECT * FROM correction_request") == []


async def test_without_a_beginning_one_is_led_there(enter: Enter) -> None:
    browser = await enter(GIVER)
    for path in ("months", "summary"):
        assert (await browser.get(f"/corrections/new/{path}")).headers["location"] == "/corrections/new"
    assert await send(browser, "/corrections/new/claim", {"claim": "other"}) == "303 /corrections/new"
    assert await send(browser, "/corrections/new/summary", {}) == "303 /corrections"
    assert (await browser.get("/corrections/new/weather")).status_code == 404


async def test_an_answer_is_changed_from_the_summary_and_leads_back_there(enter: Enter) -> None:
    browser = await enter(GIVER)
    await fill(browser)
    assert 'name="from" value="summary"' in (await browser.get("/corrections/new/claim?from=summary")).text
    changed = {"claim": "period-differs", "from": "summary"}
    assert await send(browser, "/corrections/new/claim", changed) == "303 /corrections/new/summary"
    assert "つとめはじめた日や、やめた日がちがう" in said(await browser.get("/corrections/new/summary"))


@pytest.mark.parametrize(
    ("start", "texts"),
    [
        ("month.1983-05", ("昭和58年（1983年）5月（1か月）", "はたらいていたのに、記録がない")),
        ("month.1983-04.1983-07", ("昭和58年（1983年）4月から7月まで（4か月）",)),
        (
            "recall.not-enrolled-1983-04",
            ("昭和58年（1983年）4月から7月まで（4か月）", "はたらいていたのに、記録がない"),
        ),
        ("recall.nothing-1983-04", ()),
        ("point.nothing", ()),
        ("worksheet.9.no-record", ()),
        ("search.12345678", ()),
        ("month.1983-13", ()),
        ("month.1890-01", ()),
        ("<script>", ()),
    ],
)
async def test_a_start_says_what_is_known_already(enter: Enter, start: str, texts: tuple[str, ...]) -> None:
    browser = await enter(GIVER)
    page = await browser.client.get("/corrections/new", params={"from": start})
    for text in texts:
        assert text in said(page)
    if not texts:
        assert 'name="from" value="nothing"' in page.text
    await begin(browser, start)
    chosen = re.findall(r'<option value="([0-9]+)" selected>', (await browser.get("/corrections/new/months")).text)
    assert bool(chosen) is bool(texts)


async def test_every_point_to_check_leads_here(enter: Enter) -> None:
    browser = await enter(GIVER)
    links = re.findall(r'href="(/corrections/new\?from=point\.[^"]+)"', (await browser.get("/records/checks")).text)
    assert links
    for link in links:
        assert 'name="from" value="point.' in (await browser.get(link)).text


async def test_a_difference_of_the_worksheet_brings_the_account_along_but_no_note(enter: Enter) -> None:
    browser = await enter(GIVER)
    note = "店のご主人は、森さんといいました。"
    for url, text in (
        ("/history/new/job", "喫茶こまどり"),
        ("/history/entries/1/began", "昭和58年4月"),
        ("/history/entries/1/ended", "昭和58年7月"),
        ("/history/entries/1/work", "給仕"),
        ("/history/entries/1/note", note),
    ):
        await send(browser, url, {"answer": text, "step": "next"}, page="/history/new/job")
    link = re.search(r'href="(/corrections/new\?from=worksheet\.1\.no-record)"', (await browser.get("/history")).text)
    assert link
    await begin(browser, "worksheet.1.no-record")
    page = said(await browser.get("/corrections/new/told"))
    assert "喫茶こまどりにつとめた。昭和58年（1983年）4月から昭和58年（1983年）7月まで。" in page
    assert "給仕" in page
    assert note not in page
    months = (await browser.get("/corrections/new/months")).text
    assert re.findall(r'<option value="([0-9]+)" selected>', months) == ["1983", "4", "1983", "7"]


async def test_of_a_job_that_is_not_written_down_nothing_is_supposed(enter: Enter) -> None:
    browser = await enter(GIVER)
    url = "/corrections/new?from=worksheet.2001-08.2003-03.record-only"
    assert f'href="{url}"' in (await browser.get("/history")).text
    page = said(await browser.get(url))
    assert "平成13年（2001年）8月から平成15年（2003年）3月まで" in page
    assert claim_said(await browser.get(url)) == ""
    await begin(browser, url.partition("=")[2])
    assert '<textarea id="told" name="told"' in (await browser.get("/corrections/new/told")).text


@pytest.mark.parametrize(
    ("purpose", "supposed"),
    [
        ("gap", ""),
        ("name", "名前や生年月日がちがう、または、ほかの人の記録がまざっている"),
        ("job", "はたらいていたのに、記録がない"),
        ("check", ""),
    ],
)
async def test_what_a_search_was_for_says_what_may_be_wrong(enter: Enter, purpose: str, supposed: str) -> None:
    browser = await enter(GIVER)
    fields = {**await token(browser), "at": "purpose", "purpose": purpose, "step": "do"}
    found = re.search(r"/corrections/new\?from=search\.[0-9]{8}", (await browser.post("/search/unlinked", fields)).text)
    assert found
    assert claim_said(await browser.get(found[0])) == supposed


async def test_a_search_brings_its_number_along(enter: Enter) -> None:
    browser = await enter(GIVER)
    page = await browser.post(
        "/search/unlinked",
        {**await token(browser), "at": "purpose", "purpose": "name", "step": "do"},
    )
    found = re.search(r"/corrections/new\?from=search\.([0-9]{8})", page.text)
    assert found
    await begin(browser, f"search.{found[1]}")
    assert f"受付番号は{found[1][:4]}-{found[1][4:]}です。" in said(await browser.get("/corrections/new/told"))
    other = await enter(STRANGER)
    assert 'name="from" value="nothing"' in (await other.get(f"/corrections/new?from=search.{found[1]}")).text


def claim_said(page: Response) -> str:
    """What the beginning of a request supposes to be wrong, empty for nothing."""
    found = re.search(r"<dt>ちがうと思うこと（あとで変えられます）</dt>\s*<dd>(.+?)</dd>", said(page))
    return found[1] if found else ""


async def token(browser: Browser) -> dict[str, str]:
    """The form token of a page that everybody may open, as a field."""
    return {"csrf_token": token_in(await browser.get("/faq"))}


async def test_a_prepared_request_is_changed_and_keeps_its_number(enter: Enter) -> None:
    browser = await enter(GIVER)
    number = await prepare(browser)
    url = f"/corrections/{number}"
    assert "いまの内容は残ります" in said(await browser.get(f"{url}/change"))
    assert await send(browser, f"{url}/change", {}) == "303 /corrections/new/summary"
    assert "この内容に書きなおす" in (await browser.get("/corrections/new/summary")).text
    assert "書きかけのほうは消えます" in said(await browser.get(f"{url}/change"))
    await send(browser, "/corrections/new/told", {"told": "書きなおしました。", "from": "summary"})
    assert await send(browser, "/corrections/new/summary", {}) == f"303 {url}"
    page = said(await browser.get(url))
    assert "書きなおしました。" in page and TOLD not in page
    assert "相談の内容を書きなおしました。" in page
    assert len(await rows("SELECT * FROM correction_request")) == 1


async def test_what_came_to_the_office_meanwhile_is_not_changed(enter: Enter) -> None:
    browser = await enter(GIVER)
    number = await prepare(browser)
    await send(browser, f"/corrections/{number}/change", {})
    await send(browser, "/corrections/new/told", {"told": "あとで思い出したこと。", "from": "summary"})
    await office(number, RECEIVED)
    answer = await browser.post("/corrections/new/summary", await token(browser))
    assert answer.status_code == 422
    assert "窓口で受け付けたあとなので、書きなおせません。" in said(answer)
    assert TOLD in said(await browser.get(f"/corrections/{number}"))
    assert "あとで思い出したこと。" in said(answer)
    assert re.fullmatch(r"303 /corrections/[0-9]{8}", await send(browser, "/corrections/new/summary", {}))
    for act in ("change", "delete"):
        assert (await browser.get(f"/corrections/{number}/{act}")).status_code == 404
        assert await send(browser, f"/corrections/{number}/{act}", {}) == "404"


async def test_what_was_to_take_the_place_of_a_deleted_request_is_not_lost(enter: Enter) -> None:
    browser = await enter(GIVER)
    number = await prepare(browser)
    await send(browser, f"/corrections/{number}/change", {})
    await send(browser, f"/corrections/{number}/delete", {})
    answer = await browser.post("/corrections/new/summary", await token(browser))
    assert answer.status_code == 422
    assert "書きなおそうとした相談は、もうありません。" in said(answer)
    led_to = await send(browser, "/corrections/new/summary", {})
    assert TOLD in said(await browser.get(led_to.removeprefix("303 ")))


async def test_who_has_prepared_very_many_today_is_told_and_loses_nothing(
    enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = await enter(GIVER)
    await fill(browser)
    monkeypatch.setattr(corrections, "MOST_A_DAY", 0)
    answer = await browser.post("/corrections/new/summary", await token(browser))
    assert answer.status_code == 422
    assert "一日に準備できる相談は、20件までです。" in said(answer)
    assert TOLD in said(answer)


async def test_a_prepared_request_is_deleted_for_good(enter: Enter) -> None:
    browser = await enter(GIVER)
    number = await prepare(browser)
    assert "もとにはもどせません" in said(await browser.get(f"/corrections/{number}/delete"))
    assert await send(browser, f"/corrections/{number}/delete", {}) == "303 /corrections"
    assert "相談を消しました。" in said(await browser.get("/corrections"))
    for table in ("correction_request", "correction_step"):
        assert await rows(f"SELECT * FROM {table}") == []  # noqa: S608 - our own tables
    assert await send(browser, f"/corrections/{number}/delete", {}) == "404"


async def test_a_request_at_the_office_is_withdrawn_until_it_is_decided(enter: Enter) -> None:
    browser = await enter(GIVER)
    number = await prepare(browser)
    assert (await browser.get(f"/corrections/{number}/withdraw")).status_code == 404  # it is deleted instead
    await office(number, RECEIVED)
    assert "調べるのをやめます" in said(await browser.get(f"/corrections/{number}/withdraw"))
    assert await send(browser, f"/corrections/{number}/withdraw", {}) == f"303 /corrections/{number}"
    assert "取り下げました" in said(await browser.get(f"/corrections/{number}"))
    assert await send(browser, f"/corrections/{number}/withdraw", {}) == "404"
    other = await prepare(browser)
    await office(other, RECEIVED, REVIEWED, taken(Step.DECIDED, outcome=Outcome.REFUSED))
    assert await send(browser, f"/corrections/{other}/withdraw", {}) == "404"


async def test_papers_are_asked_for_with_the_day(enter: Enter) -> None:
    browser = await enter(GIVER)
    number = await prepare(browser)
    day = DEMO_NOW.date().replace(day=30)
    await office(number, RECEIVED, taken(Step.PAPERS_ASKED, note="給与明細をお持ちください。", until_day=day))
    page = said(await browser.get(f"/corrections/{number}"))
    assert "給与明細をお持ちください。" in page
    assert "令和8年（2026年）11月30日までに、お出しください。" in page
    home = said(await browser.get("/home"))
    assert "書類をお願いしています" in home and "令和8年（2026年）11月30日まで" in home
    assert "令和8年（2026年）11月30日まで" in said(await browser.get("/corrections"))


async def test_who_is_refused_reads_why_and_what_can_be_done(enter: Enter) -> None:
    browser = await enter(GIVER)
    number = await prepare(browser)
    refused = taken(Step.DECIDED, outcome=Outcome.REFUSED, note="手がかりが見つかりませんでした。")
    await office(number, RECEIVED, REVIEWED, refused)
    page = said(await browser.get(f"/corrections/{number}"))
    for text in (
        "訂正しないと決まりました",
        "手がかりが見つかりませんでした。",
        "厚生労働大臣に、審査請求",
        "3か月以内",
    ):
        assert text in page
    assert "決定を知らせる紙が届きます。記録は、いまのままです。" in page
    assert "記録を直し" not in page and "記録が直る" not in page
    await office(number, taken(Step.NOTIFIED))
    assert "この相談は、これで終わりです" in said(await browser.get(f"/corrections/{number}"))


async def update_record(number: str) -> None:
    """A new version of the record, which says what the one before said, noted with its request."""
    request = await fetch_request(number)
    assert request is not None
    document = await fetch_document(request.person_id)
    assert document is not None
    after = await replace_document(request.person_id, document.document_id, document.decode(), DEMO_NOW)
    assert after is not None
    await note_documents(request.request_id, document.document_id, after)


async def test_before_and_after_are_shown_with_the_amount_to_the_person_alone(enter: Enter) -> None:
    browser = await enter(GIVER)
    number = await prepare(browser)
    await office(number, RECEIVED, REVIEWED, taken(Step.DECIDED, outcome=Outcome.GRANTED, note="給与明細があるため。"))
    async with write():
        await update_record(number)
    await office(number, taken(Step.RECORD_UPDATED))
    page = said(await browser.get(f"/corrections/{number}"))
    for text in ("訂正の前と後", "年金の見込額", "円", "変わりません", "/estimate/simple"):
        assert text in page
    await send(browser, "/account/helpers/new", mandate_form(**{"screens-corrections": "corrections"}))
    helper = await enter(HELPER)
    await send(helper, "/helping/begin", {"mandate": "1"}, page="/helping")
    page = said(await helper.get(f"/corrections/{number}"))
    assert "訂正の前と後" in page and TOLD in page
    assert "年金の見込額" not in page and "円" not in page


async def test_the_sheet_for_the_office_has_everything_and_no_amount(enter: Enter) -> None:
    browser = await enter(GIVER)
    number = await prepare(browser)
    page = said(await browser.get(f"/corrections/{number}/print"))
    for text in (
        f"{number[:4]}-{number[4:]}",
        "春野 和子",
        "昭和58年（1983年）4月から7月まで（4か月）",
        "未加入",
        TOLD,
        "店の前で撮った写真",
        "受け付けた日",
    ):
        assert text in page
    assert "円" not in page


async def test_at_most_so_many_are_open(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = await enter(GIVER)
    await prepare(browser)
    for module in ("services.corrections", "web.routes.corrections", "web.routes.correction_questions"):
        monkeypatch.setattr(f"{module}.MOST_OPEN", 1)
    assert "一度に持てるのは、1件までです。" in said(await browser.get("/corrections"))
    assert "準備をはじめる" not in (await browser.get("/corrections/new")).text
    await fill(browser)
    page = await browser.post("/corrections/new/summary", {**await token(browser)})
    assert page.status_code == 422
    assert "一度に持てるのは、1件までです。" in said(page)
    assert len(await rows("SELECT * FROM correction_request")) == 1


async def test_nobody_else_sees_or_touches_it(enter: Enter) -> None:
    number = await prepare(await enter(GIVER))
    stranger = await enter(STRANGER)
    for path in ("", "/print", "/change", "/delete", "/withdraw"):
        page = await stranger.get(f"/corrections/{number}{path}")
        assert page.status_code == 404
        assert TOLD not in page.text
    for act in ("change", "delete", "withdraw"):
        assert await send(stranger, f"/corrections/{number}/{act}", {}) == "404"
    assert len(await rows("SELECT * FROM correction_request")) == 1


async def test_a_helper_reads_and_never_writes(enter: Enter) -> None:
    giver = await enter(GIVER)
    number = await prepare(giver)
    await send(giver, "/account/helpers/new", mandate_form(**{"screens-corrections": "corrections"}))
    helper = await enter(HELPER)
    await send(helper, "/helping/begin", {"mandate": "1"}, page="/helping")
    for path in ("/corrections", f"/corrections/{number}", f"/corrections/{number}/print"):
        page = await helper.get(path)
        assert page.status_code == 200
        assert "書きなおす" not in page.text and "準備をはじめる" not in page.text
    for path in ("/corrections/new", f"/corrections/{number}/change", f"/corrections/{number}/delete"):
        assert (await helper.get(path)).status_code == 403
    assert (await send(helper, f"/corrections/{number}/delete", {}, page="/helping")).startswith("403")
    assert "代理の方（清水 幸子さん）" in (await giver.get("/account/access-log")).text


async def test_the_log_tells_what_was_done_and_nothing_that_was_told(enter: Enter) -> None:
    browser = await enter(GIVER)
    number = await prepare(browser)
    await send(browser, f"/corrections/{number}/delete", {})
    log = [" ".join(entry) for entry in await log_of(GIVER)]
    assert [entry for entry in log if "correction" in entry] != []
    assert not any("こまどり" in entry for entry in log)


async def test_the_recall_and_the_month_lead_here_with_their_months(enter: Enter) -> None:
    browser = await enter(GIVER)
    assert await answer_all(browser, "worked", "firm", "yes", "former") == POINT
    for page, start in ((POINT, "recall.not-enrolled-1984-05"), ("/records/1983/4", "month.1983-04")):
        link = f"/corrections/new?from={start}"
        assert f'href="{link}"' in (await browser.get(page)).text
        assert f'name="from" value="{start}"' in (await browser.get(link)).text


@pytest.mark.parametrize(
    ("point", "question", "answers", "supposed"),
    [
        ("payable-2025-02", "payable-then", (), "国民年金を納めた、または免除されたのに、未納や未加入になっている"),
        ("payable-2025-02", "payable-then", ("worked", "yes", "same", "closed"), "はたらいていたのに、記録がない"),
        ("payable-2025-02", "payable-then", ("hard",), ""),
        ("unpaid-1995-04", "third-notice", (), "会社員や公務員の、妻や夫だった"),
        ("overlap-2001-08", "two-places", (), "同じ月が、二重になっている"),
        (
            *("overlap-2001-08", "two-places", ("not-mine",)),
            "名前や生年月日がちがう、または、ほかの人の記録がまざっている",
        ),
        (
            *("not-enrolled-1983-04", "doing", ("own-work", "paid")),
            "国民年金を納めた、または免除されたのに、未納や未加入になっている",
        ),
        ("not-enrolled-1984-05", "doing", (), ""),  # カ？
        ("not-enrolled-1984-05", "doing", ("studied", "day"), "学生だった、外国に住んでいた"),
    ],
)
async def test_what_was_answered_says_what_may_be_wrong(
    enter: Enter, point: str, question: str, answers: tuple[str, ...], supposed: str
) -> None:
    browser, url = await enter(GIVER), f"/recall/{point}/{question}"
    for value in answers:
        status, url = await answer(browser, url, value)
        assert status == 303
    link = f"/corrections/new?from=recall.{point}"
    assert (f'href="{link}"' in (await browser.get(f"/recall/{point}")).text) is bool(answers and supposed)
    assert claim_said(await browser.get(link)) == supposed
    assert claim_said(await browser.get(f"/corrections/new?from=month.{point[-7:]}")) == supposed
