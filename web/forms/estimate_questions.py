"""質問に答える試算: the boxes of each question, what is wrong with them, and what the answers say.

What was typed is kept as it is, right or wrong; an answer counts once nothing is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from pension.calendar import YearMonth
from pension.claim import ClaimAge
from pension.conditions import ConditionProblem, Conditions, SpellKind
from pension.interview import Answers, Pay, Question, Situation, present_pay
from pension.plan import Doing, Plan, find_plan_problems
from web.forms.days import CHILD, CHILDREN, boxes_of, day_errors, days_in, filled
from web.forms.detailed_estimate import BACK, CLAIM_BASIC, CLAIM_EMPLOYEES, SPELL_INDEX, SPOUSE, SPOUSE_BORN
from web.forms.numbers import NumberField, number_errors, number_in, typed
from web.forms.plan import BONUS, PAY, UNTIL, reason_words
from web.forms.result import FieldError

YES, NO, UNKNOWN, ALL, SOME = "yes", "no", "unknown", "all", "some"
RAISE = NumberField(name="raise", what="昇給", low=0, high=20, unit="%")
LATER_PAY = replace(PAY, name="later-pay", what="受け取りながら働く間の1か月の給与")
LATER_BONUS = replace(BONUS, name="later-bonus", what="受け取りながら働く間の1年の賞与")
CLAIM_BASIC_YEARS, CLAIM_EMPLOYEES_YEARS = (replace(boxes[0], empty=None) for boxes in (CLAIM_BASIC, CLAIM_EMPLOYEES))
_BACK_BOX = re.compile(rf"{BACK}-[12][0-9]{{3}}-[01][0-9]")
_YES_NO = (YES, NO, UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Boxes:
    """What a question is answered with: one of the ``choices``, ``numbers``, or ``days``.

    ``unknown``: numbers and days have a box わからない beside them (choices have it among them).
    """

    choices: tuple[str, ...] = ()
    numbers: tuple[NumberField, ...] = ()
    days: tuple[str, ...] = ()
    unknown: bool = False


BOXES: Mapping[Question, Boxes] = {
    Question.WORK: Boxes(choices=_YES_NO),
    Question.UNTIL: Boxes(numbers=(UNTIL,), unknown=True),
    Question.PAY: Boxes(numbers=(PAY, BONUS), unknown=True),
    Question.RAISE: Boxes(numbers=(RAISE,), unknown=True),
    Question.AFTER: Boxes(choices=(*(kind for kind in SpellKind if kind is not SpellKind.EMPLOYMENT), UNKNOWN)),
    Question.VOLUNTARY: Boxes(choices=_YES_NO),
    Question.ADDITIONAL: Boxes(choices=_YES_NO),
    Question.PAY_BACK: Boxes(choices=(NO, ALL, SOME, UNKNOWN)),
    Question.SPOUSE: Boxes(choices=_YES_NO),
    Question.SPOUSE_BIRTH: Boxes(days=(SPOUSE_BORN,), unknown=True),
    Question.SPOUSE_WORK: Boxes(choices=_YES_NO),
    Question.CHILDREN: Boxes(choices=_YES_NO),
    Question.CHILDREN_BIRTH: Boxes(days=CHILDREN),
    Question.CLAIM_BASIC: Boxes(numbers=(CLAIM_BASIC_YEARS, CLAIM_BASIC[1]), unknown=True),
    Question.CLAIM_EMPLOYEES: Boxes(numbers=(CLAIM_EMPLOYEES_YEARS, CLAIM_EMPLOYEES[1]), unknown=True),
    Question.PAY_LATER: Boxes(numbers=(LATER_PAY, LATER_BONUS), unknown=True),
}


def unknown_box(question: Question) -> str:
    """The name of the box わからない of a question."""
    return f"{question}-{UNKNOWN}"


def may_be_unknown(question: Question, situation: Situation) -> bool:
    """Whether わからない is an answer: there is something fair to suppose."""
    boxes = BOXES[question]
    if question is Question.PAY:
        return present_pay(situation.record) is not None
    return boxes.unknown or UNKNOWN in boxes.choices


def names_of(question: Question, situation: Situation) -> tuple[str, ...]:
    """Every field of a question."""
    backs = [back_box(month) for month in situation.payable] if question is Question.PAY_BACK else []
    return (*_own_names(question), *backs)


def _own_names(question: Question) -> tuple[str, ...]:
    boxes = BOXES[question]
    days = [name for day in boxes.days for name in boxes_of(day)]
    numbers = [number.name for number in boxes.numbers]
    unknown = [unknown_box(question)] if boxes.unknown else []
    return (*([question] if boxes.choices else []), *numbers, *days, *unknown)


def back_box(month: YearMonth) -> str:
    """The name of the box of a month to pay back."""
    return f"{BACK}-{month}"


def sent_fields(question: Question, data: Mapping[str, str], situation: Situation) -> Mapping[str, str]:
    """What was sent for a question; what stands empty is empty."""
    return {name: typed(data, name) for name in names_of(question, situation)}


def late_fields(step: str, data: Mapping[str, str]) -> Mapping[str, str]:
    """What was sent for a question when the record is not at hand; nothing for what is no question."""
    if step not in set(Question):
        return {}
    question = Question(step)
    months = [name for name in data if _BACK_BOX.fullmatch(name)] if question is Question.PAY_BACK else []
    return {name: typed(data, name) for name in (*_own_names(question), *months)}


def errors_of(question: Question, values: Mapping[str, str], situation: Situation) -> tuple[FieldError, ...]:
    """What is wrong with the answer to a question; empty when it counts."""
    boxes = BOXES[question]
    if is_unknown(question, values, situation):
        return ()
    if boxes.choices:
        return _choice_errors(question, values, situation)
    if boxes.numbers:
        return _number_errors(question, boxes.numbers, values, situation)
    return _day_errors(question, boxes.days, values, situation)


def is_unknown(question: Question, values: Mapping[str, str], situation: Situation) -> bool:
    """Whether the answer is わからない."""
    said = values.get(question) == UNKNOWN or bool(values.get(unknown_box(question)))
    return said and may_be_unknown(question, situation)


def _choice_errors(question: Question, values: Mapping[str, str], situation: Situation) -> tuple[FieldError, ...]:
    if values.get(question) not in BOXES[question].choices:
        return (FieldError(question, "答えを、ひとつ選んでください。"),)
    if question is Question.PAY_BACK and values[question] == SOME and not chosen_months(values, situation):
        return (FieldError(question, "納める月を、下から選んでください。"),)
    return ()


def _day_errors(
    question: Question, names: tuple[str, ...], values: Mapping[str, str], situation: Situation
) -> tuple[FieldError, ...]:
    what = CHILD if question is Question.CHILDREN_BIRTH else SPOUSE
    if not list(filled(names, values)):
        return (FieldError(boxes_of(names[0])[1], f"{what}を入力してください。"),)
    return day_errors(names, values, what, situation.today)


def _number_errors(
    question: Question, numbers: tuple[NumberField, ...], values: Mapping[str, str], situation: Situation
) -> tuple[FieldError, ...]:
    errors = number_errors(values, *numbers)
    if errors or question is not Question.UNTIL:
        return errors
    plan = Plan(doing=Doing.EMPLOYMENT, works_until=number_in(values, UNTIL))
    problems = find_plan_problems(plan, situation.record.person.birth_date, situation.today)
    return tuple(FieldError(UNTIL.name, reason_words(problem)) for problem in problems)


def read_answers(values: Mapping[str, str], situation: Situation) -> Answers:
    """What was answered so far; what is wrong or was not asked yet is not known."""
    read = _Reader(values, situation)
    return Answers(
        works=read.yes(Question.WORK),
        works_until=read.number(Question.UNTIL),
        pay=read.pay(Question.PAY),
        raise_per_cent=read.number(Question.RAISE),
        afterwards=SpellKind(values[Question.AFTER]) if read.knows(Question.AFTER) else None,
        volunteers=read.yes(Question.VOLUNTARY),
        additional=read.yes(Question.ADDITIONAL),
        pay_back=_pay_back(values, situation) if read.knows(Question.PAY_BACK) else None,
        has_spouse=read.yes(Question.SPOUSE),
        spouse_born=next(iter(read.days(Question.SPOUSE_BIRTH)), None),
        spouse_long_employment=read.yes(Question.SPOUSE_WORK),
        has_children=read.yes(Question.CHILDREN),
        children=read.days(Question.CHILDREN_BIRTH),
        claim_basic=read.claim(Question.CLAIM_BASIC),
        claim_employees=read.claim(Question.CLAIM_EMPLOYEES),
        pay_later=read.pay(Question.PAY_LATER),
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """Answers that are right and known."""

    values: Mapping[str, str]
    situation: Situation

    def knows(self, question: Question) -> bool:
        wrong = errors_of(question, self.values, self.situation)
        return not wrong and not is_unknown(question, self.values, self.situation)

    def yes(self, question: Question) -> bool | None:
        return self.values[question] == YES if self.knows(question) else None

    def number(self, question: Question) -> int | None:
        return number_in(self.values, BOXES[question].numbers[0]) if self.knows(question) else None

    def pay(self, question: Question) -> Pay | None:
        monthly, bonus = BOXES[question].numbers
        return Pay(number_in(self.values, monthly), number_in(self.values, bonus)) if self.knows(question) else None

    def claim(self, question: Question) -> ClaimAge | None:
        years, months = BOXES[question].numbers
        return ClaimAge(number_in(self.values, years), number_in(self.values, months)) if self.knows(question) else None

    def days(self, question: Question) -> tuple[date, ...]:
        names = BOXES[question].days
        return days_in(names, self.values, self.situation.today) if self.knows(question) else ()


def chosen_months(values: Mapping[str, str], situation: Situation) -> tuple[YearMonth, ...]:
    """The months to pay back that are ticked."""
    return tuple(month for month in situation.payable if values.get(back_box(month)))


def _pay_back(values: Mapping[str, str], situation: Situation) -> tuple[YearMonth, ...]:
    said = values[Question.PAY_BACK]
    return {NO: (), ALL: situation.payable, SOME: chosen_months(values, situation)}[said]


def law_errors(problems: Iterable[ConditionProblem], conditions: Conditions) -> Mapping[Question, FieldError]:
    """What the law does not allow, by the question at which it is mended."""
    errors: dict[Question, FieldError] = {}
    for problem in problems:
        question = _question_of(problem.field, conditions)
        errors.setdefault(question, FieldError(first_box(question), reason_words(problem)))
    return errors


def first_box(question: Question) -> str:
    """The id of the first box of a question in its page."""
    boxes = BOXES[question]
    if boxes.choices:
        return question
    return boxes.numbers[0].name if boxes.numbers else boxes_of(boxes.days[0])[1]


def _question_of(name: str, conditions: Conditions) -> Question:
    for part, question in _QUESTION_OF_FIELD:
        if name.startswith(part):
            return question
    found = SPELL_INDEX.match(name)
    spell = (conditions.future or ())[int(found[1])] if found else None
    if spell is not None and spell.kind is SpellKind.EMPLOYMENT:
        return Question.PAY if name.endswith("monthly_pay") else Question.UNTIL
    return Question.VOLUNTARY if spell is not None and spell.kind is SpellKind.VOLUNTARY else Question.AFTER


_QUESTION_OF_FIELD = (
    ("claim_basic", Question.CLAIM_BASIC),
    ("claim_employees", Question.CLAIM_EMPLOYEES),
    ("pay_back", Question.PAY_BACK),
    ("children", Question.CHILDREN_BIRTH),
)
