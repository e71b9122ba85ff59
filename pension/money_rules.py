"""The law's tables of money as values: amounts, rates and ages, each row with its reference.

The figures stand in ``rules/``; ``rules.loader`` gives them this shape. All fractions are exact, all amounts whole yen.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple, TypeVar

from pension.calendar import MonthRange, YearMonth, fiscal_year_range
from pension.derivation import Figure, FigureRule, Reference
from pension.notes import Note, NoteRule

_R = TypeVar("_R")


class BirthRange(NamedTuple):
    """Birth dates from one day to another, both included."""

    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last


class LegalAmount(StrEnum):
    """An amount of yen or a number of months that stands in the law itself."""

    ADDITIONAL_PENSION = "additional_pension"  # 付加年金 200円
    FULL_BASIC_PENSION = "full_basic_pension"  # 780,900円
    FIXED_UNIT = "fixed_unit"  # 定額単価 1,628円
    SPOUSE_SUPPLEMENT = "spouse_supplement"  # 配偶者の加給年金額
    CHILD_SUPPLEMENT = "child_supplement"  # 子の加給年金額（2人目まで）
    LATER_CHILD_SUPPLEMENT = "later_child_supplement"  # 子の加給年金額（3人目から）
    SPECIAL_SUPPLEMENT = "special_supplement"  # 配偶者の特別加算
    SUPPLEMENT_MONTHS = "supplement_months"  # 加給年金に要る240月
    LONG_CAREER_MONTHS = "long_career_months"  # 長期加入者の528月
    SPECIAL_PENSION_MONTHS = "special_pension_months"  # 特別支給に要る12月
    THIRD_CLASS_MONTHS = "third_class_months"  # 坑内員・船員の15年
    LOWEST_OLD_PAY = "lowest_old_pay"  # 1969-11前の標準報酬月額の下限
    LOWEST_OLD_PAY_SEAMENS = "lowest_old_pay_seamens"
    PAYABLE_MONTHS_EXEMPT = "payable_months_exempt"
    RETROACTIVE_FREE_YEARS = "retroactive_free_years"
    VOLUNTARY_UNTIL_AGE = "voluntary_until_age"  # 特例任意加入: 70 without a right, for births until 1975-04-01


class Level(StrEnum):
    """The two ways of working out the earnings-related part, of which the larger is paid."""

    CURRENT = "current"  # 本来水準
    FORMER = "former"  # 従前額保障


class PayKind(StrEnum):
    """Which revaluation table a month of pay belongs to."""

    GENERAL = "general"
    SEAMENS = "seamens"  # 船員保険, until 1986-03


class ClaimKind(StrEnum):
    """Claiming before or after the ordinary age."""

    EARLY = "early"  # 繰上げ
    DEFERRED = "deferred"  # 繰下げ


class AgeGroup(StrEnum):
    """Whom a starting age of the special pension is for."""

    MEN = "men"  # 男、および第2号–第4号厚生年金の女
    WOMEN = "women"  # 第1号厚生年金の女
    MINERS_AND_SEAMEN = "miners_and_seamen"  # 坑内員・船員15年以上


class AgePart(StrEnum):
    """The two parts of the special pension."""

    FIXED = "fixed"  # 定額部分
    PROPORTIONAL = "proportional"  # 報酬比例部分


class RateKind(StrEnum):
    """Whose contribution rate of the employees' pension."""

    MEN = "men"
    WOMEN = "women"
    MINERS_AND_SEAMEN = "miners_and_seamen"  # 第3種


@dataclass(frozen=True, slots=True)
class BaseAmountRule:
    """One amount of the law; ``value`` is yen or months."""

    name: LegalAmount
    born: BirthRange
    value: int
    reference: Reference


@dataclass(frozen=True, slots=True)
class BasicAmountRule:
    """A year's full old-age basic pension (満額, yen a year) and revision rate (改定率, None where not known)."""

    months: MonthRange
    born: BirthRange
    full_yen: int
    revision_rate: Fraction | None
    reference: Reference


@dataclass(frozen=True, slots=True)
class MultiplierRule:
    """Multipliers (乗率, as shares, not per mille) and the fixed part's factor and cap for a birth date."""

    born: BirthRange
    before_2003: Mapping[Level, Fraction]
    from_2003: Mapping[Level, Fraction]
    fixed_unit_factor: Fraction
    fixed_month_cap: int
    reference: Reference


@dataclass(frozen=True, slots=True)
class RevaluationRow:
    """The rate (再評価率) of a stretch of months, in thousandths."""

    months: MonthRange
    thousandths: int
    reference: Reference


