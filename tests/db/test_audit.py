"""The audit log's chains."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from db.engine import current_engine
from db.queries.audit import (
    Act,
    append_entries,
    append_entry,
    entry_hash,
    fetch_records_with_entries,
    find_broken_chain,
)
from db.transactions import read, write
from tests.databases import NOW

ACT = Act(record=7, actor="account:1", action="read", happened_at=NOW, detail="records")


async def broken(record: int = 7) -> int | None:
    async with read():
        return await find_broken_chain(record)


async def tamper(statement: str) -> None:
    """Change the log as somebody with the database's own rights could."""
    engine = current_engine()
    async with write():
        if engine.engine_type == "sqlite":
            await engine.run_ddl("DROP TRIGGER audit_entry_no_update")
            await engine.run_ddl("DROP TRIGGER audit_entry_no_delete")
        else:
            await engine.run_ddl("DROP TRIGGER audit_entry_append_only ON audit_entry")
        await engine.run_ddl(statement)


async def test_entries_of_a_record_form_a_chain(database: str) -> None:
    assert await broken() is None
    for minute in range(3):
        async with write():
            await append_entry(replace(ACT, happened_at=NOW + timedelta(minutes=minute)))
    async with write():
        await append_entries([replace(ACT, record=9), ACT, replace(ACT, record=8)])
    assert [await broken(record) for record in (7, 8, 9)] == [None, None, None]
    async with read():
        assert await fetch_records_with_entries() == [7, 8, 9]
        rows = await current_engine().run_ddl("SELECT * FROM audit_entry WHERE record = 7 ORDER BY position")
    assert [row["position"] for row in rows] == [1, 2, 3, 4]
    assert [row["previous_hash"] for row in rows[1:]] == [row["entry_hash"] for row in rows[:-1]]


@pytest.mark.parametrize(
    ("statement", "position"),
    [
        ("UPDATE audit_entry SET detail = 'other' WHERE position = 2", 2),
        ("UPDATE audit_entry SET happened_at = '2020-01-01 00:00:00+00:00' WHERE position = 1", 1),
        ("UPDATE audit_entry SET record = 8 WHERE position = 3", 3),
        ("DELETE FROM audit_entry WHERE position = 2", 2),
        ("DELETE FROM audit_entry WHERE position = 3", 3),
        ("DELETE FROM audit_entry", 1),
    ],
)
async def test_a_change_is_found(database: str, statement: str, position: int) -> None:
    async with write():
        await append_entry(replace(ACT, record=8))
    for _ in range(3):
        async with write():
            await append_entry(ACT)
    await tamper(statement)
    assert await broken() == position


async def test_many_writers_on_one_record_take_places_one_after_the_other(database: str) -> None:
    async def act(number: int) -> None:
        async with write():
            await append_entry(replace(ACT, detail=str(number)))

    await asyncio.gather(*(act(number) for number in range(20)))
    assert await broken() is None


def test_every_part_of_an_entry_is_in_its_hash() -> None:
    changed = [
        replace(ACT, record=8),
        replace(ACT, actor="account:2"),
        replace(ACT, action="mark"),
        replace(ACT, detail=""),
        replace(ACT, happened_at=NOW + timedelta(microseconds=1)),
    ]
    hashes = {entry_hash(act, 1, "0") for act in [ACT, *changed]} | {entry_hash(ACT, 2, "0"), entry_hash(ACT, 1, "1")}
    assert len(hashes) == len(changed) + 3
