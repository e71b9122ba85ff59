"""Two processes at once, each with readers and writers: nobody is turned away and nothing is lost."""

from __future__ import annotations

import asyncio
import subprocess
import sys

import pytest

from db.engine import close_database, current_engine, open_database
from db.queries.audit import Act, append_entry, fetch_records_with_entries, find_broken_chain
from db.transactions import read, write
from tests.databases import NOW

READERS, WRITERS, ROUNDS, RECORDS = 25, 3, 10, 4


async def work(location: str) -> None:
    """What each process does: writers append to a few chains, readers look through them meanwhile."""
    await open_database(location)

    async def write_often(writer: int) -> None:
        for round_ in range(ROUNDS):
            async with write():
                record = (writer + round_) % RECORDS
                await append_entry(Act(record=record, actor="operator", action="test", happened_at=NOW))

    async def read_often() -> None:
        for _ in range(ROUNDS):
            async with read():
                for record in await fetch_records_with_entries():
                    assert await find_broken_chain(record) is None
            await asyncio.sleep(0)

    tasks = [write_often(writer) for writer in range(WRITERS)] + [read_often() for _ in range(READERS)]
    await asyncio.gather(*tasks)
    await close_database()


@pytest.mark.slow
async def test_nobody_is_turned_away_and_nothing_is_lost(location: str) -> None:
    program = f"import asyncio; from tests.db.test_two_processes import work; asyncio.run(work({location!r}))"
    both = [subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.PIPE) for _ in range(2)]
    for process in both:
        _, said = process.communicate()
        assert process.returncode == 0, said.decode()
    await open_database(location)
    async with read():
        records = await fetch_records_with_entries()
        assert [await find_broken_chain(record) for record in records] == [None] * RECORDS
        rows = await current_engine().run_ddl("SELECT sum(length) AS total FROM audit_chain")
    await close_database()
    assert rows[0]["total"] == 2 * WRITERS * ROUNDS
