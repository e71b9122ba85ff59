"""The paper holds everything the screens say, and its key every word of its table."""

from __future__ import annotations

from datetime import datetime

import pytest

from services.clock import DEMO_NOW
from tests.web.views.demo_records import PERSONAS, points_of, timeline_of, totals_of
from web.views.record_print import RecordPrintView, record_print_view
from web.views.wording import STATUS_WORDS


def paper_of(person: str, marks: dict[str, datetime] | None = None) -> RecordPrintView:
    return record_print_view(timeline_of(person), totals_of(person), points_of(person), marks or {})


def test_points_table_periods_and_totals_are_all_there() -> None:
    view = paper_of("haruno")
    assert len(view.checks.points) == len(points_of("haruno"))
    assert view.records.table is not None
    assert view.periods.spells
    assert view.records.totals.rows
    assert view.records.facts


def test_nothing_is_pressed_on_paper() -> None:
    table = paper_of("haruno").records.table
    assert table is not None
    assert (table.choices, table.newest, table.elsewhere) == ((), None, ())


@pytest.mark.parametrize("person", sorted(PERSONAS))
def test_the_key_names_every_word_of_the_table(person: str) -> None:
    view = paper_of(person)
    assert view.records.table is not None
    seen = {STATUS_WORDS[kind[0]].label for kind in view.records.table.grid.months}
    assert {word for word in seen if not any(part.startswith(f"{word}＝") for part in view.key)} == set()


def test_the_key_names_the_frames() -> None:
    key = paper_of("haruno").key
    assert {"太い枠＝確かめる月", "破線の枠＝手続きできる月", "「重複」の札＝重なりのある月"} <= set(key)


def test_marked_points_are_printed_as_checked() -> None:
    finding = points_of("haruno")[0]
    view = paper_of("haruno", {finding.key: DEMO_NOW})
    assert len(view.checks.done) == 1
    assert view.frame.points == len(points_of("haruno")) - 1
