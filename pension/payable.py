"""What can still be paid: unpaid months within two years, exempt and postponed ones within ten (納付・追納).

Prices are yen a month as of the day asked; what a month adds is yen a year of old-age basic pension, before the price.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from pension.calendar import YearMonth, day_age_is_reached
from pension.claim import ORDINARY_AGE
from pension.counting import BasicTotal, Totals, compute_basic
from pension.derivation import (
    Amount,
    Derivation,
    Figure,
    Number,
    Reference,
    all_doubts,
    round_ten_yen,
    round_yen,
)
from pension.money_rules import LegalAmount
from pension.notes import Note, NoteRule
from pension.rulebook import Band, ContributionRule, RuleBook, StepKind
from pension.status import Status
from pension.timeline import STATE_SHARE_BECOMES_HALF, Span, Timeline, last_pay_date


class PayableKind(StrEnum):
    """The two ways of paying later."""

    UNPAID = "unpaid"  # 未納の月（2年以内）
    RETROACTIVE = "retroactive"  # 追納（10年以内）


@dataclass(frozen=True, slots=True)
class EarlierPrice:
    """What a month would have cost in the fiscal year before: shown as such where this year's price is not known."""

    fiscal_year: int
    price: Amount


@dataclass(frozen=True, slots=True)
class PayableMonth:
    """One month that can be paid.

    ``price`` is None where this year's addition to retroactive payments is not published. ``last_day`` is the last day
    of payment, or of the month in which the approval must be given. ``yearly_gain`` is what this month alone adds.
    ``addition_from`` is the fiscal year from which a retroactive payment costs more than was exempt (国年令10条).
    """

    month: YearMonth
    kind: PayableKind
    status: Status
    price: Amount | None
    last_day: date
    yearly_gain: int
    earlier: EarlierPrice | None = None
    addition_from: int | None = None


