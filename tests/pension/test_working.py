"""Pension while working: the limit by year, half of what is above it, never more than there is."""

from __future__ import annotations

from fractions import Fraction

import pytest

from pension.working import average_payment_rate, suspended
from tests.pension.estimates import RULES


@pytest.mark.parametrize(
    ("year", "pay", "bonuses", "stopped"),
    [
        # 120,000 a month; (sum - limit) / 2 x 12
        (2025, 390_000, 0, 0),  # 510,000: not above
        (2025, 390_002, 0, 12),
        (2025, 300_000, 1_200_000, 60_000),  # 120,000 + 300,000 + 100,000 = 520,000
        (2026, 530_000, 0, 0),  # 650,000: not above
        (2026, 650_000, 3_000_000, 1_440_000),  # 370,000 above: 185,000 a month, more than there is
    ],
)
def test_half_of_what_is_above_the_limit_is_stopped(year: int, pay: int, bonuses: int, stopped: int) -> None:
    assert suspended(1_440_000, pay, bonuses, year, RULES).yen == stopped


def test_a_limit_that_is_not_sure_is_a_doubt() -> None:
    assert [doubt.row for doubt in suspended(0, 1, 0, 2012, RULES).doubts] == ["2012 2012-04 2013-03 460000"]
    assert suspended(0, 1, 0, 2026, RULES).doubts == ()


def test_waiting_is_worth_what_would_have_been_paid() -> None:
    assert average_payment_rate([]) == 1
    assert average_payment_rate([(0, 100), (100, 100), (50, 100), (0, 0)]) == Fraction(5, 8)
