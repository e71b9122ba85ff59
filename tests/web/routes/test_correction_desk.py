"""The office's desk for corrections: from the number on a paper to the corrected record that its owner sees."""

from __future__ import annotations

import re

import pytest
from httpx import Response

from db.engine import current_engine
from db.queries.accounts import fetch_credentials
from db.queries.corrections import TakenStep, insert_request
from db.queries.records import fetch_document
from db.transactions import read, write
from pension.calendar import YearMonth
from pension.correction_requests import Evidence, Request
from pension.correction_steps import Step
from services.clock import DEMO_NOW
from services.correction_desk import MOST_WRONG_NUMBERS
from tests.databases import SteppingClock
from tests.web.conftest import Browser, hidden_in, said, token_in
from tests.web.town import GIVER, HELPER, NAMES, STRANGER, Enter, log_of, rows, send, without_token

DESK = "/counter/office/corrections"
NUMBER = "12345678"
URL = f"{DESK}/{NUMBER}"
EMPLOYEES_MONTHS = '<td class="number" data-label="実際の月数">{}</td>'
RECEPTION = {"identity": "passport", "papers-payslip": "payslip", "day": "令和8年11月23日"}


async def prepare(start: str = "nothing", number: str = NUMBER) -> None:
    """The giver has prepared a request about the four months of 1983 without a record."""
    asked = Request(
        start=start,
        claim="no-record",
        first_month=YearMonth.of(1983, 4),
        last_month=YearMonth.of(1983, 7),
        told="みほん文具店につとめていました。",
        evidence=Evidence(at_hand=("payslip",), to_look_for=("people",), others="社員旅行の写真"),
    )
    async with write():
        credentials = await fetch_credentials(GIVER)
        assert credentials is not None
        assert credentials.person_id is not None
        seen = await fetch_document(credentials.person_id)
        assert seen is not None
        step = TakenStep(step=Step.PREPARED, happened_at=DEMO_NOW, taken_by=credentials.account_id)
        assert await insert_request(number, credentials.person_id, seen.document_id, asked, step)


async def sent(browser: Browser, url: str, fields: dict[str, str]) -> Response:
    """Send a form with the hidden fields of its page."""
    page = await browser.get(url)
    assert page.status_code == 200, url
    return await browser.post(url, {**hidden_in(page), **fields})


async def goes(browser: Browser, url: str, fields: dict[str, str]) -> str:
    """Where a form that is right leads."""
    answer = await sent(browser, url, fields)
    assert answer.status_code == 303, re.findall(r'<a href="#[^"]*">([^<]*)</a>', answer.text)
    location: str = answer.headers["location"]
    return location


async def review(browser: Browser) -> None:
    """Receive it and begin to review it."""
    assert await goes(browser, f"{URL}/steps/received", RECEPTION) == URL
    assert await goes(browser, f"{URL}/steps/under_review", {}) == URL


async def decide_job(browser: Browser) -> None:
    """Work out, question by question, that the job of 1983 is added, and decide it."""
    url = await goes(browser, f"{URL}/decision/outcome", {"answer": "granted"})
    assert url == f"{URL}/decision/withdrawals"
    url = await goes(browser, url, {})
    assert url == f"{URL}/decision/additions"
    url = await goes(browser, url, {"answer": "job"})
    for fields in (
        {"answer": "みほん文具店"},
        {"answer": "E1"},
        {"answer": "昭和58年4月1日"},
        {"answer": "S58.8.1"},
    ):
        url = await goes(browser, url, fields)
    assert url == f"{URL}/decision/entries/1/pay"
    pay = {"first": "昭和58年4月", "last": "", "amount": "9万8000円", "step": "add"}
    assert await goes(browser, url, pay) == url
    url = await goes(browser, url, {"step": "next"})
    assert url == f"{URL}/decision/entries/1/bonuses"
    assert await goes(browser, url, {"step": "next"}) == f"{URL}/decision/additions"
    url = await goes(browser, f"{URL}/decision/additions", {"answer": "nothing"})
    assert url == f"{URL}/decision/reason"
    reason = {"answer": "給与明細で、\n保険料が引かれていたことが確かめられたためです。", "day": "2026/11/23"}
    assert await goes(browser, url, reason) == f"{URL}/decision"
    assert await goes(browser, f"{URL}/decision", {}) == URL


