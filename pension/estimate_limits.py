"""What cannot be estimated for a person, or only in part: to be said before any figure and before anything is asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from pension.calendar import YearMonth
from pension.pay_history import Insurer, PayHistory
from pension.status import Status
from pension.timeline import Timeline


class Limit(StrEnum):
    """One reason; :data:`STOPS` are those with which there is no estimate at all."""

    DIED = "died"
    NOT_QUALIFIED = "not_qualified"  # 受給資格期間が足りない
    AT_CLAIM_AGE = "at_claim_age"  # the right is there: the pension may be drawn already, which no record says
    NO_EMPLOYEES_MONTHS = "no_employees_months"  # 厚生年金の月がない: only the basic pension
    MUTUAL_AID = "mutual_aid"  # 共済の月がある: parts that others pay are left out
    FOREIGN = "foreign"  # 外国にいた月や脱退一時金の月がある: what another country pays is left out


STOPS = frozenset({Limit.DIED, Limit.NOT_QUALIFIED, Limit.AT_CLAIM_AGE})


def find_limits(
    timeline: Timeline, history: PayHistory, right_month: YearMonth | None, today: date
) -> tuple[Limit, ...]:
    """The limits of an estimate made on a day, in the order in which they are said.

    ``right_month`` is the month in which the right to the pensions of 65 arises, None where it never does.
    """
    return tuple(_limits(timeline, history, right_month, today))


def _limits(timeline: Timeline, history: PayHistory, right_month: YearMonth | None, today: date) -> Iterator[Limit]:
    if timeline.record.person.death_date is not None:
        yield Limit.DIED
    elif right_month is None:
        yield Limit.NOT_QUALIFIED
    elif right_month <= YearMonth.of_date(today):
        yield Limit.AT_CLAIM_AGE
    if not history.months:
        yield Limit.NO_EMPLOYEES_MONTHS
    if any(insurer is not Insurer.FIRST for insurer in history.insurers):
        yield Limit.MUTUAL_AID
    if timeline.record.facts.abroad or any(span.status is Status.F_LUMP for span in timeline.spans):
        yield Limit.FOREIGN
