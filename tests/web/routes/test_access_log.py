"""アクセス記録 and 「この記録はおかしい」: what was done with one's record, in words, and a question about it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from db.queries.accounts import fetch_credentials
from db.queries.audit import Act, append_entry
from db.queries.mandates import ScreenGroup
from db.queries.sessions import Stage, StoredSession
from db.transactions import write
from services.sessions import account_actor
from services.staff_readings import ReadingReason, note_staff_reading
from tests.databases import SteppingClock
from tests.web.conftest import Browser, token_in
from tests.web.town import GIVER, NAMES, STRANGER, Enter, log_of, mandate_form, rows, send, without_token

LOG = "/account/access-log"
NEW = "/account/access-log/inquiries/new"
MINE = "/account/access-log/inquiries"
DESK = "/counter/office/inquiries"


async def read_at_the_counter(clock: SteppingClock, staff: str = "clerk", person: str = GIVER) -> None:
    """A member of staff has looked at a person's record."""
    async with write():
        account, owner = await fetch_credentials(staff), await fetch_credentials(person)
        assert account is not None
        assert owner is not None
        assert owner.person_id is not None
        session = StoredSession(
            password_changed_at=clock.now(),
            token_hash="",
            csrf_secret="",
            screen_groups_read=frozenset(),
            created_at=clock.now(),
            last_seen_at=clock.now(),
            expires_at=clock.now(),
            stage=Stage.COMPLETE,
            idle_limit=timedelta(),
            failed_codes=0,
            account_id=account.account_id,
            user_id=staff,
            role=account.role,
            previous_sign_in_at=None,
            failures_before_sign_in=0,
            has_one_time_code=True,
            office="さくら市役所",
            person_id=None,
            name="",
        )
        await note_staff_reading(session, owner.person_id, ScreenGroup.RECORDS, ReadingReason.VISIT, clock.now())


def main_of(text: str) -> str:
    return text.partition("<main")[2].partition("</main>")[0]


async def test_own_readings_once_each_and_those_of_staff_every_time(enter: Enter, town_clock: SteppingClock) -> None:
    giver = await enter(GIVER)
    for path in ("/records", "/records/1995/6", "/records/checks", "/records"):
        await giver.get(path)
    for _ in range(2):
        town_clock.step(minutes=1)
        await read_at_the_counter(town_clock)
    text = main_of((await giver.get(LOG)).text)
    assert text.count("ご本人</b>") == 2
    assert text.count("さくら市役所の職員</b>") == 2
    assert text.count("理由：窓口で、記録をお調べするため") == 2
    assert "令和8年（2026年）11月23日" in text
    assert "午後0時02分　さくら市役所の職員" in text


