"""How an amount was worked out: every step with its article, what went in, and how it was rounded.

A screen or a report can show "how it was counted" from these values alone, without computing anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor
from typing import TypeVar

Number = int | Fraction
_N = TypeVar("_N", int, Fraction)
_HALF = Fraction(1, 2)


class Confidence(StrEnum):
    """How sure a row of a table is."""

    LAW_TEXT = "law-text"
    VERIFIED = "verified(source)"
    TWO_SOURCES = "two-sources"
    ONE_SOURCE = "one-source"
    DERIVED = "derived"  # worked out by the law's formula from official figures
    ASSUMED = "assumed"
    MEMORY = "memory"  # not checked against any text


SURE = frozenset({Confidence.LAW_TEXT, Confidence.VERIFIED, Confidence.TWO_SOURCES})


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a figure of the law stands: table, row (as people name it), source and how sure that is."""

    table: str
    row: str
    source: str
    confidence: Confidence

    @property
    def sure(self) -> bool:
        """Whether nothing needs to be said about it."""
        return self.confidence in SURE


class Figure(StrEnum):
    """What a step works out or starts from; names, formulas and articles stand in ``rules/calculation_figures.tsv``."""

    FULL_BASIC = "full_basic"
    FULL_TERM = "full_term"
    STEP_PAID = "step_paid"
    STEP_QUARTER = "step_quarter"
    STEP_HALF = "step_half"
    STEP_THREE_QUARTER = "step_three_quarter"
    STEP_FULL = "step_full"
    MONTHS_INSIDE = "months_inside"
    SHARE_INSIDE = "share_inside"
    MONTHS_OVER = "months_over"
    SHARE_OVER = "share_over"
    WEIGHTED_MONTHS = "weighted_months"
    BASIC_PENSION = "basic_pension"
    ADDITIONAL_UNIT = "additional_unit"
    ADDITIONAL_MONTHS = "additional_months"
    ADDITIONAL_PENSION = "additional_pension"
    LEVEL_CURRENT = "level_current"
    LEVEL_FORMER = "level_former"
    PART_BEFORE_2003 = "part_before_2003"
    PART_FROM_2003 = "part_from_2003"
    PART_OLD_THIRD_CLASS = "part_old_third_class"
    PART_THIRD_CLASS = "part_third_class"
    PART_OTHER = "part_other"
    REVALUED_PAY = "revalued_pay"
    REAL_MONTHS = "real_months"
    CONVERTED_MONTHS = "converted_months"
    AVERAGE_PAY = "average_pay"
    MULTIPLIER = "multiplier"
    PART_AMOUNT = "part_amount"
    FORMER_LEVEL_RATE = "former_level_rate"
    CURRENT_AMOUNT = "current_amount"
    FORMER_AMOUNT = "former_amount"
    PROPORTIONAL = "proportional"
    REVISION_RATE = "revision_rate"
    FIXED_BASE = "fixed_base"
    FIXED_FACTOR = "fixed_factor"
    FIXED_UNIT = "fixed_unit"
    FIXED_MONTHS = "fixed_months"
    FIXED_AMOUNT = "fixed_amount"
    BASIC_SHARE_MONTHS = "basic_share_months"
    BASIC_SHARE = "basic_share"
    TRANSITIONAL = "transitional"
    EARLY_MONTHS = "early_months"
    EARLY_RATE = "early_rate"
    EARLY_REDUCTION = "early_reduction"
    DEFERRED_MONTHS = "deferred_months"
    DEFERRED_RATE = "deferred_rate"
    DEFERRED_BASE = "deferred_base"
    DEFERRED_ADDITION = "deferred_addition"
    AVERAGE_PAYMENT_RATE = "average_payment_rate"
    MONTHLY_PAY = "monthly_pay"
    YEAR_OF_BONUSES = "year_of_bonuses"
    TOTAL_PAY = "total_pay"
    BASIC_MONTH = "basic_month"
    WORKING_LIMIT = "working_limit"
    SUSPENDED = "suspended"
    SUPPLEMENT_BASE = "supplement_base"
    SPOUSE_SUPPLEMENT = "spouse_supplement"
    SPECIAL_SUPPLEMENT = "special_supplement"
    CHILDREN = "children"
    CHILD_SUPPLEMENT = "child_supplement"
    TRANSFER_FACTOR = "transfer_factor"
    TRANSFER_SUPPLEMENT = "transfer_supplement"
    CONTRIBUTION = "contribution"
    CONTRIBUTION_PAID = "contribution_paid"
    RETROACTIVE_BASE = "retroactive_base"
    RETROACTIVE_RATE = "retroactive_rate"
    RETROACTIVE_PRICE = "retroactive_price"
    PAPER_BASIC = "paper_basic"
    PAPER_EMPLOYEES = "paper_employees"
    PAPER_SPECIAL = "paper_special"
    BASIC_TO_COME = "basic_to_come"
    BASIC_TOGETHER = "basic_together"
    EMPLOYEES_TO_COME = "employees_to_come"
    EMPLOYEES_TOGETHER = "employees_together"


