"""The boxes of a plan: what is done from now on, until what age, and when both pensions are claimed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from pension.calendar import YearMonth
from pension.claim import EARLIEST_AGE, ClaimAge
from pension.conditions import LONGEST_WORK_AGE, MOST_MONTHLY_PAY, YOUNGEST_WORK_AGE, ConditionProblem
from web.forms.numbers import NumberField, number_in
from web.forms.result import FieldError
from web.views.wording import short_month_words

DOING: Final = "doing"
PAY = NumberField(name="pay", what="1か月の給与", low=1, high=MOST_MONTHLY_PAY, unit="円", article="厚年法20条")
BONUS = NumberField(name="bonus", what="1年の賞与", low=0, high=50_000_000, unit="円", article="厚年法24条の4", empty=0)
UNTIL = NumberField(
    name="until",
    what="働くのをやめる年齢",
    low=YOUNGEST_WORK_AGE + 1,
    high=LONGEST_WORK_AGE,
    unit="歳",
    article="厚年法9条・14条・46条1項",
)
CLAIM_YEARS = NumberField(
    name="claim-years",
    what="受け取り始める年齢",
    low=EARLIEST_AGE,
    high=75,
    unit="歳",
    article="国年法28条・附則9条の2、厚年法44条の3・附則7条の3",
)
CLAIM_MONTHS = NumberField(name="claim-months", what="受け取り始める年齢の月", low=0, high=11, unit="か月", empty=0)

_FIELD_OF_PROBLEM = (
    ("works_until", UNTIL.name),
    ("claim_", CLAIM_YEARS.name),
    ("monthly_pay", PAY.name),
    ("birth_date", "birth-year"),
    ("future", UNTIL.name),
)
_MONTH = re.compile(r"(?<![0-9-])[12][0-9]{3}-[01][0-9](?![0-9-])")


def claim_age_in(data: Mapping[str, str]) -> ClaimAge:
    """The age of the claim, from boxes that are right."""
    return ClaimAge(number_in(data, CLAIM_YEARS), number_in(data, CLAIM_MONTHS))


def problem_errors(problems: Iterable[ConditionProblem]) -> tuple[FieldError, ...]:
    """What the law does not allow, each box once: why, and the article."""
    errors: dict[str, FieldError] = {}
    for problem in problems:
        field = next(name for part, name in _FIELD_OF_PROBLEM if part in problem.field)
        errors.setdefault(field, FieldError(field, reason_words(problem)))
    return tuple(errors.values())


def reason_words(problem: ConditionProblem) -> str:
    """Why something cannot be, with its article; months as people write them."""
    reason = _MONTH.sub(lambda found: short_month_words(YearMonth.parse(found[0])), problem.reason)
    return f"{reason}（{problem.article}）"
