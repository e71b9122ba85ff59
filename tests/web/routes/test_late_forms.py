"""A form that is sent after the session has ended by itself: nothing typed is lost, nothing is shown."""

from __future__ import annotations

import pytest

from db.engine import current_engine
from db.transactions import write
from pension.life_events import LONGEST_NOTE
from tests.databases import SteppingClock
from tests.web.conftest import Browser, said, token_in
from tests.web.routes.test_recall import POINT, answer_all
from tests.web.routes.test_recall_entry import ENTRY, keep
from tests.web.routes.test_unlinked_search import DECEASED, FATHER, OWN, ask
from tests.web.town import GIVER, HELPER, Enter, mandate_form, rows, send
from web.views.frame import NOTICES, Notice

URL = "/estimate/questions"


async def send_late(browser: Browser, clock: SteppingClock, question: str, page: str = "", **typed: str) -> str:
    """Open a question, wait too long, send the answer; where that leads."""
    token = token_in(await browser.get(f"{URL}/{page or question}"))
    clock.step(minutes=16)
    fields = {name.replace("_", "-"): text for name, text in typed.items()}
    referer = f"http://127.0.0.1:8000{URL}/{question}"
    answer = await browser.post(f"{URL}/{question}", {"csrf_token": token, **fields}, referer=referer)
    assert answer.status_code == 303
    location: str = answer.headers["location"]
    return location


async def kept() -> list[tuple[object, object]]:
    return [(row["step"], row["fields"]) for row in await rows("SELECT step, fields FROM draft")]


async def test_it_goes_on_at_the_same_step_with_what_was_typed(enter: Enter, town_clock: SteppingClock) -> None:
    browser = await enter(GIVER)
    token = token_in(await browser.get(f"{URL}/work"))
    await browser.post(f"{URL}/work", {"csrf_token": token, "work": "yes"})
    led_to = await send_late(browser, town_clock, "until", page="work", until="68歳")
    assert led_to == f"/sign-in?next={URL}/until&because=time-out"
    again = await enter(GIVER)
    assert 'name="until" type="text" value="68歳"' in (await again.get(f"{URL}/until")).text
    assert f'href="{URL}/until"><b>質問に答える試算を続ける</b>' in (await again.get("/home")).text


async def test_months_and_choices_too_and_nothing_else(enter: Enter, town_clock: SteppingClock) -> None:
    browser = await enter(GIVER)
    sent = {"pay_back": "some", "back_2025_02": "1", "back_x": "1", "until": "70", "csrf": "x"}
    await send_late(browser, town_clock, "pay-back", page="work", **sent)
    assert await kept() == [("pay-back", '{"pay-back": "some", "back-2025-02": "1"}')]


@pytest.mark.parametrize(("entry", "keeps"), [("7", True), ("0", False), ("x", False)])
async def test_a_question_about_the_access_log(
    enter: Enter, town_clock: SteppingClock, entry: str, keeps: bool
) -> None:
    browser = await enter(GIVER)
    token = token_in(await browser.get(f"{URL}/work"))
    town_clock.step(minutes=16)
    fields = {"csrf_token": token, "entry": entry, "question": "おぼえがありません。"}
    assert (await browser.post("/account/access-log/inquiries/new", fields)).status_code == 303
    assert await kept() == ([("7", '{"question": "おぼえがありません。"}')] if keeps else [])


async def test_what_is_told_of_a_correction(enter: Enter, town_clock: SteppingClock) -> None:
    browser = await enter(GIVER)
    token = token_in(await browser.get("/corrections/new"))
    town_clock.step(minutes=16)
    sent = {"csrf_token": token, "told": "喫茶こまどりで\nはたらいていました。", "claim": "other"}
    assert (await browser.post("/corrections/new/told", sent)).status_code == 303
    assert await kept() == [("told", '{"told": "喫茶こまどりで\\nはたらいていました。"}')]


async def test_the_dead_session_opens_nothing(enter: Enter, town_clock: SteppingClock) -> None:
    browser = await enter(GIVER)
    await send_late(browser, town_clock, "until", page="work", until="68")
    assert (await browser.get(f"{URL}/until")).status_code == 303
    assert not await browser.is_signed_in()


