"""An entry that begins at a place of the record knows what the record says there."""

from __future__ import annotations

import pytest

from pension.calendar import MonthRange
from pension.history_start import start_event
from pension.life_events import Category, LifeEvent
from pension.recorded_jobs import recorded_jobs
from tests.pension.documents import job, record, ym

JOBS = recorded_jobs(record(job("1980-04-01", "1983-04-01"), job("1990-04-01", None, employer="日本繊維工業", id="e2")))


def said(event: LifeEvent) -> tuple[str, str, str, bool]:
    """Name and dates of an entry as they are stored."""
    began, ended = (date.as_text() if date else "" for date in (event.began, event.ended))
    return event.name, began, ended, event.goes_on


@pytest.mark.parametrize(
    ("category", "first", "last", "expected"),
    [
        (Category.JOB, "1980-04", "1980-04", ("あおば印刷", "1980-04", "1983-03", False)),
        (Category.JOB, "1990-04", "1990-04", ("日本繊維工業", "1990-04", "", True)),
        (Category.JOB, "1983-04", "1983-07", ("", "1983-04", "1983-07", False)),
        (Category.JOB, "1983-04", "1983-04", ("", "1983-04", "", False)),
        (Category.SCHOOL, "1980-04", "1981-03", ("", "1980-04", "1981-03", False)),
        (Category.MARRIAGE, "1983-04", "1983-07", ("", "1983-04", "", False)),
    ],
)
def test_what_an_entry_begins_with(
    category: Category, first: str, last: str, expected: tuple[str, str, str, bool]
) -> None:
    event = start_event(category, MonthRange(ym(first), ym(last)), JOBS)
    assert (event.number, event.category) == (0, category)
    assert said(event) == expected


def test_without_months_an_entry_is_empty() -> None:
    assert start_event(Category.JOB, None, JOBS) == LifeEvent(number=0, category=Category.JOB)
