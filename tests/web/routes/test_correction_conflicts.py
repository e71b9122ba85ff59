"""The officer's desk for records that came and collide with a correction."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from db.engine import current_engine
from db.queries.records import fetch_person_id
from db.transactions import write
from pension.calendar import YearMonth
from pension.record import Correction
from pension.status import Status
from services import correction_conflicts
from tests.databases import SteppingClock
from tests.pension.documents import job, run
from tests.services.monthly_files import Importer, record_of
from tests.web.conftest import Browser, token_in
from tests.web.town import GIVER, STRANGER, Enter, log_of

LIST = "/counter/office/corrections/conflicts"
NUMBER = "1234-567890"
WHY = "届いた記録を、紙の台帳と見くらべました。"


@pytest.fixture
async def officer(enter: Enter, tmp_path: Path, town_clock: SteppingClock) -> Browser:
    """An officer, after a month in which months of the giver were corrected, and one that says otherwise of them."""
    browser = await enter("officer")
    record = await record_of(NUMBER)
    mended = next(period for period in record.national if period.id == "n4")
    paid = replace(mended, id="k1-1", runs=(run("1995-06", "1998-03"),))
    correction = Correction(
        id="k1",
        decided_on=date(2026, 11, 5),
        office="みほん年金事務所",
        reason="領収書により訂正",
        withdraws=("n4",),
        national=(paid,),
        employees=(job("1984-06-01", "1985-06-01", id="k1-2", employer="みほん商会"),),
    )
    exempt = replace(mended, runs=(run("1995-06", "1998-03", Status.N1_EXF_APP),))
    others = tuple(period for period in record.national if period.id != "n4")
    importer = Importer(tmp_path, town_clock)
    await importer.take(replace(record, corrections=(correction,)))
    await importer.take(replace(record, national=(*others, exempt), as_of=YearMonth.of(2026, 11)))
    return browser


async def settle(officer: Browser, **fields: str) -> str:
    """Open it and send a choice; the status and where it leads."""
    page = await officer.get(f"{LIST}/1")
    seen = re.search(r'name="seen" value="([0-9]+)"', page.text)
    assert seen
    answer = await officer.post(f"{LIST}/1", {"csrf_token": token_in(page), "seen": seen[1], **fields})
    return f"{answer.status_code} {answer.headers.get('location', '')}".strip()


async def test_the_desk_says_how_many_wait(officer: Browser, enter: Enter) -> None:
    assert "訂正とぶつかって職員の判断を待っているものが、1件あります。" in (await officer.get("/counter/office")).text
    page = (await officer.get(LIST)).text
    assert "待っている記録は、1件です。" in page
    assert "取り消した記録が変わった" in page
    assert "春野" not in page, "the list names nobody"


async def test_nothing_waits(enter: Enter) -> None:
    officer = await enter("officer")
    assert "訂正とぶつかる" not in (await officer.get("/counter/office")).text
    assert "待っている記録は、ありません。" in (await officer.get(LIST)).text


async def test_it_is_shown_what_collides_and_what_each_way_changes(officer: Browser) -> None:
    page = (await officer.get(f"{LIST}/1")).text
    for text in (
        "春野 和子さんの記録です。",
        "領収書により訂正",
        "訂正したとおりに、もう直っていることもあります。",
        "みほん商会",
        "全額免除",
        "訂正をのこす（届いた記録の上に、訂正を重ねる）",
        "届いた記録にする（ぶつかる訂正は、なくなる）",
        ">変わる月は、あわせて46か月（2つの期間）です。",
    ):
        assert text in page
    assert (await log_of(GIVER))[-1][1:] == (
        "read",
        '{"group":"correction-conflict","office":"さくら年金事務所","reason":"correction-conflict"}',
    )


async def test_keeping_the_correction(officer: Browser) -> None:
    assert await settle(officer, choice="kept", reason=WHY) == f"303 {LIST}?done=kept"
    assert "訂正をのこして、年金記録を新しくしました。" in (await officer.get(f"{LIST}?done=kept")).text
    record = await record_of(NUMBER)
    assert (record.as_of, [correction.id for correction in record.corrections]) == (YearMonth.of(2026, 11), ["k1"])
    assert (await log_of(GIVER))[-1][1:] == ("settle-conflict", '{"step":"kept","office":"さくら年金事務所"}')
    again = await officer.get(f"{LIST}/1")
    assert (again.status_code, "もう待っていません" in again.text) == (404, True)


async def test_taking_the_record_that_came(officer: Browser, enter: Enter) -> None:
    assert await settle(officer, choice="taken", reason=WHY) == f"303 {LIST}?done=taken"
    assert (await record_of(NUMBER)).corrections == ()
    log = (await (await enter(GIVER)).get("/account/access-log")).text
    assert "年金記録を、届いた内容にしました。" in log
    assert "まだ反映していません。職員が確かめます。" in log


async def test_sending_the_record_back(officer: Browser, enter: Enter) -> None:
    before = await record_of(NUMBER)
    assert await settle(officer, choice="rejected", reason=WHY) == f"303 {LIST}?done=rejected"
    page = (await officer.get(f"{LIST}?done=rejected")).text
    assert "届いた記録を差し戻しました。年金記録は、いまのままです。" in page
    assert "待っている記録は、ありません。" in page
    assert await record_of(NUMBER) == before
    log = (await (await enter(GIVER)).get("/account/access-log")).text
    assert "届いた内容がまちがっていたため、反映しないことにしました。" in log


async def test_waiting_leaves_a_note_for_the_next(officer: Browser) -> None:
    assert await settle(officer, choice="waiting", reason=WHY) == f"303 {LIST}?done=waiting"
    assert WHY in (await officer.get(f"{LIST}/1")).text
    assert "職員がメモを書きました" in (await officer.get(LIST)).text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"choice": "kept"}, "そう決めたわけを書いてください。"),
        ({"reason": WHY}, "どうするかを、えらんでください。"),
        ({"choice": "none", "reason": "x" * 1001}, "あと1文字、短くしてください。"),
        ({"choice": "kept", "reason": WHY, "seen": "1"}, "ごらんになっている間に、記録が変わりました。"),
        ({"choice": "kept", "reason": WHY, "seen": "x"}, "ごらんになっている間に、記録が変わりました。"),
    ],
)
async def test_what_is_missing_is_said_and_nothing_lost(officer: Browser, fields: dict[str, str], said: str) -> None:
    token = token_in(await officer.get(f"{LIST}/1"))
    before = await record_of(NUMBER)
    answer = await officer.post(f"{LIST}/1", {"csrf_token": token, "seen": "0", **fields})
    assert answer.status_code == 422
    assert said in answer.text
    assert fields.get("reason", "") in answer.text
    assert await record_of(NUMBER) == before


async def test_keeping_is_not_offered_where_no_record_can_come_of_it(
    officer: Browser, tmp_path: Path, town_clock: SteppingClock
) -> None:
    folder = tmp_path / "december"
    folder.mkdir()
    gone = replace(await record_of(NUMBER), corrections=(), as_of=YearMonth.of(2026, 12))
    gone = replace(gone, national=tuple(period for period in gone.national if period.id != "n4"))
    await Importer(folder, town_clock).take(gone)
    page = await officer.get(f"{LIST}/2")
    assert "訂正をのこすことは、えらべません。" in page.text
    assert 'value="kept"' not in page.text
    (seen,) = re.findall(r'name="seen" value="([0-9]+)"', page.text)
    fields = {"csrf_token": token_in(page), "seen": seen, "choice": "kept", "reason": WHY}
    answer = await officer.post(f"{LIST}/2", fields)
    assert (answer.status_code, "訂正をのこすことは、できません。" in answer.text) == (422, True)


@pytest.mark.parametrize("number", ["0", "7", "99999999999999"])
async def test_a_number_that_is_none(officer: Browser, number: str) -> None:
    assert (await officer.get(f"{LIST}/{number}")).status_code == 404
    token = token_in(await officer.get(f"{LIST}/1"))
    answer = await officer.post(f"{LIST}/{number}", {"csrf_token": token, "choice": "waiting", "reason": WHY})
    assert answer.status_code == 404


async def test_who_has_decided_the_correction_leaves_it_to_another(
    officer: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def everybody(_: object) -> frozenset[int]:
        rows = await current_engine().run_ddl("SELECT id FROM account")
        return frozenset(row["id"] for row in rows)

    monkeypatch.setattr(correction_conflicts, "fetch_deciders", everybody)
    before, page = await record_of(NUMBER), await officer.get(f"{LIST}/1")
    assert "この訂正を決めた職員や、記録に反映した職員とは、別の職員が判断します。" in page.text
    assert 'value="kept"' not in page.text
    (seen,) = re.findall(r'name="seen" value="([0-9]+)"', page.text)
    fields = {"csrf_token": token_in(page), "seen": seen, "choice": "taken", "reason": WHY}
    answer = await officer.post(f"{LIST}/1", fields)
    assert (answer.status_code, answer.text.count("別の職員が判断します")) == (422, 3)
    assert WHY in answer.text
    assert await record_of(NUMBER) == before


async def test_nobody_decides_about_their_own(officer: Browser, enter: Enter) -> None:
    async with write():
        person = await fetch_person_id(NUMBER)
        await current_engine().run_ddl(f"UPDATE account SET person = {person} WHERE user_id = 'officer'")  # noqa: S608 - a number of our own
    answer = await officer.get(f"{LIST}/1")
    assert (answer.status_code, "ほかの職員が決めます" in answer.text) == (403, True)


async def test_others_do_not_reach_it(officer: Browser, enter: Enter) -> None:
    for name in (GIVER, STRANGER, "clerk"):
        answer = await (await enter(name)).get(f"{LIST}/1")
        assert (answer.status_code, "領収書" in answer.text) == (403, False)
