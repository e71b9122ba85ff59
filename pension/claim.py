"""Claiming before or after the ordinary age (繰上げ・繰下げ): how many months, how much less or more.

Ages are reached on the day before the birthday; the months between claim and right decide, not the days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from pension.calendar import YearMonth, month_age_is_reached
from pension.derivation import Amount, Derivation, Figure, Number, round_yen
from pension.money_rules import AgeGroup, AgePart, ClaimKind, LegalAmount
from pension.pay_history import Insurer, PayHistory
from pension.record import Sex
from pension.rulebook import RuleBook
from pension.status import Status

ORDINARY_AGE = 65
EARLIEST_AGE = 60
LEAST_DEFERRED_MONTHS = 12  # 国年法28条1項, 厚年法44条の3第1項: from 66, or a year after the right
_THIRD_CLASS = frozenset({Status.S1, Status.E1_SEA, Status.E1_MINE})


@dataclass(frozen=True, slots=True)
class ClaimAge:
    """An age in years and months: 67 and 3 is the third month after the one in which 67 is reached."""

    years: int
    months: int = 0

    def month(self, birth_date: date) -> YearMonth:
        """The calendar month in which a claim at this age is made."""
        return month_age_is_reached(birth_date, self.years).plus(self.months)


def claim_age(birth_date: date, month: YearMonth) -> ClaimAge:
    """The age a month is, counted from the month in which 65 is reached."""
    passed = int(month) - int(month_age_is_reached(birth_date, 0))
    return ClaimAge(passed // 12, passed % 12)


def early_reduction(base: int, birth_date: date, claim: YearMonth, until: YearMonth, rules: RuleBook) -> Amount:
    """Yen a year that a claim in ``claim`` takes off ``base``, which would be paid from the month ``until``.

    One month costs 0.4 % (births until 1962-04-01: 0.5 %; until 1941-04-01 a rate by age), for life (国年令12条,
    厚年令6条の3). 847,300 yen claimed 60 months early lose 203,352.
    """
    months = int(until) - int(claim)
    rule = rules.money.claim(ClaimKind.EARLY, birth_date, claim_age(birth_date, claim).years)
    rate = rule.share if rule.claim_age is not None else rule.share * months
    derivation = Derivation(rules.money.figures)
    derivation.lean_on(rule.reference)
    derivation.note(Figure.EARLY_RATE, rate, {Figure.EARLY_MONTHS: months})
    return derivation.amount(derivation.note(Figure.EARLY_REDUCTION, round_yen(base * rate), {Figure.EARLY_RATE: rate}))


def deferred_addition(base: Fraction | int, birth_date: date, months: int, rules: RuleBook) -> Amount:
    """Yen a year that waiting so many months adds to ``base``: 0.7 % a month (国年令4条の5, 厚年令3条の5の2).

    847,300 yen waited for 120 months gain 711,732. Births until 1941-04-01 have a rate by full years.
    """
    age = ORDINARY_AGE + months // 12
    rule = rules.money.claim(ClaimKind.DEFERRED, birth_date, min(age, 70))
    counted = min(months, rule.most_months)
    rate = rule.share if rule.claim_age is not None else rule.share * counted
    derivation = Derivation(rules.money.figures)
    derivation.lean_on(rule.reference)
    derivation.note(Figure.DEFERRED_RATE, rate, {Figure.DEFERRED_MONTHS: counted})
    inputs: dict[Figure, Number] = {Figure.DEFERRED_BASE: base, Figure.DEFERRED_RATE: rate}
    return derivation.amount(derivation.note(Figure.DEFERRED_ADDITION, round_yen(base * rate), inputs))


def most_deferred_months(birth_date: date, rules: RuleBook) -> int:
    """The longest wait that still adds: 120 months, 60 for births until 1952-04-01."""
    return rules.money.claim(ClaimKind.DEFERRED, birth_date, 70).most_months


@dataclass(frozen=True, slots=True)
class SpecialAges:
    """From which months the two parts of the special pension are paid (特別支給の老齢厚生年金); None: not before 65."""

    proportional: YearMonth | None
    fixed: YearMonth | None


def special_ages(insurer: Insurer, birth_date: date, sex: Sex, history: PayHistory, rules: RuleBook) -> SpecialAges:
    """The months in which the special ages are reached (厚年法附則8条の2, 平成6年改正法附則18条から20条).

    They go by sex, birth date and work: the ages of women hold for 第1号 only (厚年法附則8条の2第2項), and fifteen real
    years as a miner or seaman have ages of their own.
    """
    group = _group(insurer, sex, history, birth_date, rules)

    def month_of(part: AgePart) -> YearMonth | None:
        age = rules.money.special_age(group, part, birth_date).age
        return None if age is None else month_age_is_reached(birth_date, age)

    return SpecialAges(month_of(AgePart.PROPORTIONAL), month_of(AgePart.FIXED))


def _group(insurer: Insurer, sex: Sex, history: PayHistory, birth_date: date, rules: RuleBook) -> AgeGroup:
    if insurer is not Insurer.FIRST:
        return AgeGroup.MEN
    third_class = sum(paid.months.months for paid in history.months if paid.status in _THIRD_CLASS)
    if third_class >= rules.money.base(LegalAmount.THIRD_CLASS_MONTHS, birth_date).value:
        return AgeGroup.MINERS_AND_SEAMEN
    return AgeGroup.WOMEN if sex is Sex.FEMALE else AgeGroup.MEN
