"""登録しないで試算する: the questions about a paper ねんきん定期便, and what its figures come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pension.paper_notice import PaperEstimate, PaperForm
from pension.plan import Doing
from web.forms.numbers import NumberField
from web.forms.plan import BONUS, CLAIM_MONTHS, CLAIM_YEARS, DOING, PAY, UNTIL
from web.forms.result import FieldError
from web.forms.try_estimate import (
    ALL_FIELDS,
    BASIC,
    BIRTH,
    BIRTH_BOXES,
    EMPLOYEES,
    MONTHS,
    MUTUAL_AID,
    PAPER,
    PROPORTIONAL,
    SPECIAL,
    SPECIAL_AGE,
    TRANSITIONAL,
    TryForm,
    TryStep,
    paper_form,
    steps_of,
)
from web.views.choices import Answer
from web.views.choices import Question as Choice
from web.views.estimate_result import EstimateResult, estimate_result
from web.views.frame import Frame, Link
from web.views.number_question import message_for, number_question
from web.views.question import AnyQuestion, date_question

TITLE = "登録しないで試算する"
_TOP = Link("トップページ", "/")


@dataclass(frozen=True, slots=True)
class Hidden:
    """An answer of another step, carried along in the form."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TryView:
    """One step. ``place`` says where on the paper the figures stand; ``picture`` is the part to mark, empty for none.

    ``is_first`` has no way back, ``is_last`` leads to the result.
    """

    frame: Frame
    errors: tuple[FieldError, ...]
    step: str
    progress: str
    heading: str
    place: str
    picture: str
    choice: Choice | None
    questions: tuple[AnyQuestion, ...]
    hidden: tuple[Hidden, ...]
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TryResultView:
    """The result, None where the qualifying period is too short: ``lacking`` says so then."""

    frame: Frame
    result: EstimateResult | None
    lacking: str
    hidden: tuple[Hidden, ...]


_HEADINGS: Mapping[TryStep, str] = {
    TryStep.PAPER: "お手元のねんきん定期便は、どちらですか",
    TryStep.BIRTH: "生年月日は、いつですか",
    TryStep.MONTHS: "受給資格期間は、何か月ですか",
    TryStep.AMOUNTS: "年金の額は、いくらと書いてありますか",
    TryStep.FUTURE: "これから、どうされますか",
    TryStep.CLAIM: "何歳から受け取りますか",
}
_PLACES: Mapping[tuple[TryStep, PaperForm], str] = {
    (TryStep.MONTHS, PaperForm.UNDER_50): (
        "定期便の「2．これまでの年金加入期間」の欄の、右はしの「受給資格期間」の月数です。"
    ),
    (TryStep.MONTHS, PaperForm.FROM_50): (
        "定期便の「2．これまでの年金加入期間」の欄の、右はしの「受給資格期間」の月数です。"
    ),
    (TryStep.AMOUNTS, PaperForm.UNDER_50): "定期便の「3．これまでの加入実績に応じた年金額」の欄の額です。",
    (TryStep.AMOUNTS, PaperForm.FROM_50): "定期便の「3．老齢年金の種類と見込額（年額）」の欄の額です。",
}
_DOING_WORDS: Mapping[Doing, str] = {
    Doing.EMPLOYMENT: "会社などで働く（厚生年金に入る）",
    Doing.SELF_EMPLOYED: "国民年金の保険料を自分で納める（60歳まで）",
    Doing.DEPENDENT: "配偶者の扶養に入る（60歳まで）",
    Doing.NOTHING: "これからの分は考えない",
}


def try_view(form: TryForm) -> TryView:
    """A step with what was typed; its errors first."""
    step = form.step or TryStep.CLAIM
    steps = steps_of(form.values)
    index = steps.index(step)
    own = _own_fields(step)
    title = f"エラー：{TITLE}" if form.errors else f"{_HEADINGS[step]}（{TITLE}）"
    return TryView(
        frame=Frame(title=title, announce=_announcement(form.errors, _HEADINGS[step]), breadcrumbs=(_TOP,)),
        errors=form.errors,
        step=step,
        progress=f"{len(steps)}つの質問の{index + 1}つめ" if index else "はじめに",
        heading=_HEADINGS[step],
        place=_PLACES.get((step, paper_form(form.values)), ""),
        picture=step if (step, paper_form(form.values)) in _PLACES else "",
        choice=_choice(step, form),
        questions=_questions(step, form),
        hidden=_hidden(form.values, own),
        is_first=index == 0,
        is_last=step is steps[-1],
    )


def try_result_view(form: TryForm, estimate: PaperEstimate) -> TryResultView:
    """The result of a form that was answered to the end."""
    frame = Frame(title=f"試算の結果（{TITLE}）", announce="試算の結果です。", breadcrumbs=(_TOP,))
    hidden = _hidden(form.values, ())
    if not estimate.stages:
        return TryResultView(frame=frame, result=None, lacking=_lacking(estimate), hidden=hidden)
    result = estimate_result(
        birth_date=estimate.birth_date,
        fiscal_year=estimate.fiscal_year,
        stages=estimate.stages,
        at_65=estimate.stages_at_65,
        notes=estimate.notes,
        doubts=estimate.doubts,
    )
    return TryResultView(frame=frame, result=result, lacking="", hidden=hidden)


