"""What an estimate comes to: how much from what age, when waiting pays off, how it was counted, what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pension.break_even import month_of_overtaking
from pension.calendar import YearMonth
from pension.claim import ClaimAge, claim_age
from pension.derivation import Figure, Reference, monthly_yen
from pension.estimate import ClaimOption
from pension.notes import NoteRule
from pension.payment import Line, Stage
from pension.what_if import WhatIf
from web.views.assumptions import Assumptions, assumptions
from web.views.derivation import Counted, counted
from web.views.money import MoneyRow, MoneyTable, RowKind, money_row
from web.views.wording import month_words, yen

_AGES_SHOWN = frozenset(ClaimAge(age) for age in (60, 63, 65, 66, 68, 70, 75))
_BASIC = frozenset({Figure.BASIC_PENSION, Figure.ADDITIONAL_PENSION, Figure.TRANSFER_SUPPLEMENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class StageView:
    """Months in which the same is paid: ``months`` in words, each line with its amount, how each was counted."""

    heading: str
    months: str
    table: MoneyTable
    countings: tuple[Counted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateResult:
    """The whole result; ``overtaking`` compares with a claim at 65 and is empty where nothing is to compare."""

    lead: str
    overview: MoneyTable
    overtaking: str
    stages: tuple[StageView, ...]
    box: Assumptions
    options: MoneyTable | None = None


def what_if_result(found: WhatIf) -> EstimateResult:
    """The result of a record's estimate with at least one stage, with what other ages of claim would bring."""
    estimate = found.estimate
    result = estimate_result(
        birth_date=estimate.birth_date,
        fiscal_year=estimate.fiscal_year,
        stages=estimate.stages,
        at_65=found.at_65.stages,
        notes=estimate.notes,
        doubts=estimate.doubts,
    )
    return replace(result, options=_options(found.options))


def _options(options: Sequence[ClaimOption]) -> MoneyTable | None:
    shown = [option for option in options if option.age in _AGES_SHOWN]
    if len(shown) <= 1:
        return None
    return MoneyTable(
        caption="受け取り始める年齢ごとの額（1年、一生つづく分）",
        corner="受け取り始める年齢",
        columns=("老齢基礎年金", "老齢厚生年金", "合計"),
        rows=tuple(money_row(age_words(option.age), option.basic, option.employees, option.yearly) for option in shown),
    )


def estimate_result(
    *,
    birth_date: date,
    fiscal_year: int,
    stages: Sequence[Stage],
    at_65: Sequence[Stage],
    notes: Sequence[NoteRule],
    doubts: Sequence[Reference],
) -> EstimateResult:
    """The result of stages as planned (at least one), beside those of a claim at 65."""
    seen: set[tuple[str, int]] = set()
    return EstimateResult(
        lead=_lead(birth_date, stages[-1]),
        overview=_overview(birth_date, stages),
        overtaking=_overtaking(birth_date, stages, at_65),
        stages=tuple(_stage(birth_date, stage, seen) for stage in stages),
        box=assumptions(fiscal_year, notes, doubts),
    )


def age_words(age: ClaimAge) -> str:
    """An age to the month: ``65歳``, ``67歳3か月``."""
    return f"{age.years}歳{age.months}か月" if age.months else f"{age.years}歳"


def basic_yen(stage: Stage) -> int:
    """What a stage holds of the basic pension, with what is added to it or taken off."""
    return sum(line.yen for line in stage.lines if (line.of or line.rule).figure in _BASIC)


def _age_at(birth_date: date, first_month: YearMonth) -> str:
    """Since when a stage is paid: a pension is paid from the month after the one in which it is claimed."""
    return age_words(claim_age(birth_date, first_month.plus(-1)))


def _lead(birth_date: date, stage: Stage) -> str:
    age = _age_at(birth_date, stage.first_month)
    amounts = f"1年に{yen(stage.yearly)}、1か月あたり{yen(stage.monthly)}"
    return f"{age}からは、{amounts}になる見込みです。これが一生つづきます。"


def _overview(birth_date: date, stages: Sequence[Stage]) -> MoneyTable:
    return MoneyTable(
        caption="年齢ごとの年金の額（税金などを引く前）",
        corner="年齢",
        columns=("老齢基礎年金（1年）", "老齢厚生年金（1年）", "合計（1年）", "合計（1か月あたり）"),
        rows=tuple(
            money_row(
                f"{_age_at(birth_date, stage.first_month)}から",
                basic_yen(stage),
                stage.yearly - basic_yen(stage),
                stage.yearly,
                monthly_yen(stage.yearly),
            )
            for stage in stages
        ),
    )


def _overtaking(birth_date: date, stages: Sequence[Stage], at_65: Sequence[Stage]) -> str:
    more = stages[-1].yearly - at_65[-1].yearly if at_65 else 0
    if not more:
        return ""
    later, sooner = (stages, at_65) if more > 0 else (at_65, stages)
    month = month_of_overtaking(later, sooner, birth_date)
    differs = f"65歳から受け取るときより、1年に{yen(abs(more))}{'多く' if more > 0 else '少なく'}なります。"
    if month is None:
        return f"{differs}受け取る合計がどちらで多くなるかは、105歳まででは入れかわりません。"
    first = "65歳から受け取る" if more > 0 else "早く受け取る"
    turns = age_words(claim_age(birth_date, month))
    return f"{differs}受け取る合計は、はじめは{first}ほうが多く、{turns}のときに入れかわります。"


def _stage(birth_date: date, stage: Stage, seen: set[tuple[str, int]]) -> StageView:
    heading = f"{_age_at(birth_date, stage.first_month)}から"
    until = f"{month_words(stage.last_month)}分まで" if stage.last_month else "一生"
    return StageView(
        heading=heading,
        months=f"{month_words(stage.first_month)}分から{until}です。",
        table=MoneyTable(
            caption=f"{heading}の額の内わけ",
            corner="項目",
            columns=("1年の額",),
            rows=(*map(_row, stage.lines), *_sums(stage)),
        ),
        countings=tuple(_countings(stage.lines, seen)),
    )


def _row(line: Line) -> MoneyRow:
    return money_row(line_name(line), line.yen)


def _sums(stage: Stage) -> Iterator[MoneyRow]:
    yield money_row("1年の合計", stage.yearly, kind=RowKind.TOTAL)
    yield money_row("1か月あたり", stage.monthly, kind=RowKind.SUM)


def line_name(line: Line) -> str:
    """What a line is: ``老齢基礎年金``, ``繰下げで増える額（老齢基礎年金の分）``."""
    return f"{line.rule.label}（{line.of.label}の分）" if line.of else line.rule.label


def _countings(lines: Sequence[Line], seen: set[tuple[str, int]]) -> Iterator[Counted]:
    """How each line was counted, once: what goes on unchanged has been explained before."""
    for line in lines:
        key = (line_name(line), line.yen)
        if line.amount.steps and key not in seen:
            seen.add(key)
            yield counted(line_name(line), line.amount)
