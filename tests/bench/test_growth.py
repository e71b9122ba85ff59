"""A database grows by people whose records can be read; lives of all lengths are tried."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from bench.growth import grow, lives
from db.documents import decode_document
from db.engine import close_database, open_database
from db.migrate import apply_migrations
from db.queries.integrity import each_version
from db.queries.records import fetch_document
from db.transactions import read
from ops.personas import load_personas
from services.clock import DEMO_NOW, JapanClock
from services.monthly_import import ImportOrder, import_month


async def test_a_database_grows_by_people_who_can_be_read(tmp_path: Path) -> None:
    month, database = tmp_path / "month.jsonl", tmp_path / "many.sqlite"
    month.write_text("".join(f"{person.line}\n" for person in load_personas()[:3]), encoding="utf-8")
    await open_database(str(database))
    await apply_migrations(DEMO_NOW)
    order = ImportOrder(file=month, is_demo=True, report=lambda _: None, progress=lambda _: None)
    await import_month(order, JapanClock(DEMO_NOW))
    await close_database()
    for size in (10, 100):
        grow(database, size)
        with sqlite3.connect(database) as connection:
            assert connection.execute("SELECT count(*) FROM person").fetchone() == (size,)
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.close()
    await open_database(str(database))
    async with read():
        assert len([decode_document(each.document, each.digest) async for each in each_version()]) == 100
        documents = [await fetch_document(person) for person in (1, 4, 100)]
    await close_database()
    assert all(documents)


def test_lives_from_the_shortest_to_the_longest_are_tried() -> None:
    years = [life.years for life in lives()]
    assert years == sorted(set(years))
    assert len(years) >= 5
    assert years[0] < 15
    assert years[-1] > 60
