"""かんたん試算: three questions about the years to come, and what the record comes to then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pension.calendar import YearMonth
from pension.claim import ORDINARY_AGE
from pension.estimate import Estimate
from pension.limits import STOPS_ALL, Limit
from pension.periods import standing_entries
from pension.record import EmployeesPeriod, PensionRecord
from pension.what_if import WhatIf
from web.forms.numbers import NumberField
from web.forms.plan import CLAIM_MONTHS, CLAIM_YEARS, UNTIL
from web.forms.result import FieldError
from web.forms.simple_estimate import SIMPLE_PAY
from web.views.estimate_result import EstimateResult, what_if_result
from web.views.frame import Frame, Link, Tab
from web.views.limits import SaidLimit, what_if_limits
from web.views.number_question import number_question
from web.views.question import Question
from web.views.save_estimate import Opened, SaveForm
from web.views.wording import date_words

TITLE = "かんたん試算"
_PATH = (Link("見込額の試算", "/estimate/notice"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class SimpleView:
    """The form, and above it the result when there is one.

    ``limits`` is what cannot be said of this record; with ``stopped`` nothing is asked. ``lacking`` says that the
    conditions lead to no pension.
    """

    frame: Frame
    as_of: str
    errors: tuple[FieldError, ...]
    limits: tuple[SaidLimit, ...]
    stopped: bool
    questions: tuple[Question, ...]
    result: EstimateResult | None
    lacking: str
    opened: Opened | None = None
    save: SaveForm | None = None


_PAY_HINT = "税金などを引く前の額です。働かないときは、0と入力してください。賞与は、ないものとして計算します。"
_UNTIL_HINT = (
    "働かないときは、空けたままでかまいません。"
    "60歳より前にやめるときは、60歳まで国民年金の保険料を納めるものとして計算します。"
)
_ASKED: tuple[tuple[NumberField, str, str], ...] = (
    (SIMPLE_PAY, "1か月の給与（円）", _PAY_HINT),
    (UNTIL, "働くのをやめる年齢（歳）", _UNTIL_HINT),
    (CLAIM_YEARS, "受け取り始める年齢（歳）", "ふつうは65歳です。60歳から75歳まで選べます。"),
    (CLAIM_MONTHS, "受け取り始める年齢の月（0から11）", "68歳6か月なら、上に68、ここに6と入力します。"),
)


def first_values(record: PensionRecord) -> Mapping[str, str]:
    """What stands in the boxes at first: the pay of the present job, and an ordinary claim."""
    pay = _present_pay(record)
    return {SIMPLE_PAY.name: str(pay) if pay else "", CLAIM_YEARS.name: str(ORDINARY_AGE)}


def simple_view(
    record: PensionRecord,
    limits: Sequence[Limit],
    values: Mapping[str, str],
    *,
    errors: tuple[FieldError, ...] = (),
    found: WhatIf | None = None,
    points: int = 0,
    opened: Opened | None = None,
    save: SaveForm | None = None,
) -> SimpleView:
    """The page with what was typed, its errors, or the result; ``points`` is the number of open points to check.

    ``opened`` is the scenario it was opened from, ``save`` the form that keeps its conditions.
    """
    stopped = bool(STOPS_ALL.intersection(limits))
    errors = () if stopped else errors
    result = what_if_result(found) if found and found.estimate.stages else None
    lacking = lacking_sentence(found.estimate) if found and not found.estimate.stages else ""
    title = f"エラー：{TITLE}" if errors else f"試算の結果（{TITLE}）" if found else TITLE
    return SimpleView(
        frame=Frame(
            title=title,
            announce=_announcement(errors, result, lacking),
            tab=Tab.ESTIMATES,
            breadcrumbs=_PATH,
            points=points,
        ),
        as_of=date_words(record.as_of.last_day),
        errors=errors,
        limits=what_if_limits(limits),
        stopped=stopped,
        questions=tuple(number_question(field, label, hint, values, errors) for field, label, hint in _ASKED),
        result=result,
        lacking=lacking,
        opened=opened,
        save=save if result else None,
    )


def lacking_sentence(estimate: Estimate) -> str:
    """What is said where the conditions lead to no right."""
    entitlement = estimate.entitlement
    return (
        f"年金を受け取るための月数は、これからの分をあわせて{entitlement.whole_months}か月です。"
        f"{entitlement.required}か月に足りないため、この条件では受け取れる額がありません。"
    )


def _announcement(errors: Sequence[FieldError], result: EstimateResult | None, lacking: str) -> str:
    if errors:
        return f"入力に誤りが{len(errors)}件あります。"
    return result.lead if result else lacking or f"{TITLE}です。"


def _present_pay(record: PensionRecord) -> int:
    """The standard remuneration of the job that goes on at the end of the record; 0 without one."""
    for entry in standing_entries(record):
        job = entry.period
        if isinstance(job, EmployeesPeriod) and entry.withdrawn_by is None and _goes_on(job, record.as_of):
            runs = sorted(job.pay, key=lambda run: run.first_month)
            return runs[-1].standard_monthly_remuneration if runs else 0
    return 0


def _goes_on(job: EmployeesPeriod, as_of: YearMonth) -> bool:
    return job.disenrolled_on is None or job.disenrolled_on > as_of.last_day
