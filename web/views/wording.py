"""The words every screen uses: eras and dates, months and runs of months, ages, fractions, yen, and the statuses.

Pure, and cached where a page asks for the same words again and again. What a status is called (label of the cell, name)
stands in ``rules/month_statuses.tsv``; why it counts as it does is explained in :mod:`web.views.reasons`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from pension.calendar import YearMonth, fiscal_year_range
from pension.derivation import exact_text
from pension.eras import ERAS, Era, era_of
from pension.status import Scheme, Status
from rules.tables import read_table


class Group(StrEnum):
    """What kind of month a status is, as the table draws it (its band and the line under it)."""

    EMPLOYEES = "emp"  # 厚生年金: thick line
    MUTUAL_AID = "mut"  # 共済, 船員, 坑内員: double line
    NATIONAL = "nat"  # 国民年金, paid or as if paid: thin line
    SPOUSE = "san"  # 第3号: dots
    PARTLY = "ex"  # partly, or only as time: hatch
    TIME_ONLY = "time"  # カラ期間: dotted box
    UNSETTLED = "open"  # not settled, or not counted: dotted box
    CALLING = "call"  # missing or unpaid: its frame tells
    OUTSIDE = "out"  # not applicable
    FUTURE = "future"


_GROUPS: Mapping[Group, str] = {
    Group.EMPLOYEES: "E1 E1_FUND E1_LEAVE",
    Group.MUTUAL_AID: "E2 E3 E4 E1_SEA S1 E1_MINE",
    Group.NATIONAL: "N1_PAID N1_PAID_ADD N1_BACKPAID N1_LATEPAID N1_MAT N1_CARE N1_CHINA_PAID NV_PAID",
    Group.SPOUSE: "N3 N3_LATE",
    Group.PARTLY: (
        "N1_EXF_APP N1_EXF_LAW N1_EX34 N1_EX12 N1_EX14 N1_STUDENT N1_DEFER N1_TOKUTEI N1_OKINAWA N1_CHINA_EX"
    ),
    Group.TIME_ONLY: "KARA",
    Group.UNSETTLED: "N1_PENDING E_VOID F_LUMP",
    Group.CALLING: (
        "N1_PAYABLE KARA_MAYBE N1_UNPAID NONE_REQ N1_EX34_UNP N1_EX12_UNP N1_EX14_UNP NV_UNPAID N3_NC E_LAPSED E_LUMP"
    ),
    Group.OUTSIDE: "NONE_OUT",
    Group.FUTURE: "FUTURE",
}


@dataclass(frozen=True, slots=True)
class StatusWords:
    """A status in words: the one to three characters of its cell, its full name, and how the table draws it."""

    label: str
    name: str
    group: Group


def _read_statuses() -> Mapping[Status, StatusWords]:
    groups = {Status(code): group for group, codes in _GROUPS.items() for code in codes.split()}
    return {
        (status := Status(row["code"])): StatusWords(row["label_ja"], row["meaning_ja"], groups[status])
        for row in read_table("month_statuses.tsv")
    }


STATUS_WORDS: Mapping[Status, StatusWords] = _read_statuses()

SCHEME_NAMES: Mapping[Scheme, str] = {
    Scheme.NATIONAL: "国民年金",
    Scheme.EMPLOYEES: "厚生年金",
    Scheme.SEAMENS: "船員保険",
    Scheme.MUTUAL_AID: "共済",
}


def status_name(status: Status) -> str:
    """The full name: ``国民年金 納付済み``."""
    return STATUS_WORDS[status].name


# ── eras, years, days, months ───────────────────────────────────────────────────────────────────────────────────────


def era_year(day: date) -> str:
    """The year of a day in its era: ``昭和64年`` for 7 January 1989, ``平成元年`` for the day after."""
    return era_of(day).year_words(day.year)


def date_words(day: date) -> str:
    """A day in both calendars: ``平成13年（2001年）8月10日``."""
    return f"{era_year(day)}（{day.year}年）{day.month}月{day.day}日"


@lru_cache(maxsize=2048)
def month_words(month: YearMonth) -> str:
    """A month in both calendars: ``昭和58年（1983年）4月``; with two eras ``1989年1月（昭和64年・平成元年）``."""
    before, after = _eras_of_month(month)
    if before is after:
        return f"{after.year_words(month.year)}（{month.year}年）{month.month}月"
    eras = f"{before.year_words(month.year)}・{after.year_words(month.year)}"
    return f"{month.year}年{month.month}月（{eras}）"


@lru_cache(maxsize=2048)
def spoken_month(month: YearMonth) -> str:
    """A month as the cells of the table say it: ``1983年4月``; with two eras ``1989年1月（昭和64年・平成元年）``."""
    before, after = _eras_of_month(month)
    return f"{month.year}年{month.month}月" if before is after else month_words(month)


@lru_cache(maxsize=2048)
def short_month_words(month: YearMonth) -> str:
    """A month by its era alone: ``昭和58年4月``; with two eras as :func:`month_words`."""
    before, after = _eras_of_month(month)
    return f"{after.year_words(month.year)}{month.month}月" if before is after else month_words(month)


def range_words(first: YearMonth, last: YearMonth) -> str:
    """A run of months for a heading: ``昭和58年4月から7月まで（4か月）``, ``平成26年9月（1か月）``."""
    return _run(short_month_words(first), short_month_words(last), first, last) + _count(first, last)


def full_range_words(first: YearMonth, last: YearMonth) -> str:
    """A run of months in both calendars: ``昭和58年（1983年）4月から7月まで（4か月）``."""
    return full_run_words(first, last) + _count(first, last)


def full_run_words(first: YearMonth, last: YearMonth) -> str:
    """The same without the number of months, where that stands beside it."""
    return _run(month_words(first), month_words(last), first, last)


def _run(first_words: str, last_words: str, first: YearMonth, last: YearMonth) -> str:
    if first == last:
        return first_words
    alike = first.year == last.year and _eras_of_month(first) == _eras_of_month(last)
    return f"{first_words}から{f'{last.month}月' if alike else last_words}まで"


def _count(first: YearMonth, last: YearMonth) -> str:
    return f"（{int(last) - int(first) + 1}か月）"


def _eras_of_month(month: YearMonth) -> tuple[Era, Era]:
    """The eras of its first and its last day."""
    return era_of(month.first_day), era_of(month.last_day)


@lru_cache(maxsize=256)
def fiscal_year_words(year: int) -> str:
    """A fiscal year by the era of its first day: ``昭和58年度``; April 2019 was still ``平成31年度``."""
    return era_year(fiscal_year_range(year).first_month.first_day) + "度"


def full_fiscal_year_words(year: int) -> str:
    """A fiscal year in both calendars: ``昭和58年度（1983年度）``."""
    return f"{fiscal_year_words(year)}（{year}年度）"


@lru_cache(maxsize=256)
def fiscal_years_words(first: int, last: int) -> str:
    """Several fiscal years: ``昭和55年度〜63年度``, ``平成31年度〜令和8年度``."""
    start, end = (era_of(date(year, 4, 1)) for year in (first, last))
    if first == last:
        return fiscal_year_words(first)
    ending = f"{end.number(last)}年度" if start is end else fiscal_year_words(last)
    return f"{fiscal_year_words(first)}〜{ending}"


@lru_cache(maxsize=256)
def era_change_words(year: int) -> str:
    """What is said of a fiscal year in which an era begins: ``1月8日から平成``; empty for all others."""
    months = fiscal_year_range(year)
    begins = [era for era in ERAS if months.first_month.first_day < era.first_day <= months.last_month.last_day]
    return "".join(f"{era.first_day.month}月{era.first_day.day}日から{era.name}" for era in begins)


# ── moments ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def time_words(moment: datetime) -> str:
    """A time of day in the zone it is given in: ``午後7時42分``."""
    noon = "午前" if moment.hour < 12 else "午後"
    return f"{noon}{moment.hour % 12}時{moment.minute:02d}分"


def moment_words(moment: datetime) -> str:
    """A day and its time: ``令和8年（2026年）11月20日午後7時42分``."""
    return f"{date_words(moment.date())}{time_words(moment)}"


# ── numbers ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def age_words(age: int) -> str:
    """An age: ``22歳``."""
    return f"{age}歳"


def number_words(value: Fraction | int) -> str:
    """A number, fractions in words: ``4分の3``, ``4と8分の3``, ``1,200``."""
    if value.denominator == 1:
        return f"{int(value):,}"
    whole, rest = divmod(value, 1)
    part = f"{rest.denominator}分の{rest.numerator}"
    return f"{whole:,}と{part}" if whole else part


def months_words(value: Fraction | int) -> str:
    """A number of months: ``12か月``, ``4と8分の3か月``."""
    return f"{number_words(value)}か月"


def decimal_words(value: Fraction | int) -> str:
    """A number without loss, as a decimal where that ends: ``1,234.5``, ``0.922``; else ``464と3分の1``."""
    text = exact_text(Fraction(value))
    return number_words(value) if "/" in text else f"{Decimal(text):,f}"


def receipt_number(number: str) -> str:
    """A number to bring along (受付番号) in two groups: ``1234-5678``."""
    return f"{number[:4]}-{number[4:]}"


def percent_words(share: Fraction) -> str:
    """A share: ``18.3%``."""
    return f"{decimal_words(share * 100)}%"


def yen(amount: int) -> str:
    """An amount: ``17,510円``; what is taken off has the sign of a sum, ``−17,510円``."""
    return f"{'−' if amount < 0 else ''}{abs(amount):,}円"


def yen_words(amount: int) -> str:
    """An amount as it is said: ``144万2,048円``, ``200万円``, ``9,500円``."""
    sign, amount = ("−" if amount < 0 else ""), abs(amount)
    units = [(amount // size % 10_000, name) for size, name in ((10**8, "億"), (10**4, "万"), (1, ""))]
    words = "".join(f"{count:,}{name}" if name != "億" else f"{count}{name}" for count, name in units if count)
    return f"{sign}{words or '0'}円"


def short_yen(amount: int) -> str:
    """An amount where room is short: tens of thousands with one decimal, the rest dropped: ``144.2万円``."""
    whole, rest = divmod(abs(amount), 10_000)
    return f"{'−' if amount < 0 else ''}{whole:,}.{rest // 1_000}万円"


def in_fours(text: str) -> str:
    """User ids and codes as they are read out and copied: ``abcd-efgh-jkmn``. The lines need not be typed."""
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


HOW_TO_TYPE = "間の線（-）は、入力しなくてもかまいません。大きい字でも小さい字でも同じです。"
"""Said where a user id is shown in fours."""
