"""The office's desk for requests to correct a record (訂正の請求): finding one, opening it, taking it on step by step.

Nobody handles a request about their own record, nor about that of somebody they help, as far as accounts say whose it
is; those of staff do not yet (ADR 28). What is decided is in :mod:`services.correction_decision`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from db.queries.accounts import lock_account
from db.queries.attempts import Attempt, count_by_subject
from db.queries.audit import Act, Action, append_entry, fetch_entries_about
from db.queries.corrections import (
    StoredRequest,
    TakenStep,
    count_requests_at,
    fetch_requests_at,
    hold_request,
    take_step,
)
from db.queries.records import fetch_document, fetch_version
from db.queries.sessions import StoredSession
from db.transactions import read, write
from pension.correction_steps import Step, following
from pension.corrections import RecordChange, compare_records
from pension.record import PensionRecord
from pension.timeline import Timeline, build_timeline
from rules.loader import load_rules
from services.act_details import Detail, read_detail
from services.clock import JST, Clock
from services.corrections import as_seen, in_japan
from services.mandates import is_own_or_helped
from services.sessions import account_actor
from services.staff_readings import ReadingReason, StaffReading, note_staff_reading
from services.watch import watch

MOST_LISTED = 100
MOST_WRONG_NUMBERS = 10
WRONG_NUMBERS_WINDOW = timedelta(hours=1)
STAYS_OPEN = timedelta(hours=1)
"""For so long the screens of a request that was opened are part of that one reading."""
AT_THE_OFFICE = (Step.RECEIVED, Step.UNDER_REVIEW, Step.PAPERS_ASKED, Step.DECIDED, Step.RECORD_UPDATED)
"""Where a request waits for the office, in the order shown. One that is only prepared is found by its number alone."""
TAKEN_BY_HAND = frozenset({Step.RECEIVED, Step.UNDER_REVIEW, Step.PAPERS_ASKED, Step.NOTIFIED, Step.WITHDRAWN})
"""The steps of this desk; a decision and what it does to the record are taken with the decision itself."""
_NUMBER = re.compile(r"[0-9]{8}")
_MOST_READ = 50


class CorrectionProblem(StrEnum):
    """Why nothing is shown or done."""

    NO_SUCH_REQUEST = "no-such-request"
    TOO_MANY_TRIES = "too-many-tries"
    OWN_RECORD = "own-record"  # it is about the officer's own record, or of somebody they help
    MOVED_ON = "moved-on"  # somebody has taken it on since it was looked at
    NOT_NOW = "not-now"  # this cannot follow where it stands
    DECISION_CHANGED = "decision-changed"  # somebody else has written in the decision meanwhile
    UNFINISHED = "unfinished"  # the decision lacks something, or cannot be laid on the record
    RECORD_CHANGED = "record-changed"  # the record is not the one that was looked at
    TAKEN_OVER = "taken-over"  # another request has a record without an owner that this one adds
    SAME_OFFICER = "same-officer"  # who has decided does not put it into the record


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskLine:
    """A request in the list: number, how far, since when, by when papers are asked for. Nothing of the person."""

    number: str
    step: Step
    since: datetime
    until_day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionDesk:
    """Everything that waits, by step and the longest waiting first; ``waiting`` counts also what is not listed."""

    lines: Mapping[Step, tuple[DeskLine, ...]]
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCorrection:
    """A request that was opened. Times of Japan.

    ``seen`` is the record as the person had it before them, ``now`` as it is today; ``change`` is what the correction
    has changed, once it is in the record. ``may`` are the steps that may follow; ``decided_here``: this officer has
    decided it, so that another puts it into the record. ``state`` stands for the request as it is written.
    """

    request: StoredRequest
    state: str
    seen: Timeline
    now: Timeline
    change: RecordChange | None
    may: frozenset[Step]
    decided_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StepOrder:
    """A step to take. ``seen`` is the state in which the request was looked at; ``note`` is for the person.

    ``papers`` are kinds of papers that were seen, never copies; ``day`` is when it happened, where that is not now.
    """

    step: Step
    seen: str
    note: str = ""
    until_day: date | None = None
    papers: tuple[str, ...] = ()
    day: date | None = None


async def list_requests() -> CorrectionDesk:
    """What waits for the office. No reading is noted: nothing of a person is in it."""
    async with read():
        found = {step: await fetch_requests_at([step], MOST_LISTED) for step in AT_THE_OFFICE}
        waiting = await count_requests_at(AT_THE_OFFICE)
    return CorrectionDesk(
        lines={step: tuple(_line(request) for request in requests) for step, requests in found.items()},
        waiting=waiting,
    )


def _line(request: StoredRequest) -> DeskLine:
    until_day = request.steps[-1].until_day if request.step is Step.PAPERS_ASKED else None
    since = request.changed_at.astimezone(JST)
    return DeskLine(number=request.number, step=request.step, since=since, until_day=until_day)


async def count_waiting() -> int:
    """How many requests wait for the office."""
    async with read():
        return await count_requests_at(AT_THE_OFFICE)


async def find_number(session: StoredSession, number: str, clock: Clock) -> CorrectionProblem | None:
    """Whether there is a request with this number that this officer may open."""
    async with write():
        found = await find_request(session, number, clock.now())
    return found if isinstance(found, CorrectionProblem) else None


async def open_correction(
    session: StoredSession, number: str, clock: Clock, *, for_a_step: bool = False
) -> OpenCorrection | CorrectionProblem:
    """The request with this number; that it was opened is noted each time in the person's log.

    ``for_a_step``: for one of its forms, which belongs to a reading that was noted a little while ago.
    """
    async with write():
        request = await find_request(session, number, clock.now())
        if isinstance(request, CorrectionProblem):
            return request
        await (note_if_closed if for_a_step else _note_reading)(session, request, clock.now())
        today, decided = clock.now().date(), request.decided
        shown = in_japan(request)
        return OpenCorrection(
            request=shown,
            state=state_of(request),
            seen=as_seen(shown, await _version(request, request.seen_document)),
            now=build_timeline(await _version(request, None), today, load_rules()),
            change=await _change(request, today),
            may=following(request.step, request.outcome),
            decided_here=decided is not None and decided.taken_by == session.account_id,
        )


async def take_by_hand(session: StoredSession, number: str, order: StepOrder, clock: Clock) -> CorrectionProblem | None:
    """Take a request on to a step of this desk; the person sees it at once."""
    now = clock.now()
    async with write():
        request = await find_request(session, number, now)
        if isinstance(request, CorrectionProblem):
            return request
        if state_of(request) != order.seen:
            return CorrectionProblem.MOVED_ON
        if order.step not in following(request.step, request.outcome) & TAKEN_BY_HAND:
            return CorrectionProblem.NOT_NOW
        taken = TakenStep(
            step=order.step,
            happened_at=_moment(order.day, request.changed_at, now),
            taken_by=session.account_id,
            office=session.office,
            note=order.note,
            until_day=order.until_day,
        )
        if not await take_step(request.request_id, request.step, taken):
            return CorrectionProblem.MOVED_ON
        await note_step(session, request, taken, now, papers=order.papers)
    return None


def state_of(request: StoredRequest) -> str:
    """What stands for a request as it is written now, to be sent with the form of a step: what the person tells too.

    Until the office has received it the person may still write it anew, which is no step.
    """
    moment, asked = request.changed_at.timestamp(), request.request
    written = repr((len(request.steps), moment, request.seen_document, asked))
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def _moment(day: date | None, before: datetime, now: datetime) -> datetime:
    """Noon of an earlier day, and never before the step before it."""
    if day is None or day >= now.astimezone(JST).date():
        return now
    return min(now, max(before, datetime.combine(day, time(12), JST)))


# ── what both halves of the desk share ──────────────────────────────────────────────────────────────────────────────


async def find_request(session: StoredSession, number: str, now: datetime) -> StoredRequest | CorrectionProblem:
    """The request with this number, held in the caller's ``write()``, unless this officer may not handle it.

    Wrong numbers are counted here and nowhere else, one after the other however many come at once.
    """
    await lock_account(session.account_id)
    actor = account_actor(session.account_id)
    if await count_by_subject(Attempt.WRONG_NUMBER, actor, now - WRONG_NUMBERS_WINDOW) >= MOST_WRONG_NUMBERS:
        return CorrectionProblem.TOO_MANY_TRIES
    request = await hold_request(number) if _NUMBER.fullmatch(number) else None
    if request is None:
        await watch(Attempt.WRONG_NUMBER, actor, "", now)
        return CorrectionProblem.NO_SUCH_REQUEST
    return CorrectionProblem.OWN_RECORD if await _is_own(session, request) else request


async def _is_own(session: StoredSession, request: StoredRequest) -> bool:
    """Whether it is about the officer's record, was prepared by them, or is of somebody they help or have helped."""
    return request.steps[0].taken_by == session.account_id or await is_own_or_helped(session, request.person_id)