async def test_from_the_number_to_the_corrected_record(enter: Enter) -> None:
    await prepare()
    officer, other, giver = await enter("officer"), await enter("supervisor"), await enter(GIVER)
    before = without_token((await giver.get("/records")).text)
    assert "not-enrolled-1983-04" in (await giver.get("/records/checks")).text
    assert EMPLOYEES_MONTHS.format(145) in before
    assert await send(officer, DESK, {"number": "1234-5678"}) == f"303 {URL}"
    await review(officer)
    await decide_job(officer)
    assert "決めた職員とは別の職員が、内容を確かめてから、記録に反映します。" in said(await officer.get(URL))
    page = said(await other.get(f"{URL}/record"))
    assert "昭和58年（1983年）4月から7月まで（4か月）" in page
    assert "4か月、ふえます" in page
    assert await goes(other, f"{URL}/record", {}) == URL
    assert "訂正の前と後" in said(await officer.get(URL))
    told = {"way": "letter", "day": "11月23日"}
    assert (await sent(officer, f"{URL}/steps/notified", told)).status_code == 422
    assert await goes(officer, f"{URL}/steps/notified", {**told, "day": "2026年11月23日"}) == URL

    month = said(await giver.get("/records/1983/4"))
    for words in (
        "みほん文具店",
        "給与明細で、 保険料が引かれていたことが確かめられたためです。",
        "さくら年金事務所で訂正されました",
        "98,000円",
    ):
        assert words in month
    assert EMPLOYEES_MONTHS.format(149) in (await giver.get("/records")).text
    assert "not-enrolled-1983-04" not in (await giver.get("/records/checks")).text
    log = said(await giver.get("/account/access-log"))
    assert "受付番号1234-5678の記録の訂正の相談で決まったとおりに、年金記録を訂正しました。" in log
    assert "受付番号1234-5678の記録の訂正の相談を、受け付けました。" in log
    assert "確かめた書類：パスポート、給与明細" in log


async def test_who_comes_is_known_by_what_stands_on_their_paper(enter: Enter) -> None:
    await prepare()
    officer, giver = await enter("officer"), await enter(GIVER)
    paper = said(await giver.get(f"/corrections/{NUMBER}/print"))
    opened = said(await officer.get(URL))
    at_the_counter = said(await officer.get(f"{URL}/steps/received"))
    for known in ("春野 和子（ハルノ カズコ）", "昭和36年（1961年）6月15日", "下4けた 7890"):
        assert known in paper and known in opened and known in at_the_counter, known
    assert "1234-567890" not in opened + at_the_counter
    assert "下4けた" not in said(await officer.get(f"{URL}/steps/under_review"))
    readings = [detail for _, action, detail in await log_of(GIVER) if action == "read" and NUMBER in detail]
    assert len(readings) == 1


async def test_the_estimate_follows_the_corrected_record(enter: Enter) -> None:
    await prepare()
    officer, other, giver = await enter("officer"), await enter("officer2"), await enter(GIVER)
    before = without_token((await giver.get("/estimate/simple")).text)
    await review(officer)
    await decide_job(officer)
    assert without_token((await giver.get("/estimate/simple")).text) == before
    await goes(other, f"{URL}/record", {})
    assert without_token((await giver.get("/estimate/simple")).text) != before


async def test_no_counter_shows_what_the_pension_comes_to(enter: Enter) -> None:
    await prepare()
    officer, other = await enter("officer"), await enter("officer2")
    await review(officer)
    await decide_job(officer)
    before = said(await other.get(f"{URL}/record"))
    await goes(other, f"{URL}/record", {})
    for page in (before, said(await officer.get(URL))):
        assert "訂正の前と後" in page
        assert "年金額" not in page
        assert "見込額" not in page


