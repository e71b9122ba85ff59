"""What one month counts for: the qualifying period, the basic pension, the employees' pension."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from pension.calendar import YearMonth
from pension.periods import Period
from pension.record import ComplementaryPeriod, EmployeesPeriod, NationalPeriod
from pension.rulebook import RuleBook, StepKind
from pension.status import BasicShare, Entitlement, Scheme, Status, StatusRule

_NATIONAL_PENSION_BEGINS = YearMonth.of(1961, 4)
_STATE_SHARE_BECOMES_HALF = YearMonth.of(2009, 4)
_ZERO = Fraction(0)
_ONE = Fraction(1)

# 学生納付特例, 納付猶予, 特定期間 count as time, but carry no right by themselves (国年法26条, 附則9条の4の2)
_TIME_WITHOUT_RIGHT = frozenset({Status.N1_STUDENT, Status.N1_DEFER, Status.N1_TOKUTEI})
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
    the cap, ``basic_step`` the step of 国年法27条 it belongs to. ``employees_*`` count for the employees' pension amount.
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
    to 59. ``has_right``: the person has a paid or exempt month between 1986-04 and 65, on which 脱退手当金 months depend.
    """
    rule = rules.statuses[status]
    factor = _factor(period, status, month, rules)
    inside = working_age and month >= _NATIONAL_PENSION_BEGINS
    real, complementary = _entitlement(rule, period, month, working_age, inside, has_right)
    basic = _basic(rule, month, inside)
    employment = period if rule.counts_for_employees else beside
    converted = _factor(employment, Status.E1, month, rules) if employment is beside else factor
    return Counts(
        scheme=scheme_of(period) if real else None,
        entitlement_real=real,
        entitlement=real * (factor if status not in _LUMPS else _ONE),
        complementary=bool(real) and complementary,
        basic=basic,
        basic_step=_STEP_OF_STATUS.get(status, StepKind.PAID) if basic else None,
        employees_scheme=scheme_of(employment),
        employees_real=1 if employment else 0,
        employees_converted=converted if employment else _ZERO,
        substantial=bool(real) and not complementary and status not in _TIME_WITHOUT_RIGHT,
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
    rule: StatusRule, period: Period | None, month: YearMonth, working_age: bool, inside: bool, has_right: bool
) -> tuple[int, bool]:
    """Real months for the qualifying period (0 or 1), and whether they count as time only."""
    match rule.entitlement:
        case Entitlement.YES:
            employed_outside = isinstance(period, EmployeesPeriod) and not inside
            return 1, employed_outside or isinstance(period, ComplementaryPeriod)
        case Entitlement.AGE_20_TO_59:
            return int(working_age), True
        case Entitlement.CONDITIONAL:
            return int(has_right and month >= _NATIONAL_PENSION_BEGINS), True
        case Entitlement.NO:
            return 0, False


def _basic(rule: StatusRule, month: YearMonth, inside: bool) -> Fraction:
    if rule.basic_when is BasicShare.AGE_20_TO_59 and not inside:
        return _ZERO
    return rule.basic_before_2009_04 if month < _STATE_SHARE_BECOMES_HALF else rule.basic_from_2009_04


def _factor(period: Period | None, status: Status, month: YearMonth, rules: RuleBook) -> Fraction:
    """Converted months of one real month of this employment, wartime additions included."""
    if not isinstance(period, EmployeesPeriod) or status in _LUMPS:
        return _ONE
    factor = rules.conversion(period.status, month)
    for run in period.wartime:
        if run.first_month <= month <= run.last_month:
            rule = next(rule for rule in rules.wartime if rule.kind is run.kind)
            factor += factor * rule.share_of_converted + rule.months_added
    return factor
