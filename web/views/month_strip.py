"""A run of months as cells in a row, with one neighbour on each side: points to check, requests to correct a record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pension.calendar import MonthRange, YearMonth
from pension.status import Status
from pension.timeline import Timeline
from web.views.month_cell import Mark, MonthCell
from web.views.wording import spoken_month

LONGEST_STRIP = 12
KEPT_AT_EACH_END = 3

MarkOf = Callable[[YearMonth], Mark]


@dataclass(frozen=True, slots=True, kw_only=True)
class StripMonth:
    """One month of a strip, or (``cell`` None) the words for the months left out of the middle of a long run."""

    label: str
    spoken: str
    cell: MonthCell | None


def month_strip(
    months: MonthRange, timeline: Timeline, mark_of: MarkOf = lambda _: Mark.NONE
) -> tuple[StripMonth, ...]:
    """The months with one neighbour on each side; a long run keeps its ends."""
    each = list(MonthRange(months.first_month.plus(-1), months.last_month.plus(1)).each())
    if len(each) - 2 <= LONGEST_STRIP:
        return tuple(_cells(each, timeline, mark_of))
    end = KEPT_AT_EACH_END + 1
    left_out = StripMonth(label="", spoken=f"あいだの{len(each) - 2 * end}か月", cell=None)
    return (*_cells(each[:end], timeline, mark_of), left_out, *_cells(each[-end:], timeline, mark_of))


def _cells(months: Sequence[YearMonth], timeline: Timeline, mark_of: MarkOf) -> Iterator[StripMonth]:
    looks = [(*_look(month, timeline), mark_of(month)) for month in months]
    changes = [True, *(before != after for before, after in pairwise(looks)), True]
    for index, (month, (status, overlap, mark)) in enumerate(zip(months, looks, strict=True)):
        cell = MonthCell(status, mark, overlap, starts=changes[index], ends=changes[index + 1])
        yield StripMonth(label=f"{month.month}月", spoken=f"{spoken_month(month)} {cell.spoken}", cell=cell)


def _look(month: YearMonth, timeline: Timeline) -> tuple[Status, bool]:
    """What a cell shows: a month beyond the table shows as not applicable."""
    span = timeline.span_at(month)
    return (span.status, span.overlap) if span else (Status.NONE_OUT, False)