async def search(browser: Browser) -> str:
    """Search for records without an owner; the number of the answer."""
    answer = await browser.post(
        "/search/unlinked", {"csrf_token": token_in(await browser.get("/faq")), "purpose": "gap", "step": "do"}
    )
    found = re.search(r'class="issued">([0-9]{4})-([0-9]{4})<', answer.text)
    assert found
    return found[1] + found[2]


async def test_a_record_without_an_owner_is_taken_over(enter: Enter) -> None:
    officer, giver = await enter("officer"), await enter(GIVER)
    found = await search(giver)
    await prepare(start=f"search.{found}")
    await review(officer)
    await goes(officer, f"{URL}/decision/outcome", {"answer": "granted"})
    page = said(await officer.get(f"{URL}/decision/additions"))
    assert "持ち主不明記録 4021-183645（みほん文具店、昭和58年（1983年）4月から7月まで）をもとに加える" in page
    url = await goes(officer, f"{URL}/decision/additions", {"answer": "unlinked-1"})
    assert 'value="みほん文具店"' in (await officer.get(url)).text
    enrolled = said(await officer.get(f"{URL}/decision/entries/1/enrolled"))
    assert "持ち主不明記録にある時期：昭和58年（1983年）4月から7月まで" in enrolled
    whole = said(await officer.get(f"{URL}/decision"))
    assert "4021-183645" in whole
    assert "当時のお名前" in whole
    readings = [detail for _, action, detail in await log_of(GIVER) if action == "read"]
    assert len([detail for detail in readings if f'"search":"{found}"' in detail]) == 1


async def test_a_search_of_somebody_else_offers_nothing(enter: Enter) -> None:
    officer, other = await enter("officer"), await enter(STRANGER)
    await prepare(start=f"search.{await search(other)}")
    await review(officer)
    await goes(officer, f"{URL}/decision/outcome", {"answer": "granted"})
    assert "持ち主不明記録 " not in said(await officer.get(f"{URL}/decision/additions"))
    readings = [detail for _, action, detail in await log_of(GIVER) if action == "read"]
    assert not [detail for detail in readings if '"search"' in detail]


async def test_an_entry_is_mended_by_taking_it_out_and_adding_a_copy(enter: Enter) -> None:
    await prepare()
    officer = await enter("officer")
    await review(officer)
    await goes(officer, f"{URL}/decision/outcome", {"answer": "partly"})
    listed = (await officer.get(f"{URL}/decision/withdrawals")).text
    entry = re.findall(r'name="answer-([A-Za-z0-9._-]+)"', listed)[0]
    await goes(officer, f"{URL}/decision/withdrawals", {f"answer-{entry}": entry})
    assert "を直して加える" in said(await officer.get(f"{URL}/decision/additions"))
    await goes(officer, f"{URL}/decision/additions", {"answer": f"copy-{entry}"})
    page = said(await officer.get(f"{URL}/decision"))
    assert "この訂正では、記録が何も変わりません。" in page
    url = f"{URL}/decision/entries/1/disenrolled?then=summary"
    assert await goes(officer, url, {"answer": "昭和58年8月1日"}) == f"{URL}/decision"
    assert "この訂正では、記録が何も変わりません。" not in said(await officer.get(f"{URL}/decision"))


async def test_a_national_period_and_time_alone_are_added_in_runs(enter: Enter) -> None:
    await prepare()
    officer = await enter("officer")
    await review(officer)
    await goes(officer, f"{URL}/decision/outcome", {"answer": "granted"})
    url = await goes(officer, f"{URL}/decision/additions", {"answer": "national"})
    for fields in ({"answer": "category_1"}, {"answer": "1983/4/1"}, {"answer": "1983/8/1"}):
        url = await goes(officer, url, fields)
    empty = await sent(officer, url, {"step": "next"})
    assert "月と納付の状況を、ひとつは加えてください。" in empty.text
    run = {"first": "1983年4月", "last": "1983年7月", "status": "N1_PAID", "step": "add"}
    assert await goes(officer, url, run) == url
    assert "国民年金 納付済み" in said(await officer.get(url))
    await goes(officer, url, {"step": "remove-0"})
    assert "まだありません。" in said(await officer.get(url))
    await goes(officer, url, run)
    url = await goes(officer, f"{URL}/decision/additions", {"answer": "time"})
    url = await goes(officer, url, {"first": "昭和59年6月", "last": "昭和59年8月"})
    await goes(officer, url, {"answer": "学生だった期間（在学証明書で確認）"})
    page = said(await officer.get(f"{URL}/decision"))
    assert ">変わる月は、あわせて7か月（2つの期間）です。" in page
    fields = hidden_in(await officer.get(f"{URL}/decision"))
    answer = await officer.post(f"{URL}/decision/entries/2/remove", fields)
    assert answer.headers["location"] == f"{URL}/decision"
    assert "あわせて4か月" in said(await officer.get(f"{URL}/decision"))


