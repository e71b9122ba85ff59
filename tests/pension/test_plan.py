"""A plan in few words becomes conditions."""

from __future__ import annotations

from datetime import date

from pension.calendar import YearMonth
from pension.claim import ClaimAge
from pension.conditions import FutureSpell, SpellKind
from pension.plan import Doing, Plan, find_plan_problems, plan_conditions

BORN = date(1985, 4, 2)
NOW = YearMonth.of(2026, 10)


def spells(plan: Plan, born: date = BORN) -> tuple[FutureSpell, ...]:
    future = plan_conditions(plan, born, NOW).future
    assert future is not None
    return future


def test_work_until_55_goes_on_with_own_contributions_until_60() -> None:
    job, rest = spells(Plan(doing=Doing.EMPLOYMENT, monthly_pay=300_000, yearly_bonus=600_001, works_until=55))
    assert (job.kind, job.first_month, job.last_month) == (
        SpellKind.EMPLOYMENT,
        YearMonth.of(2026, 11),
        YearMonth.of(2040, 3),
    )
    assert [(bonus.month, bonus.yen) for bonus in job.bonuses] == [(6, 300_000), (12, 300_000)]
    assert (rest.kind, rest.first_month, rest.last_month) == (
        SpellKind.SELF_EMPLOYED,
        YearMonth.of(2040, 4),
        YearMonth.of(2045, 3),
    )


def test_work_beyond_60_is_all_there_is() -> None:
    (job,) = spells(Plan(doing=Doing.EMPLOYMENT, monthly_pay=300_000, works_until=65))
    assert (job.last_month, job.bonuses) == (YearMonth.of(2050, 3), ())


def test_work_that_ends_this_month_is_no_spell() -> None:
    assert spells(Plan(doing=Doing.EMPLOYMENT, monthly_pay=1, works_until=65), date(1961, 11, 2)) == ()


def test_a_dependent_spouse_until_60_and_nothing() -> None:
    (spell,) = spells(Plan(doing=Doing.DEPENDENT))
    assert (spell.kind, spell.last_month) == (SpellKind.DEPENDENT, YearMonth.of(2045, 3))
    assert spells(Plan(doing=Doing.NOTHING)) == ()
    assert spells(Plan(doing=Doing.SELF_EMPLOYED), date(1960, 1, 1)) == ()


def test_own_contributions_begin_at_20() -> None:
    (spell,) = spells(Plan(doing=Doing.SELF_EMPLOYED), date(2008, 4, 2))
    assert spell.first_month == YearMonth.of(2028, 4)


def test_both_pensions_are_claimed_together() -> None:
    conditions = plan_conditions(Plan(doing=Doing.NOTHING, claim=ClaimAge(67, 3)), BORN, NOW)
    assert conditions.claim_basic == conditions.claim_employees == ClaimAge(67, 3)


def test_work_ends_after_today_and_by_75() -> None:
    today = date(2026, 11, 23)
    for age, possible in ((41, False), (42, True), (75, True), (76, False)):
        found = find_plan_problems(Plan(doing=Doing.EMPLOYMENT, monthly_pay=1, works_until=age), BORN, today)
        assert (not found) is possible
    assert find_plan_problems(Plan(doing=Doing.NOTHING, works_until=0), BORN, today) == ()