@pytest.mark.parametrize("question", ["summary", "nothing"])
async def test_what_is_no_question_keeps_nothing(enter: Enter, town_clock: SteppingClock, question: str) -> None:
    browser = await enter(GIVER)
    await send_late(browser, town_clock, question, page="work", until="68")
    assert await kept() == []


async def test_after_signing_out_or_without_the_pages_token_nothing_is_kept(
    enter: Enter, town_clock: SteppingClock
) -> None:
    browser = await enter(GIVER)
    session = browser.client.cookies["session"]
    token = token_in(await browser.get(f"{URL}/work"))
    town_clock.step(minutes=16)
    for given in ("", token[:-4] + "AAA="):
        browser.client.cookies.set("session", session)
        await browser.post(f"{URL}/until", {"csrf_token": given, "until": "68"})
    town_clock.step(minutes=-16)
    browser.client.cookies.set("session", session)
    await browser.sign_out()
    browser.client.cookies.set("session", session)
    await browser.post(f"{URL}/until", {"csrf_token": token, "until": "68"})
    assert await kept() == []


async def test_after_the_last_end_of_a_session_nothing_is_kept(enter: Enter, town_clock: SteppingClock) -> None:
    browser = await enter(GIVER)
    token = token_in(await browser.get(f"{URL}/work"))
    town_clock.step(hours=9)
    await browser.post(f"{URL}/until", {"csrf_token": token, "until": "68"})
    assert await kept() == []


async def test_staff_have_none_of_these_forms_late_either(enter: Enter, town_clock: SteppingClock) -> None:
    browser = await enter("officer")
    token = token_in(await browser.get("/account/password"))
    town_clock.step(minutes=16)
    await browser.post(f"{URL}/until", {"csrf_token": token, "until": "68"})
    assert await kept() == []


async def of_history(browser: Browser, clock: SteppingClock, address: str, typed: str, **more: str) -> int:
    """Send an answer of the worksheet after the session has ended."""
    token = token_in(await browser.get("/history/new/job"))
    clock.step(minutes=16)
    answer = await browser.post(f"/history/{address}", {"csrf_token": token, "answer": typed, **more})
    return answer.status_code


async def begin_entry(enter: Enter) -> Browser:
    browser = await enter(GIVER)
    await send(browser, "/history/new/job", {"answer": "喫茶こまどり", "step": "next"}, page="/history/new/job")
    return browser


async def test_an_answer_of_the_worksheet_waits_in_its_field_until_it_is_saved(
    enter: Enter, town_clock: SteppingClock
) -> None:
    note = "店のご主人は、森さんです。"
    assert await of_history(await begin_entry(enter), town_clock, "entries/1/note", note, kind="job") == 303
    assert await rows("SELECT note FROM life_event") == [{"note": ""}]  # the dead session has changed nothing
    again = await enter(GIVER)
    home = (await again.get("/home")).text
    assert 'href="/history/entries/1/note?kind=job"><b>履歴整理表のお答えを続ける</b>' in home and note not in home
    page = await again.get("/history/entries/1/note?kind=job")
    assert note in page.text and "まだ保存していません。" in page.text and page.status_code == 200
    assert "まだ保存していません。" not in (await again.get("/history/entries/1/place")).text
    await send(again, "/history/entries/1/note", {"answer": note, "step": "next"}, page="/history/new/job")
    assert await kept() == [] and await rows("SELECT note FROM life_event") == [{"note": note}]


async def test_the_first_answer_of_an_entry_waits_too(enter: Enter, town_clock: SteppingClock) -> None:
    await of_history(await enter(GIVER), town_clock, "new/job", "喫茶こまどり")
    assert await rows("SELECT name FROM life_event") == []
    again = await enter(GIVER)
    assert 'value="喫茶こまどり"' in (await again.get("/history/new/job")).text
    await send(again, "/history/new/job", {"answer": "喫茶ひばり", "step": "next"}, page="/history/new/job")
    assert await kept() == [] and await rows("SELECT name FROM life_event") == [{"name": "喫茶ひばり"}]


@pytest.mark.parametrize(
    ("address", "typed", "kind"),
    [
        ("new/nothing", "喫茶", ""),
        ("new/job", "", ""),
        ("entries/1/note", "", "job"),
        ("entries/1/note", "森", ""),
        ("entries/x/note", "森", "job"),
        ("entries/1/nothing", "森", "job"),
    ],
)
async def test_what_is_no_answer_of_the_worksheet_keeps_nothing(
    enter: Enter, town_clock: SteppingClock, address: str, typed: str, kind: str
) -> None:
    assert await of_history(await enter(GIVER), town_clock, address, typed, kind=kind) == 303
    assert await kept() == []


