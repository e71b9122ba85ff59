"""Decided corrections (訂正) on top of a record: what may be wrong with one, what it changes, how an import keeps it.

A correction never rewrites an entry: it takes entries out of the count and adds others
(:class:`pension.record.Correction`). The next file from outside often does not know of it. :func:`carry` lays it on top
of that file again, by these rules, the first that applies:

===============================================================  ===========================
what the file says                                               what becomes of the correction
===============================================================  ===========================
it holds the same correction, also one whose copies have gone    nothing to do
on as the entries have that they mend
it holds a correction of that id with other content              conflict CORRECTION_CHANGED
an entry that is taken out is not in the file                    conflict ENTRY_GONE
such an entry reads otherwise than in the stored record, and     conflict ENTRY_CHANGED
the correction adds no mended copy, or more than one, or just
what was mended reads otherwise, or reads as mended by now
another correction in the file has taken such an entry out       conflict ENTRY_WITHDRAWN
so many entries are added, beside so many, that they are not     conflict TOO_MUCH
compared (more than 10,000 pairs)
an entry that is added stands in the file too, and did not when  conflict ADDED_STANDS
the correction was decided (same kind, months in common, and
the same employer, first day or day of disenrollment)
with it the record would contradict itself                       conflict CONTRADICTION
with it the record would not fit the form of a document, as      conflict TOO_MUCH
whoever stores it finds
an entry that is taken out has gone on elsewhere than where its  carried over; the copy goes
one copy was mended (:mod:`pension.mended_entries`)              on in the same way
none of these                                                    carried over, unchanged
===============================================================  ===========================
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Any

from pension.calendar import MonthRange, YearMonth
from pension.contradictions import Contradiction, find_contradictions
from pension.counting import compute_totals
from pension.counts import COUNTS_NOTHING, Counts, scheme_of
from pension.mended_entries import go_on, is_copy
from pension.periods import Period, Standing, brought_in, share_months, standing_entries
from pension.record import Correction, EmployeesPeriod, PensionRecord
from pension.rulebook import RuleBook
from pension.status import Scheme, Status
from pension.timeline import Timeline


def apply_correction(record: PensionRecord, correction: Correction) -> PensionRecord:
    """The record with the correction on top, as the latest of its corrections."""
    return replace(record, corrections=(*record.corrections, correction))


def find_correction_problems(
    record: PensionRecord, correction: Correction, rules: RuleBook
) -> tuple[Contradiction, ...]:
    """Everything that forbids laying a correction on a record; empty when it may be decided.

    Only what the correction itself brings about: contradictions that the record has without it are left out. ``field``
    is a path into the correction (``withdraws[0]``, ``employees[0].enrolled_on``; empty for the whole of it), or begins
    with ``record.`` (``record.national[2].enrolled_on``) where it is an entry of the record that collides.
    """
    return tuple((*_changes_nothing(record, correction), *_collisions(record, correction, rules)))


def _changes_nothing(record: PensionRecord, correction: Correction) -> Iterator[Contradiction]:
    standing = _by_id(record)
    withdrawn = [standing[entry].period for entry in correction.withdraws if entry in standing]
    known = len(withdrawn) == len(correction.withdraws)
    if known and _without_ids(brought_in(correction)) == _without_ids(withdrawn):
        yield Contradiction("nothing-changed", "", correction.id, "この訂正では、記録が何も変わりません。")


def _without_ids(periods: Iterable[Period]) -> set[Period]:
    return {replace(period, id="") for period in periods}


def _collisions(record: PensionRecord, correction: Correction, rules: RuleBook) -> Iterator[Contradiction]:
    """What cannot be in the record with the correction."""
    out = {entry for earlier in record.corrections for entry in earlier.withdraws}
    for index, entry in enumerate(correction.withdraws):
        if entry in out:
            reason = "この期間は、すでに訂正で取り消されています。"
            yield Contradiction("already-withdrawn", f"withdraws[{index}]", entry, reason)
        out.add(entry)
    known = set(find_contradictions(record, rules))
    inside = f"corrections[{len(record.corrections)}]."
    for found in find_contradictions(apply_correction(record, correction), rules):
        if found not in known:
            ours = found.field.startswith(inside)
            yield replace(found, field=found.field.removeprefix(inside) if ours else f"record.{found.field}")


@dataclass(frozen=True, slots=True)
class MonthState:
    """What decides about a month: its status as shown and as recorded beneath, and what it counts for."""

    status: Status
    base_status: Status
    counts: Counts


@dataclass(frozen=True, slots=True)
class ChangedMonths:
    """An unbroken run of months that all change alike."""

    months: MonthRange
    before: MonthState
    after: MonthState


@dataclass(frozen=True, slots=True)
class CountedMonths:
    """Months of a whole record: toward the right (受給資格期間, whole ones), of the basic pension (weighted, capped),
    and in employees' pension, seamen's insurance and mutual aid (real ones).
    """

    entitlement: int
    basic: Fraction
    employees: int


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What becomes different between two states of one person's record."""

    months: tuple[ChangedMonths, ...]
    before: CountedMonths
    after: CountedMonths


