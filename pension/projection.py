"""The record as it would be when the conditions come true: a document like any other, with months to come.

What is supposed becomes periods, so that the months to come are decided and counted by the same timeline as the past.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import TypeVar

from pension.calendar import MonthRange, YearMonth, day_age_is_reached, month_age_is_reached
from pension.conditions import Conditions, FutureSpell, SpellKind, SupposedSpouse
from pension.notes import Note
from pension.pay_history import BonusMonth, Insurer, PaidMonths, PayHistory
from pension.periods import covered_months, standing_entries
from pension.record import (
    Bonus,
    Category,
    ComplementaryPeriod,
    ContributionRun,
    Correction,
    EmployeesPeriod,
    Facts,
    NationalPeriod,
    PayRun,
    PensionRecord,
    Spouse,
    SpouseCoverage,
)
from pension.rulebook import RuleBook
from pension.status import Status

_EMPLOYEES_PENSION_ENDS_AT = 70
_YEAR = 12
_LONG_EMPLOYMENT = 240  # months
_BONUS_UNIT = 1_000  # 厚年法24条の4: less than 1,000 yen is dropped
_PAID_NOW = {
    Status.N1_UNPAID: Status.N1_PAID,
    Status.NV_UNPAID: Status.NV_PAID,
    Status.N1_EX34_UNP: Status.N1_EX34,
    Status.N1_EX12_UNP: Status.N1_EX12,
    Status.N1_EX14_UNP: Status.N1_EX14,
}
_LIVING_KINDS = {
    SpellKind.SELF_EMPLOYED: (Category.CATEGORY_1, Status.N1_PAID),
    SpellKind.DEPENDENT: (Category.CATEGORY_3, Status.N3),
    SpellKind.VOLUNTARY: (Category.VOLUNTARY, Status.NV_PAID),
    SpellKind.UNPAID: (Category.CATEGORY_1, Status.N1_UNPAID),
}


@dataclass(frozen=True, slots=True)
class Projection:
    """The record with the months to come; ``late_work`` is work from 70 on: it adds nothing but can stop a pension."""

    record: PensionRecord
    late_work: PayHistory
    notes: tuple[Note, ...]


def project(record: PensionRecord, conditions: Conditions, rules: RuleBook) -> Projection:
    """The record as the conditions make it. They must be free of problems (``find_condition_problems``)."""
    cut = record.as_of.plus(1).first_day
    paid = _with_months_paid(record, frozenset(conditions.pay_back))
    periods, notes = _periods_to_come(paid, conditions, rules)
    closed = _closed(paid, cut)
    national = tuple(period for period in periods if isinstance(period, NationalPeriod))
    employees = tuple(period for period in periods if isinstance(period, EmployeesPeriod))
    time_only = tuple(period for period in periods if isinstance(period, ComplementaryPeriod))
    return Projection(
        record=replace(
            closed,
            as_of=max([record.as_of, *map(_last_month, periods)]),
            national=(*closed.national, *national),
            employees=(*closed.employees, *employees),
            complementary=(*closed.complementary, *time_only),
            facts=_with_spouse(closed, conditions.spouse),
        ),
        late_work=_late_work(conditions.future or (), record.person.birth_date, rules),
        notes=(*notes, *([Note.CHOSEN_MONTHS_PAID] if conditions.pay_back else [])),
    )


def _with_spouse(record: PensionRecord, spouse: SupposedSpouse | None) -> Facts:
    """What is known of the life, with the spouse whom the person supposes."""
    if spouse is None:
        return record.facts
    begins = month_age_is_reached(spouse.birth_date, 20)
    years = SpouseCoverage(enrolled_on=begins.first_day, disenrolled_on=begins.plus(_LONG_EMPLOYMENT).first_day)
    supposed = Spouse(
        married_on=max(record.person.birth_date, spouse.birth_date),  # before anything that depends on it
        birth_date=spouse.birth_date,
        coverage=(years,) if spouse.long_employment else (),
    )
    return replace(record.facts, spouses=(*record.facts.spouses, supposed))


_ToCome = NationalPeriod | EmployeesPeriod | ComplementaryPeriod


def _periods_to_come(
    record: PensionRecord, conditions: Conditions, rules: RuleBook
) -> tuple[list[_ToCome], tuple[Note, ...]]:
    if conditions.future is None:
        return _as_now(record)
    periods = [
        _period_of(f"future-{number}", spell, record.person.birth_date, rules)
        for number, spell in enumerate(conditions.future)
    ]
    raised = any(spell.raise_per_mille for spell in conditions.future)
    return [period for period in periods if period], (
        Note.AS_THE_CONDITIONS_SAY if periods else Note.RECORD_SO_FAR,
        *([Note.RAISES_IN_APRIL] if raised else []),
    )


def _last_month(period: _ToCome) -> YearMonth:
    if isinstance(period, ComplementaryPeriod):
        return period.last_month
    return covered_months(period.enrolled_on, period.disenrolled_on).last_month


# ---- everything goes on as now until 60 ----


def _as_now(record: PensionRecord) -> tuple[list[_ToCome], tuple[Note, ...]]:
    """The periods that are open now, until the month before 60 is reached (国年法9条)."""
    last = month_age_is_reached(record.person.birth_date, 60).plus(-1)
    first = record.as_of.plus(1)
    if last < first:
        return [], (Note.RECORD_SO_FAR,)
    periods = [
        _job_goes_on(f"as-now-{number}", period, first, last)
        if isinstance(period, EmployeesPeriod)
        else _category_goes_on(f"as-now-{number}", period, first, last)
        for number, period in enumerate(_open_periods(record, first))
    ]
    self_paid = any(
        isinstance(period, NationalPeriod) and period.category is not Category.CATEGORY_3 for period in periods
    )
    return [*periods], (Note.AS_NOW_TO_60, *([Note.PAID_IN_FULL] if self_paid else []))


def _open_periods(record: PensionRecord, month: YearMonth) -> list[NationalPeriod | EmployeesPeriod]:
    """The periods that stand and reach beyond the end of the record."""
    standing = [entry.period for entry in standing_entries(record) if entry.withdrawn_by is None]
    return [
        period
        for period in standing
        if isinstance(period, NationalPeriod | EmployeesPeriod)
        and (period.disenrolled_on is None or YearMonth.of_date(period.disenrolled_on) > month)
    ]


def _job_goes_on(name: str, period: EmployeesPeriod, first: YearMonth, last: YearMonth) -> EmployeesPeriod:
    """The same pay and the bonuses of the last twelve months every year."""
    known = sorted(period.pay, key=lambda run: run.first_month)
    pay = [PayRun(first_month=first, standard_monthly_remuneration=run.standard_monthly_remuneration) for run in known]
    last_year = [bonus for bonus in period.bonuses if bonus.month > first.plus(-1 - _YEAR)]
    bonuses = [
        Bonus(month=month, standard_bonus=bonus.standard_bonus)
        for bonus in last_year
        for month in _yearly(bonus.month.plus(_YEAR), last)
        if month >= first
    ]
    return EmployeesPeriod(
        id=name,
        status=period.status,
        employer=period.employer,
        enrolled_on=first.first_day,
        disenrolled_on=last.plus(1).first_day,
        pay=tuple(pay[-1:]),
        bonuses=tuple(bonuses),
    )


def _yearly(first: YearMonth, last: YearMonth) -> Iterator[YearMonth]:
    return (YearMonth(number) for number in range(first, last + 1, _YEAR))


def _category_goes_on(name: str, period: NationalPeriod, first: YearMonth, last: YearMonth) -> NationalPeriod:
    status = {Category.CATEGORY_3: Status.N3, Category.VOLUNTARY: Status.NV_PAID}.get(period.category, Status.N1_PAID)
    return _national(name, period.category, status, first, last)


def _national(name: str, category: Category, status: Status, first: YearMonth, last: YearMonth) -> NationalPeriod:
    return NationalPeriod(
        id=name,
        category=category,
        enrolled_on=first.first_day,
        disenrolled_on=last.plus(1).first_day,
        runs=(ContributionRun(first_month=first, last_month=last, status=status),),
    )


# ---- what the person supposes ----


def _period_of(name: str, spell: FutureSpell, birth_date: date, rules: RuleBook) -> _ToCome | None:
    if spell.kind is SpellKind.EMPLOYMENT:
        return _job(name, spell, birth_date, rules)
    if spell.kind is SpellKind.ABROAD:
        return ComplementaryPeriod(
            id=name, first_month=spell.first_month, last_month=spell.last_month, reason="海外在住"
        )
    category, status = _LIVING_KINDS[spell.kind]
    if spell.additional:
        status = Status.N1_PAID_ADD
    return _national(name, category, status, spell.first_month, spell.last_month)


def _job(name: str, spell: FutureSpell, birth_date: date, rules: RuleBook) -> EmployeesPeriod | None:
    """Employment until the day 70 is reached (厚年法14条5号); None when all of it comes later."""
    ends = spell.last_month.plus(1).first_day
    day_70 = day_age_is_reached(birth_date, _EMPLOYEES_PENSION_ENDS_AT)
    months = MonthRange(spell.first_month, min(spell.last_month, YearMonth.of_date(day_70).plus(-1)))
    if not months.months:
        return None
    return EmployeesPeriod(
        id=name,
        status=Status.E1,
        employer="これからのつとめ先",
        enrolled_on=spell.first_month.first_day,
        disenrolled_on=min(ends, day_70),
        pay=tuple(_pay_runs(spell, months, rules)),
        bonuses=tuple(Bonus(month=month, standard_bonus=yen) for month, yen in _bonuses(spell, months)),
    )


def _late_work(spells: Iterable[FutureSpell], birth_date: date, rules: RuleBook) -> PayHistory:
    """Work from the month 70 is reached: its pay counts for what is stopped like a remuneration (厚年法46条2項)."""
    month_70 = month_age_is_reached(birth_date, _EMPLOYEES_PENSION_ENDS_AT)
    paid: list[PaidMonths] = []
    bonuses: list[BonusMonth] = []
    for spell in spells:
        months = MonthRange(max(spell.first_month, month_70), spell.last_month)
        if spell.kind is not SpellKind.EMPLOYMENT or not months.months:
            continue
        for run in _pay_runs(spell, months, rules):
            stretch = MonthRange(run.first_month, run.last_month or months.last_month)
            pay = run.standard_monthly_remuneration
            paid.append(PaidMonths(stretch, Insurer.FIRST, Status.E1, Status.E1, pay, Fraction(1), False))
        bonuses += [BonusMonth(month, Insurer.FIRST, Status.E1, yen) for month, yen in _bonuses(spell, months)]
    return PayHistory(tuple(paid), tuple(bonuses))


def _pay_runs(spell: FutureSpell, months: MonthRange, rules: RuleBook) -> Iterator[PayRun]:
    """The standard remuneration of each month, from the pay after the raises so far and the grades then in force."""
    for standard, group in groupby(months.each(), key=lambda month: _standard(spell, month, rules)):
        alike = list(group)
        yield PayRun(first_month=alike[0], last_month=alike[-1], standard_monthly_remuneration=standard)


def _standard(spell: FutureSpell, month: YearMonth, rules: RuleBook) -> int:
    table = rules.grade_table(month)
    if table is None:
        raise LookupError(f"no grades for {month}")
    return table.standard_of(raised(spell.monthly_pay, spell, month))


def raised(yen: int, spell: FutureSpell, month: YearMonth) -> int:
    """A pay or bonus after the raises of a spell up to a month, whole yen."""
    aprils = month.fiscal_year - spell.first_month.fiscal_year
    return int(yen * (1000 + spell.raise_per_mille) ** aprils // 1000**aprils)


def _bonuses(spell: FutureSpell, months: MonthRange) -> Iterator[tuple[YearMonth, int]]:
    for month in months.each():
        for bonus in spell.bonuses:
            if bonus.month == month.month:
                yield month, raised(bonus.yen, spell, month) // _BONUS_UNIT * _BONUS_UNIT


# ---- the record up to now ----


_P = TypeVar("_P", NationalPeriod, EmployeesPeriod)


def _closed(record: PensionRecord, cut: date) -> PensionRecord:
    """The record with every period ended at the end of its as-of month."""

    def close(periods: tuple[_P, ...]) -> tuple[_P, ...]:
        return tuple(
            replace(period, disenrolled_on=cut)
            if period.disenrolled_on is None or period.disenrolled_on > cut
            else period
            for period in periods
        )

    def close_correction(correction: Correction) -> Correction:
        return replace(correction, national=close(correction.national), employees=close(correction.employees))

    return replace(
        record,
        national=close(record.national),
        employees=close(record.employees),
        corrections=tuple(map(close_correction, record.corrections)),
    )


def _with_months_paid(record: PensionRecord, chosen: Collection[YearMonth]) -> PensionRecord:
    """The record with the chosen months paid."""
    if not chosen:
        return record

    def pay(periods: tuple[NationalPeriod, ...]) -> tuple[NationalPeriod, ...]:
        return tuple(
            replace(period, runs=tuple(piece for run in period.runs for piece in _run_with_paid(run, chosen)))
            for period in periods
        )

    return replace(
        record,
        national=pay(record.national),
        corrections=tuple(replace(correction, national=pay(correction.national)) for correction in record.corrections),
    )


def _run_with_paid(run: ContributionRun, chosen: Collection[YearMonth]) -> Iterator[ContributionRun]:
    months = MonthRange(run.first_month, run.last_month)
    for is_chosen, group in groupby(months.each(), key=lambda month: month in chosen):
        alike = list(group)
        piece = replace(run, first_month=alike[0], last_month=alike[-1])
        if is_chosen:
            status = _PAID_NOW.get(run.status, Status.N1_BACKPAID)
            piece = replace(piece, status=status, monthly_contribution=None)
        yield piece
