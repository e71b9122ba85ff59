"""The decision of a request to correct a record: worked out step by step, decided, and put into the record.

Two officers do it: who has decided does not put it into the record (four eyes). Until it is decided any officer may
write in it; nobody overwrites what another has written meanwhile.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from db.decision_documents import decode_decision, encode_decision
from db.documents import encode_document, parse_document
from db.queries.audit import Action
from db.queries.corrections import (
    StoredRequest,
    TakenStep,
    fetch_decisions_naming,
    note_documents,
    put_decision,
    take_step,
)
from db.queries.records import PersonDocument, fetch_document, replace_document
from db.queries.sessions import StoredSession
from db.queries.unlinked_searches import StoredSearch, fetch_search
from db.transactions import write
from pension.contradictions import Contradiction
from pension.correction_starts import Start, StartKind
from pension.correction_steps import Step, following
from pension.corrections import RecordChange, apply_correction, compare_records, find_correction_problems
from pension.decisions import AddedEntry, Decision, Lack, correction_of, found_entry, lacks_of, only_known
from pension.record import Correction, PensionRecord
from pension.timeline import build_timeline
from rules.loader import load_rules
from services.clock import JST, Clock
from services.correction_desk import CorrectionProblem, find_request, note_if_closed, note_step, noted_lately
from services.corrections import in_japan
from services.keys import Keys
from services.search_desk import sought_in
from services.staff_readings import ReadingReason, StaffReading, note_staff_reading
from services.unlinked_search import SEARCHES_KEPT, SearchKind, find_records

Change = Callable[[Decision, PensionRecord], Decision]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDecision:
    """A decision as it is worked on. ``seen`` stands for what is written so far, ``version`` for the record it is on.

    ``correction`` is what it comes to so far, None where the record does not change; ``problems`` are what forbids it,
    ``change`` what it would change. ``record_changed``: another version was current when it was decided.
    ``decided_here``: this officer has decided it.
    """

    request: StoredRequest
    decision: Decision
    seen: str
    version: int
    record: PensionRecord
    correction: Correction | None
    lacks: tuple[Lack, ...]
    problems: tuple[Contradiction, ...]
    change: RecordChange | None
    decided_here: bool

    @property
    def record_changed(self) -> bool:
        """Whether the record is not the one on which it was decided."""
        return self.decision.checked not in (0, self.version)

    @property
    def is_ready(self) -> bool:
        """Whether it can be decided, or put into the record."""
        return not self.lacks and not self.problems


async def open_decision(session: StoredSession, number: str, clock: Clock) -> OpenDecision | CorrectionProblem:
    """The decision of a request, held against the record of today; only while it is reviewed or decided."""
    async with write():
        request = await find_request(session, number, clock.now())
        if isinstance(request, CorrectionProblem):
            return request
        if request.step not in (Step.UNDER_REVIEW, Step.DECIDED):
            return CorrectionProblem.NOT_NOW
        await note_if_closed(session, request, clock.now())
        return await _opened(session, request, clock.now())


async def find_unlinked(
    session: StoredSession, opened: OpenDecision, clock: Clock, keys: Keys
) -> tuple[AddedEntry, ...]:
    """Entries begun from the records without an owner that the search finds today with which the request began.

    Empty where the search is not one for the person's own records. What another request has taken over is left out. It
    is a reading of that search.
    """
    request, start = opened.request, Start.read(opened.request.request.start)
    if start.kind is not StartKind.SEARCH:
        return ()
    async with write():
        search = await fetch_search(start.key)
        if search is None or not _is_own_search(search, request, clock.now()):
            return ()
        sought = sought_in(search, keys)
        if sought is None:
            return ()
        await _note_search(session, request, search.number, clock.now())
        found = [found_entry(candidate.record) for candidate in await find_records(sought)]
        return tuple([entry for entry in found if not await _is_taken(entry, request)])


def _is_own_search(search: StoredSearch, request: StoredRequest, now: datetime) -> bool:
    is_kept = search.searched_at >= now - SEARCHES_KEPT
    return is_kept and search.person_id == request.person_id and search.kind == SearchKind.OWN


async def _note_search(session: StoredSession, request: StoredRequest, search: str, now: datetime) -> None:
    """Once while the request is open: the candidates stand on several of its screens."""
    read_lately = await noted_lately(session, request.person_id, now)
    if not any((said.group, said.search) == (StaffReading.SEARCH, search) for said in read_lately):
        group, reason = StaffReading.SEARCH, ReadingReason.CORRECTION
        await note_staff_reading(
            session, request.person_id, group, reason, now, correction=request.number, search=search
        )


async def _is_taken(entry: AddedEntry, request: StoredRequest) -> bool:
    """Whether another request has the same record without an owner: open, or put into a record."""
    number = entry.handbook_number
    if not number or entry.corrects:
        return False
    others = [decode_decision(text) for text in await fetch_decisions_naming(number, request.request_id)]
    return any(
        number == added.handbook_number and not added.corrects
        for other in others
        if other.corrects
        for added in other.added
    )


async def change_decision(
    session: StoredSession, number: str, seen: str, change: Change, clock: Clock
) -> Decision | CorrectionProblem:
    """Write in the decision what ``change`` makes of it; ``seen`` stands for what was written when it was looked at."""
    async with write():
        request = await find_request(session, number, clock.now())
        if isinstance(request, CorrectionProblem):
            return request
        if request.step is not Step.UNDER_REVIEW:
            return CorrectionProblem.MOVED_ON
        if seen_of(request) != seen:
            return CorrectionProblem.DECISION_CHANGED
        record = (await _current(request)).decode()
        changed = change(replace(decode_decision(request.decision), checked=0), record)
        changed = replace(changed, withdraws=only_known(changed.withdraws, record))
        if not await put_decision(request.request_id, request.decision, encode_decision(changed)):
            return CorrectionProblem.DECISION_CHANGED
    return changed


async def decide(
    session: StoredSession, number: str, seen: str, version: int, clock: Clock
) -> CorrectionProblem | None:
    """Decide it as it was looked at: ``seen`` and ``version`` of that :class:`OpenDecision`."""
    now = clock.now()
    async with write():
        request = await find_request(session, number, now)
        if isinstance(request, CorrectionProblem):
            return request
        if request.step is not Step.UNDER_REVIEW:
            return CorrectionProblem.MOVED_ON
        opened = await _opened(session, request, now)
        problem = _why_not(opened, seen, version) or await _taken_over(opened)
        if problem is not None:
            return problem
        decision = opened.decision
        taken = _step(session, Step.DECIDED, now, decision)
        decided = encode_decision(replace(decision, checked=version))
        await put_decision(request.request_id, request.decision, decided)
        await _go_on(request, taken)
        await note_step(session, request, taken, now, decision=digest_of(decided))
    return None


async def put_into_record(
    session: StoredSession, number: str, seen: str, version: int, clock: Clock
) -> CorrectionProblem | None:
    """Lay the decided correction on the record, both as the officer has looked at them: ``seen`` and ``version``."""
    now = clock.now()
    async with write():
        request = await find_request(session, number, now)
        if isinstance(request, CorrectionProblem):
            return request
        if Step.RECORD_UPDATED not in following(request.step, request.outcome):
            return CorrectionProblem.MOVED_ON
        if request.decided is None or request.decided.taken_by == session.account_id:
            return CorrectionProblem.SAME_OFFICER
        opened = await _opened(session, request, now)
        problem = _why_not(opened, seen, version) or await _taken_over(opened)
        if problem is not None or opened.correction is None:
            return problem or CorrectionProblem.UNFINISHED
        return await _replace(session, opened, opened.correction, now)


async def _replace(
    session: StoredSession, opened: OpenDecision, correction: Correction, now: datetime
) -> CorrectionProblem | None:
    request = opened.request
    corrected = apply_correction(opened.record, correction)
    after = await replace_document(request.person_id, opened.version, corrected, now)
    if after is None:
        return CorrectionProblem.RECORD_CHANGED
    taken = _step(session, Step.RECORD_UPDATED, now)
    await _go_on(request, taken)
    await note_documents(request.request_id, opened.version, after)
    decision = digest_of(request.decision)
    await note_step(session, request, taken, now, action=Action.CORRECT, decision=decision)
    return None


async def _go_on(request: StoredRequest, taken: TakenStep) -> None:
    if not await take_step(request.request_id, request.step, taken):
        raise AssertionError("the row of the request is held since it was found")


def _why_not(opened: OpenDecision, seen: str, version: int) -> CorrectionProblem | None:
    if opened.seen != seen:
        return CorrectionProblem.DECISION_CHANGED
    if opened.version != version:
        return CorrectionProblem.RECORD_CHANGED
    return None if opened.is_ready else CorrectionProblem.UNFINISHED


async def _taken_over(opened: OpenDecision) -> CorrectionProblem | None:
    taken = [await _is_taken(entry, opened.request) for entry in opened.decision.added]
    return CorrectionProblem.TAKEN_OVER if any(taken) else None


def _step(session: StoredSession, step: Step, now: datetime, decision: Decision | None = None) -> TakenStep:
    return TakenStep(
        step=step,
        happened_at=now,
        taken_by=session.account_id,
        office=session.office,
        outcome=decision.outcome if decision else None,
        note=decision.reason if decision else "",
    )


def seen_of(request: StoredRequest) -> str:
    """What stands for the decision as it is written now, to be sent with a form; another once a step is taken."""
    return hashlib.sha256(f"{len(request.steps)} {request.decision or ''}".encode()).hexdigest()[:16]


def digest_of(decision: str | None) -> str:
    """What stands in the person's log for a decision: the same where it is decided and where it is carried out."""
    return hashlib.sha256((decision or "").encode()).hexdigest()


