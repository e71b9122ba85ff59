"""What the boxes of the questions say, and what is wrong with them."""

from __future__ import annotations

from datetime import date

import pytest

from pension.claim import ClaimAge
from pension.conditions import ConditionProblem, Conditions, SpellKind
from pension.interview import Answers, Pay, Question, Situation
from pension.record import PayRun, PensionRecord
from tests.pension.documents import TODAY, job, record, ym
from tests.pension.estimates import spell
from web.forms.estimate_questions import (
    BOXES,
    errors_of,
    first_box,
    is_unknown,
    law_errors,
    may_be_unknown,
    names_of,
    read_answers,
    sent_fields,
)

WORKS = record(
    job("1993-04-01", None, pay=(PayRun(first_month=ym("1993-04"), standard_monthly_remuneration=300_000),)),
    born="1970-06-15",
)
MONTHS = (ym("2025-04"), ym("2025-05"))


def situation(life: PensionRecord = WORKS) -> Situation:
    return Situation(record=life, today=TODAY, payable=MONTHS)


def wrong(question: Question, **values: str) -> str:
    """The first message about an answer, or empty."""
    named = {name.replace("_", "-"): text for name, text in values.items()}
    return next((error.message for error in errors_of(question, named, situation())), "")


def test_every_question_has_boxes_of_its_own() -> None:
    names = [name for question in Question for name in names_of(question, situation())]
    assert set(BOXES) == set(Question)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("question", Question)
def test_an_empty_answer_is_no_answer(question: Question) -> None:
    errors = errors_of(question, {}, situation())
    assert errors
    assert errors[0].field == first_box(question)


def test_wrong_answers() -> None:
    assert wrong(Question.WORK, work="maybe") == "答えを、ひとつ選んでください。"
    assert wrong(Question.AFTER, after="employment") == "答えを、ひとつ選んでください。"
    assert wrong(Question.PAY_BACK, pay_back="some") == "納める月を、下から選んでください。"
    assert wrong(Question.PAY_BACK, pay_back="some", back_2025_04="1") == ""
    assert "読み取れません" in wrong(Question.RAISE, **{"raise": "すこし"})
    assert "いまの年齢（56歳）より上で" in wrong(Question.UNTIL, until="56")
    assert "まだ来ていない日" in wrong(
        Question.CHILDREN_BIRTH, child_1_era="令和", child_1_year="9", child_1_month="1", child_1_day="1"
    )
    assert "日を、1から31まで" in wrong(Question.SPOUSE_BIRTH, spouse_born_year="昭和40", spouse_born_month="1")


def test_unknown_is_an_answer_where_something_fair_can_be_supposed() -> None:
    known = {Question.CHILDREN_BIRTH}
    assert {question for question in Question if not may_be_unknown(question, situation())} == known
    nothing = situation(record(born="1970-06-15"))
    assert {question for question in Question if not may_be_unknown(question, nothing)} == known | {Question.PAY}
    assert is_unknown(Question.PAY, {"pay-unknown": "1"}, situation())
    assert not is_unknown(Question.PAY, {"pay-unknown": "1"}, nothing)
    assert errors_of(Question.PAY, {"pay-unknown": "1", "pay": "abc"}, situation()) == ()


def test_all_answers() -> None:
    values = {
        "work": "yes",
        "until": "67",
        "pay": "30万円",
        "bonus": "",
        "raise": "2",
        "after": "abroad",
        "voluntary": "no",
        "additional": "yes",
        "pay-back": "some",
        "back-2025-05": "1",
        "spouse": "yes",
        **{"spouse-born-era": "昭和", "spouse-born-year": "47", "spouse-born-month": "4", "spouse-born-day": "1"},
        "spouse-work": "no",
        "children": "yes",
        **{"child-2-era": "西暦", "child-2-year": "2020", "child-2-month": "4", "child-2-day": "1"},
        "claim-basic": "70",
        "claim-basic-months": "6",
        "claim-employees-unknown": "1",
        "later-pay": "20万",
        "later-bonus": "10万",
    }
    assert read_answers(values, situation()) == Answers(
        works=True,
        works_until=67,
        pay=Pay(300_000, 0),
        raise_per_cent=2,
        afterwards=SpellKind.ABROAD,
        volunteers=False,
        additional=True,
        pay_back=(ym("2025-05"),),
        has_spouse=True,
        spouse_born=date(1972, 4, 1),
        spouse_long_employment=False,
        has_children=True,
        children=(date(2020, 4, 1),),
        claim_basic=ClaimAge(70, 6),
        claim_employees=None,
        pay_later=Pay(200_000, 100_000),
    )
    assert read_answers({}, situation()) == Answers()
    every = read_answers({"pay-back": "all"}, situation())
    none = read_answers({"pay-back": "no"}, situation())
    assert (every.pay_back, none.pay_back) == (MONTHS, ())


def test_only_the_fields_of_the_question_are_kept() -> None:
    sent = sent_fields(Question.UNTIL, {"until": " 70 ", "work": "no", "csrf_token": "x"}, situation())
    assert sent == {"until": "70", "until-unknown": ""}


@pytest.mark.parametrize(
    ("field", "question"),
    [
        ("claim_basic", Question.CLAIM_BASIC),
        ("claim_employees", Question.CLAIM_EMPLOYEES),
        ("pay_back", Question.PAY_BACK),
        ("pay_back[0]", Question.PAY_BACK),
        ("children[1]", Question.CHILDREN_BIRTH),
        ("future[0].monthly_pay", Question.PAY),
        ("future[0].kind", Question.UNTIL),
        ("future[1].last_month", Question.AFTER),
        ("future[2].last_month", Question.VOLUNTARY),
    ],
)
def test_what_the_law_does_not_allow_is_mended_at_its_question(field: str, question: Question) -> None:
    conditions = Conditions(
        future=(
            spell(SpellKind.EMPLOYMENT, "2026-11", "2027-03", monthly_pay=1),
            spell(SpellKind.SELF_EMPLOYED, "2027-04", "2030-05"),
            spell(SpellKind.VOLUNTARY, "2030-06", "2031-05"),
        )
    )
    (found,) = law_errors([ConditionProblem(field, "", "2030-06からです。", "国年法28条")], conditions).items()
    assert found[0] is question
    assert found[1].field == first_box(question)
    assert found[1].message == "令和12年6月からです。（国年法28条）"
