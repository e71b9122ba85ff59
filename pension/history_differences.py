"""Where a memory and the record cannot both be right, found by rule (S34): what the worksheet marks.

A difference is only said when it is certain: an uncertain date is read as kindly as possible, a name that cannot be
compared is taken as it stands. Entries that contradict each other are marked and never refused: memory is like that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import combinations

from pension.approximate import Days
from pension.history_matching import (
    Life,
    Match,
    days_began,
    days_ended,
    match_jobs,
    months_apart_at_end,
    months_apart_at_start,
    overlap_days,
    sure_days,
)
from pension.life_events import Category, LifeEvent
from pension.name_likeness import employers_alike, persons_alike
from pension.record import PensionRecord, Person
from pension.recorded_jobs import RecordedJob, recorded_jobs


class Rule(StrEnum):
    """The rules; :data:`SOURCES` says where each comes from."""

    NO_RECORD = "no-record"  # 記録がない
    RECORD_ONLY = "record-only"  # 国の記録だけ
    START_DIFFERS = "start-differs"  # 入った日が違う
    END_DIFFERS = "end-differs"  # やめた日が違う
    EMPLOYER_DIFFERS = "employer-differs"  # 勤め先の名前が違う
    NAME_DIFFERS = "name-differs"  # 本人の名前が違う
    FORMER_NAME = "former-name"  # 前の名前が記録にない
    OVERLAP = "overlap"  # 2つの記憶が重なる
    REVERSED = "reversed"  # 終わりが始まりより前


SOURCES: Mapping[Rule, str] = {
    Rule.NO_RECORD: "資料1の6（S34）。記録の訂正の請求は国民年金法14条の2・厚生年金保険法28条の2",
    Rule.RECORD_ONLY: "資料1の6（S34）。別の人の記録がまざることがある（国民年金法14条の2・厚生年金保険法28条の2）",
    Rule.START_DIFFERS: "資格取得日は使われるに至った日（厚生年金保険法13条1項）",
    Rule.END_DIFFERS: "資格喪失日は使われなくなった日の翌日（厚生年金保険法14条2号）",
    Rule.EMPLOYER_DIFFERS: "資料1の6（S34）。合併や社名の変更（画面の設計、live-service 1.5）",
    Rule.NAME_DIFFERS: "原簿の氏名（厚生年金保険法28条、国民年金法14条）",
    Rule.FORMER_NAME: "原簿の氏名（厚生年金保険法28条、国民年金法14条）",
    Rule.OVERLAP: "記憶どうしのくらべ（この仕組みの設計）。同時に2か所につとめることはできる（厚生年金保険法24条2項）",
    Rule.REVERSED: "記憶どうしのくらべ（この仕組みの設計）",
}
_SHORTEST_OVERLAP = timedelta(days=31)  # within a month people change jobs


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that cannot be right on both sides.

    ``event`` and ``job`` are the memory and the record it is about; ``other`` is a second memory; ``months`` is by how
    many months the dates differ at least; ``beside`` are recorded jobs of the same time under other names.
    """

    rule: Rule
    event: LifeEvent | None = None
    job: RecordedJob | None = None
    other: LifeEvent | None = None
    months: int = 0
    beside: tuple[RecordedJob, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the worksheet beside the record. ``day`` is where it stands in time, the end of time if unknown.

    ``compared`` is False where there is nothing to compare, or nothing can be decided yet.
    """

    day: date
    event: LifeEvent | None
    job: RecordedJob | None
    differences: tuple[Difference, ...]
    compared: bool


def find_unrecorded(events: Sequence[LifeEvent], record: PensionRecord) -> tuple[Difference, ...]:
    """Only the remembered jobs that no recorded one can be, as :func:`compare` finds them, and as cheaply as may be."""
    life, jobs = Life(record.person.birth_date, record.as_of.last_day), recorded_jobs(record)
    matches = match_jobs([event for event in events if event.category is Category.JOB], jobs, life)
    return tuple(
        _no_record(match.event, jobs, life) for match in matches if match.decided and match.event and not match.job
    )


def compare(events: Sequence[LifeEvent], record: PensionRecord) -> tuple[Row, ...]:
    """Every memory and every recorded job in order of time, each with its differences."""
    life = Life(record.person.birth_date, record.as_of.last_day)
    jobs = recorded_jobs(record)
    remembered = [event for event in events if event.category is Category.JOB]
    among = list(_contradictions(events, life))
    matches = [
        *match_jobs(remembered, jobs, life),
        *(Match(event, None, decided=False) for event in events if event.category is not Category.JOB),
    ]
    rows = [_row(match, record.person, jobs, among, life) for match in matches]
    return tuple(sorted(rows, key=lambda row: (row.day, row.event.number if row.event else len(events) + 1)))


def _row(match: Match, person: Person, jobs: Sequence[RecordedJob], among: Sequence[Difference], life: Life) -> Row:
    differences = [*_of_match(match, person, jobs, life), *(said for said in among if said.event is match.event)]
    return Row(
        day=_day(match, life),
        event=match.event,
        job=match.job,
        differences=tuple(differences),
        compared=match.decided,
    )


def _day(match: Match, life: Life) -> date:
    """Where a row stands: when it began as it was said, else what is known."""
    if match.event is None or (match.job and match.event.began is None):
        return match.job.enrolled_on if match.job else date.max
    said = match.event.began or match.event.ended
    return said.stated_days(life.born).earliest if said else date.max


def _of_match(match: Match, person: Person, jobs: Sequence[RecordedJob], life: Life) -> Iterator[Difference]:
    event, job = match.event, match.job
    if event and event.category is Category.MARRIAGE:
        yield from _former_name(event, person, jobs)
    if not match.decided:
        return
    if event and job:
        yield from _of_pair(event, job, life)
    elif event:
        yield _no_record(event, jobs, life)
    else:
        yield Difference(rule=Rule.RECORD_ONLY, job=job)


def _no_record(event: LifeEvent, jobs: Sequence[RecordedJob], life: Life) -> Difference:
    return Difference(rule=Rule.NO_RECORD, event=event, beside=_beside(event, jobs, life))


def _of_pair(event: LifeEvent, job: RecordedJob, life: Life) -> Iterator[Difference]:
    if employers_alike(event.name, job.employer) is False:
        yield Difference(rule=Rule.EMPLOYER_DIFFERS, event=event, job=job)
    if event.name_then and _none_alike(event.name_then, job.names):
        yield Difference(rule=Rule.NAME_DIFFERS, event=event, job=job)
    if months := months_apart_at_start(event, job, life):
        yield Difference(rule=Rule.START_DIFFERS, event=event, job=job, months=months)
    if months := months_apart_at_end(event, job, life):
        yield Difference(rule=Rule.END_DIFFERS, event=event, job=job, months=months)


def _former_name(event: LifeEvent, person: Person, jobs: Sequence[RecordedJob]) -> Iterator[Difference]:
    """A name from before a marriage that the record does not know: what was recorded under it may be missing."""
    former = [(name.name, name.kana) for name in person.former_names]
    handbooks = [(number.name or "", number.kana or "") for number in person.handbook_numbers]
    known = [name for pair in ((person.name, person.kana), *former, *handbooks) for name in pair if name]
    known += [name for job in jobs for name in job.names]
    if event.name_before and _none_alike(event.name_before, known):
        yield Difference(rule=Rule.FORMER_NAME, event=event)


def _none_alike(name: str, others: Sequence[str]) -> bool:
    """Whether a name was compared with others and agrees with none."""
    compared = [persons_alike(name, other) for other in others]
    return False in compared and True not in compared


def _beside(event: LifeEvent, jobs: Sequence[RecordedJob], life: Life) -> tuple[RecordedJob, ...]:
    days = sure_days(event, life)
    if days is None:
        return ()
    return tuple(job for job in jobs if overlap_days(days, Days(job.enrolled_on, job.last_day)) >= timedelta(0))


def _contradictions(events: Sequence[LifeEvent], life: Life) -> Iterator[Difference]:
    """What memories say against themselves and each other."""
    for event in events:
        began, ended = days_began(event, life), days_ended(event, life)
        if began and ended and ended.latest < began.earliest:
            yield Difference(rule=Rule.REVERSED, event=event)
    jobs = [(event, days) for event in events if event.category is Category.JOB and (days := sure_days(event, life))]
    for (one, first), (other, second) in combinations(jobs, 2):
        if overlap_days(first, second) >= _SHORTEST_OVERLAP:
            yield Difference(rule=Rule.OVERLAP, event=one, other=other)
            yield Difference(rule=Rule.OVERLAP, event=other, other=one)
