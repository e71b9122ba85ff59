"""Answers of 質問に答える試算 as they are repeated to the person."""

from __future__ import annotations

from collections.abc import Mapping

from pension.calendar import YearMonth
from pension.claim import ClaimAge
from pension.interview import Question, Situation
from web.forms.days import days_in
from web.forms.estimate_questions import BOXES, SOME, chosen_months, errors_of, is_unknown
from web.forms.numbers import number_in
from web.views.estimate_result import age_words
from web.views.question_words import UNKNOWN_WORDS, choice_words
from web.views.wording import date_words, short_month_words, yen_words

_NOT_YET = "まだ答えていません"
_MOST_NAMED = 3
_CLAIMS = (Question.CLAIM_BASIC, Question.CLAIM_EMPLOYEES)


def answer_words(question: Question, values: Mapping[str, str], situation: Situation) -> str:
    """An answer in words."""
    if errors_of(question, values, situation):
        return _NOT_YET
    if is_unknown(question, values, situation):
        return UNKNOWN_WORDS
    boxes = BOXES[question]
    if boxes.choices:
        return _choice_said(question, values, situation)
    if boxes.days:
        return "、".join(date_words(day) for day in days_in(boxes.days, values, situation.today))
    return _numbers_said(question, [number_in(values, number) for number in boxes.numbers])


def _choice_said(question: Question, values: Mapping[str, str], situation: Situation) -> str:
    if values[question] == SOME:
        return f"{_months_said(chosen_months(values, situation))}を納める"
    return choice_words(question, situation)[values[question]]


def _months_said(months: tuple[YearMonth, ...]) -> str:
    named = "、".join(short_month_words(month) for month in months[:_MOST_NAMED])
    return named if len(months) <= _MOST_NAMED else f"{named}など{len(months)}か月"


def _numbers_said(question: Question, numbers: list[int]) -> str:
    if question in _CLAIMS:
        return age_words(ClaimAge(*numbers))
    if question is Question.UNTIL:
        return f"{numbers[0]}歳"
    if question is Question.RAISE:
        return f"毎年{numbers[0]}%"
    monthly, bonus = numbers
    return f"給与1か月{yen_words(monthly)}、賞与1年{yen_words(bonus)}"
