"""詳細な条件の試算: spells of the years to come, months to pay back, a claim for each pension, and what it comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pension.calendar import YearMonth
from pension.conditions import SpellKind
from pension.limits import STOPS_ALL, Limit
from pension.record import PensionRecord
from pension.what_if import WhatIf
from web.forms.days import CHILDREN, USUAL_ERA_OF_CHILDREN, filled
from web.forms.detailed_estimate import (
    BACK,
    CLAIM_BASIC,
    CLAIM_EMPLOYEES,
    LONG,
    SPELLS,
    SPOUSE,
    SPOUSE_BORN,
    SPOUSE_WORK,
    SpellBoxes,
)
from web.forms.numbers import NumberField
from web.forms.result import FieldError
from web.views.estimate_result import EstimateResult, what_if_result
from web.views.frame import Frame, Link, Tab
from web.views.limits import SaidLimit, what_if_limits
from web.views.number_question import message_for, number_question
from web.views.question import AnyQuestion, DateQuestion, Question, date_question
from web.views.save_estimate import Opened, SaveForm
from web.views.simple_estimate import lacking_sentence
from web.views.wording import date_words, month_words

TITLE = "詳細な条件の試算"


@dataclass(frozen=True, slots=True)
class SpellForm:
    """The boxes of one spell under their heading; ``opened`` when something stands in them."""

    heading: str
    questions: tuple[Question, ...]
    opened: bool


@dataclass(frozen=True, slots=True)
class BackMonth:
    """A month that can still be paid."""

    name: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailedView:
    """The form, and above it the result when there is one; with ``stopped`` nothing is asked."""

    frame: Frame
    as_of: str
    errors: tuple[FieldError, ...]
    limits: tuple[SaidLimit, ...]
    stopped: bool
    spells: tuple[SpellForm, ...]
    back_error: str
    back_months: tuple[BackMonth, ...]
    spouse: tuple[AnyQuestion, ...]
    spouse_opened: bool
    children: tuple[DateQuestion, ...]
    children_opened: bool
    claims: tuple[Question, ...]
    result: EstimateResult | None
    lacking: str
    opened: Opened | None = None
    save: SaveForm | None = None


_KINDS: tuple[tuple[str, str], ...] = (
    ("", "入力しない"),
    (SpellKind.EMPLOYMENT, "会社などで働く（厚生年金に入る）"),
    (SpellKind.SELF_EMPLOYED, "国民年金の保険料を自分で納める"),
    (SpellKind.DEPENDENT, "配偶者の扶養に入る"),
    (SpellKind.VOLUNTARY, "任意加入する（海外、または60歳から）"),
    (SpellKind.ABROAD, "海外に住み、加入しない"),
    (SpellKind.UNPAID, "保険料を納めない"),
)
_ADDITIONAL = (("", "納めない"), ("1", "納める（月400円）"))
_LONG_WORK = (("", "20年にならない、または、わからない"), (LONG, "20年以上つとめている"))
_ONLY_WORK = "「会社などで働く」のときだけ入力してください。"


def detailed_view(
    record: PensionRecord,
    limits: Sequence[Limit],
    payable: Sequence[YearMonth],
    values: Mapping[str, str],
    *,
    errors: tuple[FieldError, ...] = (),
    found: WhatIf | None = None,
    points: int = 0,
    opened: Opened | None = None,
    save: SaveForm | None = None,
) -> DetailedView:
    """The page with what was typed, its errors, or the result; ``payable`` are the months that can still be paid.

    ``opened`` is the scenario it was opened from, ``save`` the form that keeps its conditions.
    """
    stopped = bool(STOPS_ALL.intersection(limits))
    errors = () if stopped else errors
    result = what_if_result(found) if found and found.estimate.stages else None
    lacking = lacking_sentence(found.estimate) if found and not found.estimate.stages else ""
    return DetailedView(
        frame=_frame(errors, result, lacking, points),
        as_of=date_words(record.as_of.last_day),
        errors=errors,
        limits=what_if_limits(limits),
        stopped=stopped,
        spells=tuple(_spell(boxes, values, errors) for boxes in SPELLS),
        back_error=message_for(errors, BACK),
        back_months=tuple(
            BackMonth(f"{BACK}-{month}", month_words(month), f"{BACK}-{month}" in values) for month in payable
        ),
        spouse=() if _knows_a_spouse(record) else _spouse(values, errors),
        spouse_opened=any(filled([SPOUSE_BORN], values)),
        children=tuple(
            date_question(
                name,
                f"{number}人目のお子さんの生年月日",
                values,
                errors,
                usual_era=USUAL_ERA_OF_CHILDREN,
                required=False,
            )
            for number, name in enumerate(CHILDREN, start=1)
        ),
        children_opened=any(filled(CHILDREN, values)),
        claims=tuple(number_question(field, label, hint, values, errors) for field, label, hint in _CLAIMS),
        result=result,
        lacking=lacking,
        opened=opened,
        save=save if result else None,
    )


_WHEN_EMPTY = "空けたままなら、65歳からとして計算します。"
_CLAIMS: tuple[tuple[NumberField, str, str], ...] = (
    (CLAIM_BASIC[0], "老齢基礎年金を受け取り始める年齢（歳）", _WHEN_EMPTY),
    (CLAIM_BASIC[1], "老齢基礎年金を受け取り始める年齢の月（0から11）", "ちょうどのときは、空けたままでかまいません。"),
    (CLAIM_EMPLOYEES[0], "老齢厚生年金を受け取り始める年齢（歳）", _WHEN_EMPTY),
    (
        CLAIM_EMPLOYEES[1],
        "老齢厚生年金を受け取り始める年齢の月（0から11）",
        "ちょうどのときは、空けたままでかまいません。",
    ),
)


def _frame(errors: Sequence[FieldError], result: EstimateResult | None, lacking: str, points: int) -> Frame:
    title = f"エラー：{TITLE}" if errors else f"試算の結果（{TITLE}）" if result or lacking else TITLE
    said = result.lead if result else lacking or f"{TITLE}です。"
    return Frame(
        title=title,
        announce=f"入力に誤りが{len(errors)}件あります。" if errors else said,
        tab=Tab.ESTIMATES,
        breadcrumbs=(Link("かんたん試算", "/estimate/simple"),),
        points=points,
    )


def _knows_a_spouse(record: PensionRecord) -> bool:
    return any(spouse.ended_on is None for spouse in record.facts.spouses)


def _spouse(values: Mapping[str, str], errors: tuple[FieldError, ...]) -> tuple[AnyQuestion, ...]:
    hint = "これから20年になる見込みの方も、「20年以上」を選んでください。"
    return (
        date_question(SPOUSE_BORN, SPOUSE, values, errors, required=False),
        _select(SPOUSE_WORK, "配偶者の、会社などでのつとめ", hint, _LONG_WORK, values, errors),
    )


def _spell(boxes: SpellBoxes, values: Mapping[str, str], errors: Sequence[FieldError]) -> SpellForm:
    asked = (
        (boxes.until, "何歳まで（歳）", "終わる年齢です。この年齢になる前の月までとして計算します。"),
        (boxes.until_months, "何歳何か月までのときの月（0から11）", "ちょうどのときは、空けたままでかまいません。"),
        (boxes.pay, "1か月の給与（円）", f"{_ONLY_WORK}税金などを引く前の額です。"),
        (boxes.bonus, "1年の賞与の合計（円）", f"{_ONLY_WORK}半分ずつ、6月と12月に受けとるとして計算します。"),
        (boxes.rise, "毎年4月の昇給（%）", f"{_ONLY_WORK}昇給がなければ、空けたままにしてください。"),
    )
    kind = _select(boxes.kind, "すること", "", _KINDS, values, errors)
    additional = _select(
        boxes.additional, "付加保険料", "自分で納めるときと、任意加入のときだけです。", _ADDITIONAL, values, errors
    )
    numbers = (number_question(field, label, hint, values, errors) for field, label, hint in asked)
    heading = "これからすること（1つめ）" if boxes.row == 1 else f"そのあとにすること（{boxes.row}つめ）"
    return SpellForm(heading, (kind, *numbers, additional), boxes.row == 1 or bool(values.get(boxes.kind)))


def _select(
    name: str,
    label: str,
    hint: str,
    options: tuple[tuple[str, str], ...],
    values: Mapping[str, str],
    errors: Sequence[FieldError],
) -> Question:
    return Question(
        name=name,
        label=label,
        hint=hint,
        value=values.get(name, ""),
        error=message_for(errors, name),
        required=False,
        options=options,
    )