_OUTSIDE = MonthState(Status.NONE_OUT, Status.NONE_OUT, COUNTS_NOTHING)  # before and after the table
_NOTHING_THERE = {_OUTSIDE, MonthState(Status.FUTURE, Status.FUTURE, COUNTS_NOTHING)}  # which of them, as_of decides


def compare_records(before: Timeline, after: Timeline, rules: RuleBook) -> RecordChange:
    """What changes, month by month and in the totals, between two timelines of one person seen on the same day."""
    return RecordChange(_changed_months(before, after), _counted(before, rules), _counted(after, rules))


def _changed_months(before: Timeline, after: Timeline) -> tuple[ChangedMonths, ...]:
    starts = {span.first_month for timeline in (before, after) for span in timeline.spans}
    ends = {timeline.last_month.plus(1) for timeline in (before, after)}
    runs: list[ChangedMonths] = []
    for first, following in pairwise(sorted(starts | ends)):
        run = ChangedMonths(MonthRange(first, following.plus(-1)), state_at(before, first), state_at(after, first))
        if runs and (runs[-1].before, runs[-1].after) == (run.before, run.after):
            run = replace(run, months=MonthRange(runs.pop().months.first_month, run.months.last_month))
        runs.append(run)
    return tuple(run for run in runs if run.before != run.after and not {run.before, run.after} <= _NOTHING_THERE)


def state_at(timeline: Timeline, month: YearMonth) -> MonthState:
    """What decides about a month of a timeline; one outside of its table concerns nobody."""
    span = timeline.span_at(month)
    return MonthState(span.status, span.base_status, span.counts) if span else _OUTSIDE


def _counted(timeline: Timeline, rules: RuleBook) -> CountedMonths:
    totals = compute_totals(timeline, rules)
    return CountedMonths(
        entitlement=totals.entitlement.whole_months,
        basic=totals.basic.weighted,
        employees=sum(total.real for total in totals.schemes if total.scheme is not Scheme.NATIONAL),
    )


class ConflictReason(StrEnum):
    """Why a correction cannot simply be laid on top of what a file says."""

    CORRECTION_CHANGED = "correction_changed"
    ENTRY_GONE = "entry_gone"
    ENTRY_CHANGED = "entry_changed"
    ENTRY_WITHDRAWN = "entry_withdrawn"
    ADDED_STANDS = "added_stands"
    CONTRADICTION = "contradiction"
    TOO_MUCH = "too_much"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A stored correction that collides with a file. ``entries`` names by id what it is about: entries that the
    correction takes out, or for ADDED_STANDS entries of the file; for CONTRADICTION the ``problems`` say it.
    """

    correction: Correction
    reason: ConflictReason
    entries: tuple[str, ...] = ()
    problems: tuple[Contradiction, ...] = ()


@dataclass(frozen=True, slots=True)
class Carry:
    """A file's record with every stored correction that could be carried over; those in conflict are not in it."""

    record: PensionRecord
    carried: tuple[Correction, ...]
    conflicts: tuple[Conflict, ...]


def carry(stored: PensionRecord, incoming: PensionRecord, rules: RuleBook) -> Carry:
    """Lay the corrections of the stored record on an incoming one that leaves them out, by the table above.

    They come after the incoming record's own, in their stored order, so that the same line carried twice gives the same
    record.
    """
    record = incoming
    carried: list[Correction] = []
    conflicts: list[Conflict] = []
    for correction in stored.corrections:
        followed = _follow(correction, stored, record)
        if followed.now in incoming.corrections:
            continue
        conflict = _find_conflict(followed, stored, record, rules)
        if conflict is None:
            record = apply_correction(record, followed.now)
            carried.append(followed.now)
        else:
            conflicts.append(conflict)
    return Carry(record, tuple(carried), tuple(conflicts))


def keep_all(stored: PensionRecord, incoming: PensionRecord, rules: RuleBook) -> PensionRecord | None:
    """The incoming record with all stored corrections on top, whatever they collide with; None where that would make a
    record that cannot be (:func:`find_correction_problems`).
    """
    record = incoming
    for correction in stored.corrections:
        followed = _follow(correction, stored, record)
        if followed.now in incoming.corrections:
            continue
        if any(_collisions(record, followed.now, rules)):
            return None
        record = apply_correction(record, followed.now)
    return record


@dataclass(frozen=True, slots=True)
class _Followed:
    """A stored correction, and as it is ``now`` that its mended copies have gone on with ``entries`` of a file."""

    then: Correction
    now: Correction
    entries: frozenset[str]


