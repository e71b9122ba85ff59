"""The office is asked about months in doubt of which the person has told, and about no others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from content.recall import load_recall
from pension.checks import find_points
from pension.history_asks import PointToAsk, points_to_ask
from pension.life_events import Category
from pension.recall import RecallPoint, Topic, find_subjects, walk
from pension.record import Abroad, Facts, PensionRecord
from pension.timeline import build_timeline
from rules.loader import load_rules
from tests.pension.documents import NEVER_MARRIED_NOR_STUDENT, TODAY, job, record, ym
from tests.pension.test_history_differences import event_of

FOR_OFFICE = ("student", "abroad")
DOUBTED = record(job("1987-04-01", None), born="1964-08-10", facts=Facts())
"""20 in 1984-08: from then until 1987-03 months of a student or of a wife may count as time."""
PLAIN = record(job("1987-04-01", None), born="1964-08-10", facts=NEVER_MARRIED_NOR_STUDENT)
"""The same months, of somebody who was neither."""


def asks(
    of: PensionRecord, *entries: dict[str, Any], answers: Mapping[str, str] | None = None
) -> tuple[PointToAsk, ...]:
    timeline, rules = build_timeline(of, TODAY, load_rules()), load_rules()
    findings, tree = find_points(timeline, rules), load_recall().tree
    points = [
        RecallPoint(subject=each, walk=walk(tree, each, answers or {}))
        for each in find_subjects(timeline, findings)
        if each.topic is Topic.NOT_ENROLLED
    ]
    events = [event_of(number, fields) for number, fields in enumerate(entries, 1)]
    return points_to_ask(timeline, findings, points, events, FOR_OFFICE)


@pytest.mark.parametrize(
    "entry",
    [
        {"category": "school", "began": "1983-04", "ended": "1987-03"},
        {"category": "school", "ended": "1985"},
        {"category": "school", "began": "1986-04", "goes_on": True},
        {"category": "marriage", "began": "1985-05"},
        {"category": "marriage", "began": "1980-05"},  # she was married then as well
    ],
)
def test_months_that_may_count_are_asked_about_when_an_entry_speaks_of_them(entry: dict[str, Any]) -> None:
    [ask] = asks(DOUBTED, entry)
    assert (ask.told, ask.result) == ((Category(entry["category"]),), "")
    assert (ask.months.first_month, ask.months.last_month) == (ym("1984-08"), ym("1987-03"))
    assert ask.finding is not None and ask.finding.range == ask.months


@pytest.mark.parametrize(
    "entry",
    [
        {"category": "school", "began": "1980-04", "ended": "1983-03"},
        {"category": "school"},
        {"category": "marriage", "began": "1990-05"},
        {"category": "move", "began": "1984-04", "ended": "1987-03"},  # the record does not say that it was abroad
        {"category": "job", "name": "東洋食品", "began": "1984-04", "ended": "1987-03"},
        {"category": "child", "began": "1985-04"},
    ],
)
def test_an_entry_of_another_time_or_kind_asks_nothing(entry: dict[str, Any]) -> None:
    assert asks(DOUBTED, entry) == ()


def test_months_that_cannot_count_are_not_asked_about_because_of_an_entry() -> None:
    assert asks(PLAIN, {"category": "school", "began": "1983-04", "ended": "1987-03"}) == ()


def test_each_kind_of_entry_is_named_once() -> None:
    school = {"category": "school", "began": "1983-04", "ended": "1987-03"}
    [ask] = asks(DOUBTED, school, {"category": "marriage", "began": "1986-05"}, school)
    assert ask.told == (Category.SCHOOL, Category.MARRIAGE)


@pytest.mark.parametrize(
    ("began", "ended", "told"),
    [("2004", "2014", (Category.MOVE,)), ("2004-05", "2006", (Category.MOVE,)), ("1999-04", "2003", ())],
)
def test_a_move_speaks_of_months_that_the_record_has_abroad(began: str, ended: str, told: tuple[Category, ...]) -> None:
    abroad = Abroad(first_month=ym("2004-04"), last_month=ym("2014-08"))
    jobs = job("1997-04-01", "2004-04-01"), job("2014-09-01", None, id="e2")
    of = record(*jobs, born="1974-04-10", facts=Facts(abroad=(abroad,)))
    found = [ask.told for ask in asks(of, {"category": "move", "place": "シドニー", "began": began, "ended": ended})]
    assert [each for each in found if Category.MOVE in each] == ([told] if told else [])


def test_what_answers_come_to_is_asked_also_without_an_entry() -> None:
    [ask] = asks(DOUBTED, answers={"doing": "studied", "school": "day"})
    assert (ask.result, ask.told) == ("student", ())


def test_a_result_that_is_not_for_the_office_asks_nothing_whatever_is_written() -> None:
    school = {"category": "school", "began": "1983-04", "ended": "1987-03"}
    assert asks(DOUBTED, school, answers={"doing": "studied", "school": "evening"}) == ()
