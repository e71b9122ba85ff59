"""Everything recorded side by side in one month: which entry counts, why, and what was paid twice (S30)."""

from __future__ import annotations

from dataclasses import dataclass

from db.queries.sessions import StoredSession
from pension.calendar import YearMonth
from pension.overlap import NoOverlap, NoRecord, Overlap, explain_overlap
from rules.loader import load_rules
from services.clock import Clock
from services.show_records import NoRecordHere, RecordScreen, show_records


@dataclass(frozen=True, slots=True)
class OverlapScreen:
    """A month's overlap with the record it stands in."""

    screen: RecordScreen
    overlap: Overlap | NoOverlap | NoRecord


async def show_overlap(session: StoredSession, month: YearMonth, clock: Clock) -> OverlapScreen | NoRecordHere:
    """The overlap of a month of the signed-in person's record."""
    screen = await show_records(session, clock)
    if isinstance(screen, NoRecordHere):
        return screen
    return OverlapScreen(screen, explain_overlap(screen.timeline, month, load_rules()))