@pytest.mark.parametrize(
    ("question", "fields", "why"),
    [
        ("employer", {"answer": " "}, "つとめ先の名前を書いてください。"),
        ("employer", {"answer": "あ" * 101}, "つとめ先の名前は100文字までです。あと1文字、短くしてください。"),
        ("status", {"answer": "N1_PAID"}, "制度を、ひとつえらんでください。"),
        ("enrolled", {"answer": "昭和65年1月1日"}, "昭和は、元年12月25日から64年1月7日までです。"),
        ("enrolled", {"answer": "昭和30年1月1日"}, "ご本人の生まれた日（昭和36年（1961年）6月15日）より前です。"),
        ("enrolled", {"answer": "2030/1/1"}, "きょう（令和8年（2026年）11月23日）より後です。"),
        ("enrolled", {"answer": "昭和58年春"}, "何年何月何日か、日まで書いてください。"),
        ("disenrolled", {"answer": ""}, "加入が終わった日を書いてください。"),
        ("pay", {"first": "昭和58年", "amount": "10万", "step": "add"}, "何年何月か、月まで書いてください。"),
        ("pay", {"first": "1983/4", "last": "1983/3", "amount": "1", "step": "add"}, "始まりの月より前です。"),
        ("pay", {"first": "1983/4", "amount": "たくさん", "step": "next"}, "数字として読み取れません。"),
        ("bonuses", {"first": "", "amount": "10", "step": "add"}, "賞与の月を書いてください。"),
    ],
)
async def test_what_cannot_be_is_explained_and_stays(
    enter: Enter, question: str, fields: dict[str, str], why: str
) -> None:
    await prepare()
    officer = await enter("officer")
    await review(officer)
    await goes(officer, f"{URL}/decision/outcome", {"answer": "granted"})
    await goes(officer, f"{URL}/decision/additions", {"answer": "job"})
    answer = await sent(officer, f"{URL}/decision/entries/1/{question}", fields)
    assert answer.status_code == 422
    assert why in said(answer)
    typed = [text for name, text in fields.items() if name != "step" and text.strip() and question != "status"]
    assert all(f'value="{text}"' in answer.text for text in typed)


async def test_a_problem_names_the_field_and_leads_there(enter: Enter) -> None:
    await prepare()
    officer = await enter("officer")
    await review(officer)
    await goes(officer, f"{URL}/decision/outcome", {"answer": "granted"})
    url = await goes(officer, f"{URL}/decision/additions", {"answer": "national"})
    for fields in ({"answer": "category_1"}, {"answer": "1983/4/1"}, {"answer": "1983/6/1"}):
        url = await goes(officer, url, fields)
    await goes(officer, url, {"first": "1983/4", "last": "1983/7", "status": "N1_STUDENT", "step": "add"})
    page = await officer.get(f"{URL}/decision")
    words = said(page)
    assert "加える期間1（国民年金（第1号））の月ごとの納付の状況" in words
    assert "もとの期間の外にある月です。" in words
    assert "「学生納付特例」" in words
    assert f"{URL}/decision/entries/1/runs?then=summary" in page.text
    assert "この内容で決める" not in words


