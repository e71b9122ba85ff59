"""The one source of time: Japan's time, passed in by ``web`` and ``ops``.

In the demo the day stands still and the hours run: the invented people never grow old, and sessions and locks end.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from typing import Protocol

from pension.calendar import YearMonth

JST = timezone(timedelta(hours=9), "JST")
DEMO_NOW = datetime(2026, 11, 23, 12, 0, tzinfo=JST)
"""The day of the demo, at noon."""


def midnight_months_later(moment: datetime, months: int) -> datetime:
    """The end of the day so many months after a moment; the last of the month where that day does not exist."""
    month = YearMonth.of_date(moment.date()).plus(months)
    last_day = min(moment.day, month.last_day.day)
    return datetime.combine(date(month.year, month.month, last_day) + timedelta(days=1), time(), moment.tzinfo)


class Clock(Protocol):
    """Says what time it is."""

    def now(self) -> datetime:
        """The present moment, with its zone."""
        ...


@dataclass(frozen=True, slots=True)
class JapanClock:
    """The clock of the service; ``fixed`` stops it."""

    fixed: datetime | None = None

    def now(self) -> datetime:
        """The present moment, with the zone UTC+09:00."""
        return self.fixed or datetime.now(JST)


@dataclass(frozen=True, slots=True)
class OneDayClock:
    """The hours of the machine on always the same day. At midnight it goes back, which ends sessions and opens none."""

    day: date

    def now(self) -> datetime:
        """The present time of day on that day, with the zone UTC+09:00."""
        return datetime.combine(self.day, datetime.now(JST).timetz())
