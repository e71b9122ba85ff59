"""What a correction has changed: the record of before beside that of after, and what both would come to in yen.

The amounts are for the person alone (S24, S27): a helper gets none.
"""

from __future__ import annotations

from dataclasses import dataclass

from db.queries.corrections import StoredRequest
from db.queries.records import PersonDocument, fetch_version
from db.queries.sessions import StoredSession
from db.transactions import read
from pension.corrections import RecordChange, compare_records
from pension.estimate import Estimate
from pension.limits import STOPS_ALL, Limit
from rules.loader import load_rules
from services.clock import Clock
from services.show_records import RecordScreen, decide
from services.what_if import compare_ways, limits_of


@dataclass(frozen=True, slots=True)
class Amounts:
    """What going on as now would bring, by the record of before and by that of after; both have stages."""

    before: Estimate
    after: Estimate


@dataclass(frozen=True, slots=True)
class CorrectionChange:
    """Months and totals that changed. ``limits`` are those of the estimate; ``amounts`` None where nothing is said."""

    change: RecordChange
    limits: tuple[Limit, ...]
    amounts: Amounts | None


async def show_change(session: StoredSession, request: StoredRequest, clock: Clock) -> CorrectionChange | None:
    """What a request of the person shown has changed; None as long as the record was not updated."""
    if request.document_before is None or request.document_after is None:
        return None
    async with read():
        before = await fetch_version(request.person_id, request.document_before)
        after = await fetch_version(request.person_id, request.document_after)
    return _compare(before, after, session, clock) if before and after else None


def _compare(before: PersonDocument, after: PersonDocument, session: StoredSession, clock: Clock) -> CorrectionChange:
    today = clock.now().date()
    earlier, later = (RecordScreen(*decide(document.decode(), today), marks={}) for document in (before, after))
    change = compare_records(earlier.timeline, later.timeline, load_rules())
    if session.acting is not None:
        return CorrectionChange(change, (), None)
    limits = limits_of(later, clock)
    stopped = bool(STOPS_ALL.intersection(limits))
    return CorrectionChange(change, limits, None if stopped else _amounts(earlier, later, clock))


def _amounts(before: RecordScreen, after: RecordScreen, clock: Clock) -> Amounts | None:
    earlier, later = (_going_on_as_now(screen, clock) for screen in (before, after))
    return Amounts(earlier, later) if earlier and later and later.stages else None


def _going_on_as_now(screen: RecordScreen, clock: Clock) -> Estimate | None:
    (way,) = compare_ways(screen, (), clock)
    return way.estimate
