"""The lines of a monthly file: a whole population, or the next month of one in which only some people changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from db.documents import encode_document
from ops.population.corrections import corrected
from ops.population.dice import Topic
from ops.population.records import People
from ops.population.sources import load_sources
from pension.calendar import YearMonth
from pension.record import PensionRecord, Sex

EARLIEST_MONTH, LATEST_MONTH = YearMonth.of(2009, 1), YearMonth.of(2060, 12)
"""Everybody is born by the first; the tables of pay and contributions are worth something until the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthOrder:
    """Which file to make.

    Without ``since`` everybody's record is as of ``as_of``. With it, the file is that of a later month of the
    population first made for ``since``: each month after that, ``changed`` of the people (a share) have a new record,
    and the others stand in the file as they were.
    """

    people: int
    seed: int
    as_of: YearMonth
    since: YearMonth | None = None
    changed: Fraction = Fraction(0)


def make_lines(order: MonthOrder) -> Iterator[str]:
    """One document per person, in the order of their numbers, each made when it is asked for."""
    people = People(order.seed, load_sources())
    for number in range(order.people):
        yield encode_document(_record(people, number, order))


def _record(people: People, number: int, order: MonthOrder) -> PensionRecord:
    if order.since is None:
        return corrected(people, number, order.as_of)
    as_of, decided = order.since, []
    for month in map(YearMonth, range(order.since + 1, order.as_of + 1)):
        dice = people.dice(number, Topic.CHANGES + int(month)).for_whom(Sex.FEMALE, order.as_of.year)
        if dice.whole(1, order.changed.denominator) <= order.changed.numerator:
            as_of = month
            decided += [month] if dice.yes("correction_comes_with_a_change") else []
    return corrected(people, number, as_of, decided)
