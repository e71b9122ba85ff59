"""The office decides about lines of imports that collide with a correction (ADR 28).

Nobody decides about their own record, as far as accounts say whose it is; those of staff do not yet. Who has decided a
correction, or put it into the record, does not decide what becomes of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from db.queries.audit import Act, Action, append_entry
from db.queries.correction_conflicts import (
    Note,
    OpenConflict,
    WaitingConflict,
    count_waiting,
    fetch_conflict,
    fetch_waiting,
    note_conflict,
    resolve_conflict,
)
from db.queries.corrections import fetch_deciders
from db.queries.imports import ConflictOutcome
from db.queries.records import PersonDocument, fetch_document, replace_document
from db.queries.sessions import StoredSession
from db.transactions import read, write
from pension.calendar import YearMonth
from pension.corrections import Conflict, RecordChange, compare_records
from pension.decisions import request_number
from pension.record import PensionRecord
from pension.timeline import build_timeline
from rules.loader import load_rules
from services.act_details import Detail
from services.clock import JST, Clock
from services.laid_records import lay, lay_all
from services.mandates import is_own_or_helped
from services.sessions import account_actor
from services.staff_readings import ReadingReason, StaffReading, note_staff_reading

MOST_LISTED = 100
_LARGEST_NUMBER = 2**31


class Choice(StrEnum):
    """What an officer decides."""

    KEEP = "kept"  # the corrections lie on top of the line's record
    TAKE = "taken"  # the line's record as it is; what collides falls away
    REJECT = "rejected"  # the line is wrong: the record stays as it is
    WAIT = "waiting"


class ConflictProblem(StrEnum):
    """Why nothing is shown or done."""

    NO_SUCH_CONFLICT = "no-such-conflict"  # or it waits no more
    OWN_RECORD = "own-record"  # of the officer, or of somebody they help or have helped
    CHANGED_MEANWHILE = "changed-meanwhile"  # the record is not the one that was looked at
    NOT_POSSIBLE = "not-possible"  # such a record cannot be
    SAME_OFFICER = "same-officer"  # they have decided one of the corrections, or put it into the record


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictLine:
    """One in the list: nothing of the person. Times of Japan; ``noted_at`` says when an officer last looked into it."""

    number: int
    reason: str
    as_of: YearMonth
    found_at: datetime
    noted_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictList:
    """The list, the longest waiting first; ``waiting`` counts also what is not listed."""

    lines: tuple[ConflictLine, ...]
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """What an officer may decide, and what it would change in the record of today."""

    choice: Choice
    change: RecordChange


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedConflict:
    """One that was opened: the record as it stands (``seen`` names its version), what the line says, why they collide.

    ``conflicts`` is empty when nothing collides any more: the record was corrected otherwise meanwhile.
    ``decided_here``: this officer has decided one of the corrections that collide, so that another decides.
    """

    line: ConflictLine
    person_name: str
    note: str
    seen: int
    stored: PensionRecord
    incoming: PensionRecord
    conflicts: tuple[Conflict, ...]
    ways: tuple[WayOut, ...]
    decided_here: bool


async def list_conflicts() -> ConflictList:
    """Everything that waits. No reading is noted: nothing of a person is in it."""
    async with read():
        waiting = await fetch_waiting(MOST_LISTED)
        return ConflictList(lines=tuple(_line(conflict) for conflict in waiting), waiting=await count_waiting())


async def count_conflicts() -> int:
    """How many people's lines wait."""
    async with read():
        return await count_waiting()


async def open_conflict(session: StoredSession, number: int, clock: Clock) -> OpenedConflict | ConflictProblem:
    """The one with this number; that it was opened is noted each time in the person's log."""
    async with write():
        found = await _find(session, number)
        if isinstance(found, ConflictProblem):
            return found
        group, reason = StaffReading.CONFLICT, ReadingReason.CONFLICT
        await note_staff_reading(session, found.waiting.person_id, group, reason, clock.now())
        current = await _current(found)
    stored, incoming = current.decode(), found.decode()
    conflicts = lay(stored, incoming).conflicts
    async with read():
        decided_here = await _has_decided(session, conflicts)
    return OpenedConflict(
        line=_line(found.waiting),
        person_name=found.person_name,
        note=found.waiting.note,
        seen=current.document_id,
        stored=stored,
        incoming=incoming,
        conflicts=conflicts,
        ways=_ways(stored, incoming, clock),
        decided_here=decided_here,
    )


