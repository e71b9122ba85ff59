"""The page of 詳細な条件の試算."""

from __future__ import annotations

from pension.calendar import YearMonth
from pension.conditions import Conditions
from pension.limits import Limit
from pension.what_if import WhatIf
from services.clock import DEMO_NOW, JapanClock
from services.show_records import RecordScreen
from services.what_if import what_if
from tests.web.views.demo_records import timeline_of
from web.forms.result import FieldError
from web.views.detailed_estimate import detailed_view


def test_the_first_spell_and_those_in_use_stand_open() -> None:
    view = detailed_view(timeline_of("kobayashi").record, (), (), {"kind-3": "abroad"})
    assert [spell.opened for spell in view.spells] == [True, False, True, False]
    assert (view.result, view.lacking, view.frame.title) == (None, "", "詳細な条件の試算")


def test_months_to_pay_back_keep_their_marks() -> None:
    months = (YearMonth.of(2025, 9), YearMonth.of(2025, 10))
    view = detailed_view(timeline_of("sasaki").record, (), months, {"back-2025-10": "1"})
    assert [month.chosen for month in view.back_months] == [False, True]
    assert view.back_months[0].label == "令和7年（2025年）9月"


def test_errors_are_counted_and_who_has_died_is_asked_nothing() -> None:
    errors = (FieldError("back", "選べません。"),)
    view = detailed_view(timeline_of("sasaki").record, (), (), {}, errors=errors)
    assert (view.frame.title, view.back_error) == ("エラー：詳細な条件の試算", "選べません。")
    assert detailed_view(timeline_of("miura").record, (Limit.DIED,), (), {}, errors=errors).errors == ()


def test_without_a_right_that_is_said() -> None:
    screen = RecordScreen(timeline_of("fukuda"), (), {})
    found = what_if(screen, Conditions(future=()), JapanClock(DEMO_NOW))
    assert isinstance(found, WhatIf)
    view = detailed_view(screen.timeline.record, (), (), {}, found=found)
    assert "受け取れる額がありません" in view.frame.announce
