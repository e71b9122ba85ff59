"""When waiting has paid off: the month up to which two ways of receiving come to the same (損益分岐)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from pension.calendar import YearMonth, month_age_is_reached
from pension.payment import Stage

OLDEST_AGE = 105
_YEAR = 12


def paid_until(stages: Sequence[Stage], until: YearMonth) -> Fraction:
    """Yen paid for the months up to and with ``until``; a twelfth of the yearly amount each, nothing dropped."""
    return sum((Fraction(stage.yearly, _YEAR) * _months(stage, until) for stage in stages), Fraction(0))


def month_of_overtaking(later: Sequence[Stage], sooner: Sequence[Stage], birth_date: date) -> YearMonth | None:
    """The first month up to which ``later`` has brought more in all than ``sooner``; None: not before 105.

    847,300 yen a year from 65 and 1,203,166 from 70: 5 x 847,300 = 4,236,500 are made good after 11.9 years.
    """
    first = min(stage.first_month for stage in (*later, *sooner))
    last = month_age_is_reached(birth_date, OLDEST_AGE)
    behind = False
    for number in range(first, last + 1):
        month = YearMonth(number)
        difference = paid_until(later, month) - paid_until(sooner, month)
        if behind and difference > 0:
            return month
        behind = behind or difference < 0
    return None


@dataclass(frozen=True, slots=True)
class Lead:
    """Which of two ways of receiving brings more in all, from which month on; ``since`` None: from the beginning."""

    first_leads: bool
    since: YearMonth | None


def who_leads(first: Sequence[Stage], second: Sequence[Stage], birth_date: date) -> Lead | None:
    """Which way has brought more by the age of 105, and since when; None where both bring the same."""
    until = month_age_is_reached(birth_date, OLDEST_AGE)
    difference = paid_until(first, until) - paid_until(second, until)
    if not difference:
        return None
    more, less = (first, second) if difference > 0 else (second, first)
    since = month_of_overtaking(more, less, birth_date) if less else None
    return Lead(difference > 0, since)


def _months(stage: Stage, until: YearMonth) -> int:
    last = until if stage.last_month is None else min(until, stage.last_month)
    return max(0, int(last) - int(stage.first_month) + 1)
