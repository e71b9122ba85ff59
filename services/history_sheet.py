"""私の履歴整理表: what the person remembers, beside the official record. Every answer is kept as soon as it is given.

The texts are the person's own: they stand in no log and in no audit entry, helpers see no notes, and what is deleted is
gone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from db.queries.accounts import lock_account
from db.queries.audit import Action, append_entry, count_acts
from db.queries.check_marks import delete_marks
from db.queries.life_events import (
    delete_life_event,
    delete_life_events,
    fetch_life_event,
    fetch_life_events,
    insert_life_event,
    update_life_event,
)
from db.queries.mandates import ScreenGroup
from db.queries.sessions import StoredSession
from db.transactions import read, write
from pension.checks import Finding, memory_key_prefix
from pension.history_differences import Row, compare
from pension.life_events import LifeEvent
from services.acts import own_act
from services.clock import Clock
from services.show_records import NoRecordHere, RecordScreen, may_see, show_records

MOST_EVENTS = 200


@dataclass(frozen=True, slots=True)
class HistorySheet:
    """The worksheet: the record, every entry in the order written, and both side by side in order of time.

    ``gaps`` are those of the record, whether the person has marked them as checked or not; none for a helper who may
    not see the points to check.
    """

    record: RecordScreen
    events: tuple[LifeEvent, ...]
    rows: tuple[Row, ...]
    gaps: tuple[Finding, ...]


class HistoryProblem(StrEnum):
    """Why something cannot be kept."""

    NO_SUCH_EVENT = "no-such-event"  # in this person's worksheet
    TOO_MANY = "too-many"  # entries


async def show_history_sheet(session: StoredSession, clock: Clock) -> HistorySheet | NoRecordHere:
    """The worksheet of the signed-in person, or of the one they act for; then without the notes."""
    screen = await show_records(session, clock, ScreenGroup.HISTORY)
    if isinstance(screen, NoRecordHere):
        return screen
    findings = screen.findings if may_see(session, ScreenGroup.CHECKS, clock) else ()
    return HistorySheet(
        record=screen,
        events=screen.memories,
        rows=compare(screen.memories, screen.timeline.record),
        gaps=tuple(finding for finding in findings if finding.is_gap),
    )


async def add_life_event(session: StoredSession, event: LifeEvent, clock: Clock) -> int | HistoryProblem:
    """Keep a new entry; the number it was given (the one it comes with counts for nothing).

    Of the entries made from the answers about one point there is one: a second is not kept, the first is named.
    """
    person_id = _own_person(session)
    if person_id is None:
        return HistoryProblem.NO_SUCH_EVENT
    now = clock.now()
    async with write():
        await lock_account(session.account_id)
        events = await fetch_life_events(person_id)
        numbers = [known.number for known in events]
        same = [known.number for known in events if event.point and known.point == event.point]
        if same:
            return same[0]
        if len(numbers) >= MOST_EVENTS:
            return HistoryProblem.TOO_MANY
        # one that was deleted is never given again: another tab may still show its question
        number = max(await count_acts(person_id, Action.ADD_LIFE_EVENT), *numbers, 0) + 1
        while not await insert_life_event(person_id, replace(event, number=number), now):
            number += 1
        await append_entry(own_act(session, Action.ADD_LIFE_EVENT, now))
    return number


async def open_life_event(session: StoredSession, number: int) -> LifeEvent | HistoryProblem:
    """One entry of the signed-in person's own worksheet."""
    person_id = _own_person(session)
    if person_id is None:
        return HistoryProblem.NO_SUCH_EVENT
    async with read():
        return await fetch_life_event(person_id, number) or HistoryProblem.NO_SUCH_EVENT


async def change_life_event(session: StoredSession, number: int, answer: Mapping[str, Any], clock: Clock) -> bool:
    """Keep the answer to one question (fields of the entry by name); False when there is no such entry.

    What was the same before is no act.
    """
    person_id = _own_person(session)
    if person_id is None:
        return False
    async with write():
        await lock_account(session.account_id)
        before = await fetch_life_event(person_id, number)
        if before is None:
            return False
        event = replace(before, **answer)
        if event != before:
            await update_life_event(person_id, event, clock.now())
            await append_entry(own_act(session, Action.CHANGE_LIFE_EVENT, clock.now()))
    return True


async def delete_one(session: StoredSession, number: int, clock: Clock) -> bool:
    """Take an own entry away for good; False when there is none of this number."""
    person_id = _own_person(session)
    if person_id is None:
        return False
    async with write():
        if not await delete_life_event(person_id, number):
            return False
        await delete_marks(person_id, memory_key_prefix(number))
        await append_entry(own_act(session, Action.DELETE_LIFE_EVENT, clock.now()))
    return True


async def delete_all(session: StoredSession, clock: Clock) -> bool:
    """Take the whole own worksheet away for good; False when it was empty."""
    person_id = _own_person(session)
    if person_id is None:
        return False
    async with write():
        if not await delete_life_events(person_id):
            return False
        await delete_marks(person_id, memory_key_prefix())
        await append_entry(own_act(session, Action.DELETE_HISTORY, clock.now()))
    return True


def _own_person(session: StoredSession) -> int | None:
    """Whose worksheet may be written: the own one, and nobody's while acting for another."""
    return session.person_id if session.acting is None else None
