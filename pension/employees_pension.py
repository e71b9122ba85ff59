"""The old-age employees' pension of one insurer (老齢厚生年金): earnings-related, fixed and transitional parts.

Everything is yen a year, at the rates of one fiscal year, from the months before ``until``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from pension.calendar import MonthRange, YearMonth, fiscal_year_range
from pension.derivation import Amount, Derivation, Figure, Number, Reference, round_yen
from pension.money_rules import LegalAmount, Level, MultiplierRule, PayKind, RevaluationTable
from pension.pay_history import BonusMonth, Insurer, PaidMonths, PayHistory, add_converted
from pension.rulebook import RuleBook
from pension.status import Status

BONUSES_COUNT_FROM = YearMonth.of(2003, 4)  # 総報酬制
_THIRD_CLASS = frozenset({Status.S1, Status.E1_SEA, Status.E1_MINE})
_ONE_PENSION_FOR_ALL = YearMonth.of(1986, 4)
_CONVERSION_ENDS = YearMonth.of(1991, 4)
_AVERAGE_BEGINS = YearMonth.of(1957, 10)  # 昭和44年法律78号附則4条
_AVERAGE_RULE_ENDS = YearMonth.of(1976, 8)
_OLD_PAY_ENDS = YearMonth.of(1969, 11)
_THREE_YEARS = 36
_MONTHS_TO_SPLIT = 240  # 昭和60年改正法附則52条ただし書
_MUTUAL_AID_FROM = YearMonth.of(1986, 4)


@dataclass(frozen=True, slots=True)
class EmployeesParts:
    """What one insurer's months before a month come to, yen a year.

    ``proportional`` (報酬比例部分), ``fixed`` (定額部分, paid in few cases) and ``transitional`` (経過的加算, paid
    from 65) exclude one another as the caller decides. ``converted_months`` is the count behind them,
    ``months_without_pay`` those left out because the record has no pay for them.
    """

    insurer: Insurer
    proportional: Amount
    fixed: Amount
    transitional: Amount
    converted_months: Fraction
    months_without_pay: int


@dataclass(frozen=True, slots=True)
class _Earned:
    """One part of the sum: its pay and bonuses, the months it is divided by and those it is multiplied by."""

    scope: tuple[Figure, ...]
    pay: tuple[tuple[MonthRange, int, PayKind], ...]
    real: int
    converted: Fraction
    multipliers: Mapping[Level, Fraction]


def employees_parts(
    history: PayHistory, insurer: Insurer, until: YearMonth, birth_date: date, fiscal_year: int, rules: RuleBook
) -> EmployeesParts:
    """The parts of one insurer's pension from its months before ``until`` (厚年法43条2項, 78条の26)."""
    months = tuple(_until(paid, until) for paid in history.months if paid.insurer is insurer and paid.months[0] < until)
    counted = [paid for paid in months if _has_amount(paid)]
    bonuses = [bonus for bonus in history.bonuses if bonus.insurer is insurer and bonus.month < until]
    converted = _converted(months)
    of_working_age = sum(paid.months.months for paid in months if paid.working_age)
    fixed = fixed_part(converted, birth_date, fiscal_year, rules)
    return EmployeesParts(
        insurer=insurer,
        proportional=_proportional(counted, bonuses, birth_date, fiscal_year, rules),
        fixed=fixed,
        transitional=transitional_addition(fixed, of_working_age, birth_date, fiscal_year, rules),
        converted_months=converted,
        months_without_pay=sum(paid.months.months for paid in months if paid.pay is None),
    )


def _until(paid: PaidMonths, until: YearMonth) -> PaidMonths:
    if paid.months.last_month < until:
        return paid
    return replace(paid, months=MonthRange(paid.months.first_month, until.plus(-1)))


def _has_amount(paid: PaidMonths) -> bool:
    """Pay is recorded, and it is of a time whose pay the revaluation tables know (mutual aid: from 1986-04)."""
    old_mutual_aid = paid.insurer is not Insurer.FIRST and paid.months.first_month < _MUTUAL_AID_FROM
    return paid.pay is not None and not old_mutual_aid


def _converted(months: Iterable[PaidMonths]) -> Fraction:
    return add_converted((paid.months.months, paid.converted) for paid in months)


