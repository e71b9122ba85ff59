"""記録の確認をお手伝い: the points of a record that are asked about, and what the person has answered so far.

Answers belong to the person and stand beside the record, never in it. They say how one lived (married, ill, abroad):
helpers see them only under a mandate for this group of screens, and give none. When what is recorded at a point
changes, its answers stay and are marked for a second look; when the point is gone from the record they stay as well,
until the person deletes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from content.recall import RecallBook, load_recall
from db.queries.accounts import lock_account
from db.queries.audit import Action, append_entry
from db.queries.mandates import ScreenGroup
from db.queries.recall import StoredAnswers, delete_recall_answers, fetch_recall_answers, put_recall_answers
from db.queries.sessions import StoredSession
from db.transactions import read, write
from pension.history_asks import PointToAsk, points_to_ask
from pension.life_events import LifeEvent
from pension.recall import RecallPoint, Subject, find_subjects, walk
from pension.recalled_entry import plan_for, prepare_entry
from services.acts import own_act
from services.clock import Clock
from services.show_records import NoRecordHere, RecordScreen, show_records


@dataclass(frozen=True, slots=True)
class RecallScreen:
    """A record, and its points by key in the order to ask about them.

    ``gone`` are the points (by key) that it no longer has, with when the last answer about each was given.
    """

    record: RecordScreen
    book: RecallBook
    points: Mapping[str, RecallPoint]
    gone: Mapping[str, datetime]

    @property
    def entries(self) -> Mapping[str, LifeEvent]:
        """The entries of the worksheet that were made from answers, by the point they are about."""
        return {event.point: event for event in self.record.memories if event.point}

    @property
    def asks(self) -> tuple[PointToAsk, ...]:
        """The points that the worksheet takes to the office: none that the person has marked as checked.

        Nor one whose record has changed since it was answered: what was said may be about other months.
        """
        record, for_office = self.record, {name for name, words in self.book.results.items() if words.is_for_office}
        points = (point for point in self.points.values() if not point.is_older)
        still_open = (point for point in points if point.subject.evidence not in record.marks)
        return points_to_ask(record.timeline, record.open_findings, still_open, record.memories, for_office)

    def prepared_entry(self, point: RecallPoint) -> LifeEvent | None:
        """The worksheet entry that the answers about a point come to, not kept yet; None where they make none."""
        words = self.book.results.get(point.walk.result)
        plan = plan_for(words.entries, point.walk) if words else None
        if plan is None:
            return None
        asked, steps = self.book.asked, point.walk.steps
        said = {step.question: asked[step.question].written.get(step.answer, "") for step in steps}
        return prepare_entry(plan, point.subject, said, self.record.timeline.record)


class KeepResult(StrEnum):
    """What came of an answer."""

    KEPT = "kept"
    NOT_ASKED = "not-asked"  # the question does not lie on this person's way, or has no such answer


async def show_recall(session: StoredSession, clock: Clock) -> RecallScreen | NoRecordHere:
    """Everything that can be asked about the record shown, noted as a reading of this group of screens."""
    screen = await show_records(session, clock, ScreenGroup.RECALL)
    return screen if isinstance(screen, NoRecordHere) else await recall_beside(session, screen)


async def recall_beside(session: StoredSession, screen: RecordScreen) -> RecallScreen:
    """The same beside a record that is open; whoever calls asks whether it may be seen, and notes the reading."""
    person_id, book = session.record_shown, load_recall()
    async with read():
        kept = await fetch_recall_answers(person_id) if person_id is not None else []
    stored = {given.point: given for given in kept}
    points = {}
    for subject in find_subjects(screen.timeline, screen.findings):
        points[subject.key] = _point(book, subject, stored.pop(subject.key, None))
    gone = {key: given.changed_at for key, given in stored.items()}
    return RecallScreen(record=screen, book=book, points=points, gone=gone)


def _point(book: RecallBook, subject: Subject, given: StoredAnswers | None) -> RecallPoint:
    if given is None:
        return RecallPoint(subject=subject, walk=walk(book.tree, subject, {}))
    return RecallPoint(
        subject=subject,
        walk=walk(book.tree, subject, given.answers),
        answers=given.answers,
        evidence=given.evidence,
        answered_at=given.changed_at,
    )


async def recalled_claims(session: StoredSession, screen: RecordScreen) -> Mapping[str, str]:
    """What may be wrong by the signed-in person's own answers, for each point (by key) that has come to a result.

    Empty for a result that leads to no correction. Nobody else's answers are looked at.
    """
    if session.person_id is None or session.acting is not None:
        return {}
    beside = await recall_beside(session, screen)
    results = {key: point.walk.result for key, point in beside.points.items()}
    return {key: beside.book.results[result].claim for key, result in results.items() if result}


async def keep_answer(
    session: StoredSession, point: RecallPoint, question: str, answer: str, clock: Clock
) -> KeepResult:
    """Keep the answer to a question of the signed-in person's own point, in the place of an earlier one.

    Answers to later questions stay: who changes their mind and comes back finds them again.
    """
    person_id, asked = session.person_id, load_recall().tree.questions
    if person_id is None or session.acting is not None or point.walk.place_of(question) is None:
        return KeepResult.NOT_ASKED
    if answer not in asked[question].answers:
        return KeepResult.NOT_ASKED
    key = point.subject.key
    async with write():
        await lock_account(session.account_id)
        before = {given.point: given.answers for given in await fetch_recall_answers(person_id)}.get(key)
        given = StoredAnswers(
            point=key,
            evidence=point.subject.evidence,
            answers={**(before or {}), question: answer},
            changed_at=clock.now(),
        )
        await put_recall_answers(person_id, given)
        if before is None:
            await append_entry(own_act(session, Action.RECALL, clock.now(), key))
    return KeepResult.KEPT


async def forget_answers(session: StoredSession, point: str, clock: Clock) -> bool:
    """Delete what the signed-in person has answered about a point; False when there was nothing."""
    if session.person_id is None or session.acting is not None:
        return False
    async with write():
        if not await delete_recall_answers(session.person_id, point):
            return False
        await append_entry(own_act(session, Action.FORGET_RECALL, clock.now(), point))
    return True
