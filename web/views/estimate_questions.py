"""質問に答える試算: the start, one question, the summary of the answers, and what they come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pension.calendar import YearMonth
from pension.interview import Answers, Interview, Question, Situation
from pension.limits import STOPS_ALL, Limit
from pension.what_if import WhatIf
from web.forms.days import USUAL_ERA_OF_CHILDREN
from web.forms.detailed_estimate import SPOUSE_BORN
from web.forms.estimate_questions import (
    BOXES,
    LATER_BONUS,
    LATER_PAY,
    RAISE,
    SOME,
    back_box,
    errors_of,
    is_unknown,
    may_be_unknown,
    unknown_box,
)
from web.forms.numbers import NumberField
from web.forms.plan import BONUS, PAY, UNTIL
from web.forms.result import FieldError
from web.views.answer_words import answer_words
from web.views.choices import Question as Choice
from web.views.choices import question as choice
from web.views.estimate_result import EstimateResult, what_if_result
from web.views.form_errors import announcement, message_for, title_with
from web.views.frame import Frame, Link, Tab
from web.views.limits import SaidLimit, what_if_limits
from web.views.number_question import number_question
from web.views.question import AnyQuestion, date_question
from web.views.question_words import HEADINGS, SHORT, WHY, choice_words, hint_words, supposed_words
from web.views.save_estimate import SaveForm
from web.views.simple_estimate import lacking_sentence
from web.views.wording import date_words, month_words

TITLE = "質問に答える試算"
START_URL = "/estimate/questions"
SUMMARY_URL = f"{START_URL}/summary"
RESULT_URL = f"{START_URL}/result"
FROM_SUMMARY = "summary"
WRONG = "wrong"
_WRONG = f"{WRONG}=1"
WRONG_SUMMARY_URL = f"{SUMMARY_URL}?{_WRONG}"
_CRUMB = Link(TITLE, START_URL)


@dataclass(frozen=True, slots=True, kw_only=True)
class StartView:
    """Before the first question; ``go_on`` leads to where somebody has stopped, None before anything was typed."""

    frame: Frame
    as_of: str
    limits: tuple[SaidLimit, ...]
    stopped: bool
    first: Link
    go_on: Link | None


@dataclass(frozen=True, slots=True)
class TickBox:
    """A box to tick: わからない, or a month to pay back."""

    name: str
    label: str
    ticked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """One question: why it is asked, its boxes, and the way back; ``from_summary``: the summary comes next.

    ``months_opened``: some of the months are to be chosen, so that they are in sight.
    """

    frame: Frame
    errors: tuple[FieldError, ...]
    action: str
    progress: str
    heading: str
    why: str
    hint: str
    choice: Choice | None
    questions: tuple[AnyQuestion, ...]
    months: tuple[TickBox, ...]
    months_opened: bool
    unknown: TickBox | None
    supposed: str
    back: Link
    from_summary: bool


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer of the summary: what was asked, what was answered, where to change it, what the law has against it."""

    id: str
    asked: str
    answer: str
    change: Link
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryView:
    """Every answer; ``kept`` once there is one."""

    frame: Frame
    errors: tuple[FieldError, ...]
    lead: str
    kept: bool
    rows: tuple[AnswerRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultView:
    """What the answers come to, and what was supposed where they were わからない."""

    frame: Frame
    as_of: str
    result: EstimateResult | None
    lacking: str
    supposed: tuple[str, ...]
    save: SaveForm


def question_url(question: Question, *, from_summary: bool = False, wrong: bool = False) -> str:
    """The address of a question; from the summary one comes back there. ``wrong``: what is wrong is said there."""
    query = "&".join([*([f"from={FROM_SUMMARY}"] if from_summary else []), *([_WRONG] if wrong else [])])
    return f"{START_URL}/{question}?{query}" if query else f"{START_URL}/{question}"


def step_of(url: str) -> str:
    """What a draft keeps of an address of these pages: the question, the summary or the result."""
    return url.removeprefix(f"{START_URL}/").partition("?")[0]


def start_view(as_of: YearMonth, limits: Sequence[Limit], go_on: str, *, points: int) -> StartView:
    """The first page; ``go_on`` is where somebody has stopped, empty before anything was typed."""
    return StartView(
        frame=Frame(title=TITLE, announce=f"{TITLE}です。", tab=Tab.ESTIMATES, breadcrumbs=_ABOVE, points=points),
        as_of=date_words(as_of.last_day),
        limits=what_if_limits(limits),
        stopped=bool(STOPS_ALL.intersection(limits)),
        first=Link("はじめの質問へ", question_url(Question.WORK)),
        go_on=Link("続きから答える", go_on) if go_on else None,
    )


_ABOVE = (Link("見込額の試算", "/estimate/notice"),)


def question_view(
    question: Question,
    asked: Interview,
    situation: Situation,
    answers: Answers,
    values: Mapping[str, str],
    *,
    errors: tuple[FieldError, ...] = (),
    from_summary: bool = False,
    points: int = 0,
) -> QuestionView:
    """One question with what was typed."""
    heading, index = HEADINGS[question], asked.questions.index(question)
    before = asked.questions[index - 1] if index else None
    return QuestionView(
        frame=_frame(title_with(errors, f"{heading}（{TITLE}）"), announcement(errors, f"{heading}。"), points),
        errors=errors,
        action=question_url(question),
        progress=f"{index + 1}つめの質問（いまのところ、全部で{len(asked.questions)}つ）",
        heading=heading,
        why=WHY[question],
        hint=_HINTS.get(question, ""),
        choice=_choice(question, situation, asked, values, errors),
        questions=_boxes(question, values, errors),
        months=_months(question, situation, values),
        months_opened=values.get(Question.PAY_BACK) == SOME,
        unknown=_unknown(question, situation, values),
        supposed=_supposed(question, answers, situation),
        back=_back(before, from_summary=from_summary),
        from_summary=from_summary,
    )


def summary_view(
    asked: Interview,
    situation: Situation,
    values: Mapping[str, str],
    problems: Mapping[Question, FieldError],
    *,
    points: int = 0,
) -> SummaryView:
    """Every answer, each with the way to change it."""
    title = "お答えの確認"
    errors = tuple(FieldError(f"answer-{question}", error.message) for question, error in problems.items())
    return SummaryView(
        frame=_frame(title_with(errors, f"{title}（{TITLE}）"), announcement(errors, f"{title}です。"), points),
        errors=errors,
        lead=_lead_of_summary(any(errors_of(question, values, situation) for question in asked.questions)),
        kept=bool(values),
        rows=tuple(
            AnswerRow(
                id=f"answer-{question}",
                asked=SHORT[question],
                answer=answer_words(question, values, situation),
                change=Link(f"{SHORT[question]}を変える", question_url(question, from_summary=True)),
                error=message_for(errors, f"answer-{question}"),
            )
            for question in asked.questions
        ),
    )


def _lead_of_summary(lacks: bool) -> str:
    if lacks:
        return "まだ答えていない質問があります。「計算する」を押すと、その質問へ進みます。"
    return "お答えは、次のとおりです。よければ「計算する」を押してください。"


def result_view(
    asked: Interview,
    situation: Situation,
    answers: Answers,
    values: Mapping[str, str],
    found: WhatIf,
    save: SaveForm,
    *,
    points: int,
) -> ResultView:
    """What the answers come to."""
    result = what_if_result(found) if found.estimate.stages else None
    lacking = "" if result else lacking_sentence(found.estimate)
    return ResultView(
        frame=_frame(f"試算の結果（{TITLE}）", result.lead if result else lacking, points),
        as_of=date_words(situation.record.as_of.last_day),
        result=result,
        lacking=lacking,
        save=save,
        supposed=tuple(
            f"{SHORT[question]}：{supposed_words(question, answers, situation)}"
            for question in asked.questions
            if is_unknown(question, values, situation)
        ),
    )


def _frame(title: str, announce: str, points: int) -> Frame:
    return Frame(title=title, announce=announce, tab=Tab.ESTIMATES, breadcrumbs=(*_ABOVE, _CRUMB), points=points)


def _back(before: Question | None, *, from_summary: bool) -> Link:
    if from_summary:
        return Link("変えずに、お答えの確認へもどる", SUMMARY_URL)
    return Link("ひとつ前の質問へ", question_url(before)) if before else Link("はじめの画面へもどる", START_URL)


def _supposed(question: Question, answers: Answers, situation: Situation) -> str:
    if not may_be_unknown(question, situation):
        return ""
    return f"わからないときは、{supposed_words(question, answers, situation)}"


_HINTS: Mapping[Question, str] = {
    Question.CHILDREN_BIRTH: "お一人だけのときは、2人目からは空けたままにしてください。",
}


def _choice(
    question: Question,
    situation: Situation,
    asked: Interview,
    values: Mapping[str, str],
    errors: Sequence[FieldError],
) -> Choice | None:
    if not BOXES[question].choices:
        return None
    return choice(
        question,
        "お答え",
        choice_words(question, situation),
        {values.get(question, "")},
        error=message_for(errors, question),
        hint=hint_words(question, situation, asked.voluntary_months),
    )


_LABELS: Mapping[str, tuple[str, str]] = {
    UNTIL.name: ("働くのをやめる年齢（歳）", "この年齢になる前の月まで、働くものとして計算します。"),
    PAY.name: ("1か月の給与（円）", "税金などを引く前の額です。30万円のように、入力することもできます。"),
    BONUS.name: (
        "1年の賞与の合計（円）",
        "税金などを引く前の額です。半分ずつ、6月と12月に受け取るとして計算します。ないときは、空けたままにしてください。",
    ),
    RAISE.name: ("毎年4月の昇給（%）", "1%なら、1と入力します。上がらないときは、0と入力します。"),
    LATER_PAY.name: ("1か月の給与（円）", "税金などを引く前の額です。"),
    LATER_BONUS.name: ("1年の賞与の合計（円）", "ないときは、空けたままにしてください。"),
}
_CLAIM_LABELS = (
    ("受け取り始める年齢（歳）", "ふつうは65歳です。60歳から75歳まで選べます。"),
    (
        "何か月（0から11）",
        "68歳6か月なら、上に68、ここに6と入力します。ちょうどのときは、空けたままにしてください。",
    ),
)


def _boxes(question: Question, values: Mapping[str, str], errors: tuple[FieldError, ...]) -> tuple[AnyQuestion, ...]:
    boxes = BOXES[question]
    if question is Question.SPOUSE_BIRTH:
        return (date_question(SPOUSE_BORN, "生年月日", values, errors, required=False),)
    if question is Question.CHILDREN_BIRTH:
        return tuple(
            date_question(
                name,
                f"{number}人目",
                values,
                errors,
                usual_era=USUAL_ERA_OF_CHILDREN,
                required=number == 1,
            )
            for number, name in enumerate(boxes.days, start=1)
        )
    asked = (
        number_question(number, *_label(question, index, number), values, errors)
        for index, number in enumerate(boxes.numbers)
    )
    return tuple(replace(box, required=False) if boxes.unknown else box for box in asked)


def _label(question: Question, index: int, number: NumberField) -> tuple[str, str]:
    if question in (Question.CLAIM_BASIC, Question.CLAIM_EMPLOYEES):
        return _CLAIM_LABELS[index]
    return _LABELS[number.name]


def _months(question: Question, situation: Situation, values: Mapping[str, str]) -> tuple[TickBox, ...]:
    if question is not Question.PAY_BACK:
        return ()
    return tuple(
        TickBox(back_box(month), month_words(month), bool(values.get(back_box(month)))) for month in situation.payable
    )


def _unknown(question: Question, situation: Situation, values: Mapping[str, str]) -> TickBox | None:
    if BOXES[question].choices or not may_be_unknown(question, situation):
        return None
    return TickBox(unknown_box(question), "わからない", bool(values.get(unknown_box(question))))
