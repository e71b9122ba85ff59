"""What a person's record comes to under conditions they suppose. Nothing is stored."""

from __future__ import annotations

from pension.calendar import YearMonth
from pension.conditions import ConditionProblem, Conditions, find_condition_problems
from pension.interview import Answers, Interview, Situation, interview
from pension.limits import Limit, find_limits, right_so_far
from pension.pay_history import pay_history
from pension.what_if import WhatIf, work_out
from rules.loader import load_rules
from services.clock import Clock
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