# ---- earnings-related part ----


def _proportional(
    months: Sequence[PaidMonths], bonuses: Sequence[BonusMonth], birth_date: date, fiscal_year: int, rules: RuleBook
) -> Amount:
    """The larger of the current and the former level (平成12年改正法附則20条・21条), rounded by 厚年法35条1項."""
    derivation = Derivation(rules.money.figures)
    multiplier = rules.money.multiplier(birth_date)
    derivation.lean_on(multiplier.reference)
    floors = _floors(birth_date, rules)
    whole = _earned(months, bonuses, multiplier, floors, split=False)
    of_third_class = any(_third_class_part(paid) is not Figure.PART_OTHER for paid in months)
    split = _earned(months, bonuses, multiplier, floors, split=True) if of_third_class else whole
    current = sum(
        (_part(earned, Level.CURRENT, birth_date, fiscal_year, rules, derivation) for earned in split),
        Fraction(0),
    )
    derivation.scope(Figure.LEVEL_CURRENT)
    derivation.note(Figure.CURRENT_AMOUNT, current, {})
    former = sum(
        (_part(earned, Level.FORMER, birth_date, fiscal_year, rules, derivation) for earned in whole),
        Fraction(0),
    )
    rate = rules.money.former_level(fiscal_year, birth_date)
    derivation.lean_on(rate.reference)
    derivation.scope(Figure.LEVEL_FORMER)
    guaranteed = derivation.note(Figure.FORMER_AMOUNT, former * rate.rate, {Figure.FORMER_LEVEL_RATE: rate.rate})
    derivation.scope()
    yen = derivation.note(
        Figure.PROPORTIONAL,
        round_yen(max(current, guaranteed)),
        {Figure.CURRENT_AMOUNT: current, Figure.FORMER_AMOUNT: guaranteed},
    )
    return derivation.amount(yen)


def _floors(birth_date: date, rules: RuleBook) -> Mapping[PayKind, int]:
    """The least pay of months before 1969-11 (昭和44年法律78号附則3条, 昭和60年改正法附則53条)."""
    return {
        PayKind.GENERAL: rules.money.base(LegalAmount.LOWEST_OLD_PAY, birth_date).value,
        PayKind.SEAMENS: rules.money.base(LegalAmount.LOWEST_OLD_PAY_SEAMENS, birth_date).value,
    }


def _earned(
    months: Sequence[PaidMonths],
    bonuses: Sequence[BonusMonth],
    multiplier: MultiplierRule,
    floors: Mapping[PayKind, int],
    *,
    split: bool,
) -> list[_Earned]:
    """The parts of the sum.

    Months before 2003-04 are one part, or, at the current level and with 240 months or more, three with their own
    averages (昭和60年改正法附則52条).
    """
    before = [_clipped(paid, None, BONUSES_COUNT_FROM) for paid in months]
    split = split and _converted(months) >= _MONTHS_TO_SPLIT
    groups: dict[tuple[Figure, ...], list[PaidMonths]] = {}
    for paid in filter(None, before):
        part = _third_class_part(paid) if split else None
        groups.setdefault((Figure.PART_BEFORE_2003, *([part] if part else [])), []).append(paid)
    if len(groups) == 1:
        groups = {(Figure.PART_BEFORE_2003,): next(iter(groups.values()))}
    averaged = {scope: _averaged(_pay(group, floors)) for scope, group in groups.items()}
    parts = [
        _Earned(scope, averaged[scope], _real(averaged[scope]), _converted(group), multiplier.before_2003)
        for scope, group in groups.items()
    ]
    after = [paid for paid in (_clipped(paid, BONUSES_COUNT_FROM, None) for paid in months) if paid]
    if after:
        rewards = tuple((MonthRange(b.month, b.month), b.yen, PayKind.GENERAL) for b in bonuses)
        parts.append(
            _Earned(
                (Figure.PART_FROM_2003,),
                (*_pay(after, floors), *rewards),
                sum(paid.months.months for paid in after),
                _converted(after),
                multiplier.from_2003,
            )
        )
    return parts


