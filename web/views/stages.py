"""What is paid from when, line by line, for every screen that shows an estimate."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from pension.calendar import age_on
from pension.derivation import Figure
from pension.pay_history import Insurer
from pension.payment import Line, Stage
from web.views.derivation import Counted, counted
from web.views.money import MoneyRow, MoneyTable, RowKind, money_row
from web.views.wording import age_words, month_words, yen

_EMPLOYEES_PARTS: Mapping[Figure, str] = {
    Figure.PROPORTIONAL: "老齢厚生年金（給与と月数で決まる分）",
    Figure.TRANSITIONAL: "老齢厚生年金（経過的加算）",
    Figure.FIXED_AMOUNT: "老齢厚生年金（月数で決まる分）",
}
_INSURERS: Mapping[Insurer, str] = {
    Insurer.FIRST: "会社など",
    Insurer.SECOND: "国家公務員の共済",
    Insurer.THIRD: "地方公務員の共済",
    Insurer.FOURTH: "私立学校の共済",
}


@dataclass(frozen=True, slots=True)
class StageView:
    """One stage: from when to when in words, what it comes to, each line, and how each new one was counted."""

    heading: str
    sentence: str
    table: MoneyTable
    counting: tuple[Counted, ...]


def stage_views(stages: Iterable[Stage], birth_date: date) -> tuple[StageView, ...]:
    """The stages in words, in order. What an earlier stage has counted already is not counted again."""
    views: list[StageView] = []
    for stage in stages:
        before = {counting for view in views for counting in view.counting}
        views.append(_stage(stage, birth_date, before))
    return tuple(views)


def stage_heading(stage: Stage, birth_date: date) -> str:
    """When a stage holds: ``令和9年（2027年）10月（65歳）から``."""
    first = f"{month_words(stage.first_month)}（{age_words(age_on(birth_date, stage.first_month.last_day))}）から"
    return f"{first}{month_words(stage.last_month)}まで" if stage.last_month else first


def yearly_and_monthly(stage: Stage) -> str:
    """What a stage comes to: ``1年に1,013,725円（1か月に84,477円）``."""
    return f"1年に{yen(stage.yearly)}（1か月に{yen(stage.monthly)}）"


def line_name(line: Line) -> str:
    """A line's name; a part taken off or added names what it belongs to."""
    name = _EMPLOYEES_PARTS.get(line.rule.figure, line.rule.label)
    if line.of:
        return f"{name}（{_EMPLOYEES_PARTS.get(line.of.figure, line.of.label)}の分）"
    return name


def _stage(stage: Stage, birth_date: date, before: Collection[Counted]) -> StageView:
    insurers = {line.insurer for line in stage.lines if line.insurer}
    rows = [_row(line, several=len(insurers) > 1) for line in stage.lines]
    countings = [
        counted(row.name, line.amount) for row, line in zip(rows, stage.lines, strict=True) if line.amount.steps
    ]
    return StageView(
        heading=stage_heading(stage, birth_date),
        sentence=f"{yearly_and_monthly(stage)}の見込みです。",
        table=MoneyTable(
            caption=f"{stage_heading(stage, birth_date)}の内訳",
            corner="項目",
            columns=("1年の額",),
            rows=(
                *rows,
                money_row("1年の合計", stage.yearly, kind=RowKind.TOTAL),
                money_row("1か月あたり", stage.monthly, kind=RowKind.SUM),
            ),
        ),
        counting=tuple(counting for counting in countings if counting not in before),
    )


def _row(line: Line, *, several: bool) -> MoneyRow:
    name = line_name(line)
    return money_row(f"{name}〔{_INSURERS[line.insurer]}〕" if several and line.insurer else name, line.yen)
