"""How an entry begins that is written from a place of the record: with what the record already says."""

from __future__ import annotations

from collections.abc import Sequence

from pension.approximate import ApproximateDate
from pension.calendar import MonthRange, YearMonth
from pension.life_events import Category, LifeEvent
from pension.recorded_jobs import RecordedJob


def start_event(category: Category, months: MonthRange | None, jobs: Sequence[RecordedJob]) -> LifeEvent:
    """A new entry about these months; of a job that is recorded from their first month, with its name and its end.

    Everything in it may be changed: memory is what counts. Number 0 is none.
    """
    event = LifeEvent(number=0, category=category)
    if months is None:
        return event
    began = ApproximateDate.of_month(months.first_month)
    job = next((job for job in jobs if YearMonth.of_date(job.enrolled_on) == months.first_month), None)
    if category is Category.JOB and job:
        ended = ApproximateDate.of_month(YearMonth.of_date(job.last_day)) if job.disenrolled_on else None
        return LifeEvent(
            number=0, category=category, name=job.employer, began=began, ended=ended, goes_on=ended is None
        )
    ended = ApproximateDate.of_month(months.last_month) if months.months > 1 else None
    return LifeEvent(number=0, category=category, began=began, ended=None if category is Category.MARRIAGE else ended)
