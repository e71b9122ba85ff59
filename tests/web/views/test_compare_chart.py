"""Where the lines, marks and signs of the drawings stand."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from pension.calendar import YearMonth
from pension.comparison import stretches
from pension.derivation import Amount, Figure
from pension.payment import Line, Stage
from rules.loader import load_rules
from web.views.compare_chart import BOTTOM, LEFT, RIGHT, TOP, Chart, Drawn, spread, total_chart, yearly_chart

RULE = load_rules().money.figures[Figure.BASIC_PENSION]
BORN = date(1965, 6, 15)  # 65 in June 2030


def drawn(kind: int, first: str, yen: int) -> Drawn:
    return Drawn(kind, str(kind), (Stage(YearMonth.parse(first), None, (Line(RULE, Amount(yen)),)),))


AT_65, AT_70 = drawn(0, "2030-07", 1_000_000), drawn(1, "2035-07", 1_420_000)
BOTH = (AT_65, AT_70)
RUNS = stretches([way.stages for way in BOTH], BORN)


def points(path: str) -> list[tuple[int, int]]:
    return [(int(x), int(y)) for x, y in re.findall(r"(-?\d+) (-?\d+)", path)]


def test_a_year_is_as_wide_as_any_other() -> None:
    ages = yearly_chart(BOTH, RUNS, BORN).ages
    assert [tick.label for tick in ages] == ["60", "65", "70", "75", "80", "85", "90"]
    assert (ages[0].at, ages[-1].at) == (LEFT, RIGHT)
    assert all(34 <= after.at - before.at <= 35 for before, after in pairwise(ages))


def test_yearly_amounts_are_steps_at_the_age_of_the_claim() -> None:
    chart = yearly_chart(BOTH, RUNS, BORN)
    at_65 = next(tick.at for tick in chart.ages if tick.label == "65")
    height = BOTTOM - (BOTTOM - TOP) * 2 // 3  # 1,000,000 on a scale to 1,500,000
    corners = points(chart.lines[0].path)
    assert corners[0] == (LEFT, BOTTOM)
    assert (at_65, BOTTOM) in corners
    assert (at_65, height) in corners
    assert corners[-1] == (RIGHT, height)
    assert chart.lines[0].end_y == height


def test_the_scale_ends_at_a_whole_step_above_everything() -> None:
    assert [tick.label for tick in yearly_chart(BOTH, RUNS, BORN).amounts] == ["0", "50", "100", "150"]
    assert [tick.at for tick in yearly_chart(BOTH, RUNS, BORN).amounts][::3] == [BOTTOM, TOP]
    # 25 years at 1,000,000 and 20 at 1,420,000
    assert [tick.label for tick in total_chart(BOTH, RUNS, BORN).amounts] == ["0", "1,000", "2,000", "3,000"]
    nothing = Drawn(0, "今", ())
    assert [tick.label for tick in yearly_chart((nothing,), RUNS, BORN).amounts] == ["0", "10"]


def test_totals_grow_evenly_from_the_claim_on() -> None:
    chart = total_chart(BOTH, RUNS, BORN)
    corners = points(chart.lines[0].path)
    assert corners[0] == (LEFT, BOTTOM)
    assert corners[-1] == (RIGHT, BOTTOM - 25_000_000 * (BOTTOM - TOP) // 30_000_000)
    assert [y for _, y in corners] == sorted((y for _, y in corners), reverse=True)


def test_everything_lies_inside_of_the_drawing() -> None:
    for chart in (yearly_chart(BOTH, RUNS, BORN), total_chart(BOTH, RUNS, BORN)):
        for line in chart.lines:
            for x, y in (*points(line.path), *line.marks):
                assert LEFT <= x <= RIGHT
                assert TOP <= y <= BOTTOM


def test_marks_of_lines_that_lie_on_each_other_are_all_seen() -> None:
    ways = [drawn(kind, "2030-07", 1_000_000) for kind in range(6)]
    chart: Chart = yearly_chart(ways, stretches([way.stages for way in ways], BORN), BORN)
    places = [place for line in chart.lines for place in line.marks]
    assert len(places) == len(set(places))
    assert all(len(line.marks) >= 4 for line in chart.lines)


def test_signs_keep_apart_and_near_their_lines() -> None:
    assert spread([50, 120]) == [50, 120]
    assert spread([100, 100, 100]) == [100, 118, 136]
    assert spread([BOTTOM, BOTTOM]) == [BOTTOM - 18, BOTTOM]
    assert spread([]) == []
