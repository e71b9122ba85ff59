"""表の見かた: every word and every frame has its name and its shape in words."""

from __future__ import annotations

import pytest

from pension.status import Status
from web.views.month_cell import Mark
from web.views.record_grid import Kind
from web.views.record_legend import LegendColumn, legend, status_entry


def names(kinds: set[Kind]) -> dict[str, list[str]]:
    return {column.heading: [entry.name for entry in column.entries] for column in legend(frozenset(kinds))}


@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_a_name_and_a_shape_or_a_frame(status: Status) -> None:
    entry = status_entry(status)
    assert entry.name
    assert entry.shape or entry.cell.mark.calls


def test_only_what_is_seen_is_explained_under_its_heading() -> None:
    kinds = {
        (Status.E1, Mark.NONE, False),
        (Status.N1_EX12, Mark.NONE, False),
        (Status.NONE_REQ, Mark.CONFIRM, False),
        (Status.FUTURE, Mark.NONE, False),
    }
    assert names(kinds) == {
        "年金の額に入る月": ["厚生年金"],
        "一部、または期間だけ": ["半額免除、残りは納付済み"],
        "見ていただきたい月": ["未加入"],
        "そのほか": ["これから"],
    }


def test_frames_round_other_words_are_explained_too() -> None:
    kinds = {
        (Status.E1, Mark.CONFIRM, False),
        (Status.E1, Mark.CONFIRM, True),
        (Status.N1_UNPAID, Mark.DONE, False),
    }
    assert names(kinds)["見ていただきたい月"] == ["未納（期限切れ）", "確かめる月", "重なりのある月", "確かめた月"]


def test_the_column_of_calls_says_what_the_two_frames_mean() -> None:
    calls, others = LegendColumn("見ていただきたい月", ()), LegendColumn("そのほか", ())
    assert calls.note == "太い枠：確かめる月　破線の枠：手続きできる月"
    assert (others.calls, others.note) == (False, "")
