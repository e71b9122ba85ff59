"""Ways of receiving side by side."""

from __future__ import annotations

from datetime import date

from pension.calendar import MonthRange, YearMonth
from pension.comparison import monthly_at, received_by, stage_in, stretches, yearly_in
from pension.derivation import Amount, Figure
from pension.payment import Line, Stage
from rules.loader import load_rules

RULE = load_rules().money.figures[Figure.BASIC_PENSION]
BORN = date(1965, 6, 15)  # 60 in June 2025, 65 in June 2030, 90 in June 2055


def stage(first: str, yen: int, last: str | None = None) -> Stage:
    until = YearMonth.parse(last) if last else None
    return Stage(YearMonth.parse(first), until, (Line(RULE, Amount(yen)),))


AT_65 = (stage("2030-07", 1_200_000),)
IN_TWO_STEPS = (stage("2029-07", 600_000, "2032-06"), stage("2032-07", 1_000_000))


def test_what_is_paid_for_a_month() -> None:
    assert stage_in(AT_65, YearMonth.of(2030, 6)) is None
    assert [yearly_in(IN_TWO_STEPS, YearMonth.of(2032, month)) for month in (6, 7)] == [600_000, 1_000_000]
    assert yearly_in(AT_65, YearMonth.of(2030, 6)) == 0


def test_a_pension_claimed_at_an_age_is_paid_at_that_age() -> None:
    """Claimed in June 2030, when 65 is reached, it is paid from July."""
    assert monthly_at(AT_65, BORN, 65) == 100_000
    assert monthly_at(AT_65, BORN, 64) == 0


def test_what_has_come_together_by_an_age() -> None:
    """From 65 to 75 are 120 months; a part of a yen is dropped."""
    assert received_by(AT_65, BORN, 75) == 12_000_000
    assert received_by(AT_65, BORN, 65) == 0
    assert received_by((stage("2030-07", 1),), BORN, 66) == 1
    assert received_by((stage("2030-08", 1),), BORN, 66) == 0


def test_runs_of_months_in_which_nothing_changes() -> None:
    runs = stretches((AT_65, IN_TWO_STEPS, ()), BORN)
    assert [(str(run.first_month), str(run.last_month)) for run in runs] == [
        ("2025-07", "2029-06"),
        ("2029-07", "2030-06"),
        ("2030-07", "2032-06"),
        ("2032-07", "2055-06"),
    ]


def test_without_any_pension_there_is_one_run() -> None:
    assert stretches((), BORN) == (MonthRange(YearMonth.of(2025, 7), YearMonth.of(2055, 6)),)
    ended = (stage("2020-07", 1, "2021-06"),)
    assert len(stretches((ended,), BORN)) == 1