@dataclass(frozen=True, slots=True, eq=False)
class FigureRule:
    """A figure's name, unit, formula (empty where it is taken as it is) and article, ready to be shown."""

    figure: Figure
    label: str
    unit: str
    formula: str
    article: str


@dataclass(frozen=True, slots=True)
class Input:
    """What went into a step."""

    rule: FigureRule
    value: Number


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the figure worked out, its value after rounding, its inputs, and the part of the sum it belongs to."""

    rule: FigureRule
    value: Number
    inputs: tuple[Input, ...]
    scope: tuple[FigureRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Amount:
    """Whole yen a year, the steps that lead to them, and the rows of the law's tables that are not sure."""

    yen: int
    steps: tuple[Step, ...] = ()
    doubts: tuple[Reference, ...] = ()


class Derivation:
    """Notes steps down while an amount is being worked out; local to one calculation."""

    __slots__ = ("_doubts", "_figures", "_scope", "_steps")

    def __init__(self, figures: Mapping[Figure, FigureRule]) -> None:
        self._figures = figures
        self._steps: list[Step] = []
        self._doubts: dict[Reference, None] = {}
        self._scope: tuple[FigureRule, ...] = ()

    def scope(self, *figures: Figure) -> None:
        """From here on, steps belong to this part of the sum."""
        self._scope = tuple(self._figures[figure] for figure in figures)

    def note(self, figure: Figure, value: _N, inputs: Mapping[Figure, Number]) -> _N:
        """Write a step down; gives the value back."""
        taken = tuple(Input(self._figures[name], amount) for name, amount in inputs.items())
        self._steps.append(Step(self._figures[figure], value, taken, self._scope))
        return value

    def lean_on(self, *references: Reference) -> None:
        """Rows of the tables that touched the amount; the sure ones need no mention."""
        self._doubts.update((reference, None) for reference in references if not reference.sure)

    def include(self, amount: Amount) -> int:
        """Take over the steps and doubts of an amount worked out before."""
        self._steps += amount.steps
        self._doubts.update(dict.fromkeys(amount.doubts))
        return amount.yen

    def amount(self, yen: int) -> Amount:
        """The amount with everything noted so far."""
        return Amount(yen, tuple(self._steps), tuple(self._doubts))


def all_doubts(amounts: Iterable[Amount]) -> tuple[Reference, ...]:
    """The doubtful rows behind several amounts, each once."""
    return tuple(dict.fromkeys(doubt for amount in amounts for doubt in amount.doubts))


def round_yen(value: Number) -> int:
    """Whole yen, 50 sen up (国年法17条1項, 厚年法35条1項)."""
    return floor(value + _HALF)


def round_hundred_yen(value: Number) -> int:
    """Whole hundreds of yen, 50 yen up (国年法27条, 厚年法44条2項)."""
    return 100 * floor(Fraction(value) / 100 + _HALF)


def round_ten_yen(value: Number) -> int:
    """Whole tens of yen, 5 yen up (国年法87条3項, 90条の2第6項)."""
    return 10 * floor(Fraction(value) / 10 + _HALF)


def round_own_share(value: Number) -> int:
    """Whole yen of a contribution kept back from pay: up to 50 sen dropped (通貨単位法3条の取扱い)."""
    return ceil(value - _HALF)


def monthly_yen(yearly: int) -> int:
    """A twelfth of a yearly amount, less than a yen dropped: A02, 847,300 a year are 70,608 a month."""
    return yearly // 12


def exact_text(value: Fraction) -> str:
    """A fraction without loss: as a decimal where that ends (0.005481), else as ``1393/3``."""
    if value.denominator == 1:
        return str(value.numerator)
    digits, rest = 0, value.denominator
    while rest % 10 == 0 or rest % 5 == 0 or rest % 2 == 0:
        rest = Fraction(rest, 10).numerator
        digits += 1
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    scaled = value.numerator * 10**digits // value.denominator
    sign, text = ("-", str(-scaled)) if scaled < 0 else ("", str(scaled))
    whole, part = text.rjust(digits + 1, "0")[:-digits], text.rjust(digits + 1, "0")[-digits:]
    return f"{sign}{whole}.{part}"
