"""What the worksheet takes to the office besides its differences: months in doubt about which the person has told.

A month that may count as time only (合算対象期間, カラ期間) differs from no memory: nothing had to be recorded. It is
asked about when the questions that help to remember came to something for the office, or, before they are answered,
when the worksheet has an entry of the kind for which such a month counts (昭和60年改正法附則8条5項).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pension.calendar import MonthRange
from pension.checks import Finding
from pension.life_events import Category, LifeEvent
from pension.recall import RecallPoint
from pension.recalled_entry import falls_into
from pension.timeline import Candidate, Timeline

LANDMARKS: Mapping[Category, Candidate] = {
    Category.SCHOOL: Candidate.STUDENT,
    Category.MARRIAGE: Candidate.SPOUSE_OF_EMPLOYEE,
    Category.MOVE: Candidate.ABROAD,
}
"""The entries of the worksheet that may say why a month counts as time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PointToAsk:
    """Months of the record to ask the office about.

    ``key`` names the point, as :attr:`pension.recall.Subject.key` does. ``finding`` is the point to check there, None
    for the years before 20. ``result`` is what the answers about it come to, by its id; empty where they have come to
    nothing yet, and then ``told`` are the kinds of entries that speak of these months, each once.
    """

    key: str
    months: MonthRange
    finding: Finding | None
    result: str = ""
    told: tuple[Category, ...] = ()


def points_to_ask(
    timeline: Timeline,
    findings: Sequence[Finding],
    points: Iterable[RecallPoint],
    events: Sequence[LifeEvent],
    for_office: Collection[str],
) -> tuple[PointToAsk, ...]:
    """The points to ask about, in the order given; ``for_office`` are the results that the office is to look at."""
    return tuple(_asked(timeline, {finding.key: finding for finding in findings}, points, events, for_office))


def _asked(
    timeline: Timeline,
    findings: Mapping[str, Finding],
    points: Iterable[RecallPoint],
    events: Sequence[LifeEvent],
    for_office: Collection[str],
) -> Iterator[PointToAsk]:
    for point in points:
        months, result = point.subject.range, point.walk.result
        told = () if result else _told(timeline, months, events)
        if told or result in for_office:
            finding = findings.get(point.subject.evidence)
            yield PointToAsk(key=point.subject.key, months=months, finding=finding, result=result, told=told)


def _told(timeline: Timeline, months: MonthRange, events: Sequence[LifeEvent]) -> tuple[Category, ...]:
    """The kinds of entries that may say why these months count as time."""
    born, (first, last) = timeline.record.person.birth_date, months
    spans = (span for span in timeline.spans if span.first_month <= last and first <= span.last_month)
    candidates = {each for span in spans for each in span.candidates}
    speaking = (event for event in events if LANDMARKS.get(event.category) in candidates)
    return tuple(dict.fromkeys(each.category for each in speaking if falls_into(_lasting(each), months, born)))


def _lasting(event: LifeEvent) -> LifeEvent:
    """A marriage is written down by its day and lasts on."""
    return replace(event, goes_on=True) if event.category is Category.MARRIAGE else event
