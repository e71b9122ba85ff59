"""Japanese eras (元号): which year of which era a day lies in.

The screens' words for days and months (:mod:`web.views.wording`) and what people type (:mod:`pension.typed_dates`) read
the same table.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Era:
    """An era (元号) and its first day."""

    name: str
    first_day: date

    def year_words(self, year: int) -> str:
        """A calendar year in this era: ``昭和58年``; the first is ``平成元年``."""
        return f"{self.name}{self.number(year)}年"

    def number(self, year: int) -> str:
        """The number of a calendar year in this era, 元 for the first."""
        number = year - self.first_day.year + 1
        return "元" if number == 1 else str(number)


# 明治5年12月2日 was followed by 明治6年1月1日 = 1873-01-01 of this calendar; no record is older.
ERAS = (
    Era("明治", date(1868, 1, 25)),
    Era("大正", date(1912, 7, 30)),
    Era("昭和", date(1926, 12, 25)),
    Era("平成", date(1989, 1, 8)),
    Era("令和", date(2019, 5, 1)),
)

_DECADE = 10


def era_of(day: date) -> Era:
    """The era of a day. Raises ValueError before 明治."""
    for era in reversed(ERAS):
        if day >= era.first_day:
            return era
    raise ValueError(f"before the first known era: {day}")


def years_of_decade(year: int) -> int:
    """How many years the decade (年代) has that a year begins, 0 for a year that begins none.

    Ten by the western calendar (1970年代); by an era (昭和40年代) as many of the ten as it has: 昭和60年代 are five. No
    year begins one of each.
    """
    if year % _DECADE == 0:
        return _DECADE
    era = next((era for era in reversed(ERAS) if era.first_day.year <= year), None)
    if era is None or (year - era.first_day.year + 1) % _DECADE:
        return 0
    last = last_day_of(era)
    return min(_DECADE, last.year - year + 1) if last else _DECADE


def last_day_of(era: Era) -> date | None:
    """The last day of an era, None for the present one."""
    later = [other.first_day for other in ERAS if other.first_day > era.first_day]
    return min(later) - timedelta(days=1) if later else None
