"""Hours of the day."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from services.clock import JST
from services.hours import Hours, read_hours


def at(text: str) -> datetime:
    """A time of some day in Japan."""
    return datetime.fromisoformat(f"2026-11-23T{text}:00").replace(tzinfo=JST)


@pytest.mark.parametrize("text", ["", "any"])
def test_any_hour(text: str) -> None:
    assert read_hours(text) is None


@pytest.mark.parametrize(
    "text", ["7:00-21:00", "07:00", "07:00-07:00", "07:00-24:00", "07:00〜21:00", "x", "0700-2100"]
)
def test_what_are_no_hours(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_hours(text)


@pytest.mark.parametrize(
    ("text", "within", "outside"),
    [
        ("07:00-21:00", ["07:00", "12:30", "20:59"], ["06:59", "21:00", "00:00"]),
        ("20:00-06:00", ["20:00", "23:59", "00:00", "05:59"], ["06:00", "12:00", "19:59"]),
    ],
)
def test_the_beginning_is_within_and_the_end_is_not(text: str, within: list[str], outside: list[str]) -> None:
    hours = read_hours(text)
    assert hours is not None
    assert [text for text in (*within, *outside) if hours.hold(at(text))] == within


def test_the_time_is_that_of_japan() -> None:
    assert Hours(time(7), time(21)).hold(datetime(2026, 11, 23, 23, tzinfo=UTC))
