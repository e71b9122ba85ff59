"""The person's own page (マイページ): what to look at next, how far the right is, and a life in one strip."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from pension.calendar import MonthRange, fiscal_year_range
from pension.checks import Finding
from pension.counting import EntitlementPart, EntitlementTotal
from pension.timeline import Timeline
from web.views.act_words import EntryFacts, act_words
from web.views.correction_facts import RequestFacts
from web.views.corrections import MovedLine, moved_line
from web.views.drafts import DraftLine
from web.views.frame import Frame, Link, Tab
from web.views.point_texts import call_kind, point_text, point_url, point_when
from web.views.record_grid import BLOCK_YEARS, BLOCKS_FROM
from web.views.record_totals import no_right_alone
from web.views.wording import (
    SCHEME_NAMES,
    STATUS_WORDS,
    Group,
    date_words,
    era_year,
    full_fiscal_year_words,
    moment_words,
    number_words,
)

FIRST_POINTS = 3
METER_MONTHS = 480  # forty years: the longest life of contributions that the basic pension counts
METER_WIDTH = 300
YEAR_WIDTH = 24
MONTH_HEIGHT = 8
NOTHING_TO_DRAW = frozenset({Group.CALLING, Group.OUTSIDE, Group.FUTURE})


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePoint:
    """One of the first points: its kind (confirm or act), the tag's word, the link with its months, one line."""

    kind: str
    tag: str
    link: Link
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meter:
    """Lengths of the drawing in its own units: the bar, and the mark of the months needed with its words."""

    width: int
    filled: int
    mark: int
    mark_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Months of one look in one year's column; ``kind`` names it: a group of statuses, confirm or act."""

    kind: str
    top: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YearColumn:
    """One fiscal year, April at the top; ``calls`` lie over the ``bands``."""

    left: int
    bands: tuple[Piece, ...]
    calls: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearBlock:
    """Up to ten years side by side, the same ten as in the table, named by the era of the first one's December."""

    label: str
    width: int
    years: tuple[YearColumn, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeRecord:
    """What the page says about a record. ``totals`` are names and months that add up to ``months``."""

    as_of: str
    points: int
    points_heading: str
    first_points: tuple[HomePoint, ...]
    all_points: Link
    months: str
    months_sentence: str
    meter: Meter
    totals: tuple[tuple[str, str], ...]
    life_sentence: str
    life: tuple[YearBlock, ...]


@dataclass(frozen=True, slots=True)
class NewsLine:
    """Something that has changed of the way to a record: when, who and what."""

    when: str
    who: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """The whole page; ``record`` is None until one has arrived. ``failures`` tells of wrong tries, empty for few."""

    frame: Frame
    heading: str
    record: HomeRecord | None
    drafts: tuple[DraftLine, ...]
    moved: tuple[MovedLine, ...]
    last_sign_in: str
    failures: str
    news: tuple[NewsLine, ...]


_FAILURES_TOLD = 3
"""Fewer are the person's own slips."""


def home_view(
    *,
    name: str,
    last_sign_in: datetime | None,
    failures: int = 0,
    news: Sequence[EntryFacts] = (),
    record: HomeRecord | None,
    drafts: tuple[DraftLine, ...] = (),
    moved: Sequence[RequestFacts] = (),
) -> HomeView:
    """The page of a person; ``last_sign_in`` is the one before this, in Japan's time, ``failures`` came in between.

    ``news`` are entries of the access log about how one gets in, ``moved`` requests to correct that have moved on.
    """
    points = record.points if record else None
    return HomeView(
        frame=Frame(title="マイページ", announce="マイページです。", tab=Tab.HOME, points=points),
        heading=f"{name}さんのマイページ" if name else "マイページ",
        record=record,
        drafts=drafts,
        moved=tuple(map(moved_line, moved)),
        last_sign_in=moment_words(last_sign_in) if last_sign_in else "",
        failures=_failures_words(failures) if failures >= _FAILURES_TOLD else "",
        news=tuple(_news_line(entry) for entry in news),
    )


def _news_line(entry: EntryFacts) -> NewsLine:
    words = act_words(entry)
    return NewsLine(moment_words(entry.happened_at), words.who, words.what)


def home_record(
    timeline: Timeline, entitlement: EntitlementTotal, points: Sequence[Finding], marked: int
) -> HomeRecord:
    """The record on the page; ``points`` are the open ones in their order, ``marked`` counts those checked already."""
    return HomeRecord(
        as_of=date_words(timeline.record.as_of.last_day),
        points=len(points),
        points_heading=_points_heading(marked),
        first_points=tuple(_home_point(finding, timeline) for finding in points[:FIRST_POINTS]),
        all_points=_all_points(len(points)),
        months=f"{entitlement.whole_months:,}",
        months_sentence=_months_sentence(entitlement),
        meter=_meter(entitlement),
        totals=tuple(_total(part) for part in (*entitlement.schemes, entitlement.time_only) if part.real),
        life_sentence=_life_sentence(timeline, any(finding.frames_cells for finding in points)),
        life=tuple(_blocks(timeline, [finding for finding in points if finding.frames_cells])),
    )


def _failures_words(failures: int) -> str:
    return (
        f"今回のログインの前に、パスワードか確認コードのまちがいが、続けて{failures}回ありました。"
        "覚えがないときは、パスワードを変えて、相談の電話でお知らせください。"
    )


def _points_heading(marked: int) -> str:
    """What is said when no point is open."""
    if marked:
        return "ご確認いただきたい項目は、すべて確認がすんでいます"
    return "ご確認いただきたい項目は、ありません"


def _all_points(points: int) -> Link:
    return Link(f"{points}件を順に見る" if points > 1 else "くわしく見る", "/records/checks")


def _home_point(finding: Finding, timeline: Timeline) -> HomePoint:
    text = point_text(finding, timeline)
    link = Link(point_when(finding, short=True), point_url(finding.key))
    return HomePoint(kind=call_kind(finding), tag=text.tag, link=link, summary=text.summary)


def _months_sentence(entitlement: EntitlementTotal) -> str:
    """How far the right is (国年法26条): months enough, and one of them paid or exempt."""
    if entitlement.missing:
        needed = f"年金を受け取るには、{entitlement.required}か月が必要です。"
        return f"{needed}あと{entitlement.missing}か月です。{no_right_alone(entitlement)}"
    if not entitlement.substantial:
        return f"{entitlement.required}か月をこえていますが、納めた月か免除の月が、1か月は必要です。"
    return f"必要な{entitlement.required}か月を満たしています。"


def _meter(entitlement: EntitlementTotal) -> Meter:
    longest = max(METER_MONTHS, entitlement.whole_months)
    return Meter(
        width=METER_WIDTH,
        filled=entitlement.whole_months * METER_WIDTH // longest,
        mark=entitlement.required * METER_WIDTH // longest,
        mark_words=f"たての線が{entitlement.required}か月です。",
    )


def _total(part: EntitlementPart) -> tuple[str, str]:
    name = SCHEME_NAMES[part.scheme] if part.scheme else "期間だけの月（カラ期間）"
    return name, number_words(part.converted)


def _life_sentence(timeline: Timeline, calls: bool) -> str:
    first, last = timeline.first_month.fiscal_year, timeline.last_month.fiscal_year
    years = f"{full_fiscal_year_words(first)}から{full_fiscal_year_words(last)}までの{last - first + 1}年です。"
    if first == last:
        years = f"{full_fiscal_year_words(first)}の1年です。"
    return f"{years}たての1本が1年です。" + ("▲の年に、見ていただきたい月があります。" if calls else "")


def _blocks(timeline: Timeline, points: Sequence[Finding]) -> Iterator[YearBlock]:
    years = range(timeline.first_month.fiscal_year, timeline.last_month.fiscal_year + 1)
    for _, group in groupby(years, key=lambda year: (year - BLOCKS_FROM) // BLOCK_YEARS):
        block = list(group)
        yield YearBlock(
            label=era_year(fiscal_year_range(block[0]).last_month.plus(-3).last_day).removesuffix("年"),
            width=YEAR_WIDTH * len(block),
            years=tuple(_column(timeline, points, year, YEAR_WIDTH * index) for index, year in enumerate(block)),
        )


def _column(timeline: Timeline, points: Iterable[Finding], year: int, left: int) -> YearColumn:
    months = fiscal_year_range(year)
    bands = [(STATUS_WORDS[span.status].group, span.range) for span in timeline.spans]
    return YearColumn(
        left=left,
        bands=tuple(_pieces(((kind, run) for kind, run in bands if kind not in NOTHING_TO_DRAW), months)),
        calls=tuple(_pieces(((call_kind(finding), finding.range) for finding in points), months)),
    )


def _pieces(runs: Iterable[tuple[str, MonthRange]], year: MonthRange) -> Iterator[Piece]:
    """The parts of the runs that lie in a year."""
    for kind, run in runs:
        first, last = max(run.first_month, year.first_month), min(run.last_month, year.last_month)
        if first <= last:
            top, months = first - year.first_month, last - first + 1
            yield Piece(kind=kind, top=top * MONTH_HEIGHT, height=months * MONTH_HEIGHT)
