"""Dates as people remember them: "about 昭和50年", "the spring of 1975", "in my twenties", "when I left school".

An :class:`ApproximateDate` keeps what was said, in western years; :meth:`ApproximateDate.days` gives the earliest and
the latest day it may mean. The bounds are wide on purpose: a difference to the record is only said when a memory, read
as kindly as possible, cannot be right. How wide "about" is nobody has published: the widths are those of this service.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from pension.calendar import YearMonth, day_age_is_reached

OLDEST_AGE = 120


class Part(StrEnum):
    """A part of a year as people say it."""

    SPRING = "spring"  # 春
    SUMMER = "summer"  # 夏
    AUTUMN = "autumn"  # 秋
    WINTER = "winter"  # 冬
    START = "start"  # 年のはじめ, 正月
    END = "end"  # 年の暮れ
    FISCAL = "fiscal"  # 年度


class School(StrEnum):
    """A school that somebody attended (在学中)."""

    ELEMENTARY = "elementary"  # 小学校
    JUNIOR_HIGH = "junior-high"  # 中学校
    HIGH = "high"  # 高校
    VOCATIONAL = "vocational"  # 専門学校
    UNIVERSITY = "university"  # 大学, 短大
    ANY = "any"  # 在学中, no word of which


class Days(NamedTuple):
    """The earliest and the latest day that may be meant, both included."""

    earliest: date
    latest: date

    def holds(self, day: date) -> bool:
        """Whether this day may be meant."""
        return self.earliest <= day <= self.latest

    def months_from(self, day: date) -> int:
        """How many calendar months lie between a day and the nearest one that may be meant; 0 within one month."""
        month = YearMonth.of_date(day)
        after = int(month) - int(YearMonth.of_date(self.latest))
        before = int(YearMonth.of_date(self.earliest)) - int(month)
        return max(after, before, 0)


# First and last month of each part, counted from January of the year; 13 is January of the next. Seasons overlap, and
# 冬 may be either end of a year.
_PART_MONTHS: Mapping[Part, tuple[int, int]] = {
    Part.SPRING: (2, 6),
    Part.SUMMER: (5, 9),
    Part.AUTUMN: (8, 12),
    Part.WINTER: (1, 15),
    Part.START: (1, 3),
    Part.END: (11, 13),
    Part.FISCAL: (4, 15),
}
# From and until which year after the first April of elementary school (学校教育法17条) somebody may attend: with
# evening schools of four years, a year lost, and the eight years a university allows.
_SCHOOL_YEARS: Mapping[School, tuple[int, int]] = {
    School.ELEMENTARY: (0, 6),
    School.JUNIOR_HIGH: (6, 9),
    School.HIGH: (9, 14),
    School.VOCATIONAL: (9, 20),
    School.UNIVERSITY: (12, 22),
    School.ANY: (0, 22),
}
# After how many years of school somebody may have left one that they finished: of university also a 短大, of 在学中 (no
# word of which) any. A school year ends in March (学校教育法施行規則59条), and work begins in April.
_SCHOOL_LEFT: Mapping[School, tuple[int, int]] = {
    School.ELEMENTARY: (6, 7),
    School.JUNIOR_HIGH: (9, 10),
    School.HIGH: (12, 14),
    School.VOCATIONAL: (10, 20),
    School.UNIVERSITY: (14, 22),
    School.ANY: (6, 22),
}
_SCHOOL_AGE = 6
_OLD_SCHOOLS_UNTIL = 1934  # who was born later met only the schools of 1947 (六三制)

# How many months "about" (ごろ) adds at each end.
_ABOUT_DAY, _ABOUT_MONTH, _ABOUT_PART, _ABOUT_YEAR, _ABOUT_AGE = 1, 3, 6, 24, 12

_TEXT = re.compile(
    r"(?:(?P<year>[0-9]{4})"
    r"(?:-(?:(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?|(?P<part>[a-z]+))|\+(?P<years>[2-9]|10))?"
    r"|age-(?P<age>[0-9]{1,3})(?:\+(?P<ages>[2-9]|10))?"
    r"|(?P<stay>school|left)-(?P<school>[a-z-]+))(?P<about>~)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproximateDate:
    """One of: a ``year`` (with ``month``, ``month`` and ``day``, or ``part``), an ``age`` in years, a ``school``.

    ``years`` is how many years may be meant from the year or the age on: 10 of 昭和40年代 and of 20代, 2 of
    昭和42年か43年, 1 with anything more exact. ``left``: the school was just finished. ``about`` is ごろ: whatever is
    said, and some time around it.
    """

    year: int = 0
    month: int = 0
    day: int = 0
    part: Part | None = None
    age: int | None = None
    school: School | None = None
    years: int = 1
    left: bool = False
    about: bool = False

    @classmethod
    def of_day(cls, day: date) -> ApproximateDate:
        """A day known exactly."""
        return cls(year=day.year, month=day.month, day=day.day)

    @classmethod
    def of_month(cls, month: YearMonth) -> ApproximateDate:
        """A month known exactly."""
        return cls(year=month.year, month=month.month)

    @classmethod
    def read(cls, text: str) -> ApproximateDate:
        """What :meth:`as_text` has written; raises ValueError for anything else."""
        found = _TEXT.fullmatch(text)
        if found is None:
            raise ValueError(f"not an approximate date: {text!r}")
        return cls(
            year=int(found["year"] or 0),
            month=int(found["month"] or 0),
            day=int(found["day"] or 0),
            part=Part(found["part"]) if found["part"] else None,
            age=int(found["age"]) if found["age"] else None,
            school=School(found["school"]) if found["school"] else None,
            years=int(found["years"] or found["ages"] or 1),
            left=found["stay"] == "left",
            about=bool(found["about"]),
        )

    def as_text(self) -> str:
        """The stored form: ``1975``, ``1975-04~``, ``1965+10``, ``1975-spring``, ``age-20~``, ``school-high``."""
        if self.school is not None:
            said = f"{'left' if self.left else 'school'}-{self.school}"
        elif self.age is not None:
            said = f"age-{self.age}"
        else:
            said = f"{self.year:04d}{self._within_year()}"
        several = f"+{self.years}" if self.years > 1 else ""
        return f"{said}{several}{'~' if self.about else ''}"

    def _within_year(self) -> str:
        if self.part is not None:
            return f"-{self.part}"
        return "".join(f"-{number:02d}" for number in (self.month, self.day) if number)

    def days(self, born: date) -> Days:
        """Every day that may be meant by somebody born on this day."""
        stated = self.stated_days(born)
        if not self.about:
            return stated
        months = self._about_months()
        first = YearMonth.of_date(stated.earliest).plus(-months).first_day
        return Days(first, YearMonth.of_date(stated.latest).plus(months).last_day)

    def stated_days(self, born: date) -> Days:
        """The days that were named, without what ごろ adds."""
        if self.school is not None:
            return _school_days(self.school, born, left=self.left)
        if self.age is not None:
            return Days(_birthday(born, self.age), _birthday(born, self.age + self.years))
        if self.day:
            return Days(date(self.year, self.month, self.day), date(self.year, self.month, self.day))
        first, last = self._months()
        january = YearMonth.of(self.year, 1)
        return Days(january.plus(first - 1).first_day, january.plus(last - 1).last_day)

    def _months(self) -> tuple[int, int]:
        """First and last month, counted from January of the year."""
        if self.part is not None:
            return _PART_MONTHS[self.part]
        return (self.month, self.month) if self.month else (1, 12 * self.years)

    def _about_months(self) -> int:
        if self.age is not None or self.school is not None:
            return _ABOUT_AGE
        if self.day:
            return _ABOUT_DAY
        if self.month:
            return _ABOUT_MONTH
        return _ABOUT_PART if self.part is not None else _ABOUT_YEAR


def _birthday(born: date, age: int) -> date:
    """The day from which somebody calls this age their own; for 29 February the last of that month."""
    year = born.year + age
    return YearMonth.of(year, 2).last_day if (born.month, born.day) == (2, 29) else born.replace(year=year)


def _school_days(school: School, born: date, *, left: bool) -> Days:
    """From the first April to the last March in which this school may have been attended, or in which it was left."""
    if born.year <= _OLD_SCHOOLS_UNTIL:
        school = School.ANY
    reached = day_age_is_reached(born, _SCHOOL_AGE)
    april = date(reached.year, 4, 1)
    first_year = reached.year if reached < april else reached.year + 1
    if left:
        earliest, latest = _SCHOOL_LEFT[school]
        return Days(date(first_year + earliest, 3, 1), date(first_year + latest, 4, 30))
    begins, ends = _SCHOOL_YEARS[school]
    return Days(date(first_year + begins, 4, 1), date(first_year + ends, 3, 31))
