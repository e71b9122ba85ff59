"""Where a request begins: how a start is written, and which months and which claim follow from it."""

from __future__ import annotations

from datetime import date

import pytest

from content.corrections import load_corrections
from pension.approximate import ApproximateDate
from pension.calendar import MonthRange, YearMonth
from pension.checks import Rule as Point
from pension.correction_starts import (
    CLAIM_OF_RULE,
    CLAIM_OF_SEARCH,
    CLAIM_OF_TOPIC,
    CLAIM_OF_UNPAID,
    Start,
    StartKind,
    claim_of,
    months_in,
    months_in_question,
    months_key,
    read_months,
    worksheet_key,
)
from pension.history_differences import Difference, Rule
from pension.life_events import Category, LifeEvent
from pension.recall import Topic, topic_of
from pension.recorded_jobs import recorded_jobs
from pension.status import Status
from pension.timeline import build_timeline
from rules.loader import load_rules
from tests.pension.documents import TODAY, job, record

BORN = date(1961, 6, 15)
JOB = recorded_jobs(record(job("1980-04-01", "1983-04-01")))[0]


def months(first: str, last: str) -> MonthRange:
    return MonthRange(YearMonth.parse(first), YearMonth.parse(last))


def event(began: str | None = None, ended: str | None = None, *, goes_on: bool = False) -> LifeEvent:
    read = [ApproximateDate.read(text) if text else None for text in (began, ended)]
    return LifeEvent(number=3, category=Category.JOB, name="東洋食品", began=read[0], ended=read[1], goes_on=goes_on)


@pytest.mark.parametrize(
    "text",
    [
        *("month.1983-04", "month.1983-04.1983-07", "search.12345678", "nothing"),
        *("worksheet.3.no-record", "worksheet.1980-04.1983-03.record-only"),
    ],
)
def test_a_start_is_read_as_it_is_written(text: str) -> None:
    assert str(Start.read(text)) == text


@pytest.mark.parametrize(
    "text", ["", "month", "month.", "weather.1983", "nothing.x", "month.<b>", "month." + 101 * "1"]
)
def test_whatever_is_none_begins_with_nothing(text: str) -> None:
    assert Start.read(text) == Start(StartKind.NOTHING)


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("1983-04", months("1983-04", "1983-04")),
        ("1983-04.1983-07", months("1983-04", "1983-07")),
        ("1983-07.1983-04", None),
        ("1983-13", None),
        ("x", None),
    ],
)
def test_months_of_a_key(key: str, found: MonthRange | None) -> None:
    assert read_months(key) == found


def test_keys_are_written_as_they_are_read() -> None:
    for one in (months("1983-04", "1983-04"), months("1983-04", "1983-07")):
        assert read_months(months_key(one)) == one
    remembered = worksheet_key(Difference(rule=Rule.END_DIFFERS, event=event(), job=JOB))
    recorded = worksheet_key(Difference(rule=Rule.RECORD_ONLY, job=JOB))
    assert (remembered, recorded) == ("3.end-differs", "1980-04.1983-03.record-only")
    for key in (remembered, recorded):
        assert Start.read(f"worksheet.{key}") == Start(StartKind.WORKSHEET, key)


def test_every_claim_has_words() -> None:
    claims = load_corrections().claims
    assert set(CLAIM_OF_TOPIC) == set(Topic)
    tables = (CLAIM_OF_TOPIC, CLAIM_OF_UNPAID, CLAIM_OF_RULE, CLAIM_OF_SEARCH)
    assert {claim for table in tables for claim in table.values()} <= {*claims, ""}
    assert claim_of(topic_of(Point.UNPAID), Status.N1_UNPAID) == "paid-unpaid"
    assert claim_of(topic_of(Point.REMEMBERED_ONLY), Status.NONE_REQ) == "no-record"
    assert {claim_of(topic_of(rule), Status.NONE_REQ) for rule in Point} <= set(claims)


def test_what_months_were_that_may_count_as_time_is_not_supposed() -> None:
    assert claim_of(Topic.NOT_ENROLLED, Status.NONE_REQ) == "no-record"
    assert claim_of(Topic.NOT_ENROLLED, Status.KARA_MAYBE) == ""


