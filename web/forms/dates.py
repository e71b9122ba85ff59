"""A day in three boxes and an era, as people write it: 昭和 36 年 6 月 15 日, or 1961 年.

The year's box may hold the era too (昭和36, 元), and a western year counts as one whatever era is chosen. What cannot
be is explained, with the years that can.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pension.eras import ERAS, Era, last_day_of
from web.forms.result import FieldError
from web.views.wording import date_words

WESTERN = "西暦"
ERA_CHOICES = (*(era.name for era in reversed(ERAS)), WESTERN)
USUAL_ERA = "昭和"
_BY_NAME = {era.name: era for era in ERAS}
_YEAR = re.compile(r"(明治|大正|昭和|平成|令和|西暦)?(元|[0-9]{1,4})年?")
_MONTH = re.compile(r"(0?[1-9]|1[0-2])月?")
_DAY = re.compile(r"(0?[1-9]|[12][0-9]|3[01])日?")


@dataclass(frozen=True, slots=True)
class TypedDate:
    """The day, or what is wrong with what was typed and in which of the boxes."""

    day: date | None
    error: FieldError | None


@dataclass(frozen=True, slots=True)
class _Written:
    """What stands in the boxes; ``era`` is None for a western year."""

    era: Era | None
    year: int
    month: int
    day: int

    @property
    def year_words(self) -> str:
        if self.era is None:
            return f"{self.year}年"
        return f"{self.era.name}{'元' if self.year == 1 else self.year}年"

    @property
    def date(self) -> date:
        """Raises ValueError when there is no such day."""
        before = self.era.first_day.year - 1 if self.era else 0
        return date(before + self.year, self.month, self.day)


def parse_date(data: Mapping[str, str], name: str, what: str, today: date) -> TypedDate:
    """The day in the boxes ``name-era``, ``name-year``, ``name-month``, ``name-day``; ``what`` is its name in words."""
    boxes = {part: _plain(data.get(f"{name}-{part}", "")) for part in ("era", "year", "month", "day")}
    written = _read(boxes)
    if isinstance(written, str):
        return _wrong(f"{name}-{written}", _unreadable(boxes, written, what))
    try:
        day = written.date
    except ValueError:
        day = None
    if day is None or not _is_in_era(day, written.era):
        return _impossible(written, name, what)
    if day > today:
        return _wrong(f"{name}-year", f"{what}の「{date_words(day)}」は、まだ来ていない日です。年をご確認ください。")
    return TypedDate(day, None)


def _read(boxes: Mapping[str, str]) -> _Written | str:
    """What is written, or the first box that cannot be read."""
    year, month, day = _YEAR.fullmatch(boxes["year"]), _MONTH.fullmatch(boxes["month"]), _DAY.fullmatch(boxes["day"])
    if year is None:
        return "year"
    if month is None:
        return "month"
    if day is None:
        return "day"
    number = 1 if year[2] == "元" else int(year[2])
    era = None if number >= 1000 else _BY_NAME.get(year[1] or boxes["era"])
    return _Written(era, number, int(month[1]), int(day[1]))


def _unreadable(boxes: Mapping[str, str], part: str, what: str) -> str:
    if not (boxes["year"] or boxes["month"] or boxes["day"]):
        return f"{what}を入力してください。"
    return {
        "year": f"{what}の年を、数字で入力してください。",
        "month": f"{what}の月を、1から12までの数字で入力してください。",
        "day": f"{what}の日を、1から31までの数字で入力してください。",
    }[part]


def _is_in_era(day: date, era: Era | None) -> bool:
    if era is None:
        return day >= ERAS[0].first_day
    last = last_day_of(era)
    return era.first_day <= day and (last is None or day <= last)


def _impossible(written: _Written, name: str, what: str) -> TypedDate:
    """A day that there never was: a year outside of its era, or the 30th of February."""
    limit = _limit(written.era, written.year) if written.era else ""
    if limit:
        sentence = f"{what}の「{written.year_words}」のその日は、ありません。{limit}ほかの元号や西暦でも入力できます。"
        return _wrong(f"{name}-year", sentence)
    if written.era is None and written.year < ERAS[0].first_day.year:
        sentence = f"{what}の「{written.year}年」は、ありません。元号か、西暦の4けたで入力してください。"
        return _wrong(f"{name}-year", sentence)
    return _wrong(f"{name}-day", f"{what}の「{written.month}月{written.day}日」は、その年にはありません。")


def _limit(era: Era, year: int) -> str:
    """Where an era ends or begins, when a year lies at or beyond it."""
    first, last = era.first_day, last_day_of(era)
    if last is not None and year > last.year - first.year:
        return f"{era.name}は{era.number(last.year)}年{last.month}月{last.day}日までです。"
    return f"{era.name}は元年{first.month}月{first.day}日からです。" if year == 1 else ""


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace(" ", "")[:12]


def _wrong(field: str, message: str) -> TypedDate:
    return TypedDate(None, FieldError(field, message))
