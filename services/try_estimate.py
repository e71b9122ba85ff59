"""An estimate from the figures of a paper ねんきん定期便, for anybody. Nothing is stored or noted."""

from __future__ import annotations

from pension.conditions import ConditionProblem
from pension.paper_notice import PaperEstimate, PaperNotice, estimate_from_paper
from pension.plan import Plan
from rules.loader import load_rules
from services.clock import Clock


def try_estimate(paper: PaperNotice, plan: Plan, clock: Clock) -> PaperEstimate | tuple[ConditionProblem, ...]:
    """What the figures come to today, or what cannot be."""
    return estimate_from_paper(paper, plan, clock.now().date(), load_rules())