@pytest.mark.parametrize(
    ("topic", "status", "claim"),
    [
        (Topic.UNPAID, Status.NV_UNPAID, "paid-unpaid"),
        (Topic.UNPAID, Status.E_LAPSED, "no-record"),  # the employer had to pay (厚生年金保険法75条)
        (Topic.UNPAID, Status.N3_NC, "spouse"),  # nobody had to (国民年金法附則7条の3)
        (Topic.OVERLAP, Status.E_LAPSED, "doubled"),
        (Topic.WITHDRAWAL_ALLOWANCE, Status.E_LUMP, "lump-sum"),
    ],
)
def test_what_is_supposed_of_the_months_of_a_point(topic: Topic, status: Status, claim: str) -> None:
    assert claim_of(topic, status) == claim


def test_memories_that_contradict_each_other_are_no_claim() -> None:
    assert set(Rule) - set(CLAIM_OF_RULE) == {Rule.OVERLAP, Rule.REVERSED}


def test_months_from_twelve_years_on_until_now_can_be_asked_about() -> None:
    timeline = build_timeline(record(job("1980-04-01", "1983-04-01")), TODAY, load_rules())
    far = months("1900-01", "2100-12")
    found = months_in(far, timeline)
    assert found == MonthRange(YearMonth.of(1973, 6), YearMonth.of_date(timeline.today))
    assert months_in(months("1890-01", "1890-02"), timeline) is None


@pytest.mark.parametrize(
    ("rule", "memory", "found"),
    [
        (Rule.NO_RECORD, event("1983-04", "1983-07"), months("1983-04", "1983-07")),
        (Rule.NO_RECORD, event("1983-04"), months("1983-04", "1983-04")),
        (Rule.NO_RECORD, event(ended="1983-07"), months("1983-07", "1983-07")),
        (Rule.NO_RECORD, event("1983-07", "1983-04"), months("1983-04", "1983-07")),
        (Rule.NO_RECORD, event(), None),
    ],
)
def test_a_memory_without_a_record_names_its_own_months(
    rule: Rule, memory: LifeEvent, found: MonthRange | None
) -> None:
    assert months_in_question(Difference(rule=rule, event=memory), BORN) == found


@pytest.mark.parametrize(
    ("rule", "memory", "found"),
    [
        (Rule.START_DIFFERS, event("1979-10", "1983-03"), months("1979-10", "1980-03")),
        (Rule.START_DIFFERS, event("1980-09", "1983-03"), months("1980-04", "1980-08")),
        (Rule.END_DIFFERS, event("1980-04", "1983-09"), months("1983-04", "1983-09")),
        (Rule.END_DIFFERS, event("1980-04", "1982-12"), months("1983-01", "1983-03")),
        (Rule.END_DIFFERS, event("1980-04", "1983-03"), months("1983-04", "1983-04")),
        (Rule.EMPLOYER_DIFFERS, event("1980-04", "1983-03"), months("1980-04", "1983-03")),
        (Rule.NAME_DIFFERS, event(), months("1980-04", "1983-03")),
    ],
)
def test_a_difference_from_a_record_names_the_months_between(rule: Rule, memory: LifeEvent, found: MonthRange) -> None:
    assert months_in_question(Difference(rule=rule, event=memory, job=JOB), BORN) == found


def test_what_goes_on_in_memory_differs_until_now() -> None:
    found = months_in_question(Difference(rule=Rule.END_DIFFERS, event=event("1980-04", goes_on=True), job=JOB), BORN)
    timeline = build_timeline(record(job("1980-04-01", "1983-04-01")), TODAY, load_rules())
    assert found is not None
    assert months_in(found, timeline) == MonthRange(YearMonth.of(1983, 4), YearMonth.of_date(timeline.today))


def test_a_record_nobody_remembers_is_about_its_own_months() -> None:
    assert months_in_question(Difference(rule=Rule.RECORD_ONLY, job=JOB), BORN) == months("1980-04", "1983-03")
