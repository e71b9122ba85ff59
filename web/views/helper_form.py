"""代理の方を決める: the form, what is wrong with it, and the last look before it counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from web.forms.mandates import HELPER_ID, HELPER_NAME, PERIOD, PERIODS, SCREENS, groups_in
from web.forms.result import FieldError
from web.views.choices import Question, question
from web.views.frame import Frame, Link
from web.views.helpers import ACCOUNT_CRUMB, HELPERS_URL, NEW_HELPER_URL
from web.views.mandate_words import GROUP_NAMES, groups_words
from web.views.review import ReviewView, review_view
from web.views.wording import date_words

_CRUMBS = (ACCOUNT_CRUMB, Link("代理の方", HELPERS_URL))


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateFields:
    """The fields of a mandate, which two forms share, with what was typed and what is wrong."""

    user_id: str
    user_id_error: str
    name: str
    name_error: str
    screens: Question
    period: Question


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperFormView:
    """The form."""

    frame: Frame
    errors: tuple[FieldError, ...]
    fields: MandateFields


def helper_form_view(
    values: Mapping[str, str], last_days: Mapping[int, date], errors: tuple[FieldError, ...] = ()
) -> HelperFormView:
    """The form as it opens (``values`` empty), or with what was typed; ``last_days`` by number of months."""
    title = "代理の方を決める"
    announce = f"入力に誤りが{len(errors)}件あります。" if errors else f"{title}画面です。"
    return HelperFormView(
        frame=Frame(title=f"エラー：{title}" if errors else title, announce=announce, breadcrumbs=_CRUMBS),
        errors=errors,
        fields=mandate_fields(values, last_days, errors),
    )


def mandate_fields(
    values: Mapping[str, str], last_days: Mapping[int, date], errors: tuple[FieldError, ...]
) -> MandateFields:
    """The fields of a mandate."""
    said = {error.field: error.message for error in errors}
    answers = {months: f"{months}か月（{date_words(last_days[int(months)])}まで）" for months in PERIODS}
    return MandateFields(
        user_id=values.get(HELPER_ID, ""),
        user_id_error=said.get(HELPER_ID, ""),
        name=values.get(HELPER_NAME, ""),
        name_error=said.get(HELPER_NAME, ""),
        screens=question(
            "screens", "見てもらう画面", GROUP_NAMES, groups_in(values), error=said.get(next(iter(SCREENS)), "")
        ),
        period=question(
            PERIOD,
            "いつまで見てもらうか",
            answers,
            (values.get(PERIOD, ""),),
            error=said.get(PERIOD, ""),
            hint="いちばん長くて12か月です。いつでも取り消せます。",
        ),
    )


def helper_problem(problem: str) -> tuple[FieldError, ...]:
    """Why a mandate cannot be given: :class:`services.mandates.GiveProblem` in words."""
    return (FieldError(HELPER_ID, _PROBLEMS[problem]),)


def helper_review(values: Mapping[str, str], until: date) -> ReviewView:
    """The last look."""
    return review_view(
        title="代理の方を確かめる",
        lead="次の方に、あなたの記録を見てもらいます。よろしければ「この方にお願いする」を押してください。",
        facts=mandate_review_facts(values, until),
        values=values,
        action=NEW_HELPER_URL,
        do="この方にお願いする",
        breadcrumbs=_CRUMBS,
    )


def mandate_review_facts(values: Mapping[str, str], until: date) -> tuple[tuple[str, str], ...]:
    """What a mandate will say."""
    return (
        ("代理の方", f"{values[HELPER_NAME]}さん（ユーザーID {values[HELPER_ID]}）"),
        ("見られる画面", groups_words(groups_in(values))),
        ("期間", f"今日から{date_words(until)}まで"),
    )


_PROBLEMS = {
    "no-such-helper": (
        "このユーザーIDとお名前の方が見つかりません。代理の方に、ユーザーIDと、登録されているお名前を確かめて、"
        "もう一度入力してください。"
    ),
    "oneself": "ご自分を代理の方にすることはできません。代理の方のユーザーIDを入力してください。",
    "too-many-helpers": "代理の方は5人までです。どなたかの委任を取り消してから、もう一度お試しください。",
    "too-many-tries": (
        "見つからない入力が続いたため、安全のために、しばらく受け付けを止めています。"
        "1時間ほどたってから、もう一度お試しください。"
    ),
}
