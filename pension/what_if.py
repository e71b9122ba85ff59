"""What if: an estimate with conditions a person supposes, beside the same claimed at 65 (S27)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from pension.conditions import ConditionProblem, Conditions
from pension.estimate import ClaimOption, Estimate, compare_claims, compute_estimate
from pension.record import PensionRecord
from pension.rulebook import RuleBook


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The estimate, the same claimed at the ordinary age, and what each claim month brings."""

    estimate: Estimate
    at_65: Estimate
    options: tuple[ClaimOption, ...]


def work_out(
    record: PensionRecord, conditions: Conditions, today: date, rules: RuleBook
) -> WhatIf | tuple[ConditionProblem, ...]:
    """The estimate as of a day, or everything in the conditions that cannot be."""
    estimate = compute_estimate(record, today, rules, conditions)
    if isinstance(estimate, tuple):
        return estimate
    ordinary = replace(conditions, claim_basic=None, claim_employees=None)
    # A claim at the ordinary age is possible whenever another is: the conditions are free of problems by here
    at_65 = compute_estimate(record, today, rules, ordinary)
    options = compare_claims(record, today, rules, ordinary)
    return WhatIf(estimate, at_65 if isinstance(at_65, Estimate) else estimate, options)
