"""Requests to correct a record for tests: one person with a record, a request of theirs, and officers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from db.queries.accounts import Role
from db.queries.corrections import StoredRequest, TakenStep, fetch_request, insert_request
from db.queries.records import fetch_document
from db.queries.sessions import StoredSession
from db.transactions import read, write
from pension.correction_requests import Evidence, Request
from pension.correction_steps import Outcome, Step
from pension.decisions import AddedEntry, Decision, EntryKind
from pension.record import PensionRecord
from pension.status import Status
from services.correction_decision import OpenDecision, change_decision, decide, open_decision, put_into_record
from services.correction_desk import CorrectionProblem, StepOrder, state_of, take_by_hand
from tests.databases import SteppingClock
from tests.pension.documents import job, record, ym
from tests.services.monthly_files import Importer, document
from tests.services.people import make_account
from tests.services.test_reading_volume import staff

NUMBER = "12345678"
FOUND = AddedEntry(
    number=1,
    kind=EntryKind.JOB,
    employer="さくら商店",
    status=Status.E1,
    enrolled_on=date(1985, 4, 1),
    disenrolled_on=date(1986, 4, 1),
)
REQUEST = Request(
    start="nothing",
    claim="no-record",
    first_month=ym("1985-04"),
    last_month=ym("1986-03"),
    told="さくら商店につとめていました。",
    evidence=Evidence(at_hand=("payslip",)),
)


def with_job(as_of: str = "2026-10") -> PensionRecord:
    """The record of person 1: one job, years after what is asked for."""
    return replace(document(1, as_of=as_of), employees=record(job("1992-04-01", "2000-04-01")).employees)


async def prepared(clock: SteppingClock, folder: Path) -> int:
    """Person 1 has a record and has prepared a request; the id of their account."""
    await Importer(folder, clock).take(with_job())
    account = await make_account(clock, user_id="haruno22", person_id=1)
    await ask(account, clock)
    return account


async def ask(account: int, clock: SteppingClock, number: str = NUMBER) -> None:
    """Person 1 prepares a request."""
    async with write():
        seen = await fetch_document(1)
        assert seen is not None
        step = TakenStep(step=Step.PREPARED, happened_at=clock.now(), taken_by=account)
        assert await insert_request(number, 1, seen.document_id, REQUEST, step)


async def officer(clock: SteppingClock, user_id: str = "officer22") -> StoredSession:
    """An officer, signed in."""
    return replace(await staff(clock, user_id, Role.OFFICER), office="さくら年金事務所")


async def stored() -> StoredRequest:
    """The request as it stands."""
    async with read():
        found = await fetch_request(NUMBER)
    assert found is not None
    return found


async def take(session: StoredSession, step: Step, clock: SteppingClock) -> None:
    """Take the request on."""
    order = StepOrder(step=step, seen=state_of(await stored()))
    assert await take_by_hand(session, NUMBER, order, clock) is None


async def under_review(session: StoredSession, clock: SteppingClock) -> None:
    """Receive it and begin to review it."""
    await take(session, Step.RECEIVED, clock)
    await take(session, Step.UNDER_REVIEW, clock)


async def opened(session: StoredSession, clock: SteppingClock) -> OpenDecision:
    """The decision as an officer sees it."""
    found = await open_decision(session, NUMBER, clock)
    assert isinstance(found, OpenDecision)
    return found


async def write_decision(session: StoredSession, decision: Decision, clock: SteppingClock) -> None:
    """Write a whole decision at once."""
    seen = (await opened(session, clock)).seen
    assert isinstance(await change_decision(session, NUMBER, seen, lambda *_: decision, clock), Decision)


def granted(*added: AddedEntry, withdraws: tuple[str, ...] = ()) -> Decision:
    """A finished decision to correct."""
    return Decision(
        outcome=Outcome.GRANTED,
        withdraws=withdraws,
        added=added,
        reason="給与明細で確かめられたため。",
        decided_on=date(2026, 11, 23),
    )


async def decided(session: StoredSession, clock: SteppingClock, decision: Decision | None = None) -> None:
    """Review it and decide: by default that the found job is added."""
    await under_review(session, clock)
    await write_decision(session, decision or granted(FOUND), clock)
    looked_at = await opened(session, clock)
    assert looked_at.is_ready, (looked_at.lacks, looked_at.problems)
    assert await decide(session, NUMBER, looked_at.seen, looked_at.version, clock) is None


async def put_in(session: StoredSession, looked_at: OpenDecision, clock: SteppingClock) -> CorrectionProblem | None:
    """Put what was looked at into the record; what stood in the way."""
    return await put_into_record(session, NUMBER, looked_at.seen, looked_at.version, clock)
