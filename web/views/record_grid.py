"""The table of a life: a row per fiscal year, a column per month, in bands of months that are alike.

The view works on bands, never on months: a life is some dozen bands, whatever its length.
``web/finished_cells.py`` turns the rows into HTML. What a page is built of by the dozen are named tuples: making one
costs a third of making a frozen dataclass.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from pension.calendar import FIRST_MONTH_OF_FISCAL_YEAR, YearMonth
from pension.checks import Call, Finding
from pension.status import Status
from pension.timeline import Span, Timeline
from web.views.month_cell import Mark
from web.views.point_texts import point_url
from web.views.wording import fiscal_year_words, fiscal_years_words

MONTHS = 12
BLOCK_YEARS = 10
BLOCKS_FROM = 1989  # 平成元年度: blocks of ten years then begin with an era and with round numbers of 平成

Kind = tuple[Status, Mark, bool]
"""What months of one band have in common: status, mark, overlap."""


class Band(NamedTuple):
    """Neighbouring months that look alike, by their numbers (both ends included)."""

    kind: Kind
    first: int
    last: int


class Segment(NamedTuple):
    """The part of a band in one row; ``starts`` and ``ends`` are false where the band goes on in another row."""

    kind: Kind
    first: int
    months: int
    starts: bool
    ends: bool


@dataclass(frozen=True, slots=True)
class YearCall:
    """How many months of a year call, and where their points are explained."""

    mark: Mark
    months: int
    url: str


class YearRow(NamedTuple):
    """One fiscal year. ``counted`` are its months that count toward the right to a pension."""

    year: int
    title: str
    age: int
    segments: tuple[Segment, ...]
    counted: int
    calls: tuple[YearCall, ...]


@dataclass(frozen=True, slots=True)
class Decade:
    """About ten years with a heading: ``昭和55年度〜63年度`` and ``1980年度〜1988年度・19歳から27歳のころ``."""

    title: str
    detail: str
    rows: tuple[YearRow, ...]


@dataclass(frozen=True, slots=True)
class RecordGrid:
    """The whole table.

    ``today`` is the number of the present month, ``years`` counts the rows of the whole life, not only those shown;
    ``months`` says how many months of each kind are shown.
    """

    decades: tuple[Decade, ...]
    today: int
    years: int
    months: Mapping[Kind, int]


def record_grid(
    timeline: Timeline, findings: Iterable[Finding], marked: Collection[str], *, calling_years_only: bool = False
) -> RecordGrid:
    """The table of a record; ``marked`` holds the keys of the findings that the person has marked as checked."""
    framing = find_frames(findings, marked)
    rows = list(_rows(timeline, find_bands(timeline, framing), _explained(framing)))
    shown = [row for row in rows if row.calls] if calling_years_only else rows
    return RecordGrid(
        decades=tuple(_decade(tuple(group)) for _, group in groupby(shown, key=_block)),
        today=int(YearMonth.of_date(timeline.today)),
        years=len(rows),
        months=_months(shown),
    )


def _months(rows: Iterable[YearRow]) -> Mapping[Kind, int]:
    months: dict[Kind, int] = {}
    for row in rows:
        for segment in row.segments:
            months[segment.kind] = months.get(segment.kind, 0) + segment.months
    return months


def month_url(month: int) -> str:
    """The page of a month."""
    return f"/records/{month // MONTHS}/{month % MONTHS + 1}"


@dataclass(frozen=True, slots=True)
class Framed:
    """The months of a point with the frame they get, by their numbers; ``url`` is where the point is explained."""

    mark: Mark
    first: int
    last: int
    url: str


def find_frames(findings: Iterable[Finding], marked: Collection[str]) -> list[Framed]:
    """The frames of a table."""
    return [_framed(finding, marked) for finding in findings if finding.frames_cells]


def strongest(marks: Iterable[Mark]) -> Mark:
    """The one that is drawn where several points concern the same months."""
    return max(marks, key=_RISING.index, default=Mark.NONE)


def _framed(finding: Finding, marked: Collection[str]) -> Framed:
    key = finding.key
    calling = Mark.CONFIRM if finding.call is Call.CONFIRM else Mark.ACT
    mark = Mark.DONE if key in marked else calling
    return Framed(mark, int(finding.first_month), int(finding.last_month), point_url(key))


_RISING = (Mark.DONE, Mark.ACT, Mark.CONFIRM)  # of several points in a month the strongest call is drawn


def find_bands(timeline: Timeline, framing: Sequence[Framed]) -> list[Band]:
    """The bands of a table: its spans, cut where a call begins or ends and joined where nothing differs."""
    start, end = int(timeline.first_month), int(timeline.last_month)
    marks = [Mark.NONE] * (end - start + 1)
    cuts: set[int] = set()
    for level in _RISING:
        for framed in framing:
            if framed.mark is level:
                first, last = max(framed.first, start), min(framed.last, end)
                marks[first - start : last - start + 1] = [level] * (last - first + 1)
                cuts.update((first, last + 1))
    bands: list[Band] = []
    for first, last, span in _pieces(timeline.spans, sorted(cuts)):
        kind = (span.status, marks[first - start], span.overlap)
        if bands and bands[-1].kind == kind:
            bands[-1] = Band(kind, bands[-1].first, last)
        else:
            bands.append(Band(kind, first, last))
    return bands


def _pieces(spans: Iterable[Span], cuts: Sequence[int]) -> Iterator[tuple[int, int, Span]]:
    """The spans, cut at the given months."""
    position = 0
    for span in spans:
        first, last = int(span.first_month), int(span.last_month)
        while position < len(cuts) and cuts[position] <= last:
            cut = cuts[position]
            position += 1
            if cut > first:
                yield first, cut - 1, span
                first = cut
        yield first, last, span


def _explained(framing: Iterable[Framed]) -> dict[tuple[int, Mark], str]:
    """For each year and call the address of the first of its points."""
    urls: dict[tuple[int, Mark], str] = {}
    for framed in framing:
        for year in range(_fiscal_year(framed.first), _fiscal_year(framed.last) + 1):
            urls.setdefault((year, framed.mark), framed.url)
    return urls


def _rows(timeline: Timeline, bands: Iterable[Band], urls: dict[tuple[int, Mark], str]) -> Iterator[YearRow]:
    born = YearMonth.of_date(timeline.record.person.birth_date).fiscal_year
    counted = counted_by_year(timeline.spans)
    calling = {year for year, _ in urls}
    for year, segments in _by_year(bands):
        yield YearRow(
            year,
            fiscal_year_words(year),
            year - born,
            tuple(segments),
            counted.get(year, 0),
            tuple(_calls(year, segments, urls)) if year in calling else (),
        )


def _fiscal_year(month: int) -> int:
    return (month - FIRST_MONTH_OF_FISCAL_YEAR + 1) // MONTHS


def _by_year(bands: Iterable[Band]) -> Iterator[tuple[int, list[Segment]]]:
    """The bands cut into rows."""
    row: list[Segment] = []
    for band in bands:
        first = band.first
        while first <= band.last:
            year = _fiscal_year(first)
            last = min(band.last, year * MONTHS + MONTHS + FIRST_MONTH_OF_FISCAL_YEAR - 2)
            row.append(Segment(band.kind, first, last - first + 1, first == band.first, last == band.last))
            if _fiscal_year(last + 1) != year:
                yield year, row
                row = []
            first = last + 1


def counted_by_year(spans: Iterable[Span]) -> dict[int, int]:
    """For each fiscal year its real months that count toward the right to a pension."""
    counted: dict[int, int] = {}
    for span in spans:
        if span.counts.entitlement_real:
            first, last = int(span.first_month), int(span.last_month)
            while first <= last:
                year = _fiscal_year(first)
                following = min(last + 1, (year + 1) * MONTHS + FIRST_MONTH_OF_FISCAL_YEAR - 1)
                counted[year] = counted.get(year, 0) + following - first
                first = following
    return counted


def _calls(year: int, segments: Iterable[Segment], urls: dict[tuple[int, Mark], str]) -> Iterator[YearCall]:
    for mark in (Mark.CONFIRM, Mark.ACT):
        months = sum(segment.months for segment in segments if segment.kind[1] is mark)
        if months:
            yield YearCall(mark, months, urls[year, mark])


def _block(row: YearRow) -> int:
    return (row.year - BLOCKS_FROM) // BLOCK_YEARS


def _decade(rows: tuple[YearRow, ...]) -> Decade:
    first, last = rows[0], rows[-1]
    if first is last:
        return Decade(first.title, f"{first.year}年度・{first.age}歳のころ", rows)
    years = f"{first.year}年度〜{last.year}年度"
    return Decade(fiscal_years_words(first.year, last.year), f"{years}・{first.age}歳から{last.age}歳のころ", rows)
