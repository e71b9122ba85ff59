"""What one month counts for: the qualifying period, the basic pension, the employees' pension."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from pension.calendar import YearMonth
from pension.periods import Period
from pension.record import EmployeesPeriod, NationalPeriod
from pension.rulebook import RuleBook, StepKind
from pension.status import BasicShare, Entitlement, Scheme, Status, StatusRule

_NATIONAL_PENSION_BEGINS = YearMonth.of(1961, 4)
_STATE_SHARE_BECOMES_HALF = YearMonth.of(2009, 4)
_ZERO = Fraction(0)
_ONE = Fraction(1)

# 学生納付特例, 納付猶予, 特定期間 count as time, but carry no right by themselves (国年法26条, 附則9条の4の2)
_TIME_WITHOUT_RIGHT = frozenset({Status.N1_STUDENT, Status.N1_DEFER, Status.N1_TOKUTEI})
_CONVERTED = frozenset({Status.S1, Status.E1_SEA, Status.E1_MINE})
_LUMPS = frozenset({Status.E_LUMP, Status.F_LUMP, Status.E_LAPSED})
_STEP_OF_STATUS = {
    Status.N1_EX14: StepKind.QUARTER,
    Status.N1_EX12: StepKind.HALF,
    Status.N1_EX34: StepKind.THREE_QUARTER,
    Status.N1_EXF_APP: StepKind.FULL,
    Status.N1_EXF_LAW: StepKind.FULL,
    Status.N1_OKINAWA: StepKind.FULL,
    Status.N1_CHINA_EX: StepKind.FULL,
}


@dataclass(frozen=True, slots=True)
class Counts:
    """What one month is worth, in months; all fractions exact.

    ``scheme`` and ``entitlement`` say how it counts for the qualifying period (受給資格期間), converted;
    ``complementary`` = as time only (カラ期間). ``basic`` is its share of one month of the old-age basic pension before
    the cap, ``basic_step`` the step of 国年法27条 it belongs to. ``employees_*`` count for the employees' pension.
    ``substantial``: a month that carries a right (国年法26条 本文).
    """

    scheme: Scheme | None
    entitlement_real: int
    entitlement: Fraction
    complementary: bool
    basic: Fraction
    basic_step: StepKind | None
    employees_scheme: Scheme | None
    employees_real: int
    employees_converted: Fraction
    substantial: bool


COUNTS_NOTHING = Counts(None, 0, _ZERO, False, _ZERO, None, None, 0, _ZERO, False)


def count_month(
    *,
    period: Period | None,
    status: Status,
    beside: Period | None,
    month: YearMonth,
    working_age: bool,
    has_right: bool,
    rules: RuleBook,
) -> Counts:
    """What a month counts for, given the entry that counts and the status recorded for it.

    ``beside`` is a same-month job that counts for the employees' pension only. ``working_age``: the month is of age 20
    to 59. ``has_right``: a month is paid or exempt between 1986-04 and 65, on which 脱退手当金 months depend.
    """
    rule = rules.statuses[status]
    employment = period if rule.counts_for_employees else beside
    scheme = scheme_of(period)
    return _worth(
        rule,
        scheme,
        scheme if employment is period else scheme_of(employment),
        isinstance(period, EmployeesPeriod),
        month >= _NATIONAL_PENSION_BEGINS,
        month >= _STATE_SHARE_BECOMES_HALF,
        working_age,
        has_right,
        None if status in _LUMPS else _factor(period, month, rules),
        _factor(employment, month, rules),
    )


@lru_cache(maxsize=4096)
def _worth(
    rule: StatusRule,
    scheme: Scheme | None,
    employees_scheme: Scheme | None,
    employed: bool,
    since_1961: bool,
    since_2009: bool,
    working_age: bool,
    has_right: bool,
    factor: Fraction | None,
    employees_factor: Fraction | None,
) -> Counts:
    """A life has a few dozen kinds of month, asked for again and again: each is worked out once (factor None = 1)."""
    inside = working_age and since_1961
    real, complementary = _entitlement(rule, scheme, employed and not inside, working_age, has_right and since_1961)
    basic = _basic(rule, inside, since_2009)
    return Counts(
        scheme=scheme if real else None,
        entitlement_real=real,
        entitlement=real * (factor or _ONE),
        complementary=bool(real) and complementary,
        basic=basic,
        basic_step=_STEP_OF_STATUS.get(rule.status, StepKind.PAID) if basic else None,
        employees_scheme=employees_scheme,
        employees_real=1 if employees_scheme else 0,
        employees_converted=(employees_factor or _ONE) if employees_scheme else _ZERO,
        substantial=bool(real) and not complementary and rule.status not in _TIME_WITHOUT_RIGHT,
    )


def scheme_of(period: Period | None) -> Scheme | None:
    """The scheme an entry belongs to; None for time that belongs to none."""
    if isinstance(period, NationalPeriod):
        return Scheme.NATIONAL
    if isinstance(period, EmployeesPeriod):
        if period.status is Status.S1:
            return Scheme.SEAMENS
        return Scheme.MUTUAL_AID if period.status in (Status.E2, Status.E3, Status.E4) else Scheme.EMPLOYEES
    return None


def _entitlement(
    rule: StatusRule, scheme: Scheme | None, employed_outside: bool, working_age: bool, lump_counts: bool
) -> tuple[int, bool]:
    """Real months for the qualifying period (0 or 1), and whether they count as time only."""
    if rule.entitlement is Entitlement.YES:
        return 1, employed_outside or scheme is None
    if rule.entitlement is Entitlement.AGE_20_TO_59:
        return int(working_age), True
    if rule.entitlement is Entitlement.CONDITIONAL:
        return int(lump_counts), True
    return 0, False


def _basic(rule: StatusRule, inside: bool, since_2009: bool) -> Fraction:
    if rule.basic_when is BasicShare.AGE_20_TO_59 and not inside:
        return _ZERO
    return rule.basic_from_2009_04 if since_2009 else rule.basic_before_2009_04


def _factor(period: Period | None, month: YearMonth, rules: RuleBook) -> Fraction | None:
    """Converted months of one real month of a job, wartime additions included; None where nothing converts."""
    if not isinstance(period, EmployeesPeriod) or period.status not in _CONVERTED:
        return None
    factor = rules.conversion(period.status, month)
    for run in period.wartime:
        if run.first_month <= month <= run.last_month:
            rule = next(rule for rule in rules.wartime if rule.kind is run.kind)
            factor += factor * rule.share_of_converted + rule.months_added
    return factor