async def test_two_officers_are_told_of_each_other_and_nothing_typed_is_lost(enter: Enter) -> None:
    await prepare()
    one, other = await enter("officer"), await enter("officer2")
    await review(one)
    await goes(one, f"{URL}/decision/outcome", {"answer": "granted"})
    hidden = hidden_in(await other.get(f"{URL}/decision/reason"))
    await goes(one, f"{URL}/decision/additions", {"answer": "job"})
    fields = {**hidden, "answer": "わたしの考えたわけ", "day": "2026/11/23"}
    answer = await other.post(f"{URL}/decision/reason", fields)
    assert answer.status_code == 422
    assert "ほかの職員が、この決定を書きかえました。" in answer.text
    assert "わたしの考えたわけ" in answer.text
    again = hidden_in(answer)
    assert again["seen"] != hidden["seen"]
    kept = await other.post(f"{URL}/decision/reason", {**fields, **again})
    assert kept.status_code == 303


async def test_a_step_that_somebody_else_has_taken_is_not_taken_twice(enter: Enter) -> None:
    await prepare()
    one, other = await enter("officer"), await enter("officer2")
    form = await other.get(f"{URL}/steps/received")
    await goes(one, f"{URL}/steps/received", RECEPTION)
    answer = await other.post(f"{URL}/steps/received", {**RECEPTION, **hidden_in(form)})
    assert answer.status_code == 409
    assert "ほかの職員が、先に進めました。" in answer.text
    assert len(await rows("SELECT id FROM correction_step")) == 2


async def test_what_the_person_wrote_anew_is_read_before_it_is_received(enter: Enter) -> None:
    await prepare()
    officer = await enter("officer")
    (read_from,) = re.findall(rf'href="({URL}/steps/received[^"]*)"', (await officer.get(URL)).text)
    form = await officer.get(read_from)
    assert form.status_code == 200
    async with write():
        await current_engine().run_ddl("UPDATE correction_request SET told = 'べつのつとめ先のことです。'")
    fields = {**RECEPTION, **hidden_in(form)}
    answer = await officer.post(f"{URL}/steps/received", fields)
    assert answer.status_code == 409
    assert "ご本人が、この請求を書きなおしました。" in answer.text
    assert "べつのつとめ先のことです。" in answer.text
    assert (await officer.get(read_from)).status_code == 409


async def test_papers_are_asked_for_by_a_day_to_come(enter: Enter) -> None:
    await prepare()
    officer = await enter("officer")
    await review(officer)
    url = f"{URL}/steps/papers_asked"
    past = await sent(officer, url, {"papers-payslip": "payslip", "until-day": "2026/11/22"})
    assert "きょう（令和8年（2026年）11月23日）より前です。" in said(past)
    assert 'value="2026/11/22"' in past.text
    nothing = await sent(officer, url, {"until-day": "2026/12/20"})
    assert "お願いする書類をえらぶか、下に書いてください。" in nothing.text
    fields = {"papers-payslip": "payslip", "note": "写しでもかまいません。", "until-day": "令和8年12月20日"}
    assert await goes(officer, url, fields) == URL
    page = said(await officer.get(URL))
    assert "お願いする書類：給与明細" in page
    assert "写しでもかまいません。" in page
    assert "書類の期限：令和8年（2026年）12月20日" in page
    assert "書類の期限" in said(await officer.get(DESK))
    assert await goes(officer, f"{URL}/steps/under_review", {"papers-payslip": "payslip"}) == URL
    assert "届いた書類：給与明細" in said(await officer.get(URL))


async def test_a_refusal_tells_why_and_leaves_the_record(enter: Enter) -> None:
    await prepare()
    officer, giver = await enter("officer"), await enter(GIVER)
    before = without_token((await giver.get("/records")).text)
    await review(officer)
    assert await goes(officer, f"{URL}/decision/outcome", {"answer": "refused"}) == f"{URL}/decision/reason"
    reason = {"answer": "手がかりが見つからなかったためです。", "day": "2026/11/23"}
    early = await sent(officer, f"{URL}/decision/reason", {**reason, "day": "2026/11/1"})
    assert "受け付けた日（令和8年（2026年）11月23日）より前です。" in said(early)
    assert await goes(officer, f"{URL}/decision/reason", reason) == f"{URL}/decision"
    await goes(officer, f"{URL}/decision", {})
    assert (await officer.get(f"{URL}/record")).status_code == 404
    assert await goes(officer, f"{URL}/steps/notified", {"way": "counter", "day": "2026/11/23"}) == URL
    assert without_token((await giver.get("/records")).text) == before


