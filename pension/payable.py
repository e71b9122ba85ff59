"""What can still be paid: unpaid months within two years, exempt and postponed ones within ten (納付・追納).

Prices are yen a month as of the day asked; what a month adds is yen a year of old-age basic pension, before the price.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pension.calendar import YearMonth, day_age_is_reached
from pension.claim import ORDINARY_AGE
from pension.counting import BasicTotal, Totals, compute_basic
from pension.derivation import Amount, Derivation, Figure, Number, round_ten_yen, round_yen
from pension.money_rules import LegalAmount
from pension.rulebook import Band, ContributionRule, RuleBook, StepKind
from pension.status import Status
from pension.timeline import STATE_SHARE_BECOMES_HALF, Span, Timeline, last_pay_date


class PayableKind(StrEnum):
    """The two ways of paying later."""

    UNPAID = "unpaid"  # 未納の月（2年以内）
    RETROACTIVE = "retroactive"  # 追納（10年以内）


@dataclass(frozen=True, slots=True)
class PayableMonth:
    """One month that can be paid.

    ``price`` is None where this year's addition to retroactive payments is not published. ``last_day`` is the last day
    of payment, or of the month in which the approval must be given. ``yearly_gain`` is what this month alone adds.
    """

    month: YearMonth
    kind: PayableKind
    status: Status
    price: Amount | None
    last_day: date
    yearly_gain: int


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


def find_payable(timeline: Timeline, totals: Totals, fiscal_year: int, rules: RuleBook) -> Payable:
    """What can be paid on the day of the timeline; gains are at the rates of ``fiscal_year``."""
    counted = _real_months(totals.basic)
    birth_date = timeline.record.person.birth_date
    full_yen = rules.money.basic_amount(fiscal_year, birth_date).full_yen

    def gain(changes: Iterable[tuple[YearMonth, _Change]]) -> int:
        after = compute_basic(_moved(counted, changes), rules, totals.basic.cap)
        return round_yen(full_yen * (after.weighted - totals.basic.weighted) / totals.basic.cap)

    found = [*_unpaid(timeline, rules), *_retroactive(timeline, totals, rules)]
    months = tuple(
        PayableMonth(month, kind, status, price, last_day, gain([(month, _change(status))]))
        for month, kind, status, price, last_day in found
    )
    return Payable(
        months=months,
        yearly_gain=gain([(payable.month, _change(payable.status)) for payable in months]),
        known_price=sum(payable.price.yen for payable in months if payable.price),
    )


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


_Found = tuple[YearMonth, PayableKind, Status, Amount | None, date]


def _unpaid(timeline: Timeline, rules: RuleBook) -> Iterator[_Found]:
    """Months not paid, or whose remainder is not paid, whose two years are not over (国年法102条4項)."""
    for span in timeline.spans:
        if span.status is not Status.N1_PAYABLE and span.status not in _PARTLY_UNPAID:
            continue
        for month in span.range.each():
            if last_pay_date(month) >= timeline.today:
                price = _contribution(month, span.base_status, rules)
                yield month, PayableKind.UNPAID, span.base_status, price, last_pay_date(month)


def _retroactive(timeline: Timeline, totals: Totals, rules: RuleBook) -> list[_Found]:
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
    return [
        (
            month,
            PayableKind.RETROACTIVE,
            status,
            _price(month, status, timeline.today, rules),
            month.plus(years).last_day,
        )
        for month, status in found
    ]


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


def _price(month: YearMonth, status: Status, today: date, rules: RuleBook) -> Amount | None:
    """What was exempt, and from the third fiscal year after it an addition (国年法94条3項, 国年令10条)."""
    rule = rules.contribution(month)
    if rule is None:
        return None
    derivation = Derivation(rules.money.figures)
    paid = remainder(rule, _EXEMPT.get(status, StepKind.FULL))
    inputs: dict[Figure, Number] = {Figure.CONTRIBUTION: rule.from_35, Figure.CONTRIBUTION_PAID: paid}
    base = derivation.note(Figure.RETROACTIVE_BASE, rule.from_35 - paid, inputs)
    paid_in = YearMonth.of_date(today).fiscal_year
    free = rules.money.base(LegalAmount.RETROACTIVE_FREE_YEARS, date.max).value
    if paid_in - month.fiscal_year <= free:
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
