"""What an estimate cannot say about a record, known before anything is asked (S27)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from pension.calendar import age_on
from pension.claim import ORDINARY_AGE
from pension.counting import Totals, compute_totals
from pension.pay_history import PayHistory, pay_history
from pension.record import RemarkKind
from pension.rulebook import RuleBook
from pension.status import Scheme, Status
from pension.timeline import Timeline

_LATEST_CLAIM = 75


class Limit(StrEnum):
    """One thing an estimate cannot say."""

    DIED = "died"  # 亡くなった方
    PAST_75 = "past-75"  # 繰下げもできない年齢
    MAYBE_RECEIVES = "maybe-receives"  # 65歳をすぎ、権利がある方
    NO_RIGHT_YET = "no-right-yet"  # 受給資格期間が足りない
    NO_EMPLOYEES_MONTHS = "no-employees-months"  # 厚生年金の月がない
    MUTUAL_AID = "mutual-aid"  # 共済の期間
    FOREIGN_LUMP_SUM = "foreign-lump-sum"  # 外国人脱退一時金


STOPPING = frozenset({Limit.DIED, Limit.PAST_75})
"""With one of these nothing is asked: no condition leads to an amount."""


def find_limits(timeline: Timeline, today: date, rules: RuleBook) -> tuple[Limit, ...]:
    """Everything an estimate of a record cannot say on a day, the weightiest first."""
    person = timeline.record.person
    if person.death_date is not None:
        return (Limit.DIED,)
    if age_on(person.birth_date, today) >= _LATEST_CLAIM:
        return (Limit.PAST_75,)
    return tuple(_limits(timeline, compute_totals(timeline, rules), pay_history(timeline, rules), today))


def _limits(timeline: Timeline, totals: Totals, history: PayHistory, today: date) -> Iterator[Limit]:
    entitlement = totals.entitlement
    has_right = not entitlement.missing and entitlement.substantial
    if has_right and age_on(timeline.record.person.birth_date, today) >= ORDINARY_AGE:
        yield Limit.MAYBE_RECEIVES
    if not has_right:
        yield Limit.NO_RIGHT_YET
    if not history.months:
        yield Limit.NO_EMPLOYEES_MONTHS
    if any(total.scheme is Scheme.MUTUAL_AID and total.real for total in totals.schemes):
        yield Limit.MUTUAL_AID
    if _took_a_lump_sum(timeline):
        yield Limit.FOREIGN_LUMP_SUM


def _took_a_lump_sum(timeline: Timeline) -> bool:
    remarked = any(remark.kind is RemarkKind.FOREIGN_LUMP_SUM for remark in timeline.record.remarks)
    return remarked or any(span.status is Status.F_LUMP for span in timeline.spans)