async def test_a_decision_is_sent_back_with_a_reason(enter: Enter) -> None:
    await prepare()
    officer, other = await enter("officer"), await enter("officer2")
    await review(officer)
    await decide_job(officer)
    url = f"{URL}/steps/under_review"
    assert "もう一度調べるわけを書いてください。" in (await sent(other, url, {"note": ""})).text
    assert await goes(other, url, {"note": "資格喪失日を、もう一度確かめます。"}) == URL
    assert "決定を作る" in said(await other.get(URL))


async def test_what_the_person_takes_back_is_at_its_end(enter: Enter) -> None:
    await prepare()
    officer = await enter("officer")
    assert await goes(officer, f"{URL}/steps/withdrawn", {"way": "phone"}) == URL
    page = said(await officer.get(URL))
    assert "電話で、ご本人からお申し出がありました。" in page
    assert (await officer.get(f"{URL}/steps/received")).status_code == 404


async def test_the_list_names_nobody(enter: Enter) -> None:
    await prepare()
    officer = await enter("officer")
    assert "いま、進めている請求はありません。" in said(await officer.get(DESK))
    await review(officer)
    page = said(await officer.get(DESK))
    assert "受付番号 1234-5678" in page
    assert NAMES[GIVER] not in page
    assert "訂正の請求（1件）" in said(await officer.get("/counter/office"))


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("", "受付番号を入力してください。8けたの数字です。"),
        ("1234", "受付番号は、8けたの数字です。"),
        ("87654321", "この受付番号の請求は、見つかりません。"),
    ],
)
async def test_a_number_that_opens_nothing_says_why(enter: Enter, number: str, why: str) -> None:
    await prepare()
    officer = await enter("officer")
    answer = await officer.post(DESK, {"csrf_token": token_in(await officer.get("/faq")), "number": number})
    assert answer.status_code == 422
    assert why in answer.text
    assert f'value="{number}"' in answer.text


async def test_numbers_are_not_tried_out(enter: Enter) -> None:
    await prepare()
    officer = await enter("officer")
    for number in range(10):
        assert (await officer.get(f"{DESK}/0000000{number}")).status_code == 404
    stopped = await officer.get(URL)
    assert stopped.status_code == 429
    assert "番号のまちがいが続いたため、受け付けを止めています。" in stopped.text
    assert NAMES[GIVER] not in stopped.text


async def test_what_is_not_now_or_not_theirs_is_no_wrong_number(enter: Enter) -> None:
    await prepare()
    officer = await enter("officer")
    for _ in range(MOST_WRONG_NUMBERS + 1):
        assert (await officer.get(f"{URL}/decision")).status_code == 404
    assert (await officer.get(URL)).status_code == 200


async def test_whoever_helps_the_person_does_not_handle_their_request(enter: Enter, town_clock: SteppingClock) -> None:
    await prepare()
    officer = await enter("officer")
    account = (await rows("SELECT id FROM account WHERE user_id = 'officer'"))[0]["id"]
    async with write():
        await current_engine().run_ddl(
            "INSERT INTO mandate (person, helper, screen_groups, given_at, ends_at, office, papers, reason) "  # noqa: S608 - a number of our own
            f"SELECT person, {account}, 'records', '2026-11-01', '2026-12-01', '', '', '' FROM correction_request"
        )
    answer = await officer.get(URL)
    assert answer.status_code == 403
    assert "ほかの職員が受け持ちます。" in answer.text
    assert all(action != "read" for _, action, _ in await log_of(GIVER))


async def test_what_is_not_there_is_said(enter: Enter) -> None:
    await prepare()
    officer = await enter("officer")
    await review(officer)
    for path in ("decision/nothing", "decision/entries/7/employer", "steps/decided", "steps/nothing", "record"):
        assert (await officer.get(f"{URL}/{path}")).status_code == 404, path
    assert (await officer.get(f"{URL}/decision")).headers["location"] == f"{URL}/decision/outcome"


