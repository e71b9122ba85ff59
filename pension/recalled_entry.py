"""The worksheet entry that answers come to: its category, and what is already known of it.

Which entry a result makes is data (``content/recall/results.toml``); here are only the ways to fill it. Nobody is told
what they remember: a text or a date that neither the record nor an answer gives stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from pension.approximate import ApproximateDate
from pension.calendar import MonthRange, YearMonth
from pension.life_events import Category, LifeEvent
from pension.recall import Subject, Walk
from pension.record import PensionRecord
from pension.recorded_jobs import RecordedJob, recorded_jobs

FORMER_NAME = "former-name"
"""What a text says in braces for the name the record has for that time; everything else in braces is a question."""
TEXTS = ("name", "place", "work", "name_before", "name_then")
"""The fields of an entry that a text may fill."""
NAMED = re.compile(r"\{([a-z0-9-]+)\}")
"""A word in braces."""
_LONGEST_AROUND = 36  # months: of a longer time its ends say nothing about what happened within it
_LONGEST_BY_MONTH = 12  # months: of a longer time only the years of its ends are said


class Near(StrEnum):
    """Which job of the record an entry is about, as seen from a point."""

    BEFORE = "before"  # it ended just before
    DURING = "during"  # it has the first month
    AFTER = "after"  # it began just after


class When(StrEnum):
    """Which dates the months of a point give."""

    NONE = "none"
    WHOLE = "whole"  # it lasted through all of them: about the first until about the last month
    AROUND = "around"  # it lay within them: about their ends, where they are few
    BEGAN = "began"  # it began within them
    ENDED = "ended"  # it ended with them
    LEFT = "left"  # the job of the record went on into the first of them


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPlan:
    """How a result makes an entry. ``answered`` (question to answer) must lie on the way, or the plan is not taken.

    ``job`` is the job of the record with whose name and dates it begins; ``when`` fills dates over that. ``texts`` fill
    fields by name, each from parts of which only those are taken whose braces are all known.
    """

    category: Category
    answered: Mapping[str, str] = field(default_factory=dict)
    job: Near | None = None
    when: When = When.NONE
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def plan_for(plans: Sequence[EntryPlan], walk: Walk) -> EntryPlan | None:
    """The first plan that fits what was answered on the way; None where there is none."""
    given = {(step.question, step.answer) for step in walk.steps}
    return next((plan for plan in plans if plan.answered.items() <= given), None)


def prepare_entry(plan: EntryPlan, subject: Subject, said: Mapping[str, str], record: PensionRecord) -> LifeEvent:
    """The entry as it is offered, under number 0, which is none.

    ``said`` are words for the answers given, by question; empty for わからない.
    """
    event = LifeEvent(number=0, category=plan.category, point=subject.key)
    job = _job(plan.job, subject.range, recorded_jobs(record))
    if job is not None:
        event = replace(event, name=job.employer, **_dates_of(job))
    former = _former_name(record, subject.first_month)
    known = {**said, FORMER_NAME: former}
    texts: dict[str, Any] = {name: text for name, parts in plan.texts.items() if (text := _text(parts, known))}
    when = When.NONE if plan.when is When.LEFT and job is None else plan.when
    return replace(event, **_dates(when, subject.range), **texts)


def written_already(event: LifeEvent, months: MonthRange, events: Sequence[LifeEvent], born: date) -> list[LifeEvent]:
    """Entries of the same category that may lie in these months; ``born`` is whose they are. They may say the same."""
    same = (each for each in events if each.category is event.category)
    return [each for each in same if falls_into(each, months, born)]


def falls_into(event: LifeEvent, months: MonthRange, born: date) -> bool:
    """Whether an entry of somebody born on that day may lie in these months; one without a date is in none."""
    said = [each.days(born) for each in (event.began, event.ended) if each is not None]
    if not said:
        return False
    latest = date.max if event.goes_on else said[-1].latest
    return said[0].earliest <= months.last_month.last_day and latest >= months.first_month.first_day


def _job(near: Near | None, months: MonthRange, jobs: Sequence[RecordedJob]) -> RecordedJob | None:
    first, last = months
    begun = [job for job in jobs if job.enrolled_on <= first.last_day]
    match near:
        case Near.BEFORE:
            return next((job for job in begun if first.plus(-1).first_day <= job.last_day <= first.last_day), None)
        case Near.DURING:
            return next((job for job in begun if job.last_day >= first.first_day), None)
        case Near.AFTER:
            return next((job for job in jobs if YearMonth.of_date(job.enrolled_on) == last.plus(1)), None)
    return None


def _dates_of(job: RecordedJob) -> dict[str, Any]:
    began = ApproximateDate.of_month(YearMonth.of_date(job.enrolled_on))
    if job.disenrolled_on is None:
        return {"began": began, "goes_on": True}
    return {"began": began, "ended": ApproximateDate.of_month(YearMonth.of_date(job.last_day))}


def _dates(when: When, months: MonthRange) -> dict[str, Any]:
    first, last = months
    if when is When.WHOLE:
        return {"began": _about(first, by_month=True), "ended": _about(last, by_month=True)}
    if when is When.LEFT:
        return {"ended": ApproximateDate.of_month(first)}
    if when is When.NONE or months.months > _LONGEST_AROUND:
        return {}
    by_month = months.months <= _LONGEST_BY_MONTH
    ends = {"began": _about(first, by_month=by_month), "ended": _about(last, by_month=by_month)}
    return ends if when is When.AROUND else {str(when): ends[when]}


def _about(month: YearMonth, *, by_month: bool) -> ApproximateDate:
    return ApproximateDate(year=month.year, month=month.month if by_month else 0, about=True)


def _former_name(record: PensionRecord, month: YearMonth) -> str:
    """The name the record has for that time, where it is not today's; empty for none."""
    until = {name.name: name.until or date.max for name in record.person.former_names}
    borne = {name: last for name, last in until.items() if last >= month.first_day}
    return min(borne, key=lambda name: borne[name], default="")


def _text(parts: Sequence[str], known: Mapping[str, str]) -> str:
    whole = (part for part in parts if all(known.get(name) for name in NAMED.findall(part)))
    return "。".join(NAMED.sub(lambda found: known[found[1]], part) for part in whole)
