"""Two drawings of ways of receiving: yen a year by age, and what has come together. Geometry in whole units.

Each way has a line of its own pattern, marks of its own shape, and its sign at the end, so that it is told without
colour. The drawing is small enough for the narrowest screen; everything in it stands in a table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from pension.break_even import paid_until
from pension.calendar import MonthRange, YearMonth, month_age_is_reached
from pension.comparison import FIRST_AGE, LAST_AGE, yearly_in
from pension.payment import Stage

# of a drawing that is 304 wide and 276 high (web/components/compare_chart.html)
LEFT, RIGHT, TOP, BOTTOM = 68, 274, 14, 246
_LABEL_HEIGHT = 18
_MONTHS = (LAST_AGE - FIRST_AGE) * 12
_AGES = range(FIRST_AGE, LAST_AGE + 1, 5)
_TEN_THOUSAND = 10_000
_MOST_STEPS = 4
_STEPS = (10, 20, 25, 50)
"""Sizes of the steps of the scale, in ten thousands of yen, and ten times, a hundred times as much."""
_YEARS_BETWEEN_MARKS = 6

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the scale with its number."""

    at: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartLine:
    """One way: ``kind`` names pattern and mark, ``sign`` stands at ``label_y`` beside the end of the ``path``."""

    kind: int
    sign: str
    path: str
    marks: tuple[Point, ...]
    end_y: int
    label_y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A drawing; ``amounts`` are ticks upward in ten thousands of yen, ``ages`` to the right."""

    amounts: tuple[Tick, ...]
    ages: tuple[Tick, ...]
    lines: tuple[ChartLine, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn: a way's number (0: as now), its sign, its stages."""

    kind: int
    sign: str
    stages: Sequence[Stage]


def yearly_chart(ways: Sequence[Drawn], runs: Sequence[MonthRange], birth_date: date) -> Chart:
    """Yen a year, as steps."""
    return _chart(ways, birth_date, _steps(runs), lambda way, month: yearly_in(way.stages, month))


def total_chart(ways: Sequence[Drawn], runs: Sequence[MonthRange], birth_date: date) -> Chart:
    """Yen in all since the beginning; straight between the months in which something changes."""
    return _chart(ways, birth_date, _slopes(runs), lambda way, month: int(paid_until(way.stages, month)))


Value = Callable[[Drawn, YearMonth], int]
Corners = tuple[tuple[int, YearMonth], ...]
"""Where a line may turn: months since the first, and the month whose value holds there."""


def _steps(runs: Sequence[MonthRange]) -> Corners:
    first = runs[0].first_month
    return tuple(
        corner
        for run in runs
        for corner in ((run.first_month - first, run.first_month), (run.last_month + 1 - first, run.first_month))
    )


def _slopes(runs: Sequence[MonthRange]) -> Corners:
    first = runs[0].first_month
    return ((0, first.plus(-1)), *((run.last_month + 1 - first, run.last_month) for run in runs))


def _chart(ways: Sequence[Drawn], birth_date: date, corners: Corners, value: Value) -> Chart:
    highest = max((value(way, month) for way in ways for _, month in corners), default=0)
    top = _top(highest)
    ends = [_y(value(way, corners[-1][1]), top) for way in ways]
    labels = spread(ends)
    return Chart(
        amounts=tuple(
            Tick(_y(amount, top), f"{amount // _TEN_THOUSAND:,}") for amount in range(0, top + 1, _step(top))
        ),
        ages=tuple(Tick(_x((age - FIRST_AGE) * 12), str(age)) for age in _AGES),
        lines=tuple(
            ChartLine(
                kind=way.kind,
                sign=way.sign,
                path=_path([(_x(passed), _y(value(way, month), top)) for passed, month in corners]),
                marks=tuple(_marks(way, birth_date, top, value)),
                end_y=end,
                label_y=label,
            )
            for way, end, label in zip(ways, ends, labels, strict=True)
        ),
    )


def _marks(way: Drawn, birth_date: date, top: int, value: Value) -> Iterator[Point]:
    """Each way has its marks at other ages, so that lines that lie on each other still show all of theirs."""
    for age in range(FIRST_AGE + 1 + way.kind, LAST_AGE, _YEARS_BETWEEN_MARKS):
        month = month_age_is_reached(birth_date, age)
        yield _x((age - FIRST_AGE) * 12), _y(value(way, month), top)


def spread(ends: Sequence[int]) -> list[int]:
    """Heights for the signs beside the ends of lines: as near as they come without lying on each other."""
    order = sorted(range(len(ends)), key=lambda index: ends[index])
    placed: dict[int, int] = {}
    lowest = TOP
    for index in order:
        placed[index] = max(ends[index], lowest)
        lowest = placed[index] + _LABEL_HEIGHT
    highest = BOTTOM
    for index in reversed(order):
        placed[index] = min(placed[index], highest)
        highest = placed[index] - _LABEL_HEIGHT
    return [placed[index] for index in range(len(ends))]


def _step(top: int) -> int:
    return next(size for size in _sizes() if size * _MOST_STEPS >= top)


def _top(highest: int) -> int:
    """The end of the scale: the first whole step above everything."""
    step = _step(max(highest, 1))
    return step * max(1, ceil(highest / step))


def _sizes() -> Iterator[int]:
    unit = _TEN_THOUSAND
    while True:
        yield from (size * unit for size in _STEPS)
        unit *= 10


def _x(months: int) -> int:
    return LEFT + months * (RIGHT - LEFT) // _MONTHS


def _y(amount: int, top: int) -> int:
    return BOTTOM - amount * (BOTTOM - TOP) // top


def _path(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in points)
