"""The paper asks the office what answers came to, and shows that to nobody who may not see answers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from db.queries.mandates import ScreenGroup
from db.queries.sessions import StoredSession
from services.check_marks import MarkResult, mark_finding
from services.history_paper import HistoryPaper, show_history_paper
from services.recall import keep_answer
from services.show_records import NoRecordHere
from tests.databases import SteppingClock
from tests.services.monthly_files import Importer, document
from tests.services.people import signed_in
from tests.services.test_recall import audited, first_point, helping


@pytest.fixture
async def session(database: str, clock: SteppingClock, tmp_path: Path) -> StoredSession:
    """Somebody signed in whose record has nothing in it."""
    await Importer(tmp_path, clock).take(document(1))
    return await signed_in(clock, 1)


async def answer(session: StoredSession, clock: SteppingClock, **answers: str) -> None:
    """Answer questions of the first point, in their order; ``_`` stands for ``-``."""
    for question, given in answers.items():
        await keep_answer(session, await first_point(session, clock), question.replace("_", "-"), given, clock)


async def asked(session: StoredSession, clock: SteppingClock) -> list[str]:
    """The results that the paper asks about."""
    paper = await show_history_paper(session, clock)
    assert isinstance(paper, HistoryPaper)
    return [ask.result for ask in paper.asks]


async def test_what_answers_come_to_is_asked_and_half_an_answer_is_not(
    session: StoredSession, clock: SteppingClock
) -> None:
    await answer(session, clock, doing="worked")
    assert await asked(session, clock) == []
    await answer(session, clock, work_kind="ship")
    assert await asked(session, clock) == ["seaman"]


async def test_what_is_not_for_the_office_is_not_asked(session: StoredSession, clock: SteppingClock) -> None:
    await answer(session, clock, doing="home", married="no", child_born="yes")
    assert (await first_point(session, clock)).walk.result == "childbirth"
    assert await asked(session, clock) == []


async def test_what_was_answered_about_another_record_is_not_asked(
    session: StoredSession, clock: SteppingClock
) -> None:
    await answer(session, clock, doing="worked")
    point = await first_point(session, clock)
    older = replace(point, subject=replace(point.subject, evidence="as it was recorded before"))
    await keep_answer(session, older, "work-kind", "ship", clock)
    now = await first_point(session, clock)
    assert (now.walk.result, now.is_older) == ("seaman", True)
    assert await asked(session, clock) == []


async def test_a_point_marked_as_checked_is_not_asked_again(session: StoredSession, clock: SteppingClock) -> None:
    await answer(session, clock, doing="worked", work_kind="ship")
    key = (await first_point(session, clock)).subject.evidence
    assert await mark_finding(session, key, clock) is MarkResult.DONE
    assert await asked(session, clock) == []


async def test_a_helper_sees_it_only_under_a_mandate_for_answers_and_that_is_noted(
    session: StoredSession, clock: SteppingClock
) -> None:
    await answer(session, clock, doing="worked", work_kind="ship")
    before = await audited()
    assert await asked(helping(session, clock, ScreenGroup.HISTORY), clock) == []
    assert (await audited())[len(before) :] == [("read", "history")]
    both = helping(session, clock, ScreenGroup.HISTORY, ScreenGroup.RECALL)
    assert await asked(both, clock) == ["seaman"]
    assert ("read", "recall") in (await audited())[len(before) :]


async def test_who_may_see_answers_only_sees_no_paper(session: StoredSession, clock: SteppingClock) -> None:
    assert isinstance(await show_history_paper(helping(session, clock, ScreenGroup.RECALL), clock), NoRecordHere)


async def test_without_a_record_there_is_nothing_to_ask(database: str, clock: SteppingClock) -> None:
    assert isinstance(await show_history_paper(await signed_in(clock), clock), NoRecordHere)
