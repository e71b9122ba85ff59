"""Reading everything and saying what is not as it was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.engine import close_database, current_engine, open_database
from db.problems import DamagedDocument
from db.queries import records
from db.queries.records import fetch_document
from db.transactions import read, write
from services.check_data import DataReport, check_data
from tests.databases import SteppingClock
from tests.services.monthly_files import Importer, document


@pytest.fixture(autouse=True)
async def three_people(database: str, tmp_path: Path, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "_DOCUMENTS_AT_ONCE", 2)
    await Importer(tmp_path, clock).take(*(document(index) for index in range(3)))


async def test_sound_data() -> None:
    report = await check_data()
    assert report == DataReport((), (), ())
    assert report.sound


async def test_a_changed_document_is_found_and_never_shown() -> None:
    async with write():
        await current_engine().run_ddl(
            "UPDATE record_document SET document = replace(document, '1961-06-15', '1961-06-16') WHERE person = 3"
        )
    report = await check_data()
    assert report == DataReport((), (3,), ())
    assert not report.sound
    async with read():
        sound, missing, changed = [await fetch_document(person) for person in (2, 999, 3)]
    assert sound is not None
    assert sound.decode().person.name == "春野 和子"
    assert missing is None
    assert changed is not None
    with pytest.raises(DamagedDocument):
        changed.decode()


async def test_a_cut_audit_log_is_found() -> None:
    async with write():
        await current_engine().run_ddl("UPDATE audit_chain SET length = 5 WHERE record = 2")
    report = await check_data()
    assert report == DataReport((), (), ((2, 2),))
    assert not report.sound


@pytest.mark.parametrize("engine_name", ["sqlite"])
async def test_a_damaged_index_is_found(database: str) -> None:
    async with write():
        engine = current_engine()
        await engine.run_ddl("PRAGMA writable_schema = ON")
        await engine.run_ddl(
            "UPDATE sqlite_master SET sql = replace(sql, 'basic_pension_number)', 'created_at)') "
            "WHERE name = 'person_by_number'"
        )
    await close_database()
    await open_database(database)
    assert (await check_data()).file_problems