@dataclass(frozen=True, slots=True)
class RevaluationTable:
    """The rates that hold for one level, kind of pay, fiscal year (None: any) and birth date."""

    level: Level
    kind: PayKind
    fiscal_year: int | None
    born: BirthRange
    rows: tuple[RevaluationRow, ...]
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _sums: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """The first month of each row, and what all months before it weigh: rows follow each other without a gap."""
        starts = tuple(int(row.months.first_month) for row in self.rows)
        weights = (row.thousandths * row.months.months for row in self.rows)
        object.__setattr__(self, "_starts", starts)
        object.__setattr__(self, "_sums", tuple(accumulate(weights, initial=0)))

    def weight(self, months: MonthRange, last: YearMonth) -> tuple[int, range]:
        """The sum of the months' rates, in thousandths, and the rows it is taken from.

        Months after ``last`` take the rate of that month.
        """
        known = bisect_right(self._starts, last) - 1
        begins = min(bisect_right(self._starts, months.first_month) - 1, known)
        ends = min(bisect_right(self._starts, months.last_month) - 1, known)
        weight = self._before(months.last_month.plus(1), ends) - self._before(months.first_month, begins)
        return weight, range(begins, ends + 1)

    def _before(self, month: YearMonth, row: int) -> int:
        """What the months before one weigh, which lies in a row or after the last."""
        return self._sums[row] + self.rows[row].thousandths * (int(month) - self._starts[row])


@dataclass(frozen=True, slots=True)
class FormerLevelRule:
    """The rate of the former level (従前額改定率) of a fiscal year."""

    fiscal_year: int
    born: BirthRange
    rate: Fraction
    reference: Reference


@dataclass(frozen=True, slots=True)
class ClaimRule:
    """How much a claim before or after the ordinary age takes off or adds.

    ``share`` is for one month, or, where ``claim_age`` is given, for a claim at that age. ``most_months`` counts.
    """

    kind: ClaimKind
    born: BirthRange
    claim_age: int | None
    share: Fraction
    most_months: int
    reference: Reference


@dataclass(frozen=True, slots=True)
class SpecialAgeRule:
    """From which age a part of the special pension is paid; None: not at all."""

    group: AgeGroup
    part: AgePart
    born: BirthRange
    age: int | None
    reference: Reference


@dataclass(frozen=True, slots=True)
class WorkingLimitRule:
    """The limit for pay and pension together (支給停止調整額, yen a month)."""

    months: MonthRange
    limit_yen: int
    reference: Reference


@dataclass(frozen=True, slots=True)
class EmployeesRateRule:
    """A contribution rate of employer and employee together (保険料率, as a share of pay)."""

    kind: RateKind
    months: MonthRange
    rate: Fraction
    reference: Reference


@dataclass(frozen=True, slots=True)
class BonusCapRule:
    """The most of a month's bonuses that counts (標準賞与額の上限, yen)."""

    months: MonthRange
    cap_yen: int
    reference: Reference


@dataclass(frozen=True, slots=True)
class RetroactiveRule:
    """What one exempt month of a fiscal year costs when it is paid in another (追納額, yen by what was exempt)."""

    paid_fiscal_year: int
    exempt_fiscal_year: int
    rate: Fraction
    full_yen: int
    three_quarter_yen: int
    half_yen: int
    quarter_yen: int
    reference: Reference


