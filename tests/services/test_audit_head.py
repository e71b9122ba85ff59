"""The daily head of the audit log."""

from __future__ import annotations

from datetime import timedelta

import pytest

from db.engine import current_engine
from db.queries.audit import Act, append_entry
from db.transactions import write
from services import audit_head as audit_head_module
from services.audit_head import audit_head
from tests.databases import NOW, SteppingClock

TODAY = NOW.date()
DAY = timedelta(days=1)


async def happen(clock: SteppingClock, *records: int) -> None:
    for record in records:
        async with write():
            await append_entry(Act(record=record, actor="account:1", action="read", happened_at=clock.now()))


async def test_a_day_that_is_over_has_the_same_head_for_ever(database: str, clock: SteppingClock) -> None:
    await happen(clock, 0, 7, 12, 7)
    head = await audit_head(TODAY)
    assert head.chains == 3
    clock.moment = clock.moment.replace(hour=0) + DAY
    await happen(clock, 7, 9)
    assert await audit_head(TODAY) == head
    tomorrow = await audit_head(TODAY + DAY)
    assert (tomorrow.chains, tomorrow.digest == head.digest) == (4, False)


async def test_before_anything_happened_there_is_a_head_too(database: str, clock: SteppingClock) -> None:
    empty = await audit_head(TODAY)
    assert empty.chains == 0
    await happen(clock, 3)
    assert (await audit_head(TODAY - DAY)).digest == empty.digest


async def test_the_head_is_the_same_whatever_is_read_at_once(
    database: str, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await happen(clock, *range(10), 5, 9)
    whole = await audit_head(TODAY)
    monkeypatch.setattr(audit_head_module, "_RECORDS_AT_ONCE", 3)
    told: list[tuple[int, int]] = []
    assert await audit_head(TODAY, lambda done, records: told.append((done, records))) == whole
    assert told == [(3, 10), (6, 10), (9, 10), (10, 10)]


async def test_a_log_written_anew_with_right_hashes_is_seen(database: str, clock: SteppingClock) -> None:
    await happen(clock, 7, 7)
    kept = await audit_head(TODAY)
    engine = current_engine()
    async with write():
        for trigger in ("audit_entry_no_update", "audit_entry_no_delete"):
            if engine.engine_type == "sqlite":
                await engine.run_ddl(f"DROP TRIGGER {trigger}")
        if engine.engine_type == "postgres":
            await engine.run_ddl("DROP TRIGGER audit_entry_append_only ON audit_entry")
        await engine.run_ddl("DELETE FROM audit_entry")
        await engine.run_ddl("DELETE FROM audit_chain")
    await happen(clock, 7)
    assert (await audit_head(TODAY)).digest != kept.digest