@dataclass(frozen=True, slots=True)
class Payable:
    """Everything that can be paid, each kind in the order the law prescribes.

    ``yearly_gain`` is what all months together add; ``known_price`` the sum of the prices that are known.
    """

    months: tuple[PayableMonth, ...]
    yearly_gain: int
    known_price: int

    def of_kind(self, kind: PayableKind) -> tuple[PayableMonth, ...]:
        """The months of one kind."""
        return tuple(month for month in self.months if month.kind is kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Some of the months that can be paid, in the order of payment, and what they add together.

    ``yearly_gain`` is ``full_yen`` times what the months counted grow by (``counted_before`` to ``counted_after``) over
    ``full_term``, yen a year.
    """

    months: tuple[PayableMonth, ...]
    yearly_gain: int
    full_yen: int
    full_term: int
    counted_before: Fraction
    counted_after: Fraction
    breaks_the_order: bool


_POSTPONED = frozenset({Status.N1_STUDENT, Status.N1_DEFER})
_PARTLY_UNPAID: Mapping[Status, StepKind] = {
    Status.N1_EX34_UNP: StepKind.THREE_QUARTER,
    Status.N1_EX12_UNP: StepKind.HALF,
    Status.N1_EX14_UNP: StepKind.QUARTER,
}
_EXEMPT: Mapping[Status, StepKind] = {
    Status.N1_EXF_APP: StepKind.FULL,
    Status.N1_EXF_LAW: StepKind.FULL,
    Status.N1_EX34: StepKind.THREE_QUARTER,
    Status.N1_EX12: StepKind.HALF,
    Status.N1_EX14: StepKind.QUARTER,
}
_RETROACTIVE = _POSTPONED | frozenset(_EXEMPT)
_Change = tuple[StepKind | None, StepKind]  # the step a month leaves (None: it counted nothing) and the one it joins


@dataclass(frozen=True, slots=True, kw_only=True)
class PayableNow:
    """What can be paid on a day at the rates of ``fiscal_year``: all of it, and what somebody has ``chosen`` of it."""

    fiscal_year: int
    payable: Payable
    whole: Choice
    chosen: Choice
    notes: tuple[NoteRule, ...]
    doubts: tuple[Reference, ...]


def weigh_payable(timeline: Timeline, totals: Totals, chosen: Collection[YearMonth], rules: RuleBook) -> PayableNow:
    """Everything that can be paid on the day of the timeline, and the chosen months of it.

    Raises LookupError for a day before the first year of the tables.
    """
    this_year = YearMonth.of_date(timeline.today).fiscal_year
    year = rules.money.estimate_year(this_year)
    payable = find_payable(timeline, totals, year, rules)
    every = [month.month for month in payable.months]
    prices = [month.price or (month.earlier and month.earlier.price) for month in payable.months]
    said = [Note.RATES_STAY, Note.CLAIMED_AT_THE_AGE, *([Note.RATES_OF_EARLIER_YEAR] if year != this_year else [])]
    return PayableNow(
        fiscal_year=year,
        payable=payable,
        whole=choose(every, payable, timeline, totals, year, rules),
        chosen=choose(chosen, payable, timeline, totals, year, rules),
        notes=tuple(rules.money.notes[note] for note in said),
        doubts=all_doubts(price for price in prices if price),
    )


def find_payable(timeline: Timeline, totals: Totals, fiscal_year: int, rules: RuleBook) -> Payable:
    """What can be paid on the day of the timeline; gains are at the rates of ``fiscal_year``."""
    gain = _Gain(timeline, totals, fiscal_year, rules)
    found = [*_unpaid(timeline, rules), *_retroactive(timeline, totals, rules)]
    return Payable(
        months=tuple(replace(month, yearly_gain=gain.yen([month])) for month in found),
        yearly_gain=gain.yen(found),
        known_price=sum(month.price.yen for month in found if month.price),
    )


def choose(
    chosen: Collection[YearMonth],
    payable: Payable,
    timeline: Timeline,
    totals: Totals,
    fiscal_year: int,
    rules: RuleBook,
) -> Choice:
    """What the chosen ones of the payable months come to; other months are left out."""
    gain = _Gain(timeline, totals, fiscal_year, rules)
    months = tuple(month for month in payable.months if month.month in chosen)
    return Choice(
        months=months,
        yearly_gain=gain.yen(months),
        full_yen=gain.full_yen,
        full_term=totals.basic.cap,
        counted_before=totals.basic.weighted,
        counted_after=gain.counted(months),
        breaks_the_order=breaks_the_order([month.month for month in months], payable),
    )


class _Gain:
    """What months add to the basic pension of a record when they are paid."""

    def __init__(self, timeline: Timeline, totals: Totals, fiscal_year: int, rules: RuleBook) -> None:
        self._counted = _real_months(totals.basic)
        self._basic = totals.basic
        self._rules = rules
        self.full_yen = rules.money.basic_amount(fiscal_year, timeline.record.person.birth_date).full_yen

    def counted(self, months: Iterable[PayableMonth]) -> Fraction:
        """The months that the basic pension counts when these are paid (国年法27条)."""
        changes = [(month.month, _change(month.status)) for month in months]
        return compute_basic(_moved(self._counted, changes), self._rules, self._basic.cap).weighted

    def yen(self, months: Iterable[PayableMonth]) -> int:
        """Yen a year that these months add."""
        return round_yen(self.full_yen * (self.counted(months) - self._basic.weighted) / self._basic.cap)


def breaks_the_order(chosen: Sequence[YearMonth], payable: Payable) -> bool:
    """Whether a choice of months leaves the law's order (国年法94条2項).

    Postponed months come before exempt ones, each oldest first; exempt months older than a postponed one may go before.
    """
    postponed = [month.month for month in payable.months if month.status in _POSTPONED]
    exempt = [month.month for month in payable.of_kind(PayableKind.RETROACTIVE) if month.status not in _POSTPONED]
    wanted = set(chosen)
    if not (_is_oldest_first(postponed, wanted) and _is_oldest_first(exempt, wanted)):
        return True
    left = [month for month in postponed if month not in wanted]
    return bool(left) and any(month in wanted and month > left[0] for month in exempt)


def _is_oldest_first(months: Sequence[YearMonth], wanted: set[YearMonth]) -> bool:
    taken = [month in wanted for month in months]
    return taken == sorted(taken, reverse=True)


def _unpaid(timeline: Timeline, rules: RuleBook) -> Iterator[PayableMonth]:
    """Months not paid, or whose remainder is not paid, whose two years are not over (国年法102条4項)."""
    for span in timeline.spans:
        if span.status is not Status.N1_PAYABLE and span.status not in _PARTLY_UNPAID:
            continue
        for month in span.range.each():
            if last_pay_date(month) >= timeline.today:
                price = _contribution(month, span.base_status, rules)
                yield PayableMonth(month, PayableKind.UNPAID, span.base_status, price, last_pay_date(month), 0)


def _retroactive(timeline: Timeline, totals: Totals, rules: RuleBook) -> list[PayableMonth]:
    """Exempt and postponed months of the ten years before this month, unless the right is there (国年法94条1項)."""
    birth_date = timeline.record.person.birth_date
    if totals.entitlement.reached and timeline.today >= day_age_is_reached(birth_date, ORDINARY_AGE):
        return []
    years = rules.money.base(LegalAmount.PAYABLE_MONTHS_EXEMPT, birth_date).value
    first = YearMonth.of_date(timeline.today).plus(-years)
    found = [
        (month, span.status)
        for span in timeline.spans
        if _can_be_paid_later(span)
        for month in span.range.each()
        if month >= first
    ]
    found.sort(key=lambda item: (item[1] not in _POSTPONED, item[0]))
    return [_paid_later(month, status, month.plus(years).last_day, timeline.today, rules) for month, status in found]


def _paid_later(month: YearMonth, status: Status, last_day: date, today: date, rules: RuleBook) -> PayableMonth:
    this_year = YearMonth.of_date(today).fiscal_year
    price = _price(month, status, this_year, rules)
    earlier = None if price else _price(month, status, this_year - 1, rules)
    return PayableMonth(
        month,
        PayableKind.RETROACTIVE,
        status,
        price,
        last_day,
        0,
        EarlierPrice(this_year - 1, earlier) if earlier else None,
        month.fiscal_year + _free_years(rules) + 1,
    )


def _can_be_paid_later(span: Span) -> bool:
    return span.status in _RETROACTIVE and span.counts.entitlement_real > 0


def _contribution(month: YearMonth, status: Status, rules: RuleBook) -> Amount | None:
    rule = rules.contribution(month)
    if rule is None:
        return None
    derivation = Derivation(rules.money.figures)
    step = _PARTLY_UNPAID.get(status)
    if step is None:
        return derivation.amount(derivation.note(Figure.CONTRIBUTION, rule.from_35, {}))
    return derivation.amount(derivation.note(Figure.CONTRIBUTION_PAID, remainder(rule, step), {}))


def remainder(rule: ContributionRule, step: StepKind) -> int:
    """What is paid of a month's contribution at a partial exemption, yen (国年法90条の2第6項); 0 at a full one."""
    paid = {
        StepKind.QUARTER: rule.quarter_exempt,
        StepKind.HALF: rule.half_exempt,
        StepKind.THREE_QUARTER: rule.three_quarter_exempt,
    }
    return paid.get(step) or 0


def _free_years(rules: RuleBook) -> int:
    """Fiscal years after the exempt one in which nothing is added yet."""
    return rules.money.base(LegalAmount.RETROACTIVE_FREE_YEARS, date.max).value


def _price(month: YearMonth, status: Status, paid_in: int, rules: RuleBook) -> Amount | None:
    """What was exempt, and from the third fiscal year after it an addition (国年法94条3項, 国年令10条)."""
    rule = rules.contribution(month)
    if rule is None:
        return None
    derivation = Derivation(rules.money.figures)
    paid = remainder(rule, _EXEMPT.get(status, StepKind.FULL))
    inputs: dict[Figure, Number] = {Figure.CONTRIBUTION: rule.from_35, Figure.CONTRIBUTION_PAID: paid}
    base = derivation.note(Figure.RETROACTIVE_BASE, rule.from_35 - paid, inputs)
    if paid_in - month.fiscal_year <= _free_years(rules):
        return derivation.amount(derivation.note(Figure.RETROACTIVE_PRICE, base, {Figure.RETROACTIVE_BASE: base}))
    addition = rules.money.retroactive_rule(paid_in, month.fiscal_year)
    if addition is None:
        return None
    derivation.lean_on(addition.reference)
    yen = base + round_ten_yen(base * addition.rate)
    taken: dict[Figure, Number] = {Figure.RETROACTIVE_BASE: base, Figure.RETROACTIVE_RATE: addition.rate}
    return derivation.amount(derivation.note(Figure.RETROACTIVE_PRICE, yen, taken))


# ---- what a month adds ----


def _change(status: Status) -> _Change:
    if status in _PARTLY_UNPAID:
        return None, _PARTLY_UNPAID[status]
    return _EXEMPT.get(status), StepKind.PAID


def _real_months(total: BasicTotal) -> dict[tuple[StepKind, Band], int]:
    return {(step.rule.kind, step.rule.band): step.inside + step.over for step in total.steps}


def _moved(
    counted: Mapping[tuple[StepKind, Band], int], changes: Iterable[tuple[YearMonth, _Change]]
) -> dict[tuple[StepKind, Band], int]:
    months = dict(counted)
    for month, (left, joined) in changes:
        if left is not None:
            months[left, _band(left, month)] -= 1
        key = joined, _band(joined, month)
        months[key] = months.get(key, 0) + 1
    return months


def _band(step: StepKind, month: YearMonth) -> Band:
    if step is StepKind.PAID:
        return Band.ANY
    return Band.BEFORE_2009_04 if month < STATE_SHARE_BECOMES_HALF else Band.FROM_2009_04
