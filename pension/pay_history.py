"""The months of employees' pension with their pay, read from the timeline: what amounts and contributions start from.

Months are decided in :mod:`pension.timeline`; here its spans are only cut where the pay changes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from pension.calendar import MonthRange, YearMonth, month_age_is_reached
from pension.periods import covered_months
from pension.record import EmployeesPeriod, PayRun
from pension.rulebook import RuleBook
from pension.status import Status
from pension.timeline import NATIONAL_PENSION_BEGINS, Span, Timeline, Verdict


class Insurer(StrEnum):
    """The four kinds of employees' pension (厚年法2条の5), each worked out by itself (78条の26)."""

    FIRST = "first"  # 第1号: 会社員・坑内員・船員
    SECOND = "second"  # 第2号: 国家公務員
    THIRD = "third"  # 第3号: 地方公務員
    FOURTH = "fourth"  # 第4号: 私立学校教職員


_MUTUAL_AID = {Status.E2: Insurer.SECOND, Status.E3: Insurer.THIRD, Status.E4: Insurer.FOURTH}
_ON_THE_BOOKS = frozenset({Verdict.COUNTS, Verdict.COUNTS_FOR_AMOUNT, Verdict.TOGETHER})


@dataclass(frozen=True, slots=True)
class PaidMonths:
    """Months of one job alike in pay.

    ``pay`` is the standard monthly remuneration in yen, None where the record has none. ``converted`` is what one month
    counts for amounts (換算). ``working_age``: of age 20 to 59 and from 1961-04. ``status`` is the job's kind,
    ``month_status`` that of the month (leave, fund).
    """

    months: MonthRange
    insurer: Insurer
    status: Status
    month_status: Status
    pay: int | None
    converted: Fraction
    working_age: bool


@dataclass(frozen=True, slots=True)
class BonusMonth:
    """A month's standard bonuses together, capped (厚年法24条の4), yen."""

    month: YearMonth
    insurer: Insurer
    status: Status
    yen: int


@dataclass(frozen=True, slots=True)
class PayHistory:
    """Everything earned in employees' pension, in the order of time."""

    months: tuple[PaidMonths, ...]
    bonuses: tuple[BonusMonth, ...]

    @property
    def insurers(self) -> tuple[Insurer, ...]:
        """The kinds that occur, in the law's order."""
        found = {paid.insurer for paid in self.months}
        return tuple(insurer for insurer in Insurer if insurer in found)

    def converted_months(self, until: YearMonth, insurer: Insurer | None = None) -> Fraction:
        """Converted months before ``until``, of one kind or all together (厚年法78条の27)."""
        return add_converted(
            (months, paid.converted)
            for paid in self.months
            if insurer in (None, paid.insurer) and (months := _months_before(paid.months, until))
        )

    def at(self, month: YearMonth) -> PaidMonths | None:
        """The stretch a month lies in; None when not insured then."""
        index = bisect_right(self.months, month, key=lambda paid: paid.months.first_month) - 1
        return self.months[index] if index >= 0 and month in self.months[index].months else None

    def pay_in(self, month: YearMonth) -> int | None:
        """The standard monthly remuneration of a month; None when not insured then, or not recorded."""
        paid = self.at(month)
        return paid.pay if paid else None

    def bonuses_of_year_to(self, month: YearMonth) -> int:
        """Standard bonuses of a month and the eleven before it, yen (厚年法46条1項)."""
        return sum(bonus.yen for bonus in self.bonuses if month.plus(-12) < bonus.month <= month)


def pay_history(timeline: Timeline, rules: RuleBook) -> PayHistory:
    """The pay history of a record."""
    birth_date = timeline.record.person.birth_date
    working_age = MonthRange(
        max(NATIONAL_PENSION_BEGINS, month_age_is_reached(birth_date, 20)),
        month_age_is_reached(birth_date, 60).plus(-1),
    )
    months: list[PaidMonths] = []
    bonuses: dict[tuple[YearMonth, Insurer], list[tuple[Status, int]]] = {}
    for span in timeline.spans:
        period = job_of(span)
        if period is None:
            continue
        months += _cut_by_pay(span, period, span.first_month in working_age)
        for held in _jobs_held(span):
            for bonus in held.bonuses:
                if bonus.month in span.range:
                    key = bonus.month, insurer_of(period.status)
                    bonuses.setdefault(key, []).append((period.status, bonus.standard_bonus))
    return PayHistory(
        tuple(months),
        tuple(
            BonusMonth(month, insurer, found[0][0], min(sum(yen for _, yen in found), rules.money.bonus_cap(month)))
            for (month, insurer), found in sorted(bonuses.items())
        ),
    )


def insurer_of(status: Status) -> Insurer:
    """Which kind of employees' pension a job belongs to."""
    return _MUTUAL_AID.get(status, Insurer.FIRST)


def job_of(span: Span) -> EmployeesPeriod | None:
    """The job that a span's months count for in the employees' pension; None where there is none."""
    if not span.counts.employees_real:
        return None
    deciding = (entry for entry in span.entries if entry.verdict in (Verdict.COUNTS, Verdict.COUNTS_FOR_AMOUNT))
    return next((entry.period for entry in deciding if isinstance(entry.period, EmployeesPeriod)), None)


def _jobs_held(span: Span) -> Iterator[EmployeesPeriod]:
    for entry in span.entries:
        if entry.verdict in _ON_THE_BOOKS and isinstance(entry.period, EmployeesPeriod):
            yield entry.period


def _cut_by_pay(span: Span, period: EmployeesPeriod, working_age: bool) -> Iterator[PaidMonths]:
    """The span's months by pay run; months without one have no pay."""

    def piece(first: int, last: int, pay: int | None) -> PaidMonths:
        return PaidMonths(
            MonthRange(YearMonth(first), YearMonth(last)),
            insurer_of(period.status),
            period.status,
            span.base_status,
            pay,
            span.counts.employees_converted,
            working_age,
        )

    cursor = int(span.first_month)
    for run in _runs_in_order(period):
        last_of_run = covered_months(period.enrolled_on, period.disenrolled_on).last_month
        first = max(cursor, int(run.first_month))
        last = min(int(span.last_month), int(run.last_month if run.last_month is not None else last_of_run))
        if first > last:
            continue
        if cursor < first:
            yield piece(cursor, first - 1, None)
        yield piece(first, last, run.standard_monthly_remuneration)
        cursor = last + 1
    if cursor <= span.last_month:
        yield piece(cursor, int(span.last_month), None)


def _runs_in_order(period: EmployeesPeriod) -> list[PayRun]:
    return sorted(period.pay, key=lambda run: run.first_month)


def add_converted(stretches: Iterable[tuple[int, Fraction]]) -> Fraction:
    """The sum of real months times what each is worth. Nearly all are worth 1: only the others need fractions."""
    whole, broken = 0, Fraction(0)
    for months, worth in stretches:
        if worth.denominator == 1:
            whole += months * worth.numerator
        else:
            broken += months * worth
    return broken + whole


def _months_before(months: MonthRange, until: YearMonth) -> int:
    return max(0, min(int(months.last_month) + 1, int(until)) - int(months.first_month))
