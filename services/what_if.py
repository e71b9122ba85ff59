"""What a person's record comes to under conditions they suppose. Nothing is stored."""

from __future__ import annotations

from pension.conditions import ConditionProblem, Conditions
from pension.what_if import WhatIf, work_out
from pension.what_if_limits import Limit, find_limits
from rules.loader import load_rules
from services.clock import Clock
from services.show_records import RecordScreen


def what_if(screen: RecordScreen, conditions: Conditions, clock: Clock) -> WhatIf | tuple[ConditionProblem, ...]:
    """The estimate of a record as of now, or everything in the conditions that cannot be."""
    return work_out(screen.timeline.record, conditions, clock.now().date(), load_rules())


def limits_of(screen: RecordScreen, clock: Clock) -> tuple[Limit, ...]:
    """What no estimate of this record can say, before anything is asked."""
    return find_limits(screen.timeline, clock.now().date(), load_rules())
