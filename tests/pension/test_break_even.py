"""Up to which month two ways of receiving come to the same."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from pension.break_even import Lead, month_of_overtaking, paid_until, who_leads
from pension.calendar import YearMonth
from pension.derivation import Amount, Figure
from pension.payment import Line, Stage
from rules.loader import load_rules

RULE = load_rules().money.figures[Figure.BASIC_PENSION]
BORN = date(1961, 4, 2)


def stage(first: YearMonth, yen: int, last: YearMonth | None = None) -> Stage:
    return Stage(first, last, (Line(RULE, Amount(yen)),))


def test_what_is_paid_up_to_a_month() -> None:
    stages = [stage(YearMonth.of(2026, 4), 120, YearMonth.of(2026, 6)), stage(YearMonth.of(2026, 7), 240)]
    assert paid_until(stages, YearMonth.of(2026, 3)) == 0
    assert paid_until(stages, YearMonth.of(2026, 5)) == 20
    assert paid_until(stages, YearMonth.of(2026, 8)) == 70
    assert paid_until([stage(YearMonth.of(2026, 4), 1)], YearMonth.of(2026, 4)) == Fraction(1, 12)


def test_waiting_until_70_pays_off_after_11_years_and_11_months() -> None:
    """42 % more: 60 months are made good after 60 / 0.42 = 142.86 months, in the 143rd: 70 and 143 months."""
    at_65 = [stage(YearMonth.of(2026, 5), 1_000_000)]
    at_70 = [stage(YearMonth.of(2031, 5), 1_420_000)]
    assert month_of_overtaking(at_70, at_65, BORN) == YearMonth.of(2031, 4).plus(143)


def test_what_never_was_behind_overtakes_nothing_nor_what_stays_behind() -> None:
    more, less = [stage(YearMonth.of(2026, 5), 2)], [stage(YearMonth.of(2026, 5), 1)]
    assert month_of_overtaking(more, less, BORN) is None
    assert month_of_overtaking(less, more, BORN) is None


def test_who_has_more_in_the_end_and_since_when() -> None:
    at_65 = [stage(YearMonth.of(2026, 5), 1_000_000)]
    at_70 = [stage(YearMonth.of(2031, 5), 1_420_000)]
    turns = YearMonth.of(2031, 4).plus(143)
    assert who_leads(at_70, at_65, BORN) == Lead(first_leads=True, since=turns)
    assert who_leads(at_65, at_70, BORN) == Lead(first_leads=False, since=turns)


def test_more_from_the_beginning_and_the_same() -> None:
    more, less = [stage(YearMonth.of(2026, 5), 2)], [stage(YearMonth.of(2026, 5), 1)]
    assert who_leads(more, less, BORN) == Lead(first_leads=True, since=None)
    assert who_leads((), less, BORN) == Lead(first_leads=False, since=None)
    assert who_leads(more, more, BORN) is None
    assert who_leads((), (), BORN) is None
