"""Corrections that an office decided: receipts for months that were thought unpaid, or a job that was found.

A correction is made from the record as it was at the end of the month it was decided in, so that it reads the same in
every later month: one that an import changed would wait for an officer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from ops.population.dice import Dice, Topic
from ops.population.records import People
from pension.calendar import YearMonth
from pension.record import Category, ContributionRun, Correction, EmployeesPeriod, NationalPeriod, PayRun, PensionRecord
from pension.status import Status

_EMPLOYEES_PENSION_BEGINS = YearMonth.of(1942, 6)
_FOUND_PAY = 30_000


def corrected(people: People, number: int, as_of: YearMonth, decided: Iterable[YearMonth] = ()) -> PensionRecord:
    """The record at the end of ``as_of``, with what was decided in its own past and in the months ``decided``."""
    draft = people.draft(number, as_of)
    months = {*decided, *draft.corrected_in}
    corrections: list[Correction] = []
    for month in sorted(month for month in months if month <= as_of):
        correction = _decide(people, number, month, f"k{len(corrections) + 1}")
        if correction is not None:
            corrections.append(correction)
    return replace(draft.record, corrections=tuple(corrections)) if corrections else draft.record


def _decide(people: People, number: int, month: YearMonth, name: str) -> Correction | None:
    """What was decided in a month; None for somebody about whom there was nothing to decide."""
    dice = people.dice(number, Topic.CORRECTIONS + int(month))
    record = people.draft(number, month).record
    decided_on = date(month.year, month.month, dice.whole(1, 28))
    office = f"みほん{dice.whole(1, 40)}年金事務所"
    unpaid = next((period for period in record.national if _has_unpaid_months(period)), None)
    if unpaid is not None and name == "k1":
        return Correction(
            id=name,
            decided_on=decided_on,
            office=office,
            reason="お持ちの領収書により、未納とされていた月を納付済みに訂正しました。",
            withdraws=(unpaid.id,),
            national=(replace(unpaid, id=f"{name}-1", runs=tuple(_paid(run) for run in unpaid.runs)),),
        )
    job = _found_job(dice, record, month, f"{name}-1")
    if job is None:
        return None
    reason = "給料の明細により、つとめていた期間の記録を加えました。"
    return Correction(id=name, decided_on=decided_on, office=office, reason=reason, employees=(job,))


def _has_unpaid_months(period: NationalPeriod) -> bool:
    """Only periods that have ended: the others go on changing."""
    ended = period.disenrolled_on is not None and period.category is Category.CATEGORY_1
    return ended and any(run.status is Status.N1_UNPAID for run in period.runs)


def _paid(run: ContributionRun) -> ContributionRun:
    return replace(run, status=Status.N1_PAID) if run.status is Status.N1_UNPAID else run


def _found_job(dice: Dice, record: PensionRecord, month: YearMonth, name: str) -> EmployeesPeriod | None:
    """A short job of somebody's youth, if they have been young in Japan long enough ago."""
    born = YearMonth.of_date(record.person.birth_date)
    first, months = born.plus(dice.whole(17 * 12, 23 * 12)), dice.whole(3, 18)
    end = first.plus(months)
    if first < _EMPLOYEES_PENSION_BEGINS or end > month or record.facts.abroad or record.person.death_date:
        return None
    return EmployeesPeriod(
        id=name,
        status=Status.E1,
        employer=f"{dice.one_of('あかさたな')}みほん商会",
        enrolled_on=first.first_day,
        disenrolled_on=end.first_day,
        pay=(PayRun(first_month=first, last_month=end.plus(-1), standard_monthly_remuneration=_FOUND_PAY),),
    )
