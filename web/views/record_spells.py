"""期間の一覧: a record as its unbroken periods (spells) instead of its months."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pension.calendar import YearMonth
from pension.record import EmployeesPeriod
from pension.status import Status
from pension.timeline import Entry, Span, Timeline, Verdict
from web.views.month_cell import Mark
from web.views.record_entry import scheme_name
from web.views.record_grid import Framed, strongest

_OUTSIDE = frozenset({Status.NONE_OUT, Status.FUTURE})
_CARRYING = frozenset({Verdict.COUNTS, Verdict.TOGETHER})


@dataclass(frozen=True, slots=True)
class Spell:
    """Neighbouring months of one status that the same entries carry; ``scheme`` is empty where nothing is recorded.

    ``frames`` are the points that concern some or all of its months.
    """

    first_month: YearMonth
    last_month: YearMonth
    status: Status
    overlap: bool
    scheme: str
    employers: tuple[str, ...]
    frames: tuple[Framed, ...] = ()

    @property
    def months(self) -> int:
        """How many months it holds."""
        return int(self.last_month) - int(self.first_month) + 1

    @property
    def mark(self) -> Mark:
        """How all of it calls: the strongest point that concerns every month."""
        return strongest(framed.mark for framed in self.frames if self._is_whole(framed))

    @property
    def partly_framed(self) -> tuple[Framed, ...]:
        """The points that concern some of its months only."""
        return tuple(framed for framed in self.frames if not self._is_whole(framed))

    def _is_whole(self, framed: Framed) -> bool:
        return framed.first <= self.first_month and self.last_month <= framed.last


def find_spells(timeline: Timeline, framing: Sequence[Framed]) -> tuple[Spell, ...]:
    """The spells of a record in order, without the months that no scheme concerns or that are still to come."""
    spans = (span for span in timeline.spans if span.status not in _OUTSIDE)
    return tuple(_spell(run, framing) for run in _runs(spans))


def _runs(spans: Iterable[Span]) -> Iterator[list[Span]]:
    run: list[Span] = []
    for span in spans:
        if run and not _goes_on(run[-1], span):
            yield run
            run = []
        run.append(span)
    if run:
        yield run


def _goes_on(before: Span, after: Span) -> bool:
    return (
        before.last_month + 1 == after.first_month
        and (before.status, before.overlap) == (after.status, after.overlap)
        and [entry.period.id for entry in _carrying(before)] == [entry.period.id for entry in _carrying(after)]
    )


def _carrying(span: Span) -> list[Entry]:
    return [entry for entry in span.entries if entry.verdict in _CARRYING]


def _spell(run: list[Span], framing: Sequence[Framed]) -> Spell:
    periods = [entry.period for entry in _carrying(run[0])]
    return Spell(
        first_month=run[0].first_month,
        last_month=run[-1].last_month,
        status=run[0].status,
        overlap=run[0].overlap,
        scheme=scheme_name(periods[0]) if periods else "",
        employers=tuple(period.employer for period in periods if isinstance(period, EmployeesPeriod)),
        frames=tuple(
            framed for framed in framing if framed.first <= run[-1].last_month and run[0].first_month <= framed.last
        ),
    )
