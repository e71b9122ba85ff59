"""A plan in few words: what somebody does from now on, until what age, and when they claim both pensions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pension.calendar import MonthRange, YearMonth, age_on, month_age_is_reached
from pension.claim import ClaimAge
from pension.conditions import (
    LONGEST_WORK_AGE,
    ConditionProblem,
    Conditions,
    FutureSpell,
    SpellKind,
    YearlyBonus,
)

_NATIONAL_PENSION_ENDS_AT = 60
_BONUS_MONTHS = (6, 12)


class Doing(StrEnum):
    """What is done from now on."""

    EMPLOYMENT = "employment"  # 会社などで働く（厚生年金）
    SELF_EMPLOYED = "self-employed"  # 国民年金を自分で納める
    DEPENDENT = "dependent"  # 配偶者の扶養に入る（第3号）
    NOTHING = "nothing"  # 何も納めない


_KINDS = {Doing.SELF_EMPLOYED: SpellKind.SELF_EMPLOYED, Doing.DEPENDENT: SpellKind.DEPENDENT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is planned.

    ``monthly_pay`` (報酬月額) and ``yearly_bonus`` (all bonuses of a year) are yen before any deduction,
    ``works_until`` is the age at which work ends; they matter for employment alone. ``claim`` None: both at 65.
    """

    doing: Doing
    monthly_pay: int = 0
    yearly_bonus: int = 0
    works_until: int = _NATIONAL_PENSION_ENDS_AT
    claim: ClaimAge | None = None

    @property
    def stops_before_60(self) -> bool:
        """Whether months of national pension are left after the work."""
        return self.doing is Doing.EMPLOYMENT and self.works_until < _NATIONAL_PENSION_ENDS_AT


def plan_conditions(plan: Plan, birth_date: date, as_of: YearMonth) -> Conditions:
    """The plan as conditions of an estimate, from the month after ``as_of`` on."""
    return Conditions(
        future=tuple(_spells(plan, birth_date, as_of.plus(1))), claim_basic=plan.claim, claim_employees=plan.claim
    )


def find_plan_problems(plan: Plan, birth_date: date, today: date) -> tuple[ConditionProblem, ...]:
    """What is wrong with the ages of a plan by itself; empty when its conditions can be looked at."""
    age = age_on(birth_date, today)
    if plan.doing is Doing.EMPLOYMENT and not age < plan.works_until <= LONGEST_WORK_AGE:
        reason = f"働くのをやめる年齢は、いまの年齢（{age}歳）より上で、{LONGEST_WORK_AGE}歳までです。"
        return (ConditionProblem("works_until", str(plan.works_until), reason, "厚年法9条・14条・46条1項"),)
    return ()


def _spells(plan: Plan, birth_date: date, first: YearMonth) -> Iterator[FutureSpell]:
    month_60 = month_age_is_reached(birth_date, _NATIONAL_PENSION_ENDS_AT)
    kind = _KINDS.get(plan.doing)
    if plan.doing is Doing.EMPLOYMENT:
        work = MonthRange(first, month_age_is_reached(birth_date, plan.works_until).plus(-1))
        if work.first_month <= work.last_month:
            yield _job(plan, work)
        kind, first = SpellKind.SELF_EMPLOYED, work.last_month.plus(1)
    first = max(first, month_age_is_reached(birth_date, 20))
    if kind is not None and first < month_60:
        yield FutureSpell(kind=kind, first_month=first, last_month=month_60.plus(-1))


def _job(plan: Plan, months: MonthRange) -> FutureSpell:
    half = plan.yearly_bonus // len(_BONUS_MONTHS)
    return FutureSpell(
        kind=SpellKind.EMPLOYMENT,
        first_month=months.first_month,
        last_month=months.last_month,
        monthly_pay=plan.monthly_pay,
        bonuses=tuple(YearlyBonus(month=month, yen=half) for month in _BONUS_MONTHS if half),
    )