async def _current(request: StoredRequest) -> PersonDocument:
    document = await fetch_document(request.person_id)
    assert document is not None  # noqa: S101 - who has a record keeps one
    return document


async def _opened(session: StoredSession, request: StoredRequest, now: datetime) -> OpenDecision:
    document, decision = await _current(request), decode_decision(request.decision)
    record, today = document.decode(), now.astimezone(JST).date()
    office = request.decided.office if request.decided else session.office
    correction = correction_of(decision, request.number, office, today, load_rules())
    return OpenDecision(
        request=in_japan(request),
        decision=decision,
        seen=seen_of(request),
        version=document.document_id,
        record=record,
        correction=correction,
        lacks=lacks_of(decision),
        problems=tuple(_problems(record, correction)) if correction else (),
        change=_change(record, correction, today) if correction else None,
        decided_here=request.decided is not None and request.decided.taken_by == session.account_id,
    )


def _problems(record: PensionRecord, correction: Correction) -> Iterator[Contradiction]:
    """What forbids it: by the rules, or because such a document could not be stored."""
    yield from find_correction_problems(record, correction, load_rules())
    # its reason is asked for last: until then there is nothing to hold against the form
    written = correction if correction.reason else replace(correction, reason="—")
    found = parse_document(encode_document(apply_correction(record, written)))
    if isinstance(found, list):
        inside = f"corrections[{len(record.corrections)}]."
        for problem in found:
            yield Contradiction("form", problem.field.removeprefix(inside), problem.value, problem.reason)


def _change(record: PensionRecord, correction: Correction, today: date) -> RecordChange:
    rules = load_rules()
    before = build_timeline(record, today, rules)
    after = build_timeline(apply_correction(record, correction), today, rules)
    return compare_records(before, after, rules)