@dataclass(frozen=True, slots=True)
class TransferRule:
    """The factor of the transfer supplement (振替加算の率) for a birth date."""

    born: BirthRange
    factor: Fraction
    reference: Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyRules:
    """Every table of money (``rules.loader.load_rules``), with the ways of looking a row up.

    A look-up raises LookupError where the tables know nothing: what the law does not say is not guessed.
    """

    figures: Mapping[Figure, FigureRule]
    notes: Mapping[Note, NoteRule]
    base_amounts: tuple[BaseAmountRule, ...]
    basic_amounts: tuple[BasicAmountRule, ...]
    multipliers: tuple[MultiplierRule, ...]
    revaluations: tuple[RevaluationTable, ...]
    former_levels: tuple[FormerLevelRule, ...]
    claims: tuple[ClaimRule, ...]
    special_ages: tuple[SpecialAgeRule, ...]
    working_limits: tuple[WorkingLimitRule, ...]
    employees_rates: tuple[EmployeesRateRule, ...]
    bonus_caps: tuple[BonusCapRule, ...]
    retroactive: tuple[RetroactiveRule, ...]
    transfers: tuple[TransferRule, ...]

    @property
    def estimate_years(self) -> tuple[int, ...]:
        """The fiscal years for which every yearly table is there: a new April is a matter of rows."""
        years = {rule.months.last_month.fiscal_year for rule in self.basic_amounts if rule.revision_rate}
        years &= {table.fiscal_year for table in self.revaluations if table.fiscal_year}
        years &= {rule.fiscal_year for rule in self.former_levels}
        years &= {rule.months.first_month.fiscal_year for rule in self.working_limits}
        return tuple(sorted(years))

    def estimate_year(self, fiscal_year: int) -> int:
        """The year whose rules an estimate made in ``fiscal_year`` uses: that year, or the last one known before it."""
        known = [year for year in self.estimate_years if year <= fiscal_year]
        if not known:
            raise LookupError(f"no rules for fiscal year {fiscal_year}")
        return known[-1]

    def base(self, name: LegalAmount, birth_date: date) -> BaseAmountRule:
        """An amount of the law for a birth date."""
        return _first(rule for rule in self.base_amounts if rule.name is name and birth_date in rule.born)

    def basic_amount(self, fiscal_year: int, birth_date: date) -> BasicAmountRule:
        """The full basic pension at the end of a fiscal year."""
        month = fiscal_year_range(fiscal_year).last_month
        held = (rule for rule in reversed(self.basic_amounts) if birth_date in rule.born)
        return _first(rule for rule in held if month in rule.months)

    def revision(self, fiscal_year: int) -> BasicAmountRule:
        """The row whose revision rate holds for supplements: that of people under 68 (厚年法44条2項)."""
        return self.basic_amount(fiscal_year, date.max)

    def multiplier(self, birth_date: date) -> MultiplierRule:
        """Multipliers of a birth date."""
        return _first(rule for rule in self.multipliers if birth_date in rule.born)

    def revaluation(self, level: Level, kind: PayKind, fiscal_year: int, birth_date: date) -> RevaluationTable:
        """The revaluation rates of a level and kind of pay, as of a fiscal year."""
        return _first(
            table
            for table in self.revaluations
            if table.level is level
            and table.kind is kind
            and table.fiscal_year in (None, fiscal_year)
            and birth_date in table.born
        )

    def former_level(self, fiscal_year: int, birth_date: date) -> FormerLevelRule:
        """The rate of the former level."""
        rules = (rule for rule in self.former_levels if rule.fiscal_year == fiscal_year)
        return _first(rule for rule in rules if birth_date in rule.born)

    def claim(self, kind: ClaimKind, birth_date: date, age: int) -> ClaimRule:
        """What a claim at an age costs or brings, for a birth date."""
        return _first(
            rule
            for rule in self.claims
            if rule.kind is kind and birth_date in rule.born and rule.claim_age in (None, age)
        )

    def special_age(self, group: AgeGroup, part: AgePart, birth_date: date) -> SpecialAgeRule:
        """From which age the special pension is paid."""
        return _first(
            rule for rule in self.special_ages if rule.group is group and rule.part is part and birth_date in rule.born
        )

    def working_limit(self, fiscal_year: int) -> WorkingLimitRule:
        """The limit for pay and pension together, at the end of a fiscal year."""
        month = fiscal_year_range(fiscal_year).last_month
        return _first(rule for rule in self.working_limits if month in rule.months)

    def employees_rate(self, kind: RateKind, month: YearMonth) -> EmployeesRateRule | None:
        """The contribution rate of a month; None before there was one."""
        return next((rule for rule in self.employees_rates if rule.kind is kind and month in rule.months), None)

    def bonus_cap(self, month: YearMonth) -> int:
        """The most of a month's bonuses that counts, yen; 0 before bonuses counted (2003-04)."""
        return next((rule.cap_yen for rule in self.bonus_caps if month in rule.months), 0)

    def retroactive_rule(self, paid_in: int, exempt_in: int) -> RetroactiveRule | None:
        """The price of an exempt month; None where it was not published or lies more than ten years back."""
        return next(
            (r for r in self.retroactive if r.paid_fiscal_year == paid_in and r.exempt_fiscal_year == exempt_in), None
        )

    def transfer(self, birth_date: date) -> TransferRule | None:
        """The transfer supplement's factor; None for births before 1926-04-02."""
        return next((rule for rule in self.transfers if birth_date in rule.born), None)


def _first(rules: Iterable[_R]) -> _R:
    for rule in rules:
        return rule
    raise LookupError("no rule for this")
