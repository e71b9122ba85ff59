"""Requests to correct a record (訂正の請求), the person's side. The correction itself is made at the office (S07).

What a person tells stands in the request alone: in no log, no address and no entry of the audit log.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from db.queries.accounts import lock_account
from db.queries.audit import Act, Action, append_entry, fetch_entries_about
from db.queries.corrections import (
    StoredRequest,
    TakenStep,
    change_request,
    delete_request,
    fetch_request,
    fetch_requests_of,
    hold_request,
    insert_request,
    take_step,
)
from db.queries.drafts import DraftKind, delete_draft
from db.queries.mandates import ScreenGroup
from db.queries.records import fetch_document, fetch_version
from db.queries.sessions import StoredSession
from db.transactions import read, write
from pension.calendar import MonthRange
from pension.checks import Finding
from pension.correction_requests import Request
from pension.correction_starts import (
    CLAIM_OF_RULE,
    CLAIM_OF_SEARCH,
    Start,
    StartKind,
    claim_of,
    months_in,
    months_in_question,
    read_months,
    worksheet_key,
)
from pension.correction_steps import OPEN_STEPS, WITHDRAWABLE, Step
from pension.history_differences import Difference, compare
from pension.life_events import LifeEvent
from pension.recall import find_subjects, point_key, topic_of
from pension.record import PensionRecord
from pension.timeline import Timeline, build_timeline
from rules.loader import load_rules
from services.act_details import Detail
from services.acts import own_act
from services.clock import JST, Clock
from services.recall import recalled_claims
from services.show_records import NoRecordHere, RecordScreen, show_records
from services.unlinked_search import SearchKind, list_searches

MOST_OPEN = 10
"""So many requests of one person may be open at a time."""
MOST_A_DAY = 20
"""So many may be prepared within a day and night."""
MOVED_LATELY = timedelta(days=30)
"""For so long people are told on their own page that the office has gone on."""
_NUMBERS = 10**8


@dataclass(frozen=True, slots=True)
class CorrectionsScreen:
    """The record, and the person's requests, newest first. Times are those of Japan."""

    record: RecordScreen
    requests: tuple[StoredRequest, ...]


@dataclass(frozen=True, slots=True)
class CorrectionScreen:
    """One request beside the record of today. ``seen`` is the record as its person saw it on that day."""

    record: RecordScreen
    request: StoredRequest
    seen: Timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What a start says by itself: the months (None where the person chooses), what may be wrong (or empty).

    ``event`` is the entry of the worksheet that it is about, ``search`` the number of a search.
    """

    record: RecordScreen
    start: Start
    months: MonthRange | None = None
    claim: str = ""
    event: LifeEvent | None = None
    search: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """The request is kept under this number (受付番号, eight digits)."""

    number: str


class RequestProblem(StrEnum):
    """Why something cannot be done."""

    NO_RECORD = "no-record"  # or somebody who acts for another: helpers write nothing
    NO_SUCH_REQUEST = "no-such-request"  # of this person
    TOO_MANY = "too-many"  # open ones
    TOO_MANY_TODAY = "too-many-today"  # prepared, also those that were deleted again
    ALREADY_SENT = "already-sent"  # the form is finished: sent twice, or from another tab
    TOO_LATE = "too-late"  # it has come to the office, or is decided; one that has not come there is deleted


async def show_corrections(session: StoredSession, clock: Clock) -> CorrectionsScreen | NoRecordHere:
    """The requests of the signed-in person, or of the one they act for; noted as a reading of this group."""
    screen = await show_records(session, clock, ScreenGroup.CORRECTIONS)
    person_id = session.record_shown
    if isinstance(screen, NoRecordHere) or person_id is None:
        return NoRecordHere()
    async with read():
        requests = await fetch_requests_of(person_id)
    return CorrectionsScreen(screen, tuple(in_japan(request) for request in requests))


async def show_correction(
    session: StoredSession, number: str, clock: Clock
) -> CorrectionScreen | NoRecordHere | RequestProblem:
    """One request of the signed-in person, or of the one they act for."""
    screen = await show_records(session, clock, ScreenGroup.CORRECTIONS)
    person_id = session.record_shown
    if isinstance(screen, NoRecordHere) or person_id is None:
        return NoRecordHere()
    async with read():
        request = await fetch_request(number)
        if request is None or request.person_id != person_id:
            return RequestProblem.NO_SUCH_REQUEST
        document = await fetch_version(person_id, request.seen_document)
    assert document is not None  # noqa: S101 - a foreign key, and versions are never deleted
    request = in_japan(request)
    return CorrectionScreen(screen, request, as_seen(request, document.decode()))


def as_seen(request: StoredRequest, record: PensionRecord) -> Timeline:
    """The record that a request names as its person saw it on the day they asked; the request in Japan's time."""
    day = max(request.steps[0].happened_at.date(), record.as_of.last_day)
    return build_timeline(record, day, load_rules())


