"""Which months a period covers, and which entries stand after corrections.

A period covers the month of enrollment up to the month before disenrollment (国年法11条1項, 厚年法19条1項). A period
gained and lost within one month has no such months; what it counts for is decided in :mod:`pension.timeline`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from pension.calendar import MonthRange, YearMonth
from pension.record import ComplementaryPeriod, Correction, EmployeesPeriod, NationalPeriod, PensionRecord, Person

END_OF_TIME = YearMonth.of(2999, 12)

Period = NationalPeriod | EmployeesPeriod | ComplementaryPeriod


def is_same_month(enrolled_on: date, disenrolled_on: date | None) -> bool:
    """Whether coverage was gained and lost in one month (同月得喪)."""
    return disenrolled_on is not None and YearMonth.of_date(enrolled_on) == YearMonth.of_date(disenrolled_on)


def covered_months(enrolled_on: date, disenrolled_on: date | None) -> MonthRange:
    """The months of a period; the one month itself for 同月得喪; open periods run to the end of time."""
    first = YearMonth.of_date(enrolled_on)
    if disenrolled_on is None:
        return MonthRange(first, END_OF_TIME)
    return MonthRange(first, max(first, YearMonth.of_date(disenrolled_on).plus(-1)))


def share_months(one: Period, other: Period) -> bool:
    """Whether two entries have a month in common."""
    first, second = _months_of(one), _months_of(other)
    return first.first_month <= second.last_month and second.first_month <= first.last_month


def _months_of(period: Period) -> MonthRange:
    if isinstance(period, ComplementaryPeriod):
        return MonthRange(period.first_month, period.last_month)
    return covered_months(period.enrolled_on, period.disenrolled_on)


def name_then(period: NationalPeriod | EmployeesPeriod, person: Person) -> tuple[str | None, str | None]:
    """Kana and name under which an entry was recorded: its own, else those of its handbook number."""
    handbooks = {handbook.number: handbook for handbook in person.handbook_numbers}
    handbook = handbooks.get(period.handbook_number or "")
    if period.kana or handbook is None:
        return period.kana, period.name
    return handbook.kana, handbook.name


def dead_from(death_date: date | None) -> YearMonth:
    """The first month that cannot be covered any more: that of the day after death (国年法9条1号, 厚年法14条1号)."""
    return END_OF_TIME if death_date is None else YearMonth.of_date(death_date + timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Standing:
    """One entry of the record with what corrections did to it.

    ``added_by`` brought it in, ``withdrawn_by`` took it out of the count (its history stays readable).
    """

    period: Period
    added_by: Correction | None = None
    withdrawn_by: Correction | None = None


def standing_entries(record: PensionRecord) -> tuple[Standing, ...]:
    """Every entry of the document and of its corrections, in the order written."""
    withdrawn = {entry: correction for correction in record.corrections for entry in correction.withdraws}
    recorded: tuple[Period, ...] = (*record.national, *record.employees, *record.complementary)
    imported = [Standing(period, None, withdrawn.get(period.id)) for period in recorded]
    added = [
        Standing(period, correction, withdrawn.get(period.id))
        for correction in record.corrections
        for period in brought_in(correction)
    ]
    return (*imported, *added)


def brought_in(correction: Correction) -> tuple[Period, ...]:
    """The entries that a correction adds."""
    return (*correction.national, *correction.employees, *correction.complementary)
