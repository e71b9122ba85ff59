"""Ways of receiving side by side: what each pays a year at which age, and what has come together by then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import floor

from pension.break_even import paid_until
from pension.calendar import MonthRange, YearMonth, month_age_is_reached
from pension.payment import Stage

FIRST_AGE = 60
LAST_AGE = 90


def stage_in(stages: Sequence[Stage], month: YearMonth) -> Stage | None:
    """What is paid for a month; None for nothing."""
    return next(
        (one for one in stages if one.first_month <= month and (one.last_month is None or month <= one.last_month)),
        None,
    )


def yearly_in(stages: Sequence[Stage], month: YearMonth) -> int:
    """Yen a year at what is paid for a month."""
    stage = stage_in(stages, month)
    return stage.yearly if stage else 0


def monthly_at(stages: Sequence[Stage], birth_date: date, age: int) -> int:
    """Yen a month at an age: for the month after the one in which it is reached, as a claim then would be paid."""
    stage = stage_in(stages, month_age_is_reached(birth_date, age).plus(1))
    return stage.monthly if stage else 0


def received_by(stages: Sequence[Stage], birth_date: date, age: int) -> int:
    """Whole yen paid in all for the months up to the one in which an age is reached."""
    return floor(paid_until(stages, month_age_is_reached(birth_date, age)))


def stretches(ways: Sequence[Sequence[Stage]], birth_date: date) -> tuple[MonthRange, ...]:
    """The months from :data:`FIRST_AGE` to :data:`LAST_AGE`, in runs in which none of the ways changes."""
    first = month_age_is_reached(birth_date, FIRST_AGE).plus(1)
    last = month_age_is_reached(birth_date, LAST_AGE)
    starts = {stage.first_month for stages in ways for stage in stages}
    ends = {stage.last_month.plus(1) for stages in ways for stage in stages if stage.last_month is not None}
    begins = sorted({first, *(month for month in starts | ends if first < month <= last)})
    return tuple(
        MonthRange(begin, after.plus(-1)) for begin, after in zip(begins, [*begins[1:], last.plus(1)], strict=True)
    )