async def moved_on(session: StoredSession, since: datetime) -> tuple[StoredRequest, ...]:
    """The person's own requests that the office has gone on with since then, and those that wait for papers."""
    if session.person_id is None or session.acting is not None:
        return ()
    async with read():
        requests = await fetch_requests_of(session.person_id)
    return tuple(
        in_japan(request)
        for request in requests
        if request.steps[-1].office and (request.changed_at > since or request.step is Step.PAPERS_ASKED)
    )


async def find_beginning(session: StoredSession, start: Start, clock: Clock) -> Beginning | NoRecordHere:
    """What a start comes to for the signed-in person; one that is not theirs, or not there any more, says nothing."""
    screen = await show_records(session, clock, ScreenGroup.CORRECTIONS)
    if isinstance(screen, NoRecordHere) or session.person_id is None or session.acting is not None:
        return NoRecordHere()
    nothing = Beginning(record=screen, start=Start())
    match start.kind:
        case StartKind.MONTH | StartKind.POINT | StartKind.RECALL:
            return _from_record(screen, await recalled_claims(session, screen), start) or nothing
        case StartKind.WORKSHEET:
            found = _difference(start, screen)
            return _from_worksheet(screen, start, found) if found else nothing
        case StartKind.SEARCH:
            own = {each.number: each for each in await list_searches(session) if each.kind is SearchKind.OWN}
            if start.key in own:
                claim = CLAIM_OF_SEARCH.get(own[start.key].purpose, "")
                return replace(nothing, start=start, claim=claim, search=start.key)
    return nothing


async def prepare_correction(session: StoredSession, request: Request, clock: Clock) -> Prepared | RequestProblem:
    """Keep a finished form as a request of the signed-in person; its draft is gone with that, so it counts once."""
    person_id, now = session.person_id, clock.now()
    if person_id is None or session.acting is not None:
        return RequestProblem.NO_RECORD
    async with write():
        await lock_account(session.account_id)
        document = await fetch_document(person_id)
        if document is None:
            return RequestProblem.NO_RECORD
        requests = await fetch_requests_of(person_id)
        if await _are_many(person_id, now):
            return RequestProblem.TOO_MANY_TODAY
        if sum(known.step in OPEN_STEPS for known in requests) >= MOST_OPEN:
            return RequestProblem.TOO_MANY
        if not await delete_draft(session.account_id, DraftKind.CORRECTION):
            return RequestProblem.ALREADY_SENT
        number = await _keep(session, person_id, document.document_id, request, now)
        await append_entry(_act(session, Action.PREPARE_CORRECTION, number, now))
    return Prepared(number)


async def rewrite_correction(
    session: StoredSession, number: str, request: Request, clock: Clock
) -> Prepared | RequestProblem:
    """Put a finished form in the place of an own request that is not at the office yet; else its draft stays."""
    person_id, now = session.person_id, clock.now()
    if person_id is None or session.acting is not None:
        return RequestProblem.NO_SUCH_REQUEST
    async with write():
        await lock_account(session.account_id)
        known, document = await _own(person_id, number), await fetch_document(person_id)
        if known is None or document is None:
            return RequestProblem.NO_SUCH_REQUEST
        if known.step is not Step.PREPARED:
            return RequestProblem.TOO_LATE
        if not await delete_draft(session.account_id, DraftKind.CORRECTION):
            return RequestProblem.ALREADY_SENT
        if not await change_request(known.request_id, request, document.document_id, now):
            raise AssertionError("the row of the request is held, and it is only prepared")
        await append_entry(_act(session, Action.CHANGE_CORRECTION, number, now))
    return Prepared(number)


async def delete_correction(session: StoredSession, number: str, clock: Clock) -> RequestProblem | None:
    """Take an own request away for good that never came to the office; None when it is done."""
    person_id = session.person_id
    if person_id is None or session.acting is not None:
        return RequestProblem.NO_SUCH_REQUEST
    async with write():
        await lock_account(session.account_id)
        known = await _own(person_id, number)
        if known is None:
            return RequestProblem.NO_SUCH_REQUEST
        if not await delete_request(known.request_id):
            return RequestProblem.TOO_LATE
        await append_entry(_act(session, Action.DELETE_CORRECTION, number, clock.now()))
    return None


