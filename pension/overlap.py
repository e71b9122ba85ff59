"""Two records in one month: which one counts, and what was paid for a month that another record carries."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile

from pension.calendar import MonthRange, YearMonth
from pension.record import NationalPeriod
from pension.rulebook import RuleBook
from pension.status import Status
from pension.timeline import Entry, Span, Timeline, Verdict

_PAID = frozenset({Status.N1_PAID, Status.N1_PAID_ADD, Status.N1_BACKPAID, Status.N1_LATEPAID, Status.NV_PAID})


@dataclass(frozen=True, slots=True)
class PaidTwice:
    """National pension contributions paid for months that another scheme carries.

    ``monthly`` is the contribution of the month asked for, ``total`` that of all ``months`` of the unbroken overlap, in
    yen; None where an amount is not known. ``from_table``: taken from the table of contributions, not from the record.
    """

    months: MonthRange
    monthly: int | None
    total: int | None
    from_table: bool


@dataclass(frozen=True, slots=True)
class Overlap:
    """A month with several records: all entries, the counting one first, and the unbroken months they overlap in."""

    month: YearMonth
    span: Span
    months: MonthRange
    paid_twice: PaidTwice | None


@dataclass(frozen=True, slots=True)
class NoOverlap:
    """A month with one record or none."""

    month: YearMonth
    span: Span


@dataclass(frozen=True, slots=True)
class NoRecord:
    """A month outside the table."""

    month: YearMonth


def explain_overlap(timeline: Timeline, month: YearMonth, rules: RuleBook) -> Overlap | NoOverlap | NoRecord:
    """What is recorded side by side in a month. Two employers, void same-month jobs and entries that a correction took
    out are shown as well: everything but a month with a single entry."""
    span = timeline.span_at(month)
    if span is None:
        return NoRecord(month)
    if len(span.entries) < 2:
        return NoOverlap(month, span)
    return Overlap(month, span, _unbroken(timeline, span), _paid_twice(timeline, span, month, rules))


def _unbroken(timeline: Timeline, span: Span) -> MonthRange:
    """The months around in which the same entries stand side by side."""

    def alike(other: Span) -> bool:
        return [entry.period.id for entry in other.entries] == [entry.period.id for entry in span.entries]

    index = timeline.spans.index(span)
    before = list(takewhile(alike, reversed(timeline.spans[:index])))
    after = list(takewhile(alike, timeline.spans[index + 1 :]))
    first = before[-1].first_month if before else span.first_month
    last = after[-1].last_month if after else span.last_month
    return MonthRange(first, last)


def _paid_twice(timeline: Timeline, span: Span, month: YearMonth, rules: RuleBook) -> PaidTwice | None:
    paid = next((entry for entry in span.entries if is_paid_twice(entry)), None)
    if paid is None:
        return None
    months = _unbroken(timeline, span)
    amounts = [_amount(timeline, each, paid.period.id, rules) for each in months.each()]
    total = None if None in amounts else sum(amount for amount in amounts if amount is not None)
    from_table = paid.run is None or paid.run.monthly_contribution is None
    return PaidTwice(months, _amount(timeline, month, paid.period.id, rules), total, from_table)


def is_paid_twice(entry: Entry) -> bool:
    """Whether a contribution was paid for a month that another entry carries (国民年金法102条4項)."""
    paid = isinstance(entry.period, NationalPeriod) and entry.status in _PAID
    return paid and entry.verdict is Verdict.NOT_COUNTED


def _amount(timeline: Timeline, month: YearMonth, period: str, rules: RuleBook) -> int | None:
    """The contribution paid for a month: as recorded, else by the table of its time (from 1970-07 one for all ages)."""
    span = timeline.span_at(month)
    entry = next((entry for entry in span.entries if entry.period.id == period), None) if span else None
    if entry is None or entry.status not in _PAID:
        return 0
    if entry.run is not None and entry.run.monthly_contribution is not None:
        return entry.run.monthly_contribution
    table = rules.contribution(month)
    if table is None or table.under_35 != table.from_35:
        return None
    return table.under_35 + ((table.additional or 0) if entry.status is Status.N1_PAID_ADD else 0)
