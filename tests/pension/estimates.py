"""Short ways to ask for estimates in tests."""

from __future__ import annotations

from datetime import date

from pension.calendar import YearMonth
from pension.claim import ClaimAge
from pension.conditions import Conditions, FutureSpell, SpellKind
from pension.estimate import Estimate, compute_estimate
from pension.payment import Stage
from pension.projection import project
from pension.prospect import Prospect, look_ahead
from pension.record import PensionRecord
from rules.loader import load_rules
from tests.pension.documents import TODAY, ym

RULES = load_rules()
NOTHING_MORE = Conditions(future=())


def estimated(life: PensionRecord, conditions: Conditions = NOTHING_MORE, today: date = TODAY) -> Estimate:
    """The estimate of a life whose conditions are in order; by default of the record so far."""
    estimate = compute_estimate(life, today, RULES, conditions)
    assert isinstance(estimate, Estimate), estimate
    return estimate


def ahead(life: PensionRecord, conditions: Conditions = NOTHING_MORE) -> Prospect:
    """The prospect of a life, at the rates of 2026."""
    return look_ahead(project(life, conditions, RULES), 2026, RULES)


def spell(kind: SpellKind, first: str, last: str, **more: object) -> FutureSpell:
    """Months to come."""
    return FutureSpell(kind=kind, first_month=ym(first), last_month=ym(last), **more)  # type: ignore[arg-type]  # the fields are those of FutureSpell


def claimed(basic: int | None = None, employees: int | None = None, **more: object) -> Conditions:
    """Claims at whole ages; nothing more is paid."""
    fields: dict[str, object] = {
        "future": (),
        "claim_basic": None if basic is None else ClaimAge(basic),
        "claim_employees": None if employees is None else ClaimAge(employees),
    }
    return Conditions(**(fields | more))  # type: ignore[arg-type]  # the fields are those of Conditions


def yen(stage: Stage) -> dict[str, int]:
    """The lines of a stage by figure (and the line they belong to), insurers added up."""
    found: dict[str, int] = {}
    for line in stage.lines:
        name = f"{line.rule.figure} of {line.of.figure}" if line.of else str(line.rule.figure)
        found[name] = found.get(name, 0) + line.yen
    return found


def stage_at(estimate: Estimate, month: str) -> Stage:
    """The stage that holds in a month."""
    asked = ym(month)
    return next(stage for stage in estimate.stages if stage.first_month <= asked <= (stage.last_month or asked))


def months(first: str, last: str) -> tuple[YearMonth, ...]:
    """Every month from one to another."""
    return tuple(YearMonth(number) for number in range(ym(first), ym(last) + 1))
