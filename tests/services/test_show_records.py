"""A record as every screen of it needs it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from db.engine import current_engine
from db.problems import DamagedDocument
from db.queries.mandates import ScreenGroup
from db.transactions import write
from pension.timeline import Timeline
from services.show_records import NoRecordHere, RecordScreen, show_records
from tests.databases import SteppingClock
from tests.services.monthly_files import Importer, document
from tests.services.people import signed_in


async def test_every_request_sees_the_record_and_the_day_as_they_are(
    database: str, clock: SteppingClock, tmp_path: Path
) -> None:
    importer = Importer(tmp_path, clock)
    await importer.take(document(1, name="春野 和子"))
    session = await signed_in(clock, 1)

    async def timeline() -> Timeline:
        screen = await show_records(session, clock)
        assert isinstance(screen, RecordScreen)
        return screen.timeline

    first = await timeline()
    assert await timeline() is not first
    await importer.take(document(1, name="秋野 和子"))
    assert [first.record.person.name, (await timeline()).record.person.name] == ["春野 和子", "秋野 和子"]
    clock.step(days=1)
    assert (await timeline()).today == clock.now().date()


async def test_a_record_is_three_reads_with_its_marks_and_its_worksheet(
    database: str, clock: SteppingClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await Importer(tmp_path, clock).take(document(1))
    session = replace(await signed_in(clock, 1), screen_groups_read=frozenset({ScreenGroup.RECORDS}))  # noted before
    engine, statements = current_engine(), list[str]()
    run = engine.run_querystring

    async def watched(querystring: object, **named: object) -> object:
        statements.append(str(querystring))
        return await run(querystring, **named)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(engine, "run_querystring", watched)
    await show_records(session, clock)
    assert len(statements) == 3
    for statement, table in zip(statements, ("record_document", "check_mark", "life_event"), strict=True):
        assert f" {table} " in statement


async def test_a_damaged_document_is_never_shown_even_when_it_was_sound_a_moment_ago(
    database: str, clock: SteppingClock, tmp_path: Path
) -> None:
    await Importer(tmp_path, clock).take(document(1))
    session = await signed_in(clock, 1)
    await show_records(session, clock)
    async with write():
        await current_engine().run_ddl("UPDATE record_document SET document = replace(document, '春野', '春乃')")
    with pytest.raises(DamagedDocument):
        await show_records(session, clock)


async def test_an_account_without_a_record_has_none(database: str, clock: SteppingClock) -> None:
    session = await signed_in(clock)
    assert isinstance(await show_records(session, clock), NoRecordHere)
