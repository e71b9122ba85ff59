"""The table of a life: rows, bands, calls; for haruno in detail, and what must hold for everybody."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pension.calendar import YearMonth, fiscal_year_range
from pension.checks import Rule
from pension.counting import counted_months
from pension.status import Status
from pension.timeline import build_timeline
from rules.loader import load_rules
from tests.pension.documents import TODAY, job, record, ym
from tests.web.views.demo_records import PERSONAS, points_of, timeline_of
from web.views.month_cell import Mark
from web.views.record_grid import (
    RecordGrid,
    Segment,
    YearRow,
    month_url,
    record_grid,
    strongest,
)

EVERYBODY = sorted(PERSONAS)


def grid_of(person: str, marked: tuple[str, ...] = ()) -> RecordGrid:
    return record_grid(timeline_of(person), points_of(person), marked)


def rows_of(grid: RecordGrid) -> list[YearRow]:
    return [row for decade in grid.decades for row in decade.rows]


def row_of(grid: RecordGrid, year: int) -> YearRow:
    return next(row for row in rows_of(grid) if row.year == year)


def segments(row: YearRow) -> list[tuple[Status, Mark, int, bool, bool]]:
    return [(part.kind[0], part.kind[1], part.months, part.starts, part.ends) for part in row.segments]


def test_a_row_for_every_fiscal_year_with_era_and_age() -> None:
    rows = rows_of(grid_of("haruno"))
    assert [row.year for row in rows] == list(range(1980, 2027))
    assert (rows[0].title, rows[0].age) == ("昭和55年度", 19)
    assert (rows[3].title, rows[3].age) == ("昭和58年度", 22)
    assert (rows[-1].title, rows[-1].age) == ("令和8年度", 65)


def test_decades_begin_with_the_eras_round_years() -> None:
    assert [(decade.title, decade.detail) for decade in grid_of("haruno").decades] == [
        ("昭和55年度〜63年度", "1980年度〜1988年度・19歳から27歳のころ"),
        ("平成元年度〜10年度", "1989年度〜1998年度・28歳から37歳のころ"),
        ("平成11年度〜20年度", "1999年度〜2008年度・38歳から47歳のころ"),
        ("平成21年度〜30年度", "2009年度〜2018年度・48歳から57歳のころ"),
        ("平成31年度〜令和8年度", "2019年度〜2026年度・58歳から65歳のころ"),
    ]


def test_a_band_goes_on_over_the_rows_and_is_open_there() -> None:
    grid = grid_of("haruno")
    whole = (Status.E1, Mark.NONE, 12)
    assert segments(row_of(grid, 1980)) == [(*whole, True, False)]
    assert segments(row_of(grid, 1981)) == [(*whole, False, False)]
    assert segments(row_of(grid, 1982)) == [(*whole, False, True)]
    assert segments(row_of(grid, 1983)) == [
        (Status.NONE_REQ, Mark.CONFIRM, 4, True, True),
        (Status.N1_PAID, Mark.NONE, 8, True, False),
    ]


def test_months_that_call_are_counted_at_the_end_of_their_row() -> None:
    grid = grid_of("haruno")
    confirm, act = row_of(grid, 1983).calls[0], row_of(grid, 1984).calls[0]
    assert (confirm.mark, confirm.months) == (Mark.CONFIRM, 4)
    assert (act.mark, act.months) == (Mark.ACT, 11)
    point = next(point for point in points_of("haruno") if point.first_month == ym("1983-04"))
    assert confirm.url == f"/records/checks#point-{point.key}"
    assert row_of(grid, 1980).calls == ()


def test_a_call_inside_a_band_cuts_it() -> None:
    assert segments(row_of(grid_of("haruno"), 2014)) == [
        (Status.E1, Mark.NONE, 5, False, True),
        (Status.E1, Mark.CONFIRM, 1, True, True),
        (Status.E1, Mark.NONE, 6, True, False),
    ]


def test_overlapping_months_carry_their_badge() -> None:
    overlap = row_of(grid_of("haruno"), 2001).segments[1]
    assert overlap == Segment((Status.E1, Mark.CONFIRM, True), int(ym("2001-08")), 5, True, True)


def test_a_point_marked_by_the_person_no_longer_calls() -> None:
    gap = next(point for point in points_of("haruno") if point.rule is Rule.ONE_MONTH_GAP)
    row = row_of(grid_of("haruno", (gap.key,)), 2012)
    assert segments(row)[1] == (Status.N1_UNPAID, Mark.DONE, 1, True, True)
    assert row.calls == ()


def test_only_years_that_call_and_the_kinds_seen_in_them() -> None:
    timeline, points = timeline_of("haruno"), points_of("haruno")
    grid = record_grid(timeline, points, (), calling_years_only=True)
    assert [row.year for row in rows_of(grid)] == [1983, 1984, 1985, 1995, 2001, 2004, 2012, 2014, 2024, 2025]
    assert grid.years == 47
    assert Status.N3 not in {kind[0] for kind in grid.months}
    assert [decade.title for decade in grid.decades][:2] == ["昭和58年度〜60年度", "平成7年度"]
    assert grid.decades[1].detail == "1995年度・34歳のころ"
    nothing = record_grid(timeline, points, [point.key for point in points], calling_years_only=True)
    assert nothing.decades == ()


def test_a_record_without_anything_has_its_first_row() -> None:
    grid = grid_of("takahashi")
    assert len(rows_of(grid)) == grid.years >= 1
    assert row_of(grid, 2026).counted == 0


def test_confirm_is_drawn_before_can_act_and_both_before_done() -> None:
    assert strongest([Mark.DONE, Mark.ACT, Mark.CONFIRM]) is Mark.CONFIRM
    assert strongest([Mark.ACT, Mark.DONE]) is Mark.ACT
    assert strongest([]) is Mark.NONE


def test_today_and_addresses() -> None:
    grid = grid_of("haruno")
    assert YearMonth(grid.today) == ym("2026-11")
    assert month_url(ym("1989-01")) == "/records/1989/1"
    assert month_url(ym("1988-12")) == "/records/1988/12"


@pytest.mark.parametrize("person", EVERYBODY)
def test_every_row_has_twelve_months_and_every_month_its_status(person: str) -> None:
    timeline, grid = timeline_of(person), grid_of(person)
    rows = rows_of(grid)
    assert [row.year for row in rows] == list(range(rows[0].year, rows[-1].year + 1))
    for row in rows:
        month = int(fiscal_year_range(row.year).first_month)
        for part in row.segments:
            assert part.first == month
            for number in range(part.first, part.first + part.months):
                span = timeline.span_at(YearMonth(number))
                assert span is not None
                assert (span.status, span.overlap) == (part.kind[0], part.kind[2])
            month += part.months
        assert month == int(fiscal_year_range(row.year).last_month) + 1


@pytest.mark.parametrize("person", EVERYBODY)
def test_every_band_begins_once_and_ends_where_the_next_begins(person: str) -> None:
    parts = [part for row in rows_of(grid_of(person)) for part in row.segments]
    assert parts[0].starts
    assert parts[-1].ends
    for left, right in pairwise(parts):
        assert left.ends == right.starts == (left.kind != right.kind)


@pytest.mark.parametrize("person", EVERYBODY)
def test_counted_months_are_those_of_the_core(person: str) -> None:
    timeline = timeline_of(person)
    for row in rows_of(grid_of(person)):
        months = fiscal_year_range(row.year)
        assert row.counted == counted_months(timeline.spans, months.first_month, months.last_month)


@pytest.mark.parametrize("person", EVERYBODY)
def test_exactly_the_months_of_framing_points_are_framed(person: str) -> None:
    points = [point for point in points_of(person) if point.frames_cells]
    framed = {
        number
        for row in rows_of(grid_of(person))
        for part in row.segments
        if part.kind[1].calls
        for number in range(part.first, part.first + part.months)
    }
    assert framed == {int(month) for point in points for month in point.range.each()}


def test_a_life_of_65_years_in_one_job() -> None:
    timeline = build_timeline(record(job("1961-04-01", None), born="1941-04-02"), TODAY, load_rules())
    grid = record_grid(timeline, (), ())
    assert grid.years == 66
    assert grid.decades[0].title == "昭和36年度〜43年度"
    assert [len(decade.rows) for decade in grid.decades] == [8, 10, 10, 10, 10, 10, 8]
    assert all(row.counted == 12 for row in rows_of(grid)[:50])