def _third_class_part(paid: PaidMonths) -> Figure:
    if paid.status not in _THIRD_CLASS or paid.months.first_month >= _CONVERSION_ENDS:
        return Figure.PART_OTHER
    if paid.months.first_month < _ONE_PENSION_FOR_ALL:
        return Figure.PART_OLD_THIRD_CLASS
    return Figure.PART_THIRD_CLASS


def _clipped(paid: PaidMonths, first: YearMonth | None, before: YearMonth | None) -> PaidMonths | None:
    """The part of a stretch from ``first`` and before ``before``; None when nothing is left."""
    start = max(paid.months.first_month, first or paid.months.first_month)
    end = min(paid.months.last_month, before.plus(-1) if before else paid.months.last_month)
    if start > end:
        return None
    if (start, end) == paid.months:
        return paid
    return replace(paid, months=MonthRange(start, end))


_Pay = tuple[MonthRange, int, PayKind]


def _pay(months: Iterable[PaidMonths], floors: Mapping[PayKind, int]) -> tuple[_Pay, ...]:
    return tuple(piece for paid in months for piece in _pay_of(paid, floors))


def _pay_of(paid: PaidMonths, floors: Mapping[PayKind, int]) -> Iterable[_Pay]:
    kind = PayKind.SEAMENS if paid.status is Status.S1 else PayKind.GENERAL
    pay = paid.pay or 0
    if paid.months.first_month >= _OLD_PAY_ENDS or pay >= floors[kind]:
        yield paid.months, pay, kind
        return
    yield MonthRange(paid.months.first_month, min(paid.months.last_month, _OLD_PAY_ENDS.plus(-1))), floors[kind], kind
    if paid.months.last_month >= _OLD_PAY_ENDS:
        yield MonthRange(_OLD_PAY_ENDS, paid.months.last_month), pay, kind


def _averaged(pay: tuple[_Pay, ...]) -> tuple[_Pay, ...]:
    """The months whose pay makes the average: for people insured before 1957-10 not all (昭和44年法律78号附則4条)."""
    if not any(months.first_month < _AVERAGE_BEGINS for months, _, _ in pay):
        return pay
    if _real(_from(pay, _AVERAGE_BEGINS, _AVERAGE_RULE_ENDS)) >= _THREE_YEARS:
        return _from(pay, _AVERAGE_BEGINS, None)
    old = _from(pay, None, _AVERAGE_RULE_ENDS)
    if _real(old) < _THREE_YEARS:
        return pay
    return (*_last_three_years(old), *_from(pay, _AVERAGE_RULE_ENDS, None))


def _from(pay: tuple[_Pay, ...], first: YearMonth | None, before: YearMonth | None) -> tuple[_Pay, ...]:
    clipped = (
        (
            MonthRange(max(months.first_month, first or months.first_month), _end(months, before)),
            yen,
            kind,
        )
        for months, yen, kind in pay
    )
    return tuple(piece for piece in clipped if piece[0].months)


def _end(months: MonthRange, before: YearMonth | None) -> YearMonth:
    return months.last_month if before is None else min(months.last_month, before.plus(-1))


def _last_three_years(pay: tuple[_Pay, ...]) -> tuple[_Pay, ...]:
    kept: list[_Pay] = []
    room = _THREE_YEARS
    for months, yen, kind in sorted(pay, reverse=True):
        taken = min(room, months.months)
        if taken:
            kept.append((MonthRange(months.last_month.plus(1 - taken), months.last_month), yen, kind))
        room -= taken
    return tuple(reversed(kept))


def _real(pay: Iterable[_Pay]) -> int:
    return sum(months.months for months, _, _ in pay)


def _part(
    earned: _Earned, level: Level, birth_date: date, fiscal_year: int, rules: RuleBook, derivation: Derivation
) -> Fraction:
    """Average pay x multiplier x months of one part; the average is rounded to yen (厚年令3条)."""
    derivation.scope(Figure.LEVEL_CURRENT if level is Level.CURRENT else Figure.LEVEL_FORMER, *earned.scope)
    total, touched = _revalued(earned.pay, level, birth_date, fiscal_year, rules)
    derivation.lean_on(*touched)
    derivation.note(Figure.REVALUED_PAY, total, {})
    average = derivation.note(
        Figure.AVERAGE_PAY,
        round_yen(total / earned.real),
        {Figure.REVALUED_PAY: total, Figure.REAL_MONTHS: earned.real},
    )
    share = earned.multipliers[level]
    return derivation.note(
        Figure.PART_AMOUNT,
        average * share * earned.converted,
        {Figure.AVERAGE_PAY: average, Figure.MULTIPLIER: share, Figure.CONVERTED_MONTHS: earned.converted},
    )


