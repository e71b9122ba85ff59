"""The page of かんたん試算 for several people."""

from __future__ import annotations

from datetime import date

from pension.conditions import Conditions
from pension.limits import Limit
from pension.plan import Doing
from pension.what_if import WhatIf
from services.clock import DEMO_NOW, JapanClock
from services.show_records import RecordScreen
from services.what_if import limits_of, what_if
from tests.web.views.demo_records import timeline_of
from web.forms.result import FieldError
from web.forms.simple_estimate import read_plan
from web.views.simple_estimate import first_values, simple_view

TODAY = date(2026, 11, 23)


def limits(person: str) -> tuple[Limit, ...]:
    return limits_of(RecordScreen(timeline_of(person), (), {}), JapanClock(DEMO_NOW))


def found(person: str, conditions: Conditions) -> WhatIf:
    answer = what_if(RecordScreen(timeline_of(person), (), {}), conditions, JapanClock(DEMO_NOW))
    assert isinstance(answer, WhatIf)
    return answer


def test_the_present_pay_stands_in_its_box() -> None:
    assert first_values(timeline_of("kobayashi").record)["pay"].isdigit()
    assert first_values(timeline_of("hirai").record)["pay"] == ""


def test_who_has_died_is_asked_nothing() -> None:
    record = timeline_of("miura").record
    view = simple_view(record, limits("miura"), {}, errors=(FieldError("pay", "…"),))
    assert (view.stopped, view.errors) == (True, ())
    assert view.frame.title == "かんたん試算"


def test_a_result_and_other_ages() -> None:
    view = simple_view(timeline_of("kobayashi").record, (), {}, found=found("kobayashi", Conditions()))
    assert view.result is not None
    assert view.result.options is not None
    assert [row.name for row in view.result.options.rows] == ["60歳", "63歳", "65歳", "66歳", "68歳", "70歳", "75歳"]
    assert view.frame.announce == view.result.lead
    assert view.result.overtaking == ""


def test_without_a_right_that_is_said() -> None:
    view = simple_view(timeline_of("fukuda").record, (), {}, found=found("fukuda", Conditions(future=())))
    assert view.result is None
    assert "受け取れる額がありません" in view.lacking


def test_who_does_not_work_pays_until_60() -> None:
    values = {"pay": "0", "claim-years": "65", "claim-months": ""}
    assert read_plan(values, date(1985, 4, 2), TODAY).doing is Doing.SELF_EMPLOYED
    assert read_plan(values, date(1964, 4, 2), TODAY).doing is Doing.NOTHING
