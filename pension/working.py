"""Pension while working (在職老齢年金): how much is stopped, and what waiting while working is worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from pension.derivation import Amount, Derivation, Figure, round_yen
from pension.rulebook import RuleBook


def suspended(proportional: int, monthly_pay: int, bonuses: int, fiscal_year: int, rules: RuleBook) -> Amount:
    """Yen a year stopped in a month of work, not more than ``proportional`` (厚年法46条1項, 3項).

    ``proportional`` is yen a year, ``monthly_pay`` the standard monthly remuneration, ``bonuses`` those of a year.
    In fiscal year 2025, 150,000 a month and pay of 400,000 together pass 510,000 by 40,000: half of it is stopped.
    """
    limit = rules.money.working_limit(fiscal_year)
    derivation = Derivation(rules.money.figures)
    derivation.lean_on(limit.reference)
    total = derivation.note(
        Figure.TOTAL_PAY,
        monthly_pay + Fraction(bonuses, 12),
        {Figure.MONTHLY_PAY: monthly_pay, Figure.YEAR_OF_BONUSES: bonuses},
    )
    basic = derivation.note(Figure.BASIC_MONTH, Fraction(proportional, 12), {Figure.PROPORTIONAL: proportional})
    over = max(Fraction(0), total + basic - limit.limit_yen)
    return derivation.amount(
        derivation.note(
            Figure.SUSPENDED,
            min(proportional, round_yen(over / 2 * 12)),
            {Figure.TOTAL_PAY: total, Figure.BASIC_MONTH: basic, Figure.WORKING_LIMIT: limit.limit_yen},
        )
    )


def average_payment_rate(stopped: Sequence[tuple[int, int]]) -> Fraction:
    """The share of the earnings-related part that would have been paid while waiting (平均支給率, 厚年令3条の5の2).

    One pair for each month of waiting: yen a year stopped, and yen a year of the earnings-related part.
    """
    if not stopped:
        return Fraction(1)
    alike = Counter(stopped)
    paid = sum((months * _paid_share(stop, part) for (stop, part), months in alike.items()), Fraction(0))
    return paid / len(stopped)


def _paid_share(stop: int, part: int) -> Fraction:
    return 1 - Fraction(stop, part) if part else Fraction(1)
