"""What the invented people have asked to be corrected, so that an office has something at every step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from db.decision_documents import encode_decision
from db.queries.accounts import Owner
from db.queries.audit import Act, Action, append_entry
from db.queries.corrections import (
    StoredRequest,
    TakenStep,
    fetch_request,
    insert_request,
    note_documents,
    put_decision,
    take_step,
)
from db.queries.records import PersonDocument, fetch_document, replace_document
from db.transactions import write
from pension.correction_requests import Request
from pension.correction_steps import Step
from pension.corrections import apply_correction
from pension.decisions import Decision, correction_of
from rules.loader import load_rules
from services.act_details import Detail
from services.clock import Clock
from services.demo import find_owner
from services.sessions import account_actor


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoCorrection:
    """A request of a person (by user id) under a number (eight digits), and how far an officer has taken it.

    ``note`` and ``until_day`` are those of its last step; ``decision`` is as far as it is written.
    """

    person: str
    number: str
    request: Request
    officer: str
    second_officer: str
    steps: tuple[Step, ...] = ()
    note: str = ""
    until_day: date | None = None
    decision: Decision | None = None


async def add_demo_corrections(corrections: Sequence[DemoCorrection], clock: Clock) -> None:
    """Add what is not there yet, for accounts already made; nobody is named who is not there."""
    async with write():
        for correction in corrections:
            person, officer = await find_owner(correction.person), await find_owner(correction.officer)
            second = await find_owner(correction.second_officer)
            if person and officer and second and await fetch_request(correction.number) is None:
                await _add(correction, person, (officer, second), clock.now())


async def _add(correction: DemoCorrection, person: Owner, officers: tuple[Owner, Owner], now: datetime) -> None:
    person_id, (officer, second) = person.person_id or 0, officers
    document = await fetch_document(person_id)
    if document is None:
        return
    days = len(correction.steps) + 1
    prepared = TakenStep(step=Step.PREPARED, happened_at=now - timedelta(days=days), taken_by=person.account_id)
    await insert_request(correction.number, person_id, document.document_id, correction.request, prepared)
    await _note(correction, person_id, person, Action.PREPARE_CORRECTION, prepared, now)
    request = await fetch_request(correction.number)
    if request is None:
        raise AssertionError("it was written a moment ago")
    before = Step.PREPARED
    for place, step in enumerate(correction.steps, 1):
        by = second if step is Step.RECORD_UPDATED else officer
        taken = _step(correction, by, step, now - timedelta(days=days - place), place == days - 1)
        await take_step(request.request_id, before, taken)
        action = Action.CORRECT if step is Step.RECORD_UPDATED else Action.STEP_CORRECTION
        await _note(correction, person_id, by, action, taken, now)
        before = step
    if correction.decision is not None and Step.RECORD_UPDATED in correction.steps:
        await _put_into_record(correction, correction.decision, request, document, officer, now)
    elif correction.decision is not None:
        checked = document.document_id if before is Step.DECIDED else 0
        await put_decision(request.request_id, None, encode_decision(replace(correction.decision, checked=checked)))


async def _put_into_record(
    correction: DemoCorrection,
    decision: Decision,
    request: StoredRequest,
    document: PersonDocument,
    officer: Owner,
    now: datetime,
) -> None:
    """Lay a decided correction on the record, as the office does."""
    laid = correction_of(decision, correction.number, officer.office, now.date(), load_rules())
    if laid is None:
        raise AssertionError("a request of the demo whose record was updated corrects something")
    corrected = apply_correction(document.decode(), laid)
    after = await replace_document(request.person_id, document.document_id, corrected, now)
    if after is not None:
        await note_documents(request.request_id, document.document_id, after)
    kept = encode_decision(replace(decision, checked=document.document_id))
    await put_decision(request.request_id, None, kept)


def _step(correction: DemoCorrection, officer: Owner, step: Step, at: datetime, is_last: bool) -> TakenStep:
    decision = correction.decision if step is Step.DECIDED else None
    return TakenStep(
        step=step,
        happened_at=at,
        taken_by=officer.account_id,
        office=officer.office,
        outcome=decision.outcome if decision else None,
        note=decision.reason if decision else correction.note if is_last else "",
        until_day=correction.until_day if is_last else None,
    )


async def _note(
    correction: DemoCorrection, person_id: int, by: Owner, action: Action, taken: TakenStep, now: datetime
) -> None:
    step = taken.step if action is Action.STEP_CORRECTION else ""
    detail = Detail(correction=correction.number, step=step, office=by.office).as_text()
    actor = account_actor(by.account_id)
    await append_entry(Act(record=person_id, actor=actor, action=action, happened_at=now, detail=detail))
