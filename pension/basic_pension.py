"""The old-age basic pension and the additional pension (老齢基礎年金・付加年金), yen a year, as paid from 65."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from pension.counting import BasicStep, BasicTotal
from pension.derivation import Amount, Derivation, Figure, Number, round_yen
from pension.money_rules import LegalAmount
from pension.rulebook import RuleBook, StepKind
from pension.status import Status
from pension.timeline import Timeline

_FIGURE_OF_STEP: Mapping[StepKind, Figure] = {
    StepKind.PAID: Figure.STEP_PAID,
    StepKind.QUARTER: Figure.STEP_QUARTER,
    StepKind.HALF: Figure.STEP_HALF,
    StepKind.THREE_QUARTER: Figure.STEP_THREE_QUARTER,
    StepKind.FULL: Figure.STEP_FULL,
}


def basic_pension(total: BasicTotal, birth_date: date, fiscal_year: int, rules: RuleBook) -> Amount:
    """The old-age basic pension at a fiscal year's rates (国年法27条, rounded by 17条1項).

    360 paid months and 120 fully exempt before 2009-04 are 360 + 40 = 400 months: 847,300 x 400 / 480 = 706,083.
    """
    rule = rules.money.basic_amount(fiscal_year, birth_date)
    derivation = Derivation(rules.money.figures)
    derivation.lean_on(rule.reference)
    for step in total.steps:
        derivation.note(_FIGURE_OF_STEP[step.rule.kind], step.weighted, _step_inputs(step))
    weighted = derivation.note(Figure.WEIGHTED_MONTHS, total.weighted, {Figure.FULL_TERM: total.cap})
    yen = derivation.note(
        Figure.BASIC_PENSION,
        round_yen(rule.full_yen * weighted / total.cap),
        {Figure.FULL_BASIC: rule.full_yen, Figure.WEIGHTED_MONTHS: weighted, Figure.FULL_TERM: total.cap},
    )
    return derivation.amount(yen)


def additional_pension(months: int, rules: RuleBook) -> Amount:
    """The additional pension for months of additional contributions: 200 yen each (国年法44条)."""
    unit = rules.money.base(LegalAmount.ADDITIONAL_PENSION, date.max).value
    derivation = Derivation(rules.money.figures)
    inputs: dict[Figure, Number] = {Figure.ADDITIONAL_UNIT: unit, Figure.ADDITIONAL_MONTHS: months}
    return derivation.amount(derivation.note(Figure.ADDITIONAL_PENSION, unit * months, inputs))


def additional_months(timeline: Timeline) -> int:
    """Months in which the additional contribution was paid and the month counts as paid (国年法87条の2)."""
    return sum(span.months for span in timeline.spans if span.base_status is Status.N1_PAID_ADD and span.counts.basic)


def _step_inputs(step: BasicStep) -> Mapping[Figure, Number]:
    inputs: dict[Figure, int | Fraction] = {Figure.MONTHS_INSIDE: step.inside, Figure.SHARE_INSIDE: step.rule.share}
    if step.over:
        inputs |= {Figure.MONTHS_OVER: step.over, Figure.SHARE_OVER: step.rule.share_over_the_cap}
    return inputs
