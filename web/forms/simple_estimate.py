"""かんたん試算: three questions, of pay, the end of work, and the age of claiming both pensions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from pension.calendar import age_on
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


def read_plan(values: Mapping[str, str], birth_date: date, today: date) -> Plan:
    """The plan of a form that is right: who does not work pays national pension until 60."""
    pay, claim = number_in(values, SIMPLE_PAY), claim_age_in(values)
    if pay:
        return Plan(doing=Doing.EMPLOYMENT, monthly_pay=pay, works_until=number_in(values, UNTIL), claim=claim)
    younger = age_on(birth_date, today) < _NATIONAL_PENSION_ENDS_AT
    return Plan(doing=Doing.SELF_EMPLOYED if younger else Doing.NOTHING, claim=claim)