def _revalued(
    pay: Iterable[_Pay], level: Level, birth_date: date, fiscal_year: int, rules: RuleBook
) -> tuple[Fraction, tuple[Reference, ...]]:
    """Pay times the rate of its month, summed; months after the last rate of the year take that rate."""
    last = fiscal_year_range(fiscal_year).last_month
    tables: dict[PayKind, tuple[RevaluationTable, set[int]]] = {}
    thousandths = 0
    for months, yen, kind in pay:
        if kind not in tables:
            tables[kind] = rules.money.revaluation(level, kind, fiscal_year, birth_date), set()
        table, touched = tables[kind]
        weight, rows = table.weight(months, last)
        thousandths += yen * weight
        touched.update(rows)
    references = tuple(table.rows[row].reference for table, touched in tables.values() for row in sorted(touched))
    return Fraction(thousandths, 1000), references


# ---- fixed part and transitional addition ----


def fixed_unit(birth_date: date, fiscal_year: int, rules: RuleBook, derivation: Derivation) -> int:
    """The yen of one month of the fixed part (昭和60年改正法附則59条2項1号, 3項): 1,766 in fiscal year 2026."""
    base = rules.money.base(LegalAmount.FIXED_UNIT, birth_date)
    year = rules.money.basic_amount(fiscal_year, birth_date)
    if year.revision_rate is None:
        raise LookupError(f"no revision rate for fiscal year {fiscal_year}")
    factor = rules.money.multiplier(birth_date).fixed_unit_factor
    derivation.lean_on(base.reference, year.reference)
    return derivation.note(
        Figure.FIXED_UNIT,
        round_yen(round_yen(base.value * year.revision_rate) * factor),
        {Figure.FIXED_BASE: base.value, Figure.REVISION_RATE: year.revision_rate, Figure.FIXED_FACTOR: factor},
    )


def fixed_part(converted_months: Fraction, birth_date: date, fiscal_year: int, rules: RuleBook) -> Amount:
    """The fixed part (定額部分) of so many converted months, up to the birth date's cap (厚年法附則9条の2第2項1号)."""
    derivation = Derivation(rules.money.figures)
    unit = fixed_unit(birth_date, fiscal_year, rules, derivation)
    counted = min(converted_months, Fraction(rules.money.multiplier(birth_date).fixed_month_cap))
    inputs: dict[Figure, Number] = {Figure.FIXED_UNIT: unit, Figure.FIXED_MONTHS: counted}
    return derivation.amount(derivation.note(Figure.FIXED_AMOUNT, round_yen(unit * counted), inputs))


def transitional_addition(
    fixed: Amount, months_of_working_age: int, birth_date: date, fiscal_year: int, rules: RuleBook
) -> Amount:
    """What the fixed part is above the basic pension of the same months (経過的加算, 昭和60年改正法附則59条2項).

    ``months_of_working_age`` are real months of age 20 to 59 from 1961-04. In fiscal year 2024, 480 months of which 432
    are of that age: 1,701 x 480 - 816,000 x 432 / 480 = 82,080.
    """
    derivation = Derivation(rules.money.figures)
    derivation.include(fixed)
    year = rules.money.basic_amount(fiscal_year, birth_date)
    full_term = rules.full_term(birth_date)
    derivation.lean_on(year.reference)
    inputs: dict[Figure, Number] = {
        Figure.FULL_BASIC: year.full_yen,
        Figure.BASIC_SHARE_MONTHS: months_of_working_age,
        Figure.FULL_TERM: full_term,
    }
    share = round_yen(Fraction(year.full_yen * months_of_working_age, full_term))
    derivation.note(Figure.BASIC_SHARE, share, inputs)
    difference: dict[Figure, Number] = {Figure.FIXED_AMOUNT: fixed.yen, Figure.BASIC_SHARE: share}
    return derivation.amount(derivation.note(Figure.TRANSITIONAL, max(0, fixed.yen - share), difference))
