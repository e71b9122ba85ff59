"""The entries of a worksheet (私の履歴整理表), always those of one person."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from db.tables import LifeEvent as LifeEventRow
from pension.approximate import ApproximateDate
from pension.life_events import Category, LifeEvent

_COLUMNS = (
    "SELECT number, category, name, began, ended, goes_on, place, work, name_before, name_then, note, point "
    "FROM life_event "
)


async def fetch_life_events(person_id: int) -> list[LifeEvent]:
    """A person's entries in the order they were written."""
    rows = await LifeEventRow.raw(_COLUMNS + "WHERE person = {} ORDER BY number", person_id)
    return [_event(row) for row in rows]


async def fetch_life_event(person_id: int, number: int) -> LifeEvent | None:
    """One entry of a person."""
    rows = await LifeEventRow.raw(_COLUMNS + "WHERE person = {} AND number = {}", person_id, number)
    return _event(rows[0]) if rows else None


async def insert_life_event(person_id: int, event: LifeEvent, now: datetime) -> bool:
    """Keep a new entry under its number; False when that is taken."""
    rows = await LifeEventRow.raw(
        "INSERT INTO life_event (person, number, category, name, began, ended, goes_on, place, work, name_before, "
        "name_then, note, point, made_at, changed_at) "
        "VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}) "
        "ON CONFLICT (person, number) DO NOTHING RETURNING id",
        person_id,
        event.number,
        event.category,
        *_values(event),
        event.point,
        now,
        now,
    )
    return bool(rows)


async def update_life_event(person_id: int, event: LifeEvent, now: datetime) -> None:
    """Write an entry anew, but for the point it was made from; nothing where there is none of this number."""
    await LifeEventRow.raw(
        "UPDATE life_event SET name = {}, began = {}, ended = {}, goes_on = {}, place = {}, work = {}, "
        "name_before = {}, name_then = {}, note = {}, changed_at = {} WHERE person = {} AND number = {}",
        *_values(event),
        now,
        person_id,
        event.number,
    )


async def delete_life_event(person_id: int, number: int) -> bool:
    """Take an entry away for good; False when there is none of this number."""
    rows = await LifeEventRow.raw(
        "DELETE FROM life_event WHERE person = {} AND number = {} RETURNING id", person_id, number
    )
    return bool(rows)


async def delete_life_events(person_id: int) -> int:
    """Take all of a person's entries away for good; how many there were."""
    return len(await LifeEventRow.raw("DELETE FROM life_event WHERE person = {} RETURNING id", person_id))


def _values(event: LifeEvent) -> tuple[Any, ...]:
    dates = [date.as_text() if date else "" for date in (event.began, event.ended)]
    texts = (event.place, event.work, event.name_before, event.name_then, event.note)
    return (event.name, *dates, event.goes_on, *texts)


def _event(row: dict[str, Any]) -> LifeEvent:
    dates = {end: ApproximateDate.read(row[end]) if row[end] else None for end in ("began", "ended")}
    return LifeEvent(**{**row, **dates, "category": Category(row["category"]), "goes_on": bool(row["goes_on"])})
