"""その年度の記録: the twelve months of a fiscal year in words, and what the year counts for."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pension.calendar import YearMonth, fiscal_year_range
from pension.checks import Finding
from pension.status import Status
from pension.timeline import Span, Timeline
from web.views.frame import Frame, Link, Tab
from web.views.month_cell import MonthCell
from web.views.point_texts import point_url
from web.views.record_grid import month_url
from web.views.record_month import CountLine, month_cell, open_points, year_url
from web.views.wording import (
    fiscal_year_words,
    full_fiscal_year_words,
    months_words,
    short_month_words,
    status_name,
)


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month as a line: its link, and what it is in words."""

    link: Link
    cell: MonthCell
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FiscalYearView:
    """A fiscal year in full."""

    frame: Frame
    heading: str
    lead: str
    kinds: tuple[str, ...]
    months: tuple[MonthLine, ...]
    counting: tuple[CountLine, ...]
    point: Link | None
    previous: Link | None
    following: Link | None
    grid: Link


def has_year(timeline: Timeline, year: int) -> bool:
    """Whether the record's table has a row for a fiscal year."""
    return timeline.first_month.fiscal_year <= year <= timeline.last_month.fiscal_year


def fiscal_year_view(
    timeline: Timeline, year: int, findings: Sequence[Finding], marks: Container[str]
) -> FiscalYearView:
    """The view of a fiscal year of the table (:func:`has_year`); ``findings`` and ``marks`` as for a month."""
    months = [(month, _span(timeline, month)) for month in fiscal_year_range(year).each()]
    heading = f"{full_fiscal_year_words(year)}の記録"
    lead = _lead([span for _, span in months])
    return FiscalYearView(
        frame=Frame(
            title=heading,
            announce=f"{heading}を開きました。{lead}",
            tab=Tab.RECORDS,
            breadcrumbs=(Link("年金記録の一覧", f"/records#year-{year}"),),
            points=open_points(findings, marks),
        ),
        heading=heading,
        lead=lead,
        kinds=tuple(_kinds(span.status for _, span in months)),
        months=tuple(_line(month, month_cell(span, month, findings, marks)) for month, span in months),
        counting=_counting([span for _, span in months]),
        point=_point(months, findings),
        previous=_neighbour(timeline, year - 1, "前の年度"),
        following=_neighbour(timeline, year + 1, "次の年度"),
        grid=Link("年金記録の一覧にもどる", f"/records#year-{year}"),
    )


def _span(timeline: Timeline, month: YearMonth) -> Span:
    span = timeline.span_at(month)
    if span is None:
        raise ValueError(f"{month} lies outside the record's table")
    return span


def _lead(spans: Sequence[Span]) -> str:
    counted = sum(span.counts.entitlement_real for span in spans)
    ahead = sum(span.status is Status.FUTURE for span in spans)
    sentence = f"12か月のうち{counted}か月を、年金を受け取るのに必要な期間に数えています。"
    return sentence + (f"これからの月が{ahead}か月あります。" if ahead else "")


def _kinds(statuses: Iterable[Status]) -> Iterable[str]:
    """How many months of each kind, in the order in which they first come."""
    ordered = list(statuses)
    for status in dict.fromkeys(ordered):
        yield f"{status_name(status)}　{ordered.count(status)}か月"


def _line(month: YearMonth, cell: MonthCell) -> MonthLine:
    return MonthLine(Link(short_month_words(month), month_url(month)), cell, cell.name)


def _counting(spans: Sequence[Span]) -> tuple[CountLine, ...]:
    entitlement = sum((span.counts.entitlement for span in spans), Fraction())
    real = sum(span.counts.entitlement_real for span in spans)
    basic = sum((span.counts.basic for span in spans), Fraction())
    employees = sum((span.counts.employees_converted for span in spans), Fraction())
    employees_real = sum(span.counts.employees_real for span in spans)
    return (
        CountLine("受給資格期間", _real_and_converted(real, entitlement), "年金を受け取るのに必要な期間（10年）"),
        CountLine("老齢基礎年金", f"{months_words(basic)}分", "65歳から受け取る、すべての人に共通の年金の額"),
        CountLine("厚生年金", _real_and_converted(employees_real, employees), "会社などにつとめた期間に応じた年金の額"),
    )


def _real_and_converted(real: int, converted: Fraction) -> str:
    if converted == real:
        return f"{real}か月"
    return f"実際の{real}か月を、{months_words(converted)}と数えます"


def _point(months: Sequence[tuple[YearMonth, Span]], findings: Sequence[Finding]) -> Link | None:
    first, last = months[0][0], months[-1][0]
    here = [finding for finding in findings if finding.first_month <= last and first <= finding.last_month]
    if not here:
        return None
    return Link(f"この年度の、ご確認いただきたい項目を見る（{len(here)}件）", point_url(here[0].key))


def _neighbour(timeline: Timeline, year: int, word: str) -> Link | None:
    if not has_year(timeline, year):
        return None
    return Link(f"{word}（{fiscal_year_words(year)}）", year_url(year))
