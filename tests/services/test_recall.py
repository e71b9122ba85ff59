"""Answers are the person's: kept one by one, shown under a mandate of their own, deleted by nobody else."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from db.engine import current_engine
from db.queries.audit import find_broken_chain
from db.queries.mandates import Acting, ScreenGroup
from db.queries.sessions import StoredSession
from db.transactions import read
from pension.life_events import Category, LifeEvent
from pension.recall import RecallPoint
from services.history_sheet import add_life_event, change_life_event, delete_one, open_life_event
from services.recall import KeepResult, RecallScreen, forget_answers, keep_answer, show_recall
from services.show_records import NoRecordHere
from tests.databases import SteppingClock
from tests.services.monthly_files import Importer, document
from tests.services.people import signed_in


@pytest.fixture
async def session(database: str, clock: SteppingClock, tmp_path: Path) -> StoredSession:
    """Somebody signed in whose record has nothing in it: every year of age 20 and more is asked about."""
    await Importer(tmp_path, clock).take(document(1))
    return await signed_in(clock, 1)


async def screen_of(session: StoredSession, clock: SteppingClock) -> RecallScreen:
    screen = await show_recall(session, clock)
    assert isinstance(screen, RecallScreen)
    return screen


async def first_point(session: StoredSession, clock: SteppingClock) -> RecallPoint:
    """The first point, with its first question open."""
    return next(iter((await screen_of(session, clock)).points.values()))


async def audited() -> list[tuple[str, str]]:
    async with read():
        assert await find_broken_chain(1) is None
        rows = await current_engine().run_ddl(
            "SELECT action, detail FROM audit_entry WHERE record = 1 ORDER BY position"
        )
    return [(row["action"], row["detail"]) for row in rows if row["action"] not in ("import", "sign-in")]


async def test_each_answer_is_kept_and_a_changed_mind_finds_the_later_ones(
    session: StoredSession, clock: SteppingClock
) -> None:
    point = await first_point(session, clock)
    assert (point.walk.open_question, point.is_begun, point.is_older) == ("doing", False, False)
    for question, answer in (("doing", "worked"), ("work-kind", "ship")):
        assert await keep_answer(session, point, question, answer, clock) is KeepResult.KEPT
        point = await first_point(session, clock)
    assert point.walk.result == "seaman" and point.is_begun
    assert await keep_answer(session, point, "doing", "studied", clock) is KeepResult.KEPT
    point = await first_point(session, clock)
    assert point.walk.result == ""
    assert point.answers == {"doing": "studied", "work-kind": "ship"}
    assert await keep_answer(session, point, "doing", "worked", clock) is KeepResult.KEPT
    assert (await first_point(session, clock)).walk.result == "seaman"


async def test_the_log_says_that_and_never_what(session: StoredSession, clock: SteppingClock) -> None:
    point = await first_point(session, clock)
    await keep_answer(session, point, "doing", "ill", clock)
    await keep_answer(session, await first_point(session, clock), "ill", "pension", clock)
    key = point.subject.key
    assert await forget_answers(session, key, clock) and not await forget_answers(session, key, clock)
    assert await audited() == [("read", "recall"), ("recall", key), ("forget-recall", key)]
    assert (await first_point(session, clock)).answered_at is None


@pytest.mark.parametrize(
    ("question", "answer"),
    [("doing", "flew"), ("doing", ""), ("school", "day"), ("never-asked", "yes"), ("doing", "\ud800"), ("", "")],
)
async def test_only_what_is_asked_can_be_answered(
    session: StoredSession, clock: SteppingClock, question: str, answer: str
) -> None:
    point = await first_point(session, clock)
    assert await keep_answer(session, point, question, answer, clock) is KeepResult.NOT_ASKED
    assert (await first_point(session, clock)).answered_at is None


async def test_a_record_that_changed_asks_for_a_second_look(session: StoredSession, clock: SteppingClock) -> None:
    point = await first_point(session, clock)
    older = replace(point, subject=replace(point.subject, evidence="as it was recorded before"))
    await keep_answer(session, older, "doing", "worked", clock)
    assert (await first_point(session, clock)).is_older
    await keep_answer(session, await first_point(session, clock), "work-kind", "ship", clock)
    assert not (await first_point(session, clock)).is_older


async def test_answers_outlive_their_point_until_they_are_deleted(session: StoredSession, clock: SteppingClock) -> None:
    point = await first_point(session, clock)
    gone = replace(point, subject=replace(point.subject, first_month=point.subject.first_month.plus(1)))
    await keep_answer(session, gone, "doing", "worked", clock)
    screen = await screen_of(session, clock)
    assert dict(screen.gone) == {gone.subject.key: clock.now()}
    assert await forget_answers(session, gone.subject.key, clock)
    assert (await screen_of(session, clock)).gone == {}


async def test_what_is_kept_is_plain_json_without_names(session: StoredSession, clock: SteppingClock) -> None:
    await keep_answer(session, await first_point(session, clock), "doing", "abroad", clock)
    async with read():
        rows = await current_engine().run_ddl("SELECT answers FROM recall_answers")
    assert [json.loads(row["answers"]) for row in rows] == [{"doing": "abroad"}]


def helping(session: StoredSession, clock: SteppingClock, *groups: ScreenGroup) -> StoredSession:
    """The same account, as if it acted for the person of its own record."""
    acting = Acting(
        mandate_id=1,
        person_id=1,
        name="春野 和子",
        screen_groups=frozenset(groups),
        ends_at=clock.now() + timedelta(days=1),
        withdrawn_at=None,
    )
    return replace(session, acting=acting)


async def test_a_helper_sees_answers_only_under_a_mandate_for_them_and_gives_none(
    session: StoredSession, clock: SteppingClock
) -> None:
    point = await first_point(session, clock)
    await keep_answer(session, point, "doing", "ill", clock)
    checks_only = helping(session, clock, ScreenGroup.RECORDS, ScreenGroup.CHECKS)
    assert isinstance(await show_recall(checks_only, clock), NoRecordHere)
    helper = helping(session, clock, ScreenGroup.RECALL)
    shown = await first_point(helper, clock)
    assert shown.is_begun
    assert await keep_answer(helper, shown, "doing", "worked", clock) is KeepResult.NOT_ASKED
    assert not await forget_answers(helper, point.subject.key, clock)


async def test_an_account_without_a_record(database: str, clock: SteppingClock) -> None:
    session = await signed_in(clock)
    assert isinstance(await show_recall(session, clock), NoRecordHere)
    assert not await forget_answers(session, "not-enrolled-1984-05", clock)


# ── the entry of the worksheet ──────────────────────────────────────────────────────────────────────────────────────


async def test_answers_come_to_an_entry_only_with_a_result_that_makes_one(
    session: StoredSession, clock: SteppingClock
) -> None:
    screen = await screen_of(session, clock)
    point = next(iter(screen.points.values()))
    assert screen.prepared_entry(point) is None
    for question, answer in (("doing", "worked"), ("work-kind", "ship")):
        await keep_answer(session, await first_point(session, clock), question, answer, clock)
    event = (await screen_of(session, clock)).prepared_entry(await first_point(session, clock))
    assert event is not None
    assert (event.category, event.work, event.point) == (Category.JOB, "船の仕事", point.subject.key)
    for question, answer in (("doing", "home"), ("married", "no"), ("child-born", "yes")):
        await keep_answer(session, await first_point(session, clock), question, answer, clock)
    point = await first_point(session, clock)
    assert (point.walk.result, (await screen_of(session, clock)).prepared_entry(point)) == ("childbirth", None)


async def test_of_the_entries_from_one_point_there_is_one(session: StoredSession, clock: SteppingClock) -> None:
    event = LifeEvent(number=0, category=Category.JOB, name="喫茶こまどり", point="not-enrolled-1984-05")
    assert [await add_life_event(session, event, clock) for _ in range(2)] == [1, 1]
    assert await add_life_event(session, replace(event, point=""), clock) == 2
    assert (await screen_of(session, clock)).entries == {"not-enrolled-1984-05": replace(event, number=1)}
    assert await audited() == [("add-life-event", ""), ("add-life-event", ""), ("read", "recall")]
    assert await delete_one(session, 1, clock)
    assert (await screen_of(session, clock)).entries == {}
    assert await add_life_event(session, event, clock) == 3  # a number is never given twice


async def test_changing_an_entry_leaves_its_point(session: StoredSession, clock: SteppingClock) -> None:
    event = LifeEvent(number=0, category=Category.JOB, name="喫茶こまどり", point="not-enrolled-1984-05")
    await add_life_event(session, event, clock)
    await change_life_event(session, 1, {"name": "見本工業"}, clock)
    assert await open_life_event(session, 1) == replace(event, number=1, name="見本工業")