async def test_days_have_headings_and_many_entries_pages(enter: Enter, town_clock: SteppingClock) -> None:
    giver = await enter(GIVER)
    for day in range(35):
        async with write():
            owner = await fetch_credentials(GIVER)
            assert owner is not None
            assert owner.person_id is not None
            actor = account_actor(owner.account_id)
            at = town_clock.now().replace(day=1 + day % 28, month=10 + day // 28)
            await append_entry(Act(record=owner.person_id, actor=actor, action="mark", happened_at=at))
    first = await giver.get(LOG)
    assert main_of(first.text).count("この記録はおかしい") == 30
    older = re.search(r'href="(/account/access-log\?before=\d+)"', first.text)
    assert older
    second = main_of((await giver.get(older[1])).text)
    assert second.count("この記録はおかしい") == 6
    assert "年金記録を、新しい内容にしました。" in second
    assert "いちばん新しい記録へ" in second


@pytest.mark.parametrize("before", ["x", "-1", "0", "1 OR 1=1", "9" * 50])
async def test_a_strange_page_is_the_first_one(enter: Enter, before: str) -> None:
    giver = await enter(GIVER)
    page = await giver.client.get(LOG, params={"before": before})
    assert main_of(page.text) == main_of((await giver.get(LOG)).text)


async def test_each_sees_the_own_log_only(enter: Enter, town_clock: SteppingClock) -> None:
    await read_at_the_counter(town_clock)
    assert "さくら市役所" not in (await (await enter(STRANGER)).get(LOG)).text


# ── asking ──────────────────────────────────────────────────────────────────────────────────────────────────────────


async def asked(giver: Browser, clock: SteppingClock, staff: str = "clerk") -> str:
    """The number of a question about a reading."""
    await read_at_the_counter(clock, staff)
    position = str(len(await log_of(GIVER)))
    fields = {"entry": position, "question": "行っていません。", "step": "do"}
    assert await send(giver, NEW, fields) == f"303 {MINE}"
    found = await rows("SELECT number FROM inquiry ORDER BY id DESC")
    return str(found[0]["number"])


async def test_a_question_is_kept_answered_and_read(enter: Enter, town_clock: SteppingClock) -> None:
    giver, officer = await enter(GIVER), await enter("officer")
    number = await asked(giver, town_clock)
    shown = f"{number[:4]}-{number[4:]}"
    page = main_of((await giver.get(MINE)).text)
    for words in (shown, "受け付けました", "行っていません。", "さくら市役所の職員：年金記録を見ました。"):
        assert words in page
    assert shown in (await officer.get(DESK)).text
    opened = main_of((await officer.get(f"{DESK}/{number}")).text)
    assert f"{NAMES[GIVER]}さんからのお問い合わせです。" in opened
    town_clock.step(minutes=1)
    assert await send(officer, f"{DESK}/{number}", {"take-up": "1"}) == f"303 {DESK}"
    assert "調べています" in (await giver.get(MINE)).text
    assert await send(officer, f"{DESK}/{number}", {"answer": "ご家族が\nいらした日でした。"}) == f"303 {DESK}"
    page = main_of((await giver.get(MINE)).text)
    assert "お答えしました" in page
    assert "ご家族が\nいらした日でした。" in page
    assert await send(officer, f"{DESK}/{number}", {"answer": "別の答え"}) == "404"
    assert [action for _, action, _ in await log_of(GIVER)] == ["import", "read", "ask", "read", "take-up", "answer"]


async def test_opening_a_question_is_a_reading_each_time(enter: Enter, town_clock: SteppingClock) -> None:
    number = await asked(await enter(GIVER), town_clock)
    officer = await enter("officer")
    for _ in range(2):
        await officer.get(f"{DESK}/{number}")
    await officer.get(DESK)
    readings = [detail for _, action, detail in await log_of(GIVER) if action == "read" and "inquiry-text" in detail]
    assert len(readings) == 2
    assert NAMES[GIVER] not in (await officer.get(DESK)).text


async def test_nobody_answers_for_an_own_reading(enter: Enter, town_clock: SteppingClock) -> None:
    number = await asked(await enter(GIVER), town_clock, staff="officer")
    officer = await enter("officer")
    page = await officer.get(f"{DESK}/{number}")
    assert page.status_code == 403
    assert "行っていません。" not in page.text
    assert NAMES[GIVER] not in page.text
    for fields in ({"answer": "x"}, {"take-up": "1"}):
        assert await send(officer, f"{DESK}/{number}", fields) == "403"
    assert (await (await enter("officer2")).get(f"{DESK}/{number}")).status_code == 200
    assert (await (await enter("supervisor")).get(f"{DESK}/{number}")).status_code == 200


async def test_the_question_is_looked_at_before_it_is_sent(enter: Enter) -> None:
    giver = await enter(GIVER)
    fields = {"csrf_token": token_in(await giver.get(f"{NEW}?entry=1")), "entry": "1", "question": "一行目\r\n二行目"}
    page = await giver.post(NEW, {**fields, "step": "check"})
    assert "一行目\n二行目" in page.text
    changed = await giver.post(NEW, {**fields, "step": "change"})
    assert "一行目\n二行目</textarea>" in changed.text
    assert await rows("SELECT id FROM inquiry") == []


async def test_what_was_typed_is_there_again_until_it_is_sent(enter: Enter) -> None:
    giver = await enter(GIVER)
    await send(giver, NEW, {"entry": "1", "question": "この日は家にいました。", "step": "check"})
    again = await enter(GIVER)
    assert "この日は家にいました。</textarea>" in (await again.get(f"{NEW}?entry=1")).text, "after signing in again too"
    assert f'href="{NEW}?entry=1"><b>アクセス記録のお問い合わせを続ける</b>' in (await again.get("/home")).text
    assert await send(again, NEW, {"entry": "1", "question": "この日は家にいました。", "step": "do"}) == f"303 {MINE}"
    assert await rows("SELECT * FROM draft") == []
    assert "家にいました" not in (await again.get(f"{NEW}?entry=1")).text


async def test_what_is_being_typed_is_kept_before_the_session_ends_and_prolongs_nothing(
    enter: Enter, town_clock: SteppingClock
) -> None:
    giver = await enter(GIVER)
    token = token_in(await giver.get(f"{NEW}?entry=1"))
    town_clock.step(minutes=13)
    fields = {"csrf_token": token, "entry": "1", "question": "まだ書いています", "step": "keep"}
    answer = await giver.post(NEW, fields, x_unattended="1")
    assert (answer.status_code, answer.text) == (204, "")
    assert (await giver.post(NEW, {**fields, "question": ""}, x_unattended="1")).status_code == 204
    town_clock.step(minutes=2)
    assert (await giver.get("/home")).headers["location"].startswith("/sign-in"), "nobody has asked for more time"
    assert "まだ書いています</textarea>" in (await (await enter(GIVER)).get(f"{NEW}?entry=1")).text


async def test_a_draft_is_about_one_entry_and_its_owners_alone(enter: Enter) -> None:
    giver, stranger = await enter(GIVER), await enter(STRANGER)
    await send(giver, NEW, {"entry": "1", "question": "だれにも見せない", "step": "check"})
    await send(giver, "/account/helpers/new", mandate_form())
    for browser, entry in ((giver, "2"), (stranger, "1")):
        assert "だれにも見せない" not in (await browser.get(f"{NEW}?entry={entry}")).text


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("", "おかしいと思うことを書いてください。"),
        (" \u200b\x00\n", "おかしいと思うことを書いてください。"),
        ("あ" * 1003, "1000文字まで書けます。あと3文字、短くしてください。"),
    ],
)
async def test_a_question_has_words_and_not_too_many(enter: Enter, question: str, message: str) -> None:
    giver = await enter(GIVER)
    token = token_in(await giver.get(f"{NEW}?entry=1"))
    page = await giver.post(NEW, {"csrf_token": token, "entry": "1", "question": question, "step": "do"})
    assert page.status_code == 422
    assert page.text.count(message) == 2
    assert question.strip("\x00 \u200b\n") in page.text


