"""What a correction has changed: the record of before beside that of after, and what both would come to in yen.

The amounts are for the person alone (S24, S27): a helper gets none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.queries.corrections import StoredRequest
from db.queries.records import PersonDocument, fetch_version
from db.queries.sessions import StoredSession
from db.transactions import read
from pension.carry_forward import carry_forward
from pension.corrections import RecordChange, compare_records
from pension.estimate import Estimate, compute_estimate
from pension.limits import STOPS_ALL, Limit
from pension.record import PensionRecord
from rules.loader import load_rules
from services.clock import Clock
from services.show_records import RecordScreen, decide
from services.what_if import AS_NOW, limits_of


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
    today, records = clock.now().date(), (before.decode(), after.decode())
    earlier, later = (RecordScreen(*decide(record, today), marks={}) for record in records)
    change = compare_records(earlier.timeline, later.timeline, load_rules())
    if session.acting is not None:
        return CorrectionChange(change, (), None)
    limits = limits_of(later, clock)
    stopped = bool(STOPS_ALL.intersection(limits))
    return CorrectionChange(change, limits, None if stopped else _amounts(*records, today))


def _amounts(before: PensionRecord, after: PensionRecord, today: date) -> Amounts | None:
    earlier, later = (_estimate(record, today) for record in (before, after))
    return Amounts(earlier, later) if earlier and later and later.stages else None


def _estimate(record: PensionRecord, today: date) -> Estimate | None:
    supposed = carry_forward(AS_NOW, record.as_of).conditions
    found = compute_estimate(record, today, load_rules(), supposed)
    return found if isinstance(found, Estimate) else None
