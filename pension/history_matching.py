"""Which remembered job is which recorded one.

A memory is paired by the name of the employer first. Under another name it is only paired when both its ends agree with
the record and it surely fell into the recorded time; where several are possible, or the name cannot be compared,
nothing is decided.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pension.approximate import Days
from pension.life_events import LifeEvent
from pension.name_likeness import employers_alike
from pension.recorded_jobs import RecordedJob

MOST_MONTHS_APART = 60
"""Equal names further apart than this at both ends are two stays with one employer (assumed: no source)."""


@dataclass(frozen=True, slots=True)
class Match:
    """A remembered job, a recorded one, or both. ``decided`` is False where it may be, and may not be, this one."""

    event: LifeEvent | None
    job: RecordedJob | None
    decided: bool = True


@dataclass(frozen=True, slots=True)
class Life:
    """Whose memory it is: the day of birth, and the last day the record speaks of."""

    born: date
    as_of: date


def days_began(event: LifeEvent, life: Life) -> Days | None:
    """When an entry may have begun; None when nobody knows."""
    return event.began.days(life.born) if event.began else None


def days_ended(event: LifeEvent, life: Life) -> Days | None:
    """When an entry may have ended; None when nobody knows or it goes on."""
    return event.ended.days(life.born) if event.ended else None


def sure_days(event: LifeEvent, life: Life) -> Days | None:
    """The days on which the remembered spell certainly went on; None where there are none."""
    began, ended = days_began(event, life), days_ended(event, life)
    if began is None or not (ended or event.goes_on):
        return None
    last = ended.earliest if ended else life.as_of
    return Days(began.latest, last) if began.latest <= last else None


def months_apart_at_start(event: LifeEvent, job: RecordedJob, life: Life) -> int:
    """How many months at least the memory of the beginning is off; 0 where it may be right, or is not known."""
    began = days_began(event, life)
    return began.months_from(job.enrolled_on) if began else 0


def months_apart_at_end(event: LifeEvent, job: RecordedJob, life: Life) -> int:
    """The same for the end: the last day and 資格喪失日 (the day after) are both right, "goes on" for an open one."""
    ended = days_ended(event, life)
    if job.disenrolled_on is None:
        return Days(life.as_of, date.max).months_from(ended.latest) if ended and not event.goes_on else 0
    if event.goes_on:
        return Days(job.last_day, job.disenrolled_on).months_from(life.as_of)
    if ended is None:
        return 0
    return min(ended.months_from(job.last_day), ended.months_from(job.disenrolled_on))


def match_jobs(events: Sequence[LifeEvent], jobs: Sequence[RecordedJob], life: Life) -> tuple[Match, ...]:
    """Every remembered and every recorded job, each once as decided; an undecided memory stands without a job."""
    pairs = list(_by_name(events, jobs, life))
    left = [event for event in events if all(event is not pair.event for pair in pairs)]
    free = [job for job in jobs if all(job is not pair.job for pair in pairs)]
    for event in left:
        pair = _under_another_name(event, free, life)
        pairs.append(pair)
        free = [job for job in free if job is not pair.job]
    open_memories = [pair.event for pair in pairs if pair.event and not pair.decided]
    recorded = (Match(None, job, decided=not any(_agrees(event, job, life) for event in open_memories)) for job in free)
    return (*pairs, *recorded)


def _by_name(events: Sequence[LifeEvent], jobs: Sequence[RecordedJob], life: Life) -> Iterator[Match]:
    """Pairs of equal names, the nearest in time first."""
    candidates = [
        (distance, place, event, job)
        for place, event in enumerate(events)
        for job in jobs
        if employers_alike(event.name, job.employer) and (distance := _distance(event, job, life)) is not None
    ]
    taken: set[int] = set()
    for _, _, event, job in sorted(candidates, key=lambda found: found[:2]):
        if taken.isdisjoint({id(event), id(job)}):
            taken |= {id(event), id(job)}
            yield Match(event, job)


def _distance(event: LifeEvent, job: RecordedJob, life: Life) -> int | None:
    apart = months_apart_at_start(event, job, life), months_apart_at_end(event, job, life)
    return sum(apart) if min(apart) <= MOST_MONTHS_APART else None


def _under_another_name(event: LifeEvent, free: Sequence[RecordedJob], life: Life) -> Match:
    possible = [job for job in free if _agrees(event, job, life)]
    if not possible:
        return Match(event, None)
    only = possible[0]
    if len(possible) == 1 and employers_alike(event.name, only.employer) is False and _surely_in(event, only, life):
        return Match(event, only)
    return Match(event, None, decided=False)


def _agrees(event: LifeEvent, job: RecordedJob, life: Life) -> bool:
    return not (months_apart_at_start(event, job, life) or months_apart_at_end(event, job, life))


def _surely_in(event: LifeEvent, job: RecordedJob, life: Life) -> bool:
    days = sure_days(event, life)
    return days is not None and days.earliest <= job.last_day and job.enrolled_on <= days.latest


def overlap_days(one: Days, other: Days) -> timedelta:
    """How long two runs of days have in common; negative where they have a gap."""
    return min(one.latest, other.latest) - max(one.earliest, other.earliest)
