"""What a person's record comes to under conditions they suppose. No amount is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pension.calendar import YearMonth
from pension.carry_forward import Carried, carry_forward
from pension.conditions import ConditionProblem, Conditions, find_condition_problems
from pension.estimate import Estimate, compute_estimate
from pension.interview import Answers, Interview, Situation, interview
from pension.limits import Limit, find_limits, right_so_far
from pension.pay_history import pay_history
from pension.what_if import WhatIf, work_out
from rules.loader import load_rules
from services.clock import Clock
from services.scenarios import Scenario
from services.show_records import RecordScreen


def what_if(screen: RecordScreen, conditions: Conditions, clock: Clock) -> WhatIf | tuple[ConditionProblem, ...]:
    """The estimate of a record as of now, or everything in the conditions that cannot be."""
    return work_out(screen.timeline.record, conditions, clock.now().date(), load_rules())


def payable_months(screen: RecordScreen) -> tuple[YearMonth, ...]:
    """The months that can still be paid, in the law's order."""
    return tuple(month.month for month in screen.payable(()).whole.months)


def situation_of(screen: RecordScreen, clock: Clock) -> Situation:
    """What is known of somebody before a question is asked."""
    return Situation(
        record=screen.timeline.record, today=clock.now().date(), payable=tuple(sorted(payable_months(screen)))
    )


def interview_after(answers: Answers, situation: Situation) -> Interview:
    """What is asked after these answers, and what they suppose."""
    return interview(answers, situation, load_rules())


def problems_of(conditions: Conditions, situation: Situation) -> tuple[ConditionProblem, ...]:
    """What the law has against conditions by themselves."""
    return find_condition_problems(conditions, situation.record, load_rules())


def limits_of(screen: RecordScreen, clock: Clock) -> tuple[Limit, ...]:
    """What no estimate of this record can say, before anything is asked."""
    history = pay_history(screen.timeline, load_rules())
    return find_limits(screen.timeline, history, right_so_far(screen.timeline, screen.totals), clock.now().date())


AS_NOW = Conditions(future=None)
"""Everything goes on as now until 60, both pensions are claimed at 65 (今のまま)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way of receiving; ``scenario`` None: :data:`AS_NOW`. Either an estimate or what is in its way.

    ``began``: part of what was supposed is recorded by now.
    """

    scenario: Scenario | None
    conditions: Conditions
    estimate: Estimate | None
    problems: tuple[ConditionProblem, ...]
    began: bool


def carried(screen: RecordScreen, conditions: Conditions) -> Carried:
    """Kept conditions as they stand beside the record of today."""
    return carry_forward(conditions, screen.timeline.record.as_of)


def compare_ways(screen: RecordScreen, scenarios: Sequence[Scenario], clock: Clock) -> tuple[Way, ...]:
    """Going on as now, and each scenario, worked out with the record and the rules of today."""
    return (_way(screen, None, clock), *(_way(screen, scenario, clock) for scenario in scenarios))


def _way(screen: RecordScreen, scenario: Scenario | None, clock: Clock) -> Way:
    today = carried(screen, scenario.conditions if scenario else AS_NOW)
    found = compute_estimate(screen.timeline.record, clock.now().date(), load_rules(), today.conditions)
    problems = found if isinstance(found, tuple) else ()
    return Way(
        scenario=scenario,
        conditions=today.conditions,
        estimate=None if isinstance(found, tuple) else found,
        problems=problems,
        began=today.began,
    )
