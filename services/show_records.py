"""A person's whole record as every screen of it needs: months, totals, points to check, and the person's own marks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from db.queries.check_marks import fetch_marks
from db.queries.life_events import fetch_life_events
from db.queries.mandates import ScreenGroup
from db.queries.records import fetch_document
from db.queries.sessions import StoredSession
from db.transactions import read
from pension.calendar import YearMonth
from pension.checks import Finding, find_points
from pension.contributions import PaidSoFar, compute_paid
from pension.counting import Totals, compute_totals
from pension.life_events import LifeEvent
from pension.overlap import NoOverlap, NoRecord, Overlap, explain_overlap
from pension.payable import PayableNow, weigh_payable
from pension.record import PensionRecord
from pension.timeline import Timeline, build_timeline
from rules.loader import load_rules
from services.clock import Clock
from services.sessions import note_reading


@dataclass(frozen=True, slots=True)
class RecordScreen:
    """One record, decided: ``marks`` holds when the person marked a finding (by its key) as checked (確認した).

    ``memories`` are the entries of the person's worksheet; of another's, those that the mandate covers, without notes.
    """

    timeline: Timeline
    findings: tuple[Finding, ...]
    marks: Mapping[str, datetime]
    memories: tuple[LifeEvent, ...] = ()

    @property
    def totals(self) -> Totals:
        """Every total; worked out when asked for, because a month's page needs none."""
        return compute_totals(self.timeline, load_rules())

    @property
    def paid(self) -> PaidSoFar:
        """What was paid so far."""
        return compute_paid(self.timeline, load_rules())

    def payable(self, chosen: Collection[YearMonth]) -> PayableNow:
        """What can still be paid, and what the chosen ones of those months come to."""
        return weigh_payable(self.timeline, self.totals, chosen, load_rules())

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """The findings without a mark."""
        return tuple(finding for finding in self.findings if finding.key not in self.marks)

    @property
    def marked_findings(self) -> tuple[Finding, ...]:
        """The findings that the person has marked as checked."""
        return tuple(finding for finding in self.findings if finding.key in self.marks)

    def overlap_in(self, month: YearMonth) -> Overlap | NoOverlap | NoRecord:
        """Everything recorded side by side in a month: which entry counts, why, and what was paid twice (S30)."""
        return explain_overlap(self.timeline, month, load_rules())


@dataclass(frozen=True, slots=True)
class NoRecordHere:
    """The account owns no record (staff), or none has arrived yet."""


async def show_records(
    session: StoredSession, clock: Clock, group: ScreenGroup = ScreenGroup.RECORDS
) -> RecordScreen | NoRecordHere:
    """The record of the signed-in person, or of the one they act for, in one read of the database.

    Noted once per session and group of screens in the access log. A mandate that does not cover the group at this
    moment shows nothing, whoever has let the request through.
    """
    person_id = session.record_shown
    if person_id is None or not may_see(session, group, clock):
        return NoRecordHere()
    async with read():
        document = await fetch_document(person_id)
        marks = await fetch_marks(person_id)
        memories = await _memories(session, person_id, clock)
    if document is None:
        return NoRecordHere()
    await note_reading(session, group, clock)
    return RecordScreen(*decide(document.decode(), clock.now().date(), memories), marks, memories)


def may_see(session: StoredSession, group: ScreenGroup, clock: Clock) -> bool:
    """Whether a group of screens is open: of one's own record each, of another's those that the mandate covers now."""
    return session.acting is None or group in session.acting.groups_at(clock.now())


async def _memories(session: StoredSession, person_id: int, clock: Clock) -> tuple[LifeEvent, ...]:
    if not may_see(session, ScreenGroup.HISTORY, clock):
        return ()
    events = await fetch_life_events(person_id)
    return tuple(events if session.acting is None else (replace(event, note="") for event in events))


def decide(
    record: PensionRecord, today: date, memories: Sequence[LifeEvent] = ()
) -> tuple[Timeline, tuple[Finding, ...]]:
    """The months and the points of a record; ``memories`` is the worksheet beside it.

    Worked out for every request and kept nowhere: what a process remembers of people is what it can lose.
    """
    rules = load_rules()
    timeline = build_timeline(record, today, rules)
    return timeline, find_points(timeline, rules, memories)
