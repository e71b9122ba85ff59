"""Keeping the worksheet, on both databases."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from db.queries.check_marks import fetch_marks
from db.queries.life_events import fetch_life_events, insert_life_event
from db.queries.mandates import Acting, ScreenGroup
from db.queries.sessions import StoredSession
from db.transactions import read, write
from pension.approximate import ApproximateDate, Part
from pension.life_events import Category, LifeEvent
from services import history_sheet
from services.check_marks import MarkResult, mark_finding
from services.demo_history import DemoMemory, add_demo_history
from services.history_sheet import (
    HistoryProblem,
    HistorySheet,
    add_life_event,
    change_life_event,
    delete_all,
    delete_one,
    open_life_event,
    show_history_sheet,
)
from services.show_records import NoRecordHere, RecordScreen, show_records
from tests.databases import SteppingClock
from tests.services.monthly_files import Importer, document
from tests.services.people import signed_in

WHOLE = LifeEvent(
    number=1,
    category=Category.JOB,
    name="喫茶こまどり",
    began=ApproximateDate(year=1983, part=Part.SPRING, about=True),
    ended=ApproximateDate(age=22),
    place="見本駅の前",
    work="給仕",
    name_before="",
    name_then="秋山",
    note="森さん\n二階",
)


@pytest.fixture
async def session(database: str, clock: SteppingClock, tmp_path: Path) -> StoredSession:
    """Somebody signed in who has a record."""
    await Importer(tmp_path, clock).take(document(1))
    return await signed_in(clock, 1)


def acting_for_another(session: StoredSession, clock: SteppingClock) -> StoredSession:
    """The same account, acting for person 1 with every screen."""
    mandate = Acting(
        mandate_id=1,
        person_id=1,
        name="見本",
        screen_groups=frozenset(ScreenGroup),
        ends_at=clock.now().replace(year=2030),
        withdrawn_at=None,
    )
    return replace(session, acting=mandate)


async def test_an_entry_comes_back_as_it_was_kept(session: StoredSession, clock: SteppingClock) -> None:
    assert await add_life_event(session, replace(WHOLE, number=0), clock) == 1
    assert await open_life_event(session, 1) == WHOLE
    assert await change_life_event(session, 1, {"ended": None, "goes_on": True}, clock)
    assert await open_life_event(session, 1) == replace(WHOLE, ended=None, goes_on=True)
    sheet = await show_history_sheet(session, clock)
    assert isinstance(sheet, HistorySheet)
    assert [event.name for event in sheet.events] == ["喫茶こまどり"]
    assert [row.event for row in sheet.rows] == list(sheet.events)


async def test_numbers_go_on_and_one_that_is_taken_is_passed_over(
    session: StoredSession, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [await add_life_event(session, WHOLE, clock) for _ in range(3)] == [1, 2, 3]
    assert await delete_one(session, 2, clock)
    assert await add_life_event(session, WHOLE, clock) == 4
    assert await delete_one(session, 4, clock)
    assert await add_life_event(session, WHOLE, clock) == 5  # a tab may still ask about 4
    assert await delete_all(session, clock)
    assert await add_life_event(session, WHOLE, clock) == 6

    async def none(*_: object) -> int:
        return 0

    async def as_before_the_other_tab(_: int) -> list[LifeEvent]:
        return []

    monkeypatch.setattr(history_sheet, "count_acts", none)
    monkeypatch.setattr(history_sheet, "fetch_life_events", as_before_the_other_tab)
    assert [await add_life_event(session, WHOLE, clock) for _ in range(6)] == [1, 2, 3, 4, 5, 7]


async def test_there_is_a_most(session: StoredSession, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history_sheet, "MOST_EVENTS", 1)
    await add_life_event(session, WHOLE, clock)
    assert await add_life_event(session, WHOLE, clock) is HistoryProblem.TOO_MANY


async def test_what_is_not_there_is_nothing(session: StoredSession, clock: SteppingClock) -> None:
    assert await open_life_event(session, 1) is HistoryProblem.NO_SUCH_EVENT
    assert not await change_life_event(session, 1, {"name": "x"}, clock)
    assert not await delete_one(session, 1, clock)
    assert not await delete_all(session, clock)


async def test_who_acts_for_another_reads_without_notes_and_keeps_nothing(
    session: StoredSession, clock: SteppingClock
) -> None:
    await add_life_event(session, WHOLE, clock)
    acting = acting_for_another(session, clock)
    sheet = await show_history_sheet(acting, clock)
    assert isinstance(sheet, HistorySheet)
    assert sheet.events == (replace(WHOLE, note=""),)
    assert await add_life_event(acting, WHOLE, clock) is HistoryProblem.NO_SUCH_EVENT
    assert await open_life_event(acting, 1) is HistoryProblem.NO_SUCH_EVENT
    assert not await change_life_event(acting, 1, {"name": "x"}, clock)
    assert not await delete_one(acting, 1, clock)
    assert not await delete_all(acting, clock)


async def marks_after(session: StoredSession, clock: SteppingClock, number: int) -> set[str]:
    """Mark the point that an entry brings; the marks kept."""
    screen = await show_records(session, clock)
    assert isinstance(screen, RecordScreen)
    key = next(point.key for point in screen.findings if point.memory and point.memory.number == number)
    assert await mark_finding(session, key, clock) is MarkResult.DONE
    return await marks()


async def marks() -> set[str]:
    async with read():
        return set(await fetch_marks(1))


async def test_a_mark_on_a_point_of_the_worksheet_goes_with_its_entry(
    session: StoredSession, clock: SteppingClock
) -> None:
    first, second, third = [await add_life_event(session, WHOLE, clock) for _ in range(3)]
    assert isinstance(first, int) and isinstance(second, int) and isinstance(third, int)
    kept = await marks_after(session, clock, first)
    await marks_after(session, clock, second)
    await delete_one(session, second, clock)
    assert await marks() == kept
    await marks_after(session, clock, third)
    await delete_all(session, clock)
    assert await marks() == set()


@pytest.mark.parametrize("covers", [True, False])
async def test_a_helper_sees_points_of_the_worksheet_when_the_mandate_covers_it(
    session: StoredSession, clock: SteppingClock, covers: bool
) -> None:
    await add_life_event(session, WHOLE, clock)
    acting = acting_for_another(session, clock)
    assert acting.acting
    groups = frozenset(ScreenGroup) if covers else frozenset(ScreenGroup) - {ScreenGroup.HISTORY}
    screen = await show_records(
        replace(acting, acting=replace(acting.acting, screen_groups=groups)), clock, ScreenGroup.CHECKS
    )
    assert isinstance(screen, RecordScreen)
    assert [point.memory for point in screen.findings if point.memory] == [replace(WHOLE, note="")] * covers
    own = await show_records(session, clock)
    assert isinstance(own, RecordScreen)
    if covers:  # the same point has the same name for both, so a mark is seen
        assert {point.key for point in own.findings} == {point.key for point in screen.findings}


async def test_without_a_record_there_is_nothing_to_stand_beside(database: str, clock: SteppingClock) -> None:
    assert isinstance(await show_history_sheet(await signed_in(clock), clock), NoRecordHere)


async def test_a_demo_writes_worksheets_once(session: StoredSession, clock: SteppingClock) -> None:
    sheet = await show_history_sheet(session, clock)
    assert isinstance(sheet, HistorySheet)
    number = sheet.record.timeline.record.person.basic_pension_number
    for _ in range(2):
        await add_demo_history([DemoMemory(number, (WHOLE,)), DemoMemory("9999-999999", (WHOLE,))], clock)
    async with read():
        assert await fetch_life_events(1) == [WHOLE]


async def test_two_people_may_use_one_number(session: StoredSession, clock: SteppingClock, tmp_path: Path) -> None:
    await Importer(tmp_path, clock).take(document(1), document(2))
    async with write():
        assert await insert_life_event(1, WHOLE, clock.now())
        assert not await insert_life_event(1, WHOLE, clock.now())
        assert await insert_life_event(2, WHOLE, clock.now())
    assert await delete_all(session, clock)
    async with read():
        assert await fetch_life_events(2) == [WHOLE]
