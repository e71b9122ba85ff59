"""A decision is worked out by officers together, decided by one, and put into the record by another."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from db.decision_documents import encode_decision
from db.engine import current_engine
from db.queries.audit import fetch_entries
from db.queries.corrections import TakenStep, fetch_request, put_decision, take_step
from db.queries.sessions import StoredSession
from db.transactions import read, write
from pension.correction_steps import Outcome, Step
from pension.decisions import AddedEntry, Decision, EntryKind, Lack
from services.act_details import read_detail
from services.correction_decision import (
    change_decision,
    decide,
    digest_of,
    open_decision,
    put_into_record,
)
from services.correction_desk import STAYS_OPEN, CorrectionProblem, OpenCorrection, open_correction
from tests.databases import SteppingClock
from tests.services.corrections import (
    FOUND,
    NUMBER,
    ask,
    decided,
    granted,
    officer,
    opened,
    prepared,
    put_in,
    stored,
    take,
    under_review,
    with_job,
    write_decision,
)
from tests.services.monthly_files import Importer, number, record_of


@pytest.fixture
async def one(database: str, clock: SteppingClock, tmp_path: Path) -> StoredSession:
    """An officer, when person 1 has prepared a request."""
    await prepared(clock, tmp_path)
    return await officer(clock)


@pytest.fixture
async def other(one: StoredSession, clock: SteppingClock) -> StoredSession:
    """The second officer."""
    return await officer(clock, "officer33")


async def readings() -> int:
    async with read():
        rows = await current_engine().run_ddl("SELECT count(*) AS n FROM audit_entry WHERE action = 'read'")
    number: int = rows[0]["n"]
    return number


async def test_what_one_officer_decides_another_puts_into_the_record(
    one: StoredSession, other: StoredSession, clock: SteppingClock
) -> None:
    await decided(one, clock)
    looked_at = await opened(one, clock)
    assert await put_in(one, looked_at, clock) is CorrectionProblem.SAME_OFFICER
    assert not (await record_of(number(1))).corrections
    assert await put_in(other, looked_at, clock) is None
    (correction,) = (await record_of(number(1))).corrections
    assert (correction.id, correction.employees[0].employer) == (f"request-{NUMBER}", "さくら商店")
    request = await stored()
    assert (request.step, request.document_before) == (Step.RECORD_UPDATED, looked_at.version)
    async with read():
        entries = await fetch_entries(1, 2)
    assert "correct" in [entry.action for entry in entries]
    assert await put_in(other, looked_at, clock) is CorrectionProblem.MOVED_ON


async def test_what_the_correction_has_changed_is_seen_with_the_request(
    one: StoredSession, other: StoredSession, clock: SteppingClock
) -> None:
    await decided(one, clock)
    before = await open_correction(one, NUMBER, clock)
    assert isinstance(before, OpenCorrection)
    assert (before.decided_here, before.change) == (True, None)
    looked_at = await opened(other, clock)
    await put_in(other, looked_at, clock)
    after = await open_correction(one, NUMBER, clock)
    assert isinstance(after, OpenCorrection)
    assert after.change is not None
    assert after.change.after.employees - after.change.before.employees == 12


async def test_two_officers_never_write_over_each_other(
    one: StoredSession, other: StoredSession, clock: SteppingClock
) -> None:
    await under_review(one, clock)
    seen = (await opened(one, clock)).seen
    await write_decision(other, granted(FOUND), clock)
    refused = await change_decision(one, NUMBER, seen, lambda *_: Decision(), clock)
    assert refused is CorrectionProblem.DECISION_CHANGED
    assert (await opened(one, clock)).decision.added == (FOUND,)
    looked_at = await opened(one, clock)
    assert await decide(one, NUMBER, seen, looked_at.version, clock) is CorrectionProblem.DECISION_CHANGED


async def test_nothing_unfinished_is_decided(one: StoredSession, clock: SteppingClock) -> None:
    await under_review(one, clock)
    assert (await opened(one, clock)).lacks == (Lack.OUTCOME,)
    await write_decision(one, replace(granted(), reason=""), clock)
    looked_at = await opened(one, clock)
    assert looked_at.lacks == (Lack.CHANGE, Lack.REASON)
    assert await decide(one, NUMBER, looked_at.seen, looked_at.version, clock) is CorrectionProblem.UNFINISHED


async def test_what_the_record_cannot_hold_is_not_decided(one: StoredSession, clock: SteppingClock) -> None:
    await under_review(one, clock)
    backwards = replace(FOUND, disenrolled_on=FOUND.enrolled_on - timedelta(days=9) if FOUND.enrolled_on else None)
    await write_decision(one, granted(replace(backwards, employer="<さくら>")), clock)
    looked_at = await opened(one, clock)
    assert {(found.rule, found.field) for found in looked_at.problems} >= {
        ("end-before-start", "employees[0].disenrolled_on"),
        ("form", "employees[0].employer"),
    }
    assert await decide(one, NUMBER, looked_at.seen, looked_at.version, clock) is CorrectionProblem.UNFINISHED


async def test_before_a_reason_is_written_only_the_rest_is_held_against_the_form(
    one: StoredSession, clock: SteppingClock
) -> None:
    await under_review(one, clock)
    await write_decision(one, replace(granted(FOUND), reason=""), clock)
    assert (await opened(one, clock)).problems == ()


async def test_a_refusal_leaves_the_record_and_goes_on_to_telling(
    one: StoredSession, other: StoredSession, clock: SteppingClock
) -> None:
    await decided(one, clock, replace(granted(), outcome=Outcome.REFUSED))
    looked_at = await opened(other, clock)
    assert (looked_at.correction, looked_at.change) == (None, None)
    refused = await put_in(other, looked_at, clock)
    assert refused is CorrectionProblem.MOVED_ON
    assert (await stored()).steps[-1].note == "給与明細で確かめられたため。"
    await take(one, Step.NOTIFIED, clock)
    assert not (await record_of(number(1))).corrections


async def test_a_record_that_changed_meanwhile_is_looked_at_again(
    one: StoredSession, other: StoredSession, clock: SteppingClock, tmp_path: Path
) -> None:
    await decided(one, clock)
    seen = await opened(other, clock)
    await Importer(tmp_path, clock).take(with_job(as_of="2026-11"))
    assert await put_in(other, seen, clock) is CorrectionProblem.RECORD_CHANGED
    again = await opened(other, clock)
    assert again.record_changed
    assert await put_in(other, again, clock) is None
    assert (await record_of(number(1))).corrections


async def test_a_decision_that_was_decided_anew_is_not_the_one_that_was_looked_at(
    one: StoredSession, other: StoredSession, clock: SteppingClock
) -> None:
    await decided(one, clock)
    seen = await opened(other, clock)
    await take(one, Step.UNDER_REVIEW, clock)
    await write_decision(one, granted(replace(FOUND, employer="すみれ商店")), clock)
    again = await opened(one, clock)
    assert await decide(one, NUMBER, again.seen, again.version, clock) is None
    refused = await put_in(other, seen, clock)
    assert (again.version, refused) == (seen.version, CorrectionProblem.DECISION_CHANGED)
    assert not (await record_of(number(1))).corrections


async def test_who_puts_it_into_the_record_while_it_is_sent_back_is_told(
    one: StoredSession, other: StoredSession, clock: SteppingClock
) -> None:
    await decided(one, clock)
    looked_at, sending = await opened(other, clock), asyncio.Event()

    async def send_back() -> None:
        async with write():
            taken = TakenStep(step=Step.UNDER_REVIEW, happened_at=clock.now(), taken_by=one.account_id, office="x")
            assert await take_step(looked_at.request.request_id, Step.DECIDED, taken)
            sending.set()
            await asyncio.sleep(0.3)

    async def update() -> CorrectionProblem | None:
        await sending.wait()
        return await put_in(other, looked_at, clock)

    _, problem = await asyncio.gather(send_back(), update())
    assert problem is CorrectionProblem.MOVED_ON
    assert not (await record_of(number(1))).corrections


async def test_the_log_says_which_decision_was_put_into_the_record(
    one: StoredSession, other: StoredSession, clock: SteppingClock
) -> None:
    await decided(one, clock)
    looked_at = await opened(other, clock)
    await put_in(other, looked_at, clock)
    async with read():
        entries = await fetch_entries(1, 100)
    said = [read_detail(entry.detail) for entry in entries]
    digests = [detail.decision for detail in said if detail.step in (Step.DECIDED, Step.RECORD_UPDATED)]
    assert digests == [digest_of((await stored()).decision)] * 2


async def test_a_decision_that_cannot_stand_is_reviewed_again(
    one: StoredSession, other: StoredSession, clock: SteppingClock
) -> None:
    await decided(one, clock)
    assert (await opened(other, clock)).decision.checked > 0
    await take(other, Step.UNDER_REVIEW, clock)
    request = await stored()
    assert (request.outcome, request.decided) == (None, None)
    await write_decision(one, granted(replace(FOUND, employer="さくら商店株式会社")), clock)
    assert (await opened(one, clock)).decision.checked == 0


async def test_an_entry_that_falls_away_must_be_in_the_record(one: StoredSession, clock: SteppingClock) -> None:
    await under_review(one, clock)
    await write_decision(one, granted(withdraws=("e1", "nothing")), clock)
    assert (await opened(one, clock)).decision.withdraws == ("e1",)


async def test_there_is_no_decision_before_the_review(one: StoredSession, clock: SteppingClock) -> None:
    assert await open_decision(one, NUMBER, clock) is CorrectionProblem.NOT_NOW
    assert await change_decision(one, NUMBER, "", lambda *_: Decision(), clock) is CorrectionProblem.MOVED_ON
    assert await decide(one, NUMBER, "", 1, clock) is CorrectionProblem.MOVED_ON


async def test_the_screens_of_a_decision_are_one_reading_while_it_is_open(
    one: StoredSession, clock: SteppingClock
) -> None:
    await under_review(one, clock)
    await open_correction(one, NUMBER, clock)
    for _ in range(3):
        await opened(one, clock)
    assert await readings() == 1
    clock.step(seconds=STAYS_OPEN.total_seconds() + 1)
    await opened(one, clock)
    assert await readings() == 2


async def test_another_number_decides_nothing(one: StoredSession, clock: SteppingClock) -> None:
    await under_review(one, clock)
    wrong = "87654321"
    assert await open_decision(one, wrong, clock) is CorrectionProblem.NO_SUCH_REQUEST
    assert await change_decision(one, wrong, "", lambda *_: Decision(), clock) is CorrectionProblem.NO_SUCH_REQUEST
    assert await decide(one, wrong, "", 1, clock) is CorrectionProblem.NO_SUCH_REQUEST
    assert await put_into_record(one, wrong, "", 1, clock) is CorrectionProblem.NO_SUCH_REQUEST


async def test_a_record_without_an_owner_is_not_taken_over_by_two(
    database: str, clock: SteppingClock, tmp_path: Path
) -> None:
    account = await prepared(clock, tmp_path)
    await ask(account, clock, "87654321")
    one, found = await officer(clock), replace(FOUND, handbook_number="4021-183645")
    await decided(one, clock, granted(found))
    async with write():
        other = await fetch_request("87654321")
        assert other is not None
        assert await put_decision(other.request_id, None, encode_decision(granted(found)))
    looked_at, second = await opened(one, clock), await officer(clock, "officer33")
    refused = await put_in(second, looked_at, clock)
    assert refused is CorrectionProblem.TAKEN_OVER
    async with write():
        taken = TakenStep(step=Step.WITHDRAWN, happened_at=clock.now(), taken_by=account)
        assert await take_step(other.request_id, Step.PREPARED, taken)
    assert await put_in(second, looked_at, clock) is None


async def test_an_unfinished_entry_is_named_as_lacking(one: StoredSession, clock: SteppingClock) -> None:
    await under_review(one, clock)
    await write_decision(one, granted(AddedEntry(number=1, kind=EntryKind.TIME)), clock)
    assert (await opened(one, clock)).lacks == (Lack.ENTRY,)
