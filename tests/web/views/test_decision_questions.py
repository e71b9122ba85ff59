"""What the questions about an entry say before they ask."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pension.calendar import YearMonth
from pension.decisions import AddedEntry, EntryKind, EntryQuestion
from pension.record import Wartime, WartimeRun
from pension.status import Status
from web.views.decision_questions import lead_of

SEAMAN = AddedEntry(
    number=1,
    kind=EntryKind.JOB,
    employer="みほん汽船",
    status=Status.S1,
    enrolled_on=date(1946, 3, 1),
    disenrolled_on=date(1950, 4, 1),
)
APRIL = YearMonth.of(1944, 4)


def is_told(entry: AddedEntry) -> bool:
    return any("本部が入力します" in line for line in lead_of(EntryQuestion.PAY, entry))


def test_what_wartime_adds_at_sea_is_left_to_the_headquarters() -> None:
    """It depends on the waters, which are not asked."""
    assert is_told(SEAMAN)
    assert is_told(replace(SEAMAN, enrolled_on=date(1943, 12, 1), disenrolled_on=None, goes_on=True))
    assert not any("本部" in line for line in lead_of(EntryQuestion.ENROLLED, SEAMAN))


@pytest.mark.parametrize(
    "entry",
    [
        replace(SEAMAN, enrolled_on=date(1946, 4, 1)),
        replace(SEAMAN, enrolled_on=date(1940, 4, 1), disenrolled_on=date(1941, 12, 1)),
        replace(SEAMAN, enrolled_on=None),
        replace(SEAMAN, status=Status.E1_MINE, enrolled_on=date(1944, 4, 1)),
        replace(SEAMAN, wartime=(WartimeRun(first_month=APRIL, last_month=APRIL, kind=Wartime.SEA_ONE),)),
    ],
)
def test_of_all_others_nothing_is_said(entry: AddedEntry) -> None:
    assert not is_told(entry)