def _follow(correction: Correction, stored: PensionRecord, record: PensionRecord) -> _Followed:
    if correction in record.corrections:
        return _Followed(correction, correction, frozenset())
    then, now = _by_id(stored), _by_id(record)
    followed, entries = correction, set()
    for entry in correction.withdraws:
        if entry in now and now[entry].period != then[entry].period:
            gone_on = _go_on(correction, then[entry].period, now[entry].period)
            if gone_on is not None:
                followed = _with_entry(followed, gone_on)
                entries.add(entry)
    return _Followed(correction, followed, frozenset(entries))


def _go_on(correction: Correction, then: Period, now: Period) -> Period | None:
    """The one mended copy of an entry as it goes on; None where there is none or more, or it cannot."""
    copies = [added for added in brought_in(correction) if is_copy(added, then)]
    return go_on(copies[0], then, now) if len(copies) == 1 else None


def _with_entry(correction: Correction, entry: Period) -> Correction:
    """The correction with an added entry in the place of the one with its id."""
    for name in ("national", "employees", "complementary"):
        put: Any = tuple(entry if old.id == entry.id else old for old in getattr(correction, name))
        correction = replace(correction, **{name: put})
    return correction


def _find_conflict(
    followed: _Followed, stored: PensionRecord, record: PensionRecord, rules: RuleBook
) -> Conflict | None:
    correction = followed.then
    if any(other.id == correction.id for other in record.corrections):
        return Conflict(correction, ConflictReason.CORRECTION_CHANGED)
    moved = _find_moved_entry(followed, stored, record)
    if moved is not None:
        return moved
    if _count_pairs(followed.now, stored, record) > _MOST_PAIRS:
        return Conflict(correction, ConflictReason.TOO_MUCH)
    twins = _twins(followed.now, record) - _twins(correction, stored)
    if twins:
        return Conflict(correction, ConflictReason.ADDED_STANDS, tuple(sorted(twins)))
    problems = tuple(_collisions(record, followed.now, rules))
    return Conflict(correction, ConflictReason.CONTRADICTION, (), problems) if problems else None


def _find_moved_entry(followed: _Followed, stored: PensionRecord, record: PensionRecord) -> Conflict | None:
    """The first kind of trouble with what a correction takes out, and all entries that have it."""
    then, now = _by_id(stored), _by_id(record)
    troubles: dict[ConflictReason, list[str]] = {}
    for entry in followed.then.withdraws:
        trouble = _trouble(then[entry], now.get(entry), has_followed=entry in followed.entries)
        if trouble is not None:
            troubles.setdefault(trouble, []).append(entry)
    first = next((reason for reason in ConflictReason if reason in troubles), None)
    return Conflict(followed.then, first, tuple(troubles[first])) if first else None


def _trouble(then: Standing, now: Standing | None, *, has_followed: bool) -> ConflictReason | None:
    if now is None:
        return ConflictReason.ENTRY_GONE
    if now.period != then.period and not has_followed:
        return ConflictReason.ENTRY_CHANGED
    return ConflictReason.ENTRY_WITHDRAWN if now.withdrawn_by is not None else None


def _by_id(record: PensionRecord) -> dict[str, Standing]:
    return {standing.period.id: standing for standing in standing_entries(record)}


_MOST_PAIRS = 10_000  # a long life of a hundred entries, and a hundred added; a line of a file could ask for millions


def _count_pairs(correction: Correction, stored: PensionRecord, record: PensionRecord) -> int:
    """How many comparisons it takes to find the twins of what a correction adds."""
    return len(brought_in(correction)) * max(len(standing_entries(stored)), len(standing_entries(record)))


def _twins(correction: Correction, record: PensionRecord) -> set[str]:
    """Entries of a record, by id, that say what the correction adds; neither taken out nor its own."""
    return {
        standing.period.id
        for standing in standing_entries(record)
        if standing.withdrawn_by is None and (standing.added_by is None or standing.added_by.id != correction.id)
        if standing.period.id not in correction.withdraws
        if any(_say_the_same(added, standing.period) for added in brought_in(correction))
    }


def _say_the_same(added: Period, recorded: Period) -> bool:
    """Alike as a copy and its entry are; of jobs also the end alone may tell it."""
    return is_copy(added, recorded) or _same_end(added, recorded)


def _same_end(added: Period, recorded: Period) -> bool:
    """Whether both are a job with months in common that ended on the same day."""
    if not isinstance(added, EmployeesPeriod) or not isinstance(recorded, EmployeesPeriod):
        return False
    same_day = added.disenrolled_on is not None and added.disenrolled_on == recorded.disenrolled_on
    return same_day and scheme_of(added) is scheme_of(recorded) and share_months(added, recorded)
