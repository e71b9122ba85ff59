"""かんたん試算: three questions, of pay, the end of work, and the age of claiming both pensions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from pension.calendar import age_on
from pension.claim import ORDINARY_AGE, ClaimAge, claim_age
from pension.conditions import Conditions, SpellKind
from pension.plan import Doing, Plan
from web.forms.numbers import number_error, number_errors, number_in, typed
from web.forms.plan import CLAIM_MONTHS, CLAIM_YEARS, PAY, UNTIL, claim_age_in
from web.forms.result import FormResult

SIMPLE_PAY = replace(PAY, low=0)
_NATIONAL_PENSION_ENDS_AT = 60


def parse(data: Mapping[str, str]) -> FormResult:
    """What was typed; the end of work is asked of those who work alone."""
    values = {field.name: typed(data, field.name) for field in (SIMPLE_PAY, UNTIL, CLAIM_YEARS, CLAIM_MONTHS)}
    works = number_error(values, SIMPLE_PAY) is not None or number_in(values, SIMPLE_PAY) > 0
    asked = (SIMPLE_PAY, *((UNTIL,) if works else ()), CLAIM_YEARS, CLAIM_MONTHS)
    return FormResult(values, number_errors(values, *asked))


def values_of(conditions: Conditions, birth_date: date) -> Mapping[str, str]:
    """What stands in the boxes for conditions that this form has asked for: :func:`read_plan` reads the same again."""
    work = next((spell for spell in conditions.future or () if spell.kind is SpellKind.EMPLOYMENT), None)
    claim = conditions.claim_basic or ClaimAge(ORDINARY_AGE)
    return {
        SIMPLE_PAY.name: str(work.monthly_pay) if work else "0",
        UNTIL.name: str(claim_age(birth_date, work.last_month.plus(1)).years) if work else "",
        CLAIM_YEARS.name: str(claim.years),
        CLAIM_MONTHS.name: str(claim.months) if claim.months else "",
    }


def read_plan(values: Mapping[str, str], birth_date: date, today: date) -> Plan:
    """The plan of a form that is right: who does not work pays national pension until 60."""
    pay, claim = number_in(values, SIMPLE_PAY), claim_age_in(values)
    if pay:
        return Plan(doing=Doing.EMPLOYMENT, monthly_pay=pay, works_until=number_in(values, UNTIL), claim=claim)
    younger = age_on(birth_date, today) < _NATIONAL_PENSION_ENDS_AT
    return Plan(doing=Doing.SELF_EMPLOYED if younger else Doing.NOTHING, claim=claim)
