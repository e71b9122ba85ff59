"""The officer's desk for mandates on paper (委任状): entering one, and ending all of a person at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from web.forms.paper_mandates import (
    PAPERS,
    PERSON_NAME,
    PERSON_NUMBER,
    REASON,
    papers_in,
)
from web.forms.result import FieldError
from web.views.choices import Question, question
from web.views.frame import Frame, Link
from web.views.helper_form import MandateFields, helper_problem, mandate_fields, mandate_review_facts
from web.views.mandate_words import PAPER_NAMES, PAPER_REASONS, STOP_REASONS, papers_words
from web.views.review import ReviewView, review_view

MANDATES_URL = "/counter/office/mandates"
END_URL = "/counter/office/mandates/end"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFields:
    """Whose mandate it is."""

    number: str
    number_error: str
    name: str
    name_error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperMandateView:
    """The form; ``notice`` says what was just done, or is empty."""

    frame: Frame
    notice: str
    errors: tuple[FieldError, ...]
    person: PersonFields
    mandate: MandateFields
    papers: Question
    reason: Question


@dataclass(frozen=True, slots=True, kw_only=True)
class EndMandatesView:
    """The form that ends every mandate of a person."""

    frame: Frame
    notice: str
    errors: tuple[FieldError, ...]
    person: PersonFields
    reason: Question


def paper_mandate_view(
    values: Mapping[str, str],
    last_days: Mapping[int, date],
    errors: tuple[FieldError, ...] = (),
    *,
    is_done: bool = False,
) -> PaperMandateView:
    """The form as it opens, with what was typed, or after one was entered."""
    said = {error.field: error.message for error in errors}
    return PaperMandateView(
        frame=_frame("紙の委任状を登録する", errors, ()),
        notice="登録しました。ご本人は、アクセス記録と代理の方の画面で見られます。" if is_done else "",
        errors=errors,
        person=_person(values, said),
        mandate=mandate_fields(values, last_days, errors),
        papers=question(
            "paper", "確かめた書類", PAPER_NAMES, papers_in(values), error=said.get(next(iter(PAPERS)), "")
        ),
        reason=question(
            REASON, "紙で委任する理由", PAPER_REASONS, (values.get(REASON, ""),), error=said.get(REASON, "")
        ),
    )


def end_mandates_view(
    values: Mapping[str, str], errors: tuple[FieldError, ...] = (), *, is_done: bool = False
) -> EndMandatesView:
    """The form as it opens, with what was typed, or after it was done."""
    said = {error.field: error.message for error in errors}
    return EndMandatesView(
        frame=_frame("委任をすべて止める", errors, (Link("紙の委任状を登録する", MANDATES_URL),)),
        notice="止めました。この方の記録は、いま、代理の方には見られません。" if is_done else "",
        errors=errors,
        person=_person(values, said),
        reason=question(REASON, "止める理由", STOP_REASONS, (values.get(REASON, ""),), error=said.get(REASON, "")),
    )


def paper_review(values: Mapping[str, str], until: date) -> ReviewView:
    """The last look."""
    return review_view(
        title="委任状の内容を確かめる",
        lead="紙の委任状と見くらべて、同じであれば「この内容で登録する」を押してください。",
        facts=(
            ("委任する方", f"{values[PERSON_NAME]}さん（基礎年金番号 {values[PERSON_NUMBER]}）"),
            *mandate_review_facts(values, until),
            ("確かめた書類", papers_words(papers_in(values))),
            ("理由", PAPER_REASONS[values[REASON]]),
        ),
        values=values,
        action=MANDATES_URL,
        do="この内容で登録する",
        breadcrumbs=(Link("紙の委任状を登録する", MANDATES_URL),),
    )


def paper_problem(problem: str) -> tuple[FieldError, ...]:
    """Why nothing was done: :class:`services.paper_mandates.PaperProblem` or what holds for every mandate."""
    if problem == "no-such-person":
        sentence = "この基礎年金番号とお名前の方が見つかりません。書類と見くらべて、もう一度入力してください。"
        return (FieldError(PERSON_NUMBER, sentence),)
    if problem == "papers-missing":
        return (FieldError(next(iter(PAPERS)), "3つの書類をすべて確かめて、印をつけてください。"),)
    if problem == "too-many-tries":
        return (FieldError(PERSON_NUMBER, helper_problem(problem)[0].message),)
    return helper_problem(problem)


def _frame(title: str, errors: tuple[FieldError, ...], crumbs: tuple[Link, ...]) -> Frame:
    announce = f"入力に誤りが{len(errors)}件あります。" if errors else f"{title}画面です。"
    return Frame(title=f"エラー：{title}" if errors else title, announce=announce, breadcrumbs=crumbs)


def _person(values: Mapping[str, str], said: Mapping[str, str]) -> PersonFields:
    return PersonFields(
        number=values.get(PERSON_NUMBER, ""),
        number_error=said.get(PERSON_NUMBER, ""),
        name=values.get(PERSON_NAME, ""),
        name_error=said.get(PERSON_NAME, ""),
    )