def _lacking(estimate: PaperEstimate) -> str:
    if estimate.months >= estimate.required:
        return "入力された額が0円のため、受け取る額を計算できません。定期便の額をもう一度ご確認ください。"
    required, missing = estimate.required, estimate.required - estimate.months
    return (
        f"受給資格期間は、これからの分をあわせて{estimate.months}か月です。"
        f"年金を受け取るには{required}か月が必要なので、あと{missing}か月足りません。"
    )


def _announcement(errors: Sequence[FieldError], heading: str) -> str:
    return f"入力に誤りが{len(errors)}件あります。" if errors else f"{heading}。"


def _own_fields(step: TryStep) -> tuple[str, ...]:
    return {
        TryStep.PAPER: (PAPER,),
        TryStep.BIRTH: BIRTH_BOXES,
        TryStep.MONTHS: (MONTHS.name,),
        TryStep.AMOUNTS: tuple(field.name for field, _, _ in (*_AMOUNTS_UNDER_50, *_AMOUNTS_FROM_50)),
        TryStep.FUTURE: (DOING, PAY.name, BONUS.name, UNTIL.name),
        TryStep.CLAIM: (CLAIM_YEARS.name, CLAIM_MONTHS.name),
    }[step]


def _hidden(values: Mapping[str, str], own: Sequence[str]) -> tuple[Hidden, ...]:
    return tuple(Hidden(name, values[name]) for name in ALL_FIELDS if values.get(name) and name not in own)


_PAPER_CHOICES: Mapping[PaperForm, str] = {
    PaperForm.UNDER_50: "50歳未満の方のもの（65歳からの見込額は書いていません）",
    PaperForm.FROM_50: "50歳以上の方のもの（65歳からの見込額が書いてあります）",
}


def _choice(step: TryStep, form: TryForm) -> Choice | None:
    words: Mapping[str, str]
    if step is TryStep.PAPER:
        name, legend, words = PAPER, "定期便の種類", {str(key): label for key, label in _PAPER_CHOICES.items()}
    elif step is TryStep.FUTURE:
        name, legend, words = DOING, "これからのこと", {str(key): label for key, label in _DOING_WORDS.items()}
    else:
        return None
    chosen = form.values.get(name, "")
    return Choice(
        name=name,
        legend=legend,
        hint="",
        error=message_for(form.errors, name),
        answers=tuple(Answer(value=value, label=label, chosen=value == chosen) for value, label in words.items()),
    )


_Asked = tuple[NumberField, str, str]  # the box, its label, its hint
_OPTIONAL = "書いていないときは、空けたままにしてください。"
_AMOUNTS_UNDER_50: tuple[_Asked, ...] = (
    (BASIC, "老齢基礎年金（円）", "「（1）老齢基礎年金」の額です。"),
    (EMPLOYEES, "一般厚生年金期間の額（円）", f"「（2）老齢厚生年金」の中の額です。{_OPTIONAL}"),
    (MUTUAL_AID, "公務員や私立学校の厚生年金の額（円）", f"2つあるときは、足した額です。{_OPTIONAL}"),
)
_AMOUNTS_FROM_50: tuple[_Asked, ...] = (
    (BASIC, "65歳からの老齢基礎年金（円）", "「65歳〜」の列の額です。"),
    (PROPORTIONAL, "65歳からの報酬比例部分（円）", f"いくつかあるときは、足した額です。{_OPTIONAL}"),
    (TRANSITIONAL, "65歳からの経過的加算部分（円）", f"いくつかあるときは、足した額です。{_OPTIONAL}"),
    (SPECIAL, "65歳になるまでの老齢厚生年金（円）", f"65歳より前の列の額です。{_OPTIONAL}"),
    (SPECIAL_AGE, "その年金を受け取り始める年齢（歳）", f"65歳より前の列の上に書いてあります。{_OPTIONAL}"),
)
_FUTURE: tuple[_Asked, ...] = (
    (PAY, "1か月の給与（円）", "「会社などで働く」を選んだ方だけ入力してください。税金などを引く前の額です。"),
    (BONUS, "1年の賞与の合計（円）", "「会社などで働く」を選んだ方だけです。ないときは、空けたままにしてください。"),
    (UNTIL, "働くのをやめる年齢（歳）", "「会社などで働く」を選んだ方だけです。"),
)
CLAIM_QUESTIONS: tuple[_Asked, ...] = (
    (CLAIM_YEARS, "受け取り始める年齢（歳）", "ふつうは65歳です。60歳から75歳まで選べます。"),
    (
        CLAIM_MONTHS,
        "何か月（0から11）",
        "68歳6か月なら、上に68、ここに6と入力します。ちょうどのときは、空けたままでかまいません。",
    ),
)


def _questions(step: TryStep, form: TryForm) -> tuple[AnyQuestion, ...]:
    if step is TryStep.BIRTH:
        return (date_question(BIRTH, "生年月日", form.values, form.errors),)
    asked: Mapping[TryStep, tuple[_Asked, ...]] = {
        TryStep.MONTHS: ((MONTHS, "受給資格期間（月数）", "数字だけでかまいません。例：256"),),
        TryStep.AMOUNTS: _AMOUNTS_UNDER_50 if paper_form(form.values) is PaperForm.UNDER_50 else _AMOUNTS_FROM_50,
        TryStep.FUTURE: _FUTURE,
        TryStep.CLAIM: CLAIM_QUESTIONS,
    }
    return tuple(
        number_question(field, label, hint, form.values, form.errors) for field, label, hint in asked.get(step, ())
    )