async def test_a_record_that_changed_is_looked_at_again(enter: Enter) -> None:
    await prepare()
    officer, other = await enter("officer"), await enter("officer2")
    await review(officer)
    await decide_job(officer)
    answer = await sent(other, f"{URL}/record", {"version": "999"})
    assert answer.status_code == 409
    assert "この方の記録が新しくなりました。" in answer.text
    async with read():
        assert (await current_engine().run_ddl("SELECT step FROM correction_request"))[0]["step"] == "decided"


async def test_a_decision_that_is_another_is_looked_at_again_before_it_is_put_into_the_record(enter: Enter) -> None:
    await prepare()
    officer, other = await enter("officer"), await enter("officer2")
    await review(officer)
    await decide_job(officer)
    answer = await sent(other, f"{URL}/record", {"seen": "0123456789abcdef"})
    assert answer.status_code == 409
    assert "ほかの職員が、この決定を書きかえました。" in answer.text
    assert "この内容で記録に反映する" in answer.text
    assert await goes(other, f"{URL}/record", {}) == URL


async def test_helpers_and_citizens_have_no_desk(enter: Enter) -> None:
    for user in (GIVER, HELPER, "clerk", "auditor", "administrator"):
        assert (await (await enter(user)).get(DESK)).status_code == 403


async def test_a_recorded_entry_that_collides_is_named(enter: Enter) -> None:
    await prepare()
    officer = await enter("officer")
    await review(officer)
    await goes(officer, f"{URL}/decision/outcome", {"answer": "granted"})
    url = await goes(officer, f"{URL}/decision/additions", {"answer": "national"})
    for fields in ({"answer": "category_3"}, {"answer": "1986/3/1"}, {"answer": "1987/4/1"}):
        url = await goes(officer, url, fields)
    await goes(officer, url, {"first": "1986/4", "last": "1987/3", "status": "N3", "step": "add"})
    words = said(await officer.get(f"{URL}/decision"))
    assert "いまの記録の期間（国民年金（第3号）　加入した日 昭和61年（1986年）4月1日" in words
    assert "同じ種別の期間（国民年金（第3号）　加入した日 昭和61年（1986年）3月1日" in words


async def test_what_is_lacking_leads_to_its_question(enter: Enter) -> None:
    await prepare()
    officer = await enter("officer")
    await review(officer)
    await goes(officer, f"{URL}/decision/outcome", {"answer": "granted"})
    page = await officer.get(f"{URL}/decision")
    assert f'href="{URL}/decision/withdrawals">外す期間か、加える期間を、えらんでください。' in page.text
    await goes(officer, f"{URL}/decision/additions", {"answer": "time"})
    page = await officer.get(f"{URL}/decision")
    assert f'href="{URL}/decision/entries/1/months?then=summary">加える期間に' in page.text
    fields = {"csrf_token": token_in(page), "seen": "nothing", "version": "1"}
    assert (await officer.post(f"{URL}/decision", fields)).status_code == 409
    unfinished = await officer.post(f"{URL}/decision", hidden_in(page))
    assert unfinished.status_code == 409
    assert "この決定は、まだ決められません。" in unfinished.text
    assert (await sent(officer, f"{URL}/decision/additions", {"answer": "something"})).status_code == 422


async def test_who_decides_what_was_decided_meanwhile_is_shown_where_it_stands(enter: Enter) -> None:
    await prepare()
    one, other = await enter("officer"), await enter("officer2")
    await review(one)
    stale = await other.get(f"{URL}/decision/outcome")
    await decide_job(one)
    fields = {"csrf_token": token_in(stale), "seen": "nothing", "version": "1"}
    answer = await other.post(f"{URL}/decision", fields)
    assert answer.status_code == 409
    assert "ほかの職員が、先に進めました。" in answer.text
    own = await one.get(f"{URL}/record")
    assert "決めた職員とは別の職員が" in own.text
    assert "この内容で記録に反映する" not in own.text
    refused = await one.post(f"{URL}/record", {**fields, "csrf_token": token_in(own)})
    assert refused.status_code == 403
