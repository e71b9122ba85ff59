"""Short ways to write records in tests: everything not named is empty."""

from __future__ import annotations

from datetime import date

from pension.calendar import YearMonth
from pension.record import (
    Category,
    ContributionRun,
    EmployeesPeriod,
    Facts,
    Months,
    NationalPeriod,
    PayRun,
    PensionRecord,
    Person,
    Sex,
)
from pension.status import Status

TODAY = date(2026, 11, 23)
AS_OF = YearMonth.of(2026, 10)
NEVER_MARRIED_NOR_STUDENT = Facts(
    not_married=(Months(first_month=YearMonth.of(1930, 1)),), not_student=(Months(first_month=YearMonth.of(1930, 1)),)
)


def ym(text: str) -> YearMonth:
    """A month from ``YYYY-MM``."""
    return YearMonth.parse(text)


def day(text: str | None) -> date | None:
    """A date from ISO text, None from None."""
    return None if text is None else date.fromisoformat(text)


def person(born: str = "1961-06-15", **more: object) -> Person:
    """Somebody born on a day."""
    fields: dict[str, object] = {
        "basic_pension_number": "1234-567890",
        "name": "春野 和子",
        "kana": "ハルノ カズコ",
        "birth_date": date.fromisoformat(born),
        "sex": Sex.FEMALE,
    }
    return Person(**(fields | more))  # type: ignore[arg-type]  # the fields are those of Person


def record(*periods: NationalPeriod | EmployeesPeriod, born: str = "1961-06-15", **more: object) -> PensionRecord:
    """A record of these periods; by default of somebody never married and never a student, so gaps are gaps."""
    fields: dict[str, object] = {
        "schema_version": 1,
        "as_of": AS_OF,
        "person": person(born),
        "national": tuple(period for period in periods if isinstance(period, NationalPeriod)),
        "employees": tuple(period for period in periods if isinstance(period, EmployeesPeriod)),
        "facts": NEVER_MARRIED_NOR_STUDENT,
    }
    return PensionRecord(**(fields | more))  # type: ignore[arg-type]  # the fields are those of PensionRecord


def run(first: str, last: str, status: Status = Status.N1_PAID, **more: object) -> ContributionRun:
    """Months of one contribution status."""
    fields: dict[str, object] = {"first_month": ym(first), "last_month": ym(last), "status": status}
    return ContributionRun(**(fields | more))  # type: ignore[arg-type]  # the fields are those of ContributionRun


def national(
    start: str, end: str | None, *runs: ContributionRun, category: Category = Category.CATEGORY_1, id: str = "n1"
) -> NationalPeriod:
    """A national pension period from enrollment to disenrollment."""
    enrolled = date.fromisoformat(start)
    return NationalPeriod(id=id, category=category, enrolled_on=enrolled, disenrolled_on=day(end), runs=runs)


def job(
    start: str,
    end: str | None,
    *,
    status: Status = Status.E1,
    employer: str = "あおば印刷",
    id: str = "e1",
    **more: object,
) -> EmployeesPeriod:
    """A job with one pay for its whole length."""
    enrolled = date.fromisoformat(start)
    fields: dict[str, object] = {
        "id": id,
        "status": status,
        "employer": employer,
        "enrolled_on": enrolled,
        "disenrolled_on": day(end),
        "pay": (PayRun(first_month=YearMonth.of_date(enrolled), standard_monthly_remuneration=200_000),),
    }
    return EmployeesPeriod(**(fields | more))  # type: ignore[arg-type]  # the fields are those of EmployeesPeriod
