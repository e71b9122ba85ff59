"""Addresses of the worksheet that other screens lead to: writing down what one remembers of months of the record."""

from __future__ import annotations

from pension.calendar import MonthRange, YearMonth
from pension.life_events import LifeEvent
from web.views.frame import Link

HISTORY_URL = "/history"
NEW_URL = f"{HISTORY_URL}/new"


def entry_url(event: LifeEvent) -> str:
    """The page of an entry."""
    return f"{HISTORY_URL}/entries/{event.number}"


def new_entry(months: MonthRange) -> str:
    """Where an entry about months of the record begins, of whatever category."""
    return f"{NEW_URL}{period_query(months.first_month, months.last_month)}"


def period_query(first: YearMonth, last: YearMonth) -> str:
    """What the address of a new entry says of a period that is already known."""
    return f"?month={first}" if first == last else f"?month={first}&until={last}"


def write_down(first: YearMonth, last: YearMonth) -> Link:
    """To write down what one remembers of a period of the record."""
    return Link("履歴を書きとめる", new_entry(MonthRange(first, last)))