async def withdraw_correction(session: StoredSession, number: str, clock: Clock) -> RequestProblem | None:
    """Take an own request back that is at the office and not decided yet (取り下げ); None when it is done."""
    person_id, now = session.person_id, clock.now()
    if person_id is None or session.acting is not None:
        return RequestProblem.NO_SUCH_REQUEST
    async with write():
        await lock_account(session.account_id)
        known = await _own(person_id, number)
        if known is None:
            return RequestProblem.NO_SUCH_REQUEST
        taken = TakenStep(step=Step.WITHDRAWN, happened_at=now, taken_by=session.account_id)
        withdrawable = known.step in WITHDRAWABLE - {Step.PREPARED}
        if not withdrawable or not await take_step(known.request_id, known.step, taken):
            return RequestProblem.TOO_LATE
        await append_entry(_act(session, Action.WITHDRAW_CORRECTION, number, now))
    return None


async def _own(person_id: int, number: str) -> StoredRequest | None:
    """The person's own request, held until the end of the caller's ``write()``."""
    request = await hold_request(number)
    return request if request is not None and request.person_id == person_id else None


async def _are_many(person_id: int, now: datetime) -> bool:
    prepared = (Action.PREPARE_CORRECTION,)
    entries = await fetch_entries_about(person_id, prepared, now - timedelta(days=1), MOST_A_DAY)
    return len(entries) >= MOST_A_DAY


async def _keep(session: StoredSession, person_id: int, seen: int, request: Request, now: datetime) -> str:
    """Keep it under a number of its own, inside the caller's ``write()``."""
    prepared = TakenStep(step=Step.PREPARED, happened_at=now, taken_by=session.account_id)
    while True:
        number = f"{secrets.randbelow(_NUMBERS):08d}"
        if await insert_request(number, person_id, seen, request, prepared):
            return number


def _act(session: StoredSession, action: Action, number: str, now: datetime) -> Act:
    return own_act(session, action, now, Detail(correction=number).as_text())


def in_japan(request: StoredRequest) -> StoredRequest:
    """The same with its times of Japan, as they are shown."""
    steps = tuple(replace(taken, happened_at=taken.happened_at.astimezone(JST)) for taken in request.steps)
    return replace(request, changed_at=request.changed_at.astimezone(JST), steps=steps)


# ── what a start says ───────────────────────────────────────────────────────────────────────────────────────────────


def _from_record(screen: RecordScreen, recalled: Mapping[str, str], start: Start) -> Beginning | None:
    """A month, a point to check, or one of the help to remember; ``recalled`` is what the answers about points say."""
    found = _named(screen, recalled, start)
    months = months_in(found.range, screen.timeline) if found else None
    if found is None or months is None:
        return None
    return Beginning(record=screen, start=start, months=months, claim=found.claim, event=found.memory)


@dataclass(frozen=True, slots=True)
class _Named:
    """What a key names."""

    range: MonthRange
    claim: str
    memory: LifeEvent | None = None


def _named(screen: RecordScreen, recalled: Mapping[str, str], start: Start) -> _Named | None:
    if start.kind is StartKind.MONTH:
        months = read_months(start.key)
        return _Named(months, _claim_in(months, screen, recalled)) if months else None
    if start.kind is StartKind.POINT:
        finding = next((each for each in screen.findings if each.key == start.key), None)
        return _Named(finding.range, _claim_at(finding, recalled), finding.memory) if finding else None
    subjects = find_subjects(screen.timeline, screen.findings)
    subject = next((each for each in subjects if each.key == start.key), None)
    if subject is None:
        return None
    return _Named(subject.range, recalled.get(subject.key, claim_of(subject.topic, subject.status)))


def _claim_in(months: MonthRange, screen: RecordScreen, recalled: Mapping[str, str]) -> str:
    """What the first point of these months would say."""
    found = (each for each in screen.findings if months.first_month in each.range)
    return next((_claim_at(each, recalled) for each in found), "")


def _claim_at(finding: Finding, recalled: Mapping[str, str]) -> str:
    """What the answers about a point come to; where they have come to nothing yet, what it is about."""
    topic = topic_of(finding.rule)
    supposed = claim_of(topic, finding.status)
    return recalled.get(point_key(topic, finding.first_month), supposed) if topic else supposed


def _difference(start: Start, screen: RecordScreen) -> Difference | None:
    rows = compare(screen.memories, screen.timeline.record)
    differences = (found for row in rows for found in row.differences if found.rule in CLAIM_OF_RULE)
    return next((found for found in differences if worksheet_key(found) == start.key), None)


def _from_worksheet(screen: RecordScreen, start: Start, found: Difference) -> Beginning:
    born: date = screen.timeline.record.person.birth_date
    months = months_in_question(found, born)
    return Beginning(
        record=screen,
        start=start,
        months=months_in(months, screen.timeline) if months else None,
        claim=CLAIM_OF_RULE[found.rule],
        event=found.event,
    )