async def test_an_answer_that_came_late_goes_into_a_new_entry_when_its_own_is_gone(
    enter: Enter, town_clock: SteppingClock
) -> None:
    await of_history(await enter(GIVER), town_clock, "entries/7/work", "給仕", kind="job")
    again = await enter(GIVER)
    page = await again.get("/history/entries/7/work?kind=job")
    assert page.status_code == 422 and "給仕" in page.text and 'action="/history/new/job"' in page.text
    fields = {"also": "work", "also-answer": "給仕", "answer": "喫茶ひばり", "step": "next"}
    await send(again, "/history/new/job", fields, page="/history/new/job")
    assert await kept() == [] and await rows("SELECT work FROM life_event") == [{"work": "給仕"}]


async def test_what_came_late_is_deleted_with_its_entry_and_with_everything(
    enter: Enter, town_clock: SteppingClock
) -> None:
    await of_history(await begin_entry(enter), town_clock, "entries/1/note", "森さん", kind="job")
    await of_history(await enter(GIVER), town_clock, "new/job", "喫茶ひばり")
    again = await enter(GIVER)
    await send(again, "/history/entries/1/delete", {}, page="/history/new/job")
    assert await kept() == [("new/job", '{"new/job/": "喫茶ひばり"}')]
    await send(again, "/history/delete", {}, page="/history/new/job")
    assert await kept() == []


async def late(browser: Browser, clock: SteppingClock, url: str, fields: dict[str, str]) -> int:
    """Send a form after the session has ended."""
    token = token_in(await browser.get("/faq"))
    clock.step(minutes=16)
    return (await browser.post(url, {"csrf_token": token, **fields})).status_code


async def test_the_first_answer_of_an_entry_made_from_answers_waits_too(
    enter: Enter, town_clock: SteppingClock
) -> None:
    browser = await enter(GIVER)
    await answer_all(browser, "worked", "firm", "yes", "former")
    assert await late(browser, town_clock, ENTRY, {"answer": "見本工業", "shown": "0123"}) == 303
    assert await rows("SELECT name FROM life_event") == []
    again = await enter(GIVER)
    assert f'href="{ENTRY}"><b>履歴整理表のお答えを続ける</b>' in (await again.get("/home")).text
    page = await again.get(ENTRY)
    assert page.status_code == 200 and 'value="見本工業"' in page.text and "まだ保存していません。" in page.text
    assert await keep(again, "見本工業所") == (303, "/history/entries/1/began")
    assert await kept() == [] and await rows("SELECT name FROM life_event") == [{"name": "見本工業所"}]


async def test_it_is_deleted_with_the_answers_and_where_the_entry_was_made_meanwhile(
    enter: Enter, town_clock: SteppingClock
) -> None:
    browser = await enter(GIVER)
    await answer_all(browser, "worked", "firm", "yes", "former")
    await late(browser, town_clock, ENTRY, {"answer": "見本工業"})
    again = await enter(GIVER)
    await send(again, f"{POINT}/forget", {})
    assert await kept() == []
    await answer_all(again, "worked", "firm", "yes", "former")
    await keep(again, "見本工業所")
    await late(again, town_clock, ENTRY, {"answer": "見本工業"})
    assert len(await kept()) == 1
    assert (await (await enter(GIVER)).get(ENTRY)).headers["location"] == "/history/entries/1"
    assert await kept() == []


async def test_no_more_of_a_text_is_kept_than_says_that_it_is_too_long(enter: Enter, town_clock: SteppingClock) -> None:
    await of_history(await enter(GIVER), town_clock, "new/job", "森" * 5000)
    assert await kept() == [("new/job", '{"new/job/": "' + "森" * (LONGEST_NOTE + 1) + '"}')]


@pytest.mark.parametrize("url", ["/recall/nothing/entry", "/recall/war-1984-05/entry", "/recall/unpaid-1984-13/entry"])
async def test_what_is_no_point_of_any_record_keeps_nothing(enter: Enter, town_clock: SteppingClock, url: str) -> None:
    assert await late(await enter(GIVER), town_clock, url, {"answer": "見本工業"}) == 303
    assert await kept() == []


