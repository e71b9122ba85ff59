"""The office takes a request to correct a record on, step by step, each noted for the person to see."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from db.queries.audit import fetch_entries
from db.queries.drafts import DraftKind
from db.queries.mandates import NewMandate, ScreenGroup, insert_mandate
from db.transactions import read, write
from pension.correction_steps import Step
from services.correction_desk import (
    MOST_WRONG_NUMBERS,
    CorrectionProblem,
    OpenCorrection,
    StepOrder,
    count_waiting,
    find_number,
    list_requests,
    open_correction,
    state_of,
    take_by_hand,
)
from services.corrections import Prepared, rewrite_correction
from services.drafts import keep_draft
from tests.databases import JST, SteppingClock
from tests.services.corrections import NUMBER, REQUEST, officer, prepared, stored, take, under_review, with_job
from tests.services.monthly_files import Importer


async def log() -> list[tuple[str, str]]:
    """Action and detail of what staff did, oldest first."""
    async with read():
        entries = await fetch_entries(1, 100)
    return [
        (entry.action, entry.detail)
        for entry in reversed(entries)
        if "office" in entry.detail or "correction" in entry.detail
    ]


async def test_a_prepared_request_is_in_no_list_and_is_found_by_its_number(
    database: str, clock: SteppingClock, tmp_path: Path
) -> None:
    await prepared(clock, tmp_path)
    session = await officer(clock)
    assert (await list_requests()).waiting == 0
    assert await find_number(session, NUMBER, clock) is None
    await take(session, Step.RECEIVED, clock)
    desk = await list_requests()
    assert [line.number for line in desk.lines[Step.RECEIVED]] == [NUMBER]
    assert await count_waiting() == desk.waiting == 1


async def test_opening_it_is_noted_each_time(database: str, clock: SteppingClock, tmp_path: Path) -> None:
    await prepared(clock, tmp_path)
    session = await officer(clock)
    for _ in range(2):
        assert isinstance(await open_correction(session, NUMBER, clock), OpenCorrection)
    readings = [detail for action, detail in await log() if action == "read"]
    assert len(readings) == 2
    assert all('"group":"correction"' in detail and NUMBER in detail for detail in readings)


async def test_the_record_is_shown_as_the_person_saw_it_and_as_it_is(
    database: str, clock: SteppingClock, tmp_path: Path
) -> None:
    await prepared(clock, tmp_path)
    later = with_job(as_of="2026-11")
    later = replace(later, employees=(replace(later.employees[0], employer="あおば印刷株式会社"),))
    await Importer(tmp_path, clock).take(later)
    opened = await open_correction(await officer(clock), NUMBER, clock)
    assert isinstance(opened, OpenCorrection)
    assert (opened.seen.record.employees[0].employer, opened.now.record.employees[0].employer) == (
        "あおば印刷",
        "あおば印刷株式会社",
    )


async def test_every_step_stands_in_the_persons_log_with_the_papers_that_were_seen(
    database: str, clock: SteppingClock, tmp_path: Path
) -> None:
    await prepared(clock, tmp_path)
    session = await officer(clock)
    order = StepOrder(
        step=Step.RECEIVED,
        seen=state_of(await stored()),
        papers=("identity-passport", "payslip"),
        note="受け付けました。",
    )
    assert await take_by_hand(session, NUMBER, order, clock) is None
    action, detail = (await log())[-1]
    assert action == "step-correction"
    assert '"step":"received"' in detail
    assert '"papers":"identity-passport payslip"' in detail
    assert (await stored()).steps[-1].note == "受け付けました。"


async def test_papers_are_asked_for_by_a_day(database: str, clock: SteppingClock, tmp_path: Path) -> None:
    await prepared(clock, tmp_path)
    session = await officer(clock)
    await under_review(session, clock)
    order = StepOrder(
        step=Step.PAPERS_ASKED, seen=state_of(await stored()), note="給与明細", until_day=date(2026, 12, 20)
    )
    assert await take_by_hand(session, NUMBER, order, clock) is None
    (line,) = (await list_requests()).lines[Step.PAPERS_ASKED]
    assert line.until_day == date(2026, 12, 20)


async def test_a_reception_of_an_earlier_day_is_of_that_day_and_never_before_it_was_prepared(
    database: str, clock: SteppingClock, tmp_path: Path
) -> None:
    await prepared(clock, tmp_path)
    clock.step(days=3)
    session = await officer(clock)
    order = StepOrder(step=Step.RECEIVED, seen=state_of(await stored()), day=date(2026, 11, 24))
    assert await take_by_hand(session, NUMBER, order, clock) is None
    request = await stored()
    assert request.steps[-1].happened_at.astimezone(JST) == datetime(2026, 11, 24, 12, tzinfo=JST)
    early = StepOrder(step=Step.UNDER_REVIEW, seen=state_of(await stored()), day=date(2000, 1, 1))
    assert await take_by_hand(session, NUMBER, early, clock) is None
    assert (await stored()).steps[-1].happened_at == request.changed_at


async def test_who_looked_at_an_older_state_takes_no_step(database: str, clock: SteppingClock, tmp_path: Path) -> None:
    await prepared(clock, tmp_path)
    one, other = await officer(clock), await officer(clock, "officer33")
    late = StepOrder(step=Step.RECEIVED, seen=state_of(await stored()))
    await take(one, Step.RECEIVED, clock)
    assert await take_by_hand(other, NUMBER, late, clock) is CorrectionProblem.MOVED_ON
    assert len((await stored()).steps) == 2


async def test_what_was_written_anew_meanwhile_is_not_received_unread(
    database: str, clock: SteppingClock, tmp_path: Path
) -> None:
    account = await prepared(clock, tmp_path)
    session = await officer(clock)
    looked_at = await stored()
    person = replace(session, account_id=account, person_id=1)
    await keep_draft(person, DraftKind.CORRECTION, "summary", {"start": "nothing"}, clock)
    other = replace(REQUEST, told="別のつとめ先のことです。")
    assert isinstance(await rewrite_correction(person, NUMBER, other, clock), Prepared)
    order = StepOrder(step=Step.RECEIVED, seen=state_of(looked_at))
    assert await take_by_hand(session, NUMBER, order, clock) is CorrectionProblem.MOVED_ON
    await take(session, Step.RECEIVED, clock)


async def test_papers_are_not_asked_for_twice_by_officers_who_do_not_know_of_each_other(
    database: str, clock: SteppingClock, tmp_path: Path
) -> None:
    await prepared(clock, tmp_path)
    one, other = await officer(clock), await officer(clock, "officer33")
    await under_review(one, clock)
    await take(one, Step.PAPERS_ASKED, clock)
    order = StepOrder(step=Step.PAPERS_ASKED, seen=state_of(await stored()), note="給与明細")
    results = await asyncio.gather(*(take_by_hand(each, NUMBER, order, clock) for each in (one, other)))
    assert sorted(results, key=str) == [None, CorrectionProblem.MOVED_ON]


@pytest.mark.parametrize("step", [Step.UNDER_REVIEW, Step.DECIDED, Step.RECORD_UPDATED, Step.NOTIFIED, Step.PREPARED])
async def test_no_step_is_taken_that_cannot_follow(
    database: str, clock: SteppingClock, tmp_path: Path, step: Step
) -> None:
    await prepared(clock, tmp_path)
    order = StepOrder(step=step, seen=state_of(await stored()))
    assert await take_by_hand(await officer(clock), NUMBER, order, clock) is CorrectionProblem.NOT_NOW


async def test_nobody_handles_a_request_of_somebody_they_help(
    database: str, clock: SteppingClock, tmp_path: Path
) -> None:
    await prepared(clock, tmp_path)
    session = await officer(clock)
    async with write():
        await insert_mandate(
            NewMandate(
                person_id=1,
                helper_id=session.account_id,
                screen_groups=frozenset({ScreenGroup.RECORDS}),
                given_at=clock.now(),
                ends_at=clock.now() + timedelta(days=1),
            )
        )
    assert await open_correction(session, NUMBER, clock) is CorrectionProblem.OWN_RECORD
    order = StepOrder(step=Step.RECEIVED, seen=state_of(await stored()))
    assert await take_by_hand(session, NUMBER, order, clock) is CorrectionProblem.OWN_RECORD
    assert await log() == []


async def test_nobody_handles_their_own(database: str, clock: SteppingClock, tmp_path: Path) -> None:
    account = await prepared(clock, tmp_path)
    session = await officer(clock)
    for own in (replace(session, person_id=1), replace(session, account_id=account)):
        assert await open_correction(own, NUMBER, clock) is CorrectionProblem.OWN_RECORD


async def test_numbers_are_not_tried_out(database: str, clock: SteppingClock, tmp_path: Path) -> None:
    await prepared(clock, tmp_path)
    session = await officer(clock)
    for _ in range(MOST_WRONG_NUMBERS):
        assert await find_number(session, "00000000", clock) is CorrectionProblem.NO_SUCH_REQUEST
    assert await find_number(session, NUMBER, clock) is CorrectionProblem.TOO_MANY_TRIES
    clock.step(hours=2)
    assert await find_number(session, NUMBER, clock) is None


async def test_many_numbers_at_the_same_moment_are_no_way_around(
    database: str, clock: SteppingClock, tmp_path: Path
) -> None:
    await prepared(clock, tmp_path)
    session = await officer(clock)
    tries = [open_correction(session, f"{number:08d}", clock) for number in range(MOST_WRONG_NUMBERS + 5)]
    results = await asyncio.gather(*tries)
    assert results.count(CorrectionProblem.NO_SUCH_REQUEST) == MOST_WRONG_NUMBERS
    assert results.count(CorrectionProblem.TOO_MANY_TRIES) == 5
    clock.step(hours=1)
    assert isinstance(await open_correction(session, NUMBER, clock), OpenCorrection)
