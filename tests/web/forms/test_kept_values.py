"""Conditions put back into the form that asked for them are read as the same conditions."""

from __future__ import annotations

from datetime import date

import pytest

from pension.calendar import YearMonth
from pension.claim import ClaimAge
from pension.conditions import Conditions, FutureSpell, SpellKind, SupposedSpouse, YearlyBonus
from pension.plan import Doing, Plan, plan_conditions
from tests.pension.documents import TODAY
from tests.web.views.demo_records import timeline_of
from web.forms import detailed_estimate, simple_estimate

RECORD = timeline_of("kobayashi").record  # as of October 2026, born on 12 March 1985
BORN = RECORD.person.birth_date


@pytest.mark.parametrize(
    "plan",
    [
        Plan(doing=Doing.EMPLOYMENT, monthly_pay=300_000, works_until=65, claim=ClaimAge(67, 3)),
        Plan(doing=Doing.EMPLOYMENT, monthly_pay=300_000, works_until=50, claim=ClaimAge(60)),
        Plan(doing=Doing.SELF_EMPLOYED, claim=ClaimAge(65)),
    ],
)
def test_the_three_questions(plan: Plan) -> None:
    conditions = plan_conditions(plan, BORN, RECORD.as_of)
    form = simple_estimate.parse(simple_estimate.values_of(conditions, BORN))
    assert form.ok
    again = simple_estimate.read_plan(form.values, BORN, TODAY)
    assert plan_conditions(again, BORN, RECORD.as_of) == conditions


def test_nothing_more_and_no_claim_is_no_work_and_65() -> None:
    values = simple_estimate.values_of(Conditions(future=()), BORN)
    assert values == {"pay": "0", "until": "", "claim-years": "65", "claim-months": ""}


def spell(kind: SpellKind, first: str, last: str, *, pay: int = 0, additional: bool = False) -> FutureSpell:
    bonuses = tuple(YearlyBonus(month=month, yen=200_000) for month in (6, 12)) if pay else ()
    return FutureSpell(
        kind=kind,
        first_month=YearMonth.parse(first),
        last_month=YearMonth.parse(last),
        monthly_pay=pay,
        raise_per_mille=20 if pay else 0,
        bonuses=bonuses,
        additional=additional,
    )


@pytest.mark.parametrize(
    "conditions",
    [
        Conditions(future=()),
        Conditions(
            future=(
                spell(SpellKind.EMPLOYMENT, "2026-11", "2030-05", pay=400_000),
                spell(SpellKind.ABROAD, "2030-06", "2032-02"),
                spell(SpellKind.SELF_EMPLOYED, "2032-03", "2045-02", additional=True),
            ),
            claim_basic=ClaimAge(70),
            claim_employees=ClaimAge(66, 6),
        ),
        Conditions(
            future=(),
            children=(date(2018, 4, 1), date(2020, 12, 31)),
            spouse=SupposedSpouse(birth_date=date(1987, 5, 5), long_employment=True),
        ),
        Conditions(future=(), spouse=SupposedSpouse(birth_date=date(1987, 5, 5))),
        Conditions(future=(), pay_back=(YearMonth.of(2025, 9), YearMonth.of(2025, 10)), claim_employees=ClaimAge(70)),
    ],
)
def test_every_condition(conditions: Conditions) -> None:
    form = detailed_estimate.parse(detailed_estimate.values_of(conditions, BORN), conditions.pay_back, TODAY)
    assert form.ok
    assert detailed_estimate.read_conditions(form.values, RECORD, TODAY) == conditions
