"""The calendar beside a question about time: where each era begins and ends, in both calendars."""

from __future__ import annotations

from datetime import date

from pension.eras import ERAS, Era, last_day_of
from web.views.wording import date_words


def era_limits(era: Era) -> str:
    """The sentence about one era: ``昭和は、元年12月25日から64年1月7日までです。``"""
    first, last = era.first_day, last_day_of(era)
    begins = f"元年{first.month}月{first.day}日から"
    if last is None:
        return f"{era.name}は、{begins}です。"
    return f"{era.name}は、{begins}{era.number(last.year)}年{last.month}月{last.day}日までです。"


def calendar_lines(born: date) -> tuple[str, ...]:
    """The eras somebody born on a day has lived in: name, first and last day in both calendars."""
    lived = [era for era in ERAS if (last_day_of(era) or date.max) >= born]
    return tuple(_line(era) for era in lived)


def _line(era: Era) -> str:
    last = last_day_of(era)
    begins = f"{date_words(era.first_day)}から"
    return f"{begins}{date_words(last)}まで" if last else begins