@pytest.mark.parametrize("entry", ["4", "777", "0", "-1", "x", "", "9" * 40])
async def test_others_entries_and_absent_ones_answer_alike(enter: Enter, town_clock: SteppingClock, entry: str) -> None:
    """The giver has four entries, the stranger one."""
    giver, stranger = await enter(GIVER), await enter(STRANGER)
    await asked(giver, town_clock)
    await read_at_the_counter(town_clock)
    absent = await stranger.client.get(NEW, params={"entry": "777"})
    answer = await stranger.client.get(NEW, params={"entry": entry})
    assert (answer.status_code, without_token(answer.text)) == (404, without_token(absent.text))
    assert await send(stranger, NEW, {"entry": entry, "question": "x", "step": "do"}) == "404"
    assert len(await rows("SELECT id FROM inquiry")) == 1
    assert "行っていません。" not in (await stranger.get(MINE)).text


async def test_too_many_open_questions_wait_for_answers(enter: Enter) -> None:
    giver = await enter(GIVER)
    fields = {"entry": "1", "question": "x", "step": "do"}
    assert [await send(giver, NEW, fields) for _ in range(11)] == [*[f"303 {MINE}"] * 10, "422"]


async def test_what_people_write_is_text(enter: Enter, town_clock: SteppingClock) -> None:
    giver, officer = await enter(GIVER), await enter("officer")
    await send(giver, NEW, {"entry": "1", "question": "<script>x</script>{{ 7*7 }}", "step": "do"})
    number = str((await rows("SELECT number FROM inquiry"))[0]["number"])
    for page in (await giver.get(MINE), await officer.get(f"{DESK}/{number}")):
        assert "&lt;script&gt;x&lt;/script&gt;{{ 7*7 }}" in page.text


@pytest.mark.parametrize("number", ["00000000", "x", "1 OR 1=1", "%00", "..%2f..%2fetc"])
async def test_an_inquiry_that_is_none(enter: Enter, number: str) -> None:
    officer = await enter("officer")
    assert (await officer.get(f"{DESK}/{number}")).status_code == 404
    assert await send(officer, f"{DESK}/{number}", {"answer": "x"}) == "404"


async def test_an_answer_has_words(enter: Enter, town_clock: SteppingClock) -> None:
    number = await asked(await enter(GIVER), town_clock)
    officer = await enter("officer")
    assert await send(officer, f"{DESK}/{number}", {"answer": " "}) == "422"
    assert await send(officer, f"{DESK}/{number}", {"answer": "あ" * 1001}) == "422"
