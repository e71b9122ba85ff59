"""Several days of one kind, of which some may stay empty: the birth dates of children."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from web.forms.dates import WESTERN, parse_date
from web.forms.numbers import typed
from web.forms.result import FieldError

CHILDREN = tuple(f"child-{row}" for row in (1, 2, 3, 4))
CHILD = "お子さんの生年月日"
USUAL_ERA_OF_CHILDREN = "平成"


def boxes_of(name: str) -> tuple[str, ...]:
    """The boxes of one day."""
    return tuple(f"{name}-{part}" for part in ("era", "year", "month", "day"))


def filled(names: Iterable[str], values: Mapping[str, str]) -> Iterator[str]:
    """The days in which something was typed; the era alone is nothing."""
    return (name for name in names if any(typed(values, box) for box in boxes_of(name)[1:]))


def day_errors(names: Iterable[str], values: Mapping[str, str], what: str, today: date) -> tuple[FieldError, ...]:
    """What is wrong with the days that were typed."""
    parsed = (parse_date(values, name, what, today).error for name in filled(names, values))
    return tuple(error for error in parsed if error is not None)


def days_in(names: Iterable[str], values: Mapping[str, str], today: date) -> tuple[date, ...]:
    """The days that were typed and can be read."""
    parsed = (parse_date(values, name, "", today).day for name in filled(names, values))
    return tuple(day for day in parsed if day is not None)


def values_of_days(names: Iterable[str], days: Iterable[date]) -> Mapping[str, str]:
    """What stands in the boxes of days that are known: :func:`days_in` reads the same."""
    return {
        box: text
        for name, day in zip(names, days, strict=False)
        for box, text in zip(boxes_of(name), (WESTERN, str(day.year), str(day.month), str(day.day)), strict=True)
    }
