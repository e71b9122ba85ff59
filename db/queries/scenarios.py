"""Estimates that people keep to compare, as values."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from db.tables import Scenario as ScenarioRow

_ROWS_AT_ONCE = 500


class AskedOn(StrEnum):
    """The form that asked for the conditions, and that can show them again."""

    SIMPLE = "simple"  # かんたん試算
    DETAILED = "detailed"  # 詳細な条件


@dataclass(frozen=True, slots=True, kw_only=True)
class NewScenario:
    """What is to be kept: ``conditions`` is JSON by the published schema."""

    person_id: int
    place: int
    handle: str
    name: str
    asked_on: str
    conditions: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredScenario(NewScenario):
    """One as it stands."""

    created_at: datetime
    changed_at: datetime


_COLUMNS = "SELECT person AS person_id, place, handle, name, asked_on, conditions, created_at, changed_at FROM scenario"


async def fetch_scenarios(person_id: int) -> list[StoredScenario]:
    """A person's, by their places."""
    rows = await ScenarioRow.raw(_COLUMNS + " WHERE person = {} ORDER BY place", person_id)
    return [StoredScenario(**row) for row in rows]


async def insert_scenario(new: NewScenario, now: datetime) -> bool:
    """Keep one; False where its place, its name or its handle is taken."""
    rows = await ScenarioRow.raw(
        "INSERT INTO scenario (person, place, handle, name, asked_on, conditions, created_at, changed_at) "
        "VALUES ({}, {}, {}, {}, {}, {}, {}, {}) ON CONFLICT DO NOTHING RETURNING id",
        new.person_id,
        new.place,
        new.handle,
        new.name,
        new.asked_on,
        new.conditions,
        now,
        now,
    )
    return bool(rows)


async def replace_scenario(new: NewScenario, now: datetime) -> None:
    """Write other conditions, and another name, in the place of a person's scenario."""
    await ScenarioRow.raw(
        "UPDATE scenario SET name = {}, asked_on = {}, conditions = {}, changed_at = {} "
        "WHERE person = {} AND handle = {}",
        new.name,
        new.asked_on,
        new.conditions,
        now,
        new.person_id,
        new.handle,
    )


async def rename_scenario(person_id: int, handle: str, name: str, now: datetime) -> None:
    """Give a person's scenario another name."""
    await ScenarioRow.raw(
        "UPDATE scenario SET name = {}, changed_at = {} WHERE person = {} AND handle = {}", name, now, person_id, handle
    )


async def delete_scenario(person_id: int, handle: str) -> bool:
    """Take a person's scenario away; False where there is none."""
    rows = await ScenarioRow.raw(
        "DELETE FROM scenario WHERE person = {} AND handle = {} RETURNING id", person_id, handle
    )
    return bool(rows)


async def each_scenario() -> AsyncIterator[tuple[int, StoredScenario]]:
    """Everybody's, with the id of each row, in the order of the ids."""
    last = 0
    while rows := await ScenarioRow.raw(
        _COLUMNS.replace("SELECT", "SELECT id,") + " WHERE id > {} ORDER BY id LIMIT {}", last, _ROWS_AT_ONCE
    ):
        for row in rows:
            last = row.pop("id")
            yield last, StoredScenario(**row)
