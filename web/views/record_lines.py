"""What a record says of some months, in lines: each run of one look with its employers. For paper and for the ear."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pension.calendar import MonthRange
from pension.record import EmployeesPeriod
from pension.status import Status
from pension.timeline import Span, Timeline, Verdict
from web.views.wording import full_range_words, status_name


@dataclass(frozen=True, slots=True)
class RecordedLine:
    """A run of months and what is recorded for it."""

    months: str
    what: str


def recorded_lines(months: MonthRange, timeline: Timeline) -> tuple[RecordedLine, ...]:
    """Every run within the months, in order; neighbours that say the same are one. Before the table stands nothing."""
    runs: list[tuple[MonthRange, str]] = []
    for run, what in _runs(months, timeline):
        if runs and runs[-1][1] == what:
            runs[-1] = (MonthRange(runs[-1][0].first_month, run.last_month), what)
        else:
            runs.append((run, what))
    return tuple(RecordedLine(full_range_words(run.first_month, run.last_month), what) for run, what in runs)


def _runs(months: MonthRange, timeline: Timeline) -> Iterator[tuple[MonthRange, str]]:
    if months.first_month < timeline.first_month:
        last = min(months.last_month, timeline.first_month.plus(-1))
        yield MonthRange(months.first_month, last), status_name(Status.NONE_OUT)
    for span in timeline.spans:
        first = max(span.range.first_month, months.first_month)
        last = min(span.range.last_month, months.last_month)
        if first <= last:
            yield MonthRange(first, last), _what(span)


def _what(span: Span) -> str:
    standing = (entry.period for entry in span.entries if entry.verdict is not Verdict.WITHDRAWN)
    employers = dict.fromkeys(period.employer for period in standing if isinstance(period, EmployeesPeriod))
    return "、".join((status_name(span.status), *employers))
