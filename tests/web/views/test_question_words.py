"""The questions in words."""

from __future__ import annotations

import pytest

from pension.interview import Answers, Question, Situation
from pension.record import Category, PayRun, PensionRecord
from pension.status import Status
from tests.pension.documents import TODAY, job, national, record, run, ym
from web.forms.estimate_questions import BOXES, may_be_unknown
from web.views.answer_words import answer_words
from web.views.question_words import HEADINGS, SHORT, WHY, choice_words, supposed_words

JOB = job("1993-04-01", None, pay=(PayRun(first_month=ym("1993-04"), standard_monthly_remuneration=300_000),))
WIFE = national("1995-04-01", None, run("1995-04", "2026-10", Status.N3), category=Category.CATEGORY_3)


def situation(life: PensionRecord) -> Situation:
    return Situation(record=life, today=TODAY, payable=tuple(ym(f"2025-0{month}") for month in (4, 5, 6, 7)))


WORKS, DEPENDENT, NOTHING = (situation(record(*periods, born="1970-06-15")) for periods in ((JOB,), (WIFE,), ()))


@pytest.mark.parametrize("question", Question)
def test_every_question_says_what_and_why_and_what_is_supposed(question: Question) -> None:
    assert HEADINGS[question].endswith("か")
    assert SHORT[question]
    assert WHY[question].endswith("ためです。")
    if may_be_unknown(question, WORKS):
        assert supposed_words(question, Answers(), WORKS).endswith("計算します。")
    if BOXES[question].choices:
        assert tuple(choice_words(question, WORKS)) == BOXES[question].choices


def test_what_is_supposed_follows_from_the_record() -> None:
    assert supposed_words(Question.WORK, Answers(), WORKS) == "いまの記録のまま、これからも働くものとして計算します。"
    assert "これからも働かない" in supposed_words(Question.WORK, Answers(), NOTHING)
    assert supposed_words(Question.UNTIL, Answers(), WORKS) == "60歳まで働くものとして計算します。"
    assert "1か月30万円" in supposed_words(Question.PAY, Answers(), WORKS)
    assert supposed_words(Question.PAY, Answers(), NOTHING) == ""
    assert "扶養に入る" in supposed_words(Question.AFTER, Answers(), DEPENDENT)
    assert "自分で納める" in supposed_words(Question.AFTER, Answers(works=True), DEPENDENT)
    assert supposed_words(Question.CHILDREN_BIRTH, Answers(), WORKS) == ""


@pytest.mark.parametrize(
    ("question", "values", "words"),
    [
        (Question.WORK, {}, "まだ答えていません"),
        (Question.WORK, {"work": "unknown"}, "わからない"),
        (Question.AFTER, {"after": "abroad"}, "海外に住み、国民年金には入らない"),
        (Question.RAISE, {"raise": "2"}, "毎年2%"),
        (Question.CLAIM_BASIC, {"claim-basic": "67", "claim-basic-months": "3"}, "67歳3か月"),
        (Question.PAY_BACK, {"pay-back": "some", "back-2025-05": "1"}, "令和7年5月を納める"),
        (
            Question.PAY_BACK,
            {"pay-back": "some", **{f"back-2025-0{month}": "1" for month in (4, 5, 6, 7)}},
            "令和7年4月、令和7年5月、令和7年6月など4か月を納める",
        ),
    ],
)
def test_answers_are_repeated(question: Question, values: dict[str, str], words: str) -> None:
    assert answer_words(question, values, WORKS) == words
