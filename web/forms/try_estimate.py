"""The figures of a paper ねんきん定期便, one step after another. All of it travels in the form: nothing is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pension.conditions import ConditionProblem
from pension.paper_notice import PaperForm, PaperNotice, SpecialOnPaper
from pension.plan import Doing, Plan
from web.forms.dates import parse_date
from web.forms.numbers import NumberField, number_errors, number_in, typed
from web.forms.plan import BONUS, CLAIM_MONTHS, CLAIM_YEARS, DOING, PAY, UNTIL, claim_age_in, problem_errors
from web.forms.result import FieldError

PAPER = "paper"
BIRTH = "birth"
BIRTH_BOXES = tuple(f"{BIRTH}-{part}" for part in ("era", "year", "month", "day"))
_MOST_BASIC = 1_000_000  # above any full pension with its additional pension
_MOST_EMPLOYEES = 5_000_000


def _amount(name: str, what: str, high: int = _MOST_EMPLOYEES, empty: int | None = None) -> NumberField:
    return NumberField(name=name, what=what, low=0, high=high, unit="円", empty=empty)


MONTHS = NumberField(name="months", what="受給資格期間", low=0, high=720, unit="か月", article="国年法26条")
BASIC = _amount("basic", "老齢基礎年金", _MOST_BASIC)
EMPLOYEES = _amount("employees", "一般厚生年金の額", empty=0)
MUTUAL_AID = _amount("mutual-aid", "公務員や私立学校の厚生年金の額", empty=0)
PROPORTIONAL = _amount("proportional", "65歳からの報酬比例部分", empty=0)
TRANSITIONAL = _amount("transitional", "65歳からの経過的加算部分", empty=0)
SPECIAL = _amount("special", "65歳になるまでの老齢厚生年金", empty=0)
SPECIAL_AGE = NumberField(
    name="special-age",
    what="その年金を受け取り始める年齢",
    low=60,
    high=64,
    unit="歳",
    article="厚年法附則8条の2",
    empty=0,
)


class TryStep(StrEnum):
    """What is asked, in order."""

    PAPER = "paper"
    BIRTH = "birth"
    MONTHS = "months"
    AMOUNTS = "amounts"
    FUTURE = "future"
    CLAIM = "claim"


ALL_FIELDS = (
    *(PAPER, *BIRTH_BOXES, MONTHS.name, BASIC.name, EMPLOYEES.name, MUTUAL_AID.name),
    *(PROPORTIONAL.name, TRANSITIONAL.name, SPECIAL.name, SPECIAL_AGE.name),
    *(DOING, PAY.name, BONUS.name, UNTIL.name, CLAIM_YEARS.name, CLAIM_MONTHS.name),
)
_STEP_OF_FIELD = {"birth-year": TryStep.BIRTH, UNTIL.name: TryStep.FUTURE, PAY.name: TryStep.FUTURE}


@dataclass(frozen=True, slots=True)
class TryForm:
    """What was typed so far, and the step to show with its errors; ``step`` None: everything is answered."""

    values: Mapping[str, str]
    step: TryStep | None = TryStep.PAPER
    errors: tuple[FieldError, ...] = ()


def paper_form(values: Mapping[str, str]) -> PaperForm:
    """The form of the paper that was chosen; the first before anything is."""
    return PaperForm.FROM_50 if values.get(PAPER) == PaperForm.FROM_50 else PaperForm.UNDER_50


def steps_of(values: Mapping[str, str]) -> tuple[TryStep, ...]:
    """The steps for a form: from 50 on the paper itself holds the years to 60."""
    if paper_form(values) is PaperForm.UNDER_50:
        return tuple(TryStep)
    return tuple(step for step in TryStep if step is not TryStep.FUTURE)


def parse(data: Mapping[str, str], today: date) -> TryForm:
    """Where a sent step leads: back without a look, on when it is right, else to the first step that is not."""
    values = {name: typed(data, name) for name in ALL_FIELDS}
    steps = steps_of(values)
    sent = next((step for step in steps if step == data.get("step")), TryStep.PAPER)
    index = steps.index(sent)
    if data.get("action") == "again":
        return TryForm(values, sent)
    if data.get("action") == "back":
        return TryForm(values, steps[max(0, index - 1)])
    for step in steps[: index + 1]:
        errors = _errors(step, values, today)
        if errors:
            return TryForm(values, step, errors)
    return TryForm(values, steps[index + 1] if index + 1 < len(steps) else None)


def refused(form: TryForm, problems: Iterable[ConditionProblem]) -> TryForm:
    """The form again, at the step where the first of the problems is mended."""
    errors = problem_errors(problems)
    step = _STEP_OF_FIELD.get(errors[0].field, TryStep.CLAIM)
    return TryForm(
        form.values, step, tuple(error for error in errors if _STEP_OF_FIELD.get(error.field, TryStep.CLAIM) is step)
    )


def read_paper(values: Mapping[str, str], today: date) -> PaperNotice:
    """The figures of a form that is right."""
    form = paper_form(values)
    under_50 = form is PaperForm.UNDER_50
    born = parse_date(values, BIRTH, "生年月日", today).day
    if born is None:
        raise ValueError("a form without errors has a birth date")
    own = number_in(values, EMPLOYEES) + number_in(values, MUTUAL_AID)
    special = None if under_50 or not number_in(values, SPECIAL) else number_in(values, SPECIAL)
    return PaperNotice(
        form=form,
        birth_date=born,
        months=number_in(values, MONTHS),
        basic=number_in(values, BASIC),
        employees=own if under_50 else number_in(values, PROPORTIONAL),
        transitional=0 if under_50 else number_in(values, TRANSITIONAL),
        special=SpecialOnPaper(number_in(values, SPECIAL_AGE), special) if special else None,
    )


def read_plan(values: Mapping[str, str]) -> Plan:
    """The plan of a form that is right."""
    claim = claim_age_in(values)
    if paper_form(values) is PaperForm.FROM_50:
        return Plan(doing=Doing.NOTHING, claim=claim)
    doing = Doing(values[DOING])
    if doing is not Doing.EMPLOYMENT:
        return Plan(doing=doing, claim=claim)
    return Plan(
        doing=doing,
        monthly_pay=number_in(values, PAY),
        yearly_bonus=number_in(values, BONUS),
        works_until=number_in(values, UNTIL),
        claim=claim,
    )


def _errors(step: TryStep, values: Mapping[str, str], today: date) -> tuple[FieldError, ...]:
    match step:
        case TryStep.PAPER:
            return _choice_error(PAPER, values, PaperForm, "お手元の定期便を、ひとつ選んでください。")
        case TryStep.BIRTH:
            error = parse_date(values, BIRTH, "生年月日", today).error
            return (error,) if error else ()
        case TryStep.MONTHS:
            return number_errors(values, MONTHS)
        case TryStep.AMOUNTS:
            return _amount_errors(values)
        case TryStep.FUTURE:
            return _future_errors(values)
        case TryStep.CLAIM:
            return number_errors(values, CLAIM_YEARS, CLAIM_MONTHS)


def _choice_error(
    name: str, values: Mapping[str, str], choices: Iterable[str], sentence: str
) -> tuple[FieldError, ...]:
    return () if values.get(name) in set(choices) else (FieldError(name, sentence),)


def _amount_errors(values: Mapping[str, str]) -> tuple[FieldError, ...]:
    if paper_form(values) is PaperForm.UNDER_50:
        return number_errors(values, BASIC, EMPLOYEES, MUTUAL_AID)
    errors = number_errors(values, BASIC, PROPORTIONAL, TRANSITIONAL, SPECIAL, SPECIAL_AGE)
    if not errors and number_in(values, SPECIAL) and not number_in(values, SPECIAL_AGE):
        sentence = f"{SPECIAL_AGE.what}を入力してください。65歳になるまでの額が入力されています。"
        return (FieldError(SPECIAL_AGE.name, sentence),)
    return errors


def _future_errors(values: Mapping[str, str]) -> tuple[FieldError, ...]:
    wrong = _choice_error(DOING, values, Doing, "これからのことを、ひとつ選んでください。")
    return wrong or (number_errors(values, PAY, BONUS, UNTIL) if values[DOING] == Doing.EMPLOYMENT else ())
