"""An entry made from answers holds what the record and the answers say, and leaves open what neither does."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pension.approximate import ApproximateDate
from pension.life_events import Category, LifeEvent
from pension.recall import Step, Walk
from pension.recalled_entry import EntryPlan, Near, When, plan_for, prepare_entry, written_already
from pension.record import FormerName, PensionRecord
from tests.pension.documents import job, person, record
from tests.pension.test_recall import subject

RECORD = record(
    job("1980-04-01", "1984-05-01"),
    job("1986-04-01", None, employer="日本繊維工業", id="e2"),
    born="1961-06-15",
)
"""Nothing from 1984-05 until 1986-03, which is the point of these tests."""


def made(
    plan: EntryPlan, first: str = "1984-05", last: str = "1986-03", record: PensionRecord = RECORD, **said: str
) -> LifeEvent:
    return prepare_entry(plan, subject(first, last), said, record)


def dates(event: LifeEvent) -> tuple[str, str]:
    began, ended = (date.as_text() if date else "" for date in (event.began, event.ended))
    return began, ended


@pytest.mark.parametrize(
    ("when", "first", "last", "expected"),
    [
        (When.NONE, "1984-05", "1984-09", ("", "")),
        (When.WHOLE, "1984-05", "1999-03", ("1984-05~", "1999-03~")),
        (When.AROUND, "1984-05", "1985-04", ("1984-05~", "1985-04~")),  # twelve months
        (When.AROUND, "1984-05", "1985-05", ("1984~", "1985~")),
        (When.AROUND, "1984-05", "1987-04", ("1984~", "1987~")),  # three years
        (When.AROUND, "1984-05", "1987-05", ("", "")),  # nobody knows where in so long a time
        (When.BEGAN, "1984-05", "1986-03", ("1984~", "")),
        (When.ENDED, "1984-05", "1986-03", ("", "1986~")),
    ],
)
def test_the_months_of_a_point_give_dates(when: When, first: str, last: str, expected: tuple[str, str]) -> None:
    assert dates(made(EntryPlan(category=Category.OTHER, when=when), first, last)) == expected


@pytest.mark.parametrize(
    ("near", "first", "last", "expected"),
    [
        (Near.BEFORE, "1984-05", "1986-03", ("あおば印刷", "1980-04", "1984-04", False)),
        (Near.BEFORE, "1984-06", "1986-03", ("", "", "", False)),  # not just before
        (Near.DURING, "1984-04", "1984-04", ("あおば印刷", "1980-04", "1984-04", False)),
        (Near.DURING, "1984-05", "1986-04", ("", "", "", False)),
        (Near.AFTER, "1984-05", "1986-03", ("日本繊維工業", "1986-04", "", True)),
        (Near.AFTER, "1984-05", "1986-02", ("", "", "", False)),
        (None, "1984-05", "1986-03", ("", "", "", False)),
    ],
)
def test_a_job_beside_the_point_is_taken_from_the_record(
    near: Near | None, first: str, last: str, expected: tuple[str, str, str, bool]
) -> None:
    event = made(EntryPlan(category=Category.JOB, job=near), first, last)
    assert (event.name, *dates(event), event.goes_on) == expected


def test_a_job_left_in_the_middle_of_a_month_is_the_one_before() -> None:
    left = record(job("1980-04-01", "1984-05-20"), born="1961-06-15")
    assert made(EntryPlan(category=Category.JOB, job=Near.BEFORE), record=left).name == "あおば印刷"


def test_who_left_on_the_last_day_of_a_month_has_that_month_as_well() -> None:
    plan = EntryPlan(category=Category.JOB, job=Near.BEFORE, when=When.LEFT)
    assert dates(made(plan)) == ("1980-04", "1984-05")
    assert dates(made(plan, "1985-01")) == ("", "")  # no job of the record ended there


def test_words_come_from_answers_and_a_part_that_nobody_said_is_left_out() -> None:
    plan = EntryPlan(category=Category.JOB, texts={"work": ("{kind}", "{slips}", "むかしの仕事"), "place": ("{town}",)})
    assert made(plan, kind="船の仕事", slips="").work == "船の仕事。むかしの仕事"
    assert made(plan, kind="船の仕事").place == ""


def test_the_name_of_that_time_is_the_one_the_record_knows() -> None:
    plan = EntryPlan(category=Category.JOB, texts={"name_then": ("{former-name}",)})
    names = (
        FormerName(name="秋山 和子", kana="アキヤマ カズコ", until=date(1984, 5, 1)),
        FormerName(name="冬木 和子", kana="フユキ カズコ", until=date(1990, 3, 31)),
        FormerName(name="夏目 和子", kana="ナツメ カズコ"),
    )
    known = record(born="1961-06-15", person=person(former_names=names))
    named = {first: made(plan, first, "1999-12", known).name_then for first in ("1984-05", "1984-06", "1991-01")}
    assert named == {"1984-05": "秋山 和子", "1984-06": "冬木 和子", "1991-01": "夏目 和子"}
    assert made(plan).name_then == ""


def test_the_first_plan_that_fits_the_answers_is_taken() -> None:
    during = EntryPlan(category=Category.MARRIAGE, answered={"married": "during"})
    always = EntryPlan(category=Category.OTHER)
    answered = Walk(steps=(Step("doing", "home"), Step("married", "during")), result="x")
    assert plan_for((during, always), answered) is during
    assert plan_for((during, always), Walk(steps=(Step("married", "yes"),), result="x")) is always
    assert plan_for((), answered) is None


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"began": ApproximateDate(year=1984)}, True),
        ({"began": ApproximateDate(year=1983)}, False),
        ({"began": ApproximateDate(year=1983), "goes_on": True}, True),
        ({"began": ApproximateDate(year=1983), "ended": ApproximateDate(year=1985)}, True),
        ({"ended": ApproximateDate(year=1983, about=True)}, True),  # ごろ reaches into the point
        ({"began": ApproximateDate(year=1987)}, False),
        ({"began": ApproximateDate(year=1984), "category": Category.SCHOOL}, False),
        ({}, False),  # nobody knows when
    ],
)
def test_what_may_be_written_already_is_told(fields: dict[str, Any], *, told: bool) -> None:
    written = LifeEvent(**{"number": 1, "category": Category.JOB, "name": "見本工業", **fields})
    event = LifeEvent(number=0, category=Category.JOB)
    found = written_already(event, subject().range, (written,), date(1961, 6, 15))
    assert found == ([written] if told else [])


def test_an_entry_knows_its_point_and_has_no_number_yet() -> None:
    event = made(EntryPlan(category=Category.OTHER))
    assert (event.number, event.category, event.point) == (0, Category.OTHER, "not-enrolled-1984-05")