async def note_if_closed(session: StoredSession, request: StoredRequest, now: datetime) -> None:
    """Note a reading, unless the request was opened a little while ago and this is one of its screens."""
    read_lately = await noted_lately(session, request.person_id, now)
    if not any((said.group, said.correction) == (StaffReading.CORRECTION, request.number) for said in read_lately):
        await _note_reading(session, request, now)


async def noted_lately(session: StoredSession, person_id: int, now: datetime) -> list[Detail]:
    """What this officer has read of a person a little while ago, and may still have open."""
    entries = await fetch_entries_about(person_id, (Action.READ,), now - STAYS_OPEN, _MOST_READ)
    actor = account_actor(session.account_id)
    return [read_detail(entry.detail) for entry in entries if entry.actor == actor]


async def _note_reading(session: StoredSession, request: StoredRequest, now: datetime) -> None:
    group, reason = StaffReading.CORRECTION, ReadingReason.CORRECTION
    await note_staff_reading(session, request.person_id, group, reason, now, correction=request.number)


async def note_step(
    session: StoredSession,
    request: StoredRequest,
    taken: TakenStep,
    now: datetime,
    *,
    action: Action = Action.STEP_CORRECTION,
    papers: Collection[str] = (),
    decision: str = "",
) -> None:
    """Write the step into the person's chain, inside the caller's ``write()``; ``decision`` is the digest of one."""
    detail = Detail(
        correction=request.number,
        step=taken.step,
        decision=decision,
        office=session.office,
        papers=" ".join(papers),
    )
    actor = account_actor(session.account_id)
    await append_entry(
        Act(record=request.person_id, actor=actor, action=action, happened_at=now, detail=detail.as_text())
    )


async def _change(request: StoredRequest, today: date) -> RecordChange | None:
    before, after = request.document_before, request.document_after
    if before is None or after is None:
        return None
    was, became = [build_timeline(await _version(request, version), today, load_rules()) for version in (before, after)]
    return compare_records(was, became, load_rules())


async def _version(request: StoredRequest, version: int | None) -> PensionRecord:
    """A version of the record that a request is about; None for the current one."""
    person_id = request.person_id
    document = await (fetch_document(person_id) if version is None else fetch_version(person_id, version))
    assert document is not None  # noqa: S101 - foreign keys, and versions are never deleted
    return document.decode()
