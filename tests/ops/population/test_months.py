"""Monthly files of a population: a first month, and later ones in which a part has changed."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

from ops.population.months import MonthOrder, make_lines
from pension.calendar import YearMonth
from services.monthly_import import Imported
from tests.databases import SteppingClock
from tests.services.monthly_files import Importer

OCTOBER = YearMonth.of(2026, 10)


def month_file(people: int, as_of: YearMonth = OCTOBER, **more: object) -> list[str]:
    return list(make_lines(MonthOrder(people=people, seed=11, as_of=as_of, **more)))  # type: ignore[arg-type]  # fields of MonthOrder


def test_lines_are_made_one_at_a_time() -> None:
    lines = make_lines(MonthOrder(people=10**9, seed=1, as_of=OCTOBER))
    assert [json.loads(next(lines))["schema_version"] for _ in range(3)] == [1, 1, 1]


def test_only_a_part_changes_in_a_later_month() -> None:
    first = month_file(400)
    second = month_file(400, OCTOBER.plus(1), since=OCTOBER, changed=Fraction(1, 10))
    third = month_file(400, OCTOBER.plus(2), since=OCTOBER, changed=Fraction(1, 10))
    changed = [
        sum(old != new for old, new in zip(*months, strict=True)) for months in ((first, second), (second, third))
    ]
    assert all(20 <= count <= 60 for count in changed)
    for before, after in zip(second, third, strict=True):
        assert json.loads(after)["as_of"] in (json.loads(before)["as_of"], "2026-12")


def test_nobody_and_everybody() -> None:
    first, later = month_file(50), OCTOBER.plus(1)
    assert month_file(50, later, since=OCTOBER, changed=Fraction(0)) == first
    everybody = month_file(50, later, since=OCTOBER, changed=Fraction(1))
    assert {json.loads(line)["as_of"] for line in everybody} == {"2026-11"}


def test_changes_bring_corrections() -> None:
    order = MonthOrder(people=60, seed=3, as_of=OCTOBER.plus(12), since=OCTOBER, changed=Fraction(1))
    decided = [
        correction["decided_on"][:7]
        for line in make_lines(order)
        for correction in json.loads(line).get("corrections", [])
    ]
    assert [day for day in decided if day > str(OCTOBER)]


@pytest.mark.slow
async def test_every_month_is_taken_by_the_import(database: str, tmp_path: Path, clock: SteppingClock) -> None:
    importer = Importer(tmp_path, clock)
    people, changed = 300, Fraction(1, 4)
    result = await importer.take(*month_file(people))
    assert isinstance(result, Imported), importer.reported
    assert result.counts.people_new == people
    for months in (1, 2, 3):
        lines = month_file(people, OCTOBER.plus(months), since=OCTOBER, changed=changed)
        result = await importer.take(*lines)
        assert isinstance(result, Imported), importer.reported
        assert 40 <= result.counts.people_changed <= 110
    result = await importer.take(*month_file(people, OCTOBER.plus(4), since=OCTOBER, changed=Fraction(1)))
    assert isinstance(result, Imported), importer.reported
    assert result.counts.people_changed == people
