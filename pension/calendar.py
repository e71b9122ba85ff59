"""Months, fiscal years and legal age: the only calendar the core knows.

Dates are plain ``datetime.date``. Months are :class:`YearMonth`, an ``int`` that counts months since year 0, so that
comparing, adding and stepping cost what integers cost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

_TEXT = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
FIRST_MONTH_OF_FISCAL_YEAR = 4


class YearMonth(int):
    """One calendar month (年月): ``YearMonth.of(1985, 4)``; ``str()`` gives ``1985-04``."""

    __slots__ = ()

    @classmethod
    def of(cls, year: int, month: int) -> YearMonth:
        """The month of a year; raises ValueError unless ``1 <= month <= 12`` and ``1 <= year <= 9999``."""
        if not (1 <= month <= 12 and 1 <= year <= 9999):
            raise ValueError(f"no such month: {year}-{month}")
        return cls(year * 12 + month - 1)

    @classmethod
    def of_date(cls, day: date) -> YearMonth:
        """The month in which a day lies."""
        return cls(day.year * 12 + day.month - 1)

    @classmethod
    def parse(cls, text: str) -> YearMonth:
        """The month written ``YYYY-MM``; raises ValueError for anything else."""
        return _parse(text)

    @property
    def year(self) -> int:
        """Calendar year."""
        return int(self) // 12

    @property
    def month(self) -> int:
        """Month of the calendar year, 1 to 12."""
        return int(self) % 12 + 1

    @property
    def fiscal_year(self) -> int:
        """Fiscal year (年度), April to March: 1989-03 belongs to 1988."""
        return (int(self) - FIRST_MONTH_OF_FISCAL_YEAR + 1) // 12

    @property
    def first_day(self) -> date:
        """The first day of the month."""
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        """The last day of the month."""
        return self.plus(1).first_day - timedelta(days=1)

    def plus(self, months: int) -> YearMonth:
        """The month so many months later (earlier when negative)."""
        return YearMonth(int(self) + months)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    def __repr__(self) -> str:
        return f"YearMonth({self})"


@lru_cache(maxsize=2048)
def _parse(text: str) -> YearMonth:
    """Reading a record names the same few hundred months again and again."""
    match = _TEXT.fullmatch(text)
    if match is None:
        raise ValueError(f"not a month in the form YYYY-MM: {text!r}")
    return YearMonth.of(int(match[1]), int(match[2]))


class MonthRange(NamedTuple):
    """An unbroken run of months, both ends included."""

    first_month: YearMonth
    last_month: YearMonth

    @property
    def months(self) -> int:
        """How many months it holds; 0 when it ends before it starts."""
        return max(0, int(self.last_month) - int(self.first_month) + 1)

    def __contains__(self, month: object) -> bool:
        return isinstance(month, int) and self.first_month <= month <= self.last_month

    def each(self) -> Iterator[YearMonth]:
        """Every month in order."""
        return (YearMonth(number) for number in range(self.first_month, self.last_month + 1))


def fiscal_year_range(year: int) -> MonthRange:
    """The twelve months of a fiscal year (年度)."""
    first = YearMonth.of(year, FIRST_MONTH_OF_FISCAL_YEAR)
    return MonthRange(first, first.plus(11))


def day_age_is_reached(birth_date: date, age: int) -> date:
    """The day on which an age is legally reached: the day before the birthday (年齢計算に関する法律).

    Born on 1 April 1980, age 20 is reached on 31 March 2000. Born on 29 February, on 28 February in every year.
    """
    year = birth_date.year + age
    if (birth_date.month, birth_date.day) == (2, 29):
        return date(year, 2, 28)
    return birth_date.replace(year=year) - timedelta(days=1)


def month_age_is_reached(birth_date: date, age: int) -> YearMonth:
    """The month in which :func:`day_age_is_reached` lies."""
    return YearMonth.of_date(day_age_is_reached(birth_date, age))


def age_on(birth_date: date, day: date) -> int:
    """Age in years on a day as people count it (by birthdays), for headings, not for rights."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))
