"""The worksheet beside the record: ``tests/cases/history_differences.toml``, and how the lines stand."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pension.approximate import ApproximateDate
from pension.history_differences import SOURCES, Rule, compare, find_unrecorded
from pension.life_events import Category, LifeEvent
from pension.record import Correction, FormerName, HandbookNumber, PensionRecord
from pension.status import Scheme
from tests.pension.documents import job, person, record

FILE = Path(__file__).parents[1] / "cases" / "history_differences.toml"
CASES = tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]


def event_of(number: int, fields: dict[str, Any]) -> LifeEvent:
    """An entry as the cases write it; a job where nothing else is said."""
    read: dict[str, Any] = {"category": Category(fields.get("category", "job"))}
    for end in ("began", "ended"):
        if end in fields:
            read[end] = ApproximateDate.read(fields[end])
    return LifeEvent(**{"number": number, **fields, **read})


def record_of(case: dict[str, Any]) -> PensionRecord:
    """The record of a case."""
    jobs = [
        job(
            enrolled,
            left or None,
            employer=employer,
            id=f"e{place}",
            kana=(names or [""])[0] or None,
            name=names[1] if names else None,
        )
        for place, (employer, enrolled, left, *names) in enumerate(case["jobs"])
    ]
    name, kana = case.get("handbook", ("", ""))
    handbooks = (HandbookNumber(scheme=Scheme.EMPLOYEES, number="1", name=name, kana=kana),) if name else ()
    former = tuple(FormerName(name=name, kana=kana) for name, kana in case.get("former", ()))
    return record(*jobs, person=person(former_names=former, handbook_numbers=handbooks))


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_what_is_said(case: dict[str, Any]) -> None:
    events = [event_of(number, fields) for number, fields in enumerate(case["events"], 1)]
    rows = compare(events, record_of(case))
    said = [
        [found.rule.value, found.event.number if found.event else 0, found.months]
        for row in rows
        for found in row.differences
    ]
    assert sorted(said) == sorted(case["said"]), case["why"]
    missing = [found for row in rows for found in row.differences if found.rule is Rule.NO_RECORD]
    assert {found.event: found for found in find_unrecorded(events, record_of(case))} == {
        found.event: found for found in missing
    }


def test_every_rule_has_a_source_and_a_case() -> None:
    assert set(SOURCES) == set(Rule)
    assert {rule for case in CASES for rule, _, _ in case["said"]} == set(Rule)


def test_lines_stand_in_order_of_time_and_the_undated_last() -> None:
    events = [
        event_of(1, {"name": "喫茶こまどり"}),
        event_of(2, {"category": "school", "name": "見本高校", "ended": "1980-03"}),
        event_of(3, {"name": "あおば印刷"}),
    ]
    rows = compare(events, record(job("1990-04-01", "1993-04-01")))
    assert [row.event.number if row.event else 0 for row in rows] == [2, 3, 1]
    assert [row.day for row in rows] == [date(1980, 3, 1), date(1990, 4, 1), date.max]


def test_a_memory_without_a_record_names_what_is_recorded_at_that_time() -> None:
    events = [event_of(1, {"name": "東洋食品", "began": "1990-04", "ended": "1991-03"})]
    row, recorded = compare(events, record(job("1990-04-01", "1993-04-01")))
    assert [beside.employer for beside in row.differences[0].beside] == ["あおば印刷"]
    assert recorded.job is not None
    assert recorded.differences[0].rule is Rule.RECORD_ONLY


def test_an_open_memory_keeps_a_recorded_job_open() -> None:
    rows = compare([event_of(1, {"name": "東洋食品", "began": "1990"})], record(job("1990-04-01", "1993-04-01")))
    assert [(row.compared, row.differences) for row in rows] == [(False, ()), (False, ())]


def test_a_period_that_a_correction_took_out_is_no_job() -> None:
    correction = Correction(id="c1", decided_on=date(2009, 11, 12), office="見本", reason="", withdraws=("e1",))
    assert compare([], record(job("1990-04-01", "1993-04-01"), corrections=(correction,))) == ()
