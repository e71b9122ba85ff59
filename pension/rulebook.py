"""The law's dated tables as values: what ``rules/`` holds, in the shape the core reads.

Every figure stands in ``rules/*.csv`` with its source; nothing here is a number of the law.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from pension.calendar import MonthRange, YearMonth
from pension.derivation import Reference
from pension.money_rules import MoneyRules
from pension.record import Wartime
from pension.status import Status, StatusRule


class StepKind(StrEnum):
    """How much of a month's contribution was exempt, in the order of 国民年金法27条."""

    PAID = "paid"  # 保険料納付済期間
    QUARTER = "quarter"  # 4分の1免除
    HALF = "half"  # 半額免除
    THREE_QUARTER = "three_quarter"  # 4分の3免除
    FULL = "full"  # 全額免除


class Band(StrEnum):
    """The two ages of the state's share in the basic pension."""

    ANY = "any"
    FROM_2009_04 = "from_2009_04"
    BEFORE_2009_04 = "before_2009_04"


@dataclass(frozen=True, slots=True)
class StepRule:
    """One step of 国民年金法27条: the share of a month inside the cap, and beyond it."""

    kind: StepKind
    band: Band
    share: Fraction
    share_over_the_cap: Fraction


@dataclass(frozen=True, slots=True)
class ConversionRule:
    """A factor by which real months of a kind are multiplied (換算)."""

    status: Status
    months: MonthRange
    factor: Fraction


@dataclass(frozen=True, slots=True)
class WartimeRule:
    """What wartime service adds to one real month: a share of the converted month, and months."""

    kind: Wartime
    status: Status
    months: MonthRange
    share_of_converted: Fraction
    months_added: Fraction


@dataclass(frozen=True, slots=True)
class FullTermRule:
    """Months of a full basic pension (480, fewer for births before 1941-04-02)."""

    born_from: date
    born_to: date
    months: int


@dataclass(frozen=True, slots=True)
class ContributionRule:
    """The national pension contribution of a time, yen a month (None: did not exist, or not known)."""

    months: MonthRange
    under_35: int
    from_35: int
    additional: int | None
    half_exempt: int | None
    three_quarter_exempt: int | None
    quarter_exempt: int | None
    reference: Reference


@dataclass(frozen=True, slots=True)
class GradeTable:
    """The grades of standard monthly remuneration of a time: the standard amounts (yen), lowest first, and the
    least pay (報酬月額, yen) of each."""

    months: MonthRange
    standard_yen: tuple[int, ...]
    from_yen: tuple[int, ...]

    def grade(self, yen: int) -> int:
        """The grade (1 = lowest) whose standard amount is ``yen`` or the next below it."""
        return bisect_right(self.standard_yen, yen)

    def standard_of(self, pay: int) -> int:
        """The standard amount for a month's pay (標準報酬月額, 厚年法20条): 664,999 yen in 2026-04 are 650,000."""
        return self.standard_yen[max(0, bisect_right(self.from_yen, pay) - 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBook:
    """Every table the core needs, read once (``rules.loader.load_rules``).

    ``pay_jump_share`` applies where no grade table exists; ``other_name_before`` is the month from which
    one basic pension number replaced the numbers of each scheme. ``money`` holds the tables of amounts and rates.
    """

    statuses: Mapping[Status, StatusRule]
    conversions: tuple[ConversionRule, ...]
    wartime: tuple[WartimeRule, ...]
    full_terms: tuple[FullTermRule, ...]
    steps: tuple[StepRule, ...]
    contributions: tuple[ContributionRule, ...]
    grades: tuple[GradeTable, ...]
    pay_jump_grades: int
    pay_jump_share: Fraction
    qualifying_months: int
    other_name_before: YearMonth
    money: MoneyRules

    def conversion(self, status: Status, month: YearMonth) -> Fraction:
        """Converted months of one real month of a kind, before wartime additions."""
        for rule in self.conversions:
            if rule.status is status and month in rule.months:
                return rule.factor
        return Fraction(1)

    def full_term(self, birth_date: date) -> int:
        """Months of a full basic pension for a birth date (昭和60年改正法附則13条・別表第四)."""
        return next(rule.months for rule in self.full_terms if rule.born_from <= birth_date <= rule.born_to)

    def contribution(self, month: YearMonth) -> ContributionRule | None:
        """The contribution table of a month; None outside the known years."""
        return next((rule for rule in self.contributions if month in rule.months), None)

    def grade_table(self, month: YearMonth) -> GradeTable | None:
        """The remuneration grades of a month; None before the tables begin."""
        return next((table for table in self.grades if month in table.months), None)