async def test_a_search_goes_on_with_everything_that_was_answered(enter: Enter, town_clock: SteppingClock) -> None:
    names = {name: FATHER[name] for name in ("relationship", "purpose", "family-kana", "given-kana")}
    sent = {**names, "other-name-1": "アキヤマ イチロウ", "at": "other-names", "birth-era": "昭和"}
    assert await late(await enter(GIVER), town_clock, DECEASED, sent) == 303
    assert "アキヤマ" not in str(await kept()) and "あきやま" not in str(await kept())
    again = await enter(GIVER)
    assert f'href="{DECEASED}"><b>亡くなった方の記録の検索を続ける</b>' in (await again.get("/home")).text
    page = said(await again.get(DECEASED))
    assert "亡くなった方は、いつ生まれましたか" in page and "まだ調べていません。" in page
    assert 'value="あきやま"' in page and 'value="アキヤマ イチロウ"' in page and "error-summary" not in page
    assert "まだ調べていません。" not in said(await again.get(OWN))
    assert (await ask(again, DECEASED, FATHER)).status_code == 200
    assert await kept() == []
    assert "亡くなった方は、あなたのどなたですか" in said(await again.get(DECEASED))


async def test_what_was_answered_wrongly_late_is_asked_again_without_blame(
    enter: Enter, town_clock: SteppingClock
) -> None:
    await late(await enter(GIVER), town_clock, OWN, {"at": "other-names", "other-name-1": "櫻井 花子"})
    page = await (await enter(GIVER)).get(OWN)
    assert page.status_code == 200 and 'value="櫻井 花子"' in page.text and "error-summary" not in page.text


async def test_a_search_that_was_looked_at_is_looked_at_again_before_it_is_made(
    enter: Enter, town_clock: SteppingClock
) -> None:
    assert await late(await enter(GIVER), town_clock, OWN, {"purpose": "gap", "step": "do"}) == 303
    assert await rows("SELECT number FROM unlinked_search") == []
    page = said(await (await enter(GIVER)).get(OWN))
    assert "調べる内容を確かめる" in page and "まだ調べていません。" in page


@pytest.mark.parametrize(
    ("url", "fields"), [(OWN, {"other-name-1": "アキヤマ カズヨ"}), (DECEASED, {"relationship": "child"})]
)
async def test_a_search_that_is_gone_on_with_is_no_late_one_any_more(
    enter: Enter, town_clock: SteppingClock, url: str, fields: dict[str, str]
) -> None:
    await late(await enter(GIVER), town_clock, url, fields)
    assert len(await kept()) == 1
    await ask(await enter(GIVER), url, fields, "next")
    assert await kept() == []


@pytest.mark.parametrize("url", [OWN, DECEASED])
async def test_a_late_search_that_cannot_be_read_any_more_is_said_once(
    enter: Enter, town_clock: SteppingClock, url: str
) -> None:
    await late(await enter(GIVER), town_clock, url, {"purpose": "gap"})
    async with write():
        await current_engine().run_ddl("UPDATE draft SET fields = replace(fields, ': \"', ': \"AAAA')")
    again = await enter(GIVER)
    assert (await again.get(url)).headers["location"] == url
    assert await kept() == []
    for is_said in (True, False):
        page = await again.get(url)
        assert page.status_code == 200 and (NOTICES[Notice.SEARCH_UNREADABLE] in said(page)) is is_said


@pytest.mark.parametrize("fields", [{"at": "relationship", "birth-era": "昭和"}, {"other": "x"}, {}])
async def test_a_search_in_which_nothing_was_answered_keeps_nothing(
    enter: Enter, town_clock: SteppingClock, fields: dict[str, str]
) -> None:
    assert await late(await enter(GIVER), town_clock, DECEASED, fields) == 303
    assert await kept() == []


async def test_a_helper_leaves_no_search_behind(enter: Enter, town_clock: SteppingClock) -> None:
    giver, helper = await enter(GIVER), await enter(HELPER)
    await send(giver, "/account/helpers/new", mandate_form())
    await send(helper, "/helping/begin", {"mandate": "1"}, page="/helping")
    await late(helper, town_clock, OWN, {"purpose": "gap"})
    assert await kept() == []