class _WaitsNoMore(Exception):
    """An import or another officer was quicker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weighed:
    """What collides with one version of the record, and the record that comes of a choice; None for none.

    Versions and lines never change, so that this is worked out before anything is locked.
    """

    version: int
    conflicts: tuple[Conflict, ...]
    record: PensionRecord | None


async def settle_conflict(
    session: StoredSession, number: int, seen: int, choice: Choice, reason: str, clock: Clock
) -> ConflictProblem | None:
    """Do what an officer has decided, with the reason, about the version of the record that was ``seen``."""
    note = Note(text=reason, account_id=session.account_id, written_at=clock.now())
    weighed = None if choice is Choice.WAIT else await _weigh(session, number, choice)
    if isinstance(weighed, ConflictProblem):
        return weighed
    try:
        async with write():
            found = await _find(session, number)
            if isinstance(found, ConflictProblem):
                return found
            if weighed is not None:
                problem = await _close(session, found, seen, choice, weighed, note)
                if problem is not None:
                    return problem
            elif not await note_conflict(number, note):
                raise _WaitsNoMore
            await _note_act(session, found, choice, clock.now())
    except _WaitsNoMore:
        return ConflictProblem.NO_SUCH_CONFLICT
    return None


async def _weigh(session: StoredSession, number: int, choice: Choice) -> _Weighed | ConflictProblem:
    async with read():
        found = await _find(session, number)
        if isinstance(found, ConflictProblem):
            return found
        current = await _current(found)
    stored, incoming = current.decode(), found.decode()
    record = None if choice is Choice.REJECT else _outcome(choice, stored, incoming)
    if record is None and choice is not Choice.REJECT:
        return ConflictProblem.NOT_POSSIBLE
    return _Weighed(version=current.document_id, conflicts=lay(stored, incoming).conflicts, record=record)


async def _close(
    session: StoredSession, found: OpenConflict, seen: int, choice: Choice, weighed: _Weighed, note: Note
) -> ConflictProblem | None:
    """Put what comes of a choice in the place of the version that was seen, and let the line wait no more."""
    if not (await _current(found)).document_id == weighed.version == seen:
        return ConflictProblem.CHANGED_MEANWHILE
    if await _has_decided(session, weighed.conflicts):
        return ConflictProblem.SAME_OFFICER
    after = None
    if weighed.record is not None:
        after = await replace_document(found.waiting.person_id, seen, weighed.record, note.written_at)
        if after is None:
            return ConflictProblem.CHANGED_MEANWHILE
    if not await resolve_conflict(found.waiting.number, ConflictOutcome(choice), after, note):
        raise _WaitsNoMore
    return None


async def _note_act(session: StoredSession, found: OpenConflict, choice: Choice, now: datetime) -> None:
    detail = Detail(step=choice, office=session.office).as_text()
    actor, record = account_actor(session.account_id), found.waiting.person_id
    await append_entry(Act(record=record, actor=actor, action=Action.SETTLE_CONFLICT, happened_at=now, detail=detail))


async def _has_decided(session: StoredSession, conflicts: Sequence[Conflict]) -> bool:
    """Whether this officer has decided one of the corrections that collide, or put it into the record."""
    numbers = [request_number(conflict.correction.id) for conflict in conflicts]
    return session.account_id in await fetch_deciders([number for number in numbers if number])


def _outcome(choice: Choice, stored: PensionRecord, incoming: PensionRecord) -> PensionRecord | None:
    """The record that comes of a choice; None where it cannot be."""
    return lay_all(stored, incoming) if choice is Choice.KEEP else lay(stored, incoming).record


def _ways(stored: PensionRecord, incoming: PensionRecord, clock: Clock) -> tuple[WayOut, ...]:
    rules, today = load_rules(), clock.now().astimezone(JST).date()
    before = build_timeline(stored, today, rules)
    records = {choice: _outcome(choice, stored, incoming) for choice in (Choice.KEEP, Choice.TAKE)}
    return tuple(
        WayOut(choice=choice, change=compare_records(before, build_timeline(record, today, rules), rules))
        for choice, record in records.items()
        if record is not None
    )


async def _find(session: StoredSession, number: int) -> OpenConflict | ConflictProblem:
    found = await fetch_conflict(number) if 0 < number < _LARGEST_NUMBER else None
    if found is None:
        return ConflictProblem.NO_SUCH_CONFLICT
    return ConflictProblem.OWN_RECORD if await is_own_or_helped(session, found.waiting.person_id) else found


async def _current(found: OpenConflict) -> PersonDocument:
    document = await fetch_document(found.waiting.person_id)
    if document is None:
        raise AssertionError("a line waits beside the record of its person")
    return document


def _line(conflict: WaitingConflict) -> ConflictLine:
    return ConflictLine(
        number=conflict.number,
        reason=conflict.reason,
        as_of=conflict.as_of,
        found_at=conflict.found_at.astimezone(JST),
        noted_at=conflict.noted_at.astimezone(JST) if conflict.noted_at else None,
    )
