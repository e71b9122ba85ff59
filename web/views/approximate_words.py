"""Approximate dates in words: in both calendars for reading, and as one would type them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pension.approximate import ApproximateDate, Part, School
from pension.calendar import YearMonth
from pension.eras import ERAS, era_of, years_of_decade

_PARTS: Mapping[Part, str] = {
    Part.SPRING: "の春",
    Part.SUMMER: "の夏",
    Part.AUTUMN: "の秋",
    Part.WINTER: "の冬",
    Part.START: "のはじめ",
    Part.END: "の暮れ",
}
_SCHOOLS: Mapping[School, str] = {
    School.ELEMENTARY: "小学校",
    School.JUNIOR_HIGH: "中学校",
    School.HIGH: "高校",
    School.VOCATIONAL: "専門学校",
    School.UNIVERSITY: "大学",
    School.ANY: "学校",
}
UNKNOWN = "いつか、わかりません"
_TWO = 2


def approximate_words(said: ApproximateDate | None) -> str:
    """A date for reading: ``昭和50年（1975年）4月ごろ``, ``昭和40年代（1965年から1974年）``, ``20歳のころ``."""
    if said is None:
        return UNKNOWN
    return _words(said, western=True)


def typed_words(said: ApproximateDate | None) -> str:
    """The same as somebody would type it, which is read back as the same date: ``昭和50年4月ごろ``; empty for none."""
    return _words(said, western=False) if said else ""


def spell_words(began: ApproximateDate | None, ended: ApproximateDate | None, *, goes_on: bool) -> str:
    """From when until when: ``昭和50年（1975年）4月から昭和52年（1977年）ごろまで``; one date where one is known."""
    if goes_on:
        return f"{approximate_words(began)}から、いまも" if began else "いまも続いています"
    if began and ended:
        return f"{approximate_words(began)}から{approximate_words(ended)}まで"
    if ended:
        return f"{approximate_words(ended)}まで"
    return approximate_words(began)


def _words(said: ApproximateDate, *, western: bool) -> str:
    if said.school is not None:
        return _school(_SCHOOLS[said.school], said)
    if said.age is not None:
        ten = f"{said.age}代{'のころ' if said.about else ''}"
        return ten if said.years > 1 else f"{said.age}歳の{'ころ' if said.about else 'とき'}"
    year = _several_years(said, western=western) if said.years > 1 else _year(said, western=western)
    return f"{year}{_within(said)}{'ごろ' if said.about else ''}"


def _school(name: str, said: ApproximateDate) -> str:
    if said.left:
        return f"{name}を出た{'ころ' if said.about else 'とき'}"
    return f"{name}に通っていたころ" if said.about else f"{name}在学中"


def _several_years(said: ApproximateDate, *, western: bool) -> str:
    """``昭和40年代（1965年から1974年）``, ``1970年代（昭和45年から昭和54年）``, ``昭和42年か昭和43年``."""
    first, last = ApproximateDate(year=said.year), ApproximateDate(year=said.year + said.years - 1)
    if said.years == _TWO or said.years != years_of_decade(said.year):
        return f"{_year(first, western=western)}か{_year(last, western=western)}"
    eras = [_year(each, western=False) for each in (first, last)]
    years = [f"{each.year}年" for each in (first, last)]
    named, other = (years, eras) if said.year % 10 == 0 else (eras, years)
    return f"{named[0]}代{f'（{other[0]}から{other[1]}）' if western else ''}"


def _year(said: ApproximateDate, *, western: bool) -> str:
    """The year in the era of the last day that is meant: all of 1989 is 平成元年 to those who name no day."""
    month = YearMonth.of(said.year, said.month or 12)
    day = date(said.year, said.month, said.day) if said.day else month.last_day
    fiscal = "度" if said.part is Part.FISCAL else ""
    if day < ERAS[0].first_day:
        return f"{said.year}年"
    era = era_of(month.first_day.replace(month=4) if fiscal else day).year_words(said.year) + fiscal
    return f"{era}（{said.year}年{fiscal}）" if western else era


def _within(said: ApproximateDate) -> str:
    if said.part is not None:
        return _PARTS.get(said.part, "")
    return f"{f'{said.month}月' if said.month else ''}{f'{said.day}日' if said.day else ''}"
