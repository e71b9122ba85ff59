"""What cannot be estimated for a person, or only in part: to be said before any figure and before anything is asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from pension.calendar import YearMonth, day_age_is_reached, month_age_is_reached
from pension.claim import ORDINARY_AGE
from pension.counting import Totals
from pension.pay_history import Insurer, PayHistory
from pension.record import RemarkKind
from pension.status import Status
from pension.timeline import Timeline

_LATEST_CLAIM = 75


class Limit(StrEnum):
    """One thing that an estimate cannot say."""

    DIED = "died"
    PAST_75 = "past_75"  # 繰下げもできない年齢: nothing is left to choose
    NOT_QUALIFIED = "not_qualified"  # 受給資格期間が足りない
    AT_CLAIM_AGE = "at_claim_age"  # the right is there: the pension may be drawn already, which no record says
    NO_EMPLOYEES_MONTHS = "no_employees_months"  # 厚生年金の月がない: only the basic pension
    MUTUAL_AID = "mutual_aid"  # 共済の月がある: parts that others pay are left out
    FOREIGN = "foreign"  # 外国にいた月や脱退一時金の月がある: what another country pays is left out


STOPS_ALL = frozenset({Limit.DIED, Limit.PAST_75})
"""With one of these no condition leads to an amount: nothing is asked."""

STOPS_NOTICE = STOPS_ALL | {Limit.NOT_QUALIFIED, Limit.AT_CLAIM_AGE}
"""With one of these a notice, for which nobody is asked, shows no amount."""


def find_limits(
    timeline: Timeline, history: PayHistory, right_month: YearMonth | None, today: date
) -> tuple[Limit, ...]:
    """The limits of an estimate made on a day, in the order in which they are said.

    ``right_month`` is the month in which the right to the pensions of 65 arises, None where it never does.
    """
    person = timeline.record.person
    if person.death_date is not None:
        return (Limit.DIED,)
    if day_age_is_reached(person.birth_date, _LATEST_CLAIM) <= today:
        return (Limit.PAST_75,)
    return tuple(_limits(timeline, history, right_month, today))


def right_so_far(timeline: Timeline, totals: Totals) -> YearMonth | None:
    """The month in which the right arises by the months until now; None while they are too few (国年法26条)."""
    entitlement = totals.entitlement
    if entitlement.missing or not entitlement.substantial:
        return None
    return month_age_is_reached(timeline.record.person.birth_date, ORDINARY_AGE)


def _limits(timeline: Timeline, history: PayHistory, right_month: YearMonth | None, today: date) -> Iterator[Limit]:
    if right_month is None:
        yield Limit.NOT_QUALIFIED
    elif right_month <= YearMonth.of_date(today):
        yield Limit.AT_CLAIM_AGE
    if not history.months:
        yield Limit.NO_EMPLOYEES_MONTHS
    if any(insurer is not Insurer.FIRST for insurer in history.insurers):
        yield Limit.MUTUAL_AID
    if timeline.record.facts.abroad or _took_a_lump_sum(timeline):
        yield Limit.FOREIGN


def _took_a_lump_sum(timeline: Timeline) -> bool:
    """Months settled by a lump sum of a foreigner who left (脱退一時金), marked or remarked upon."""
    remarked = any(remark.kind is RemarkKind.FOREIGN_LUMP_SUM for remark in timeline.record.remarks)
    return remarked or any(span.status is Status.F_LUMP for span in timeline.spans)
