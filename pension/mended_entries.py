"""A mended copy of an entry goes on with the entry.

A correction often takes an entry out and adds a copy of it in which some months, days or names are put right. The entry
itself goes on in later files: months are added, a contribution is paid late, a job ends. What the file has changed and
what the correction has mended are told apart field by field, and in what is written by the month, month by month.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from itertools import groupby
from typing import Any

from pension.calendar import YearMonth
from pension.counts import scheme_of
from pension.name_likeness import employers_alike
from pension.periods import Period, share_months
from pension.record import (
    Bonus,
    ComplementaryPeriod,
    ContributionRun,
    EmployeesPeriod,
    NationalPeriod,
    PayRun,
    StatusRun,
    WartimeRun,
)

_Run = ContributionRun | PayRun | StatusRun | WartimeRun
_ByMonth = Mapping[int, object]
_RUNS = frozenset({"runs", "pay", "exceptions", "wartime"})
_ANY_MONTH = YearMonth.of(1, 1)


class _BothChanged(Exception):
    """The file and the correction have changed the same, each otherwise."""


def is_copy(added: Period, entry: Period) -> bool:
    """Whether an entry that a correction adds may be the mended copy of one that it takes out: months in common, the
    same kind and category, of a job also the same employer or first day.
    """
    if not share_months(added, entry):
        return False
    if isinstance(added, NationalPeriod) and isinstance(entry, NationalPeriod):
        return added.category is entry.category
    if isinstance(added, EmployeesPeriod) and isinstance(entry, EmployeesPeriod):
        same_job = added.enrolled_on == entry.enrolled_on or employers_alike(added.employer, entry.employer) is True
        return same_job and scheme_of(added) is scheme_of(entry)
    return isinstance(added, ComplementaryPeriod) and isinstance(entry, ComplementaryPeriod)


def go_on(copy: Period, then: Period, now: Period) -> Period | None:
    """The copy of an entry that read ``then`` when it was mended and reads ``now``, mended in the same places.

    None where the file has changed just what was mended, or has mended it itself: the entry then reads as its copy.
    """
    if not type(copy) is type(then) is type(now):
        return None
    try:
        gone_on = dict(_fields(copy, then, now))
    except _BothChanged:
        return None
    return None if gone_on == dict(_fields(now, now, now)) else replace(copy, **gone_on)


def _fields(copy: Period, then: Period, now: Period) -> Iterator[tuple[str, Any]]:
    for name in (field.name for field in fields(copy) if field.name != "id"):
        mended, before, after = (getattr(period, name) for period in (copy, then, now))
        if name in _RUNS:
            yield name, _merge_runs(mended, before, after)
        elif name == "bonuses":
            months = [_bonuses_by_month(bonuses) for bonuses in (mended, before, after)]
            yield name, tuple(bonus for paid in _merge_months(*months).values() for bonus in paid)
        else:
            yield name, _merge(mended, before, after)


def _merge(mended: Any, before: Any, after: Any) -> Any:
    if mended == before:
        return after
    if after in (before, mended):
        return mended
    raise _BothChanged


def _merge_months(mended: _ByMonth, before: _ByMonth, after: _ByMonth) -> dict[int, Any]:
    """What stands in each month that has anything, in order."""
    months = sorted({*mended, *before, *after})
    merged = {month: _merge(mended.get(month), before.get(month), after.get(month)) for month in months}
    return {month: value for month, value in merged.items() if value is not None}


def _merge_runs(mended: tuple[_Run, ...], before: tuple[_Run, ...], after: tuple[_Run, ...]) -> tuple[_Run, ...]:
    known = [month for run in (*mended, *before, *after) for month in (run.first_month, run.last_month) if month]
    beyond = max(known, default=0) + 1  # an open run, and nothing else, reaches this month
    merged = _merge_months(*(_runs_by_month(runs, beyond) for runs in (mended, before, after)))
    runs = []
    for (_, value), alike in groupby(enumerate(merged.items()), key=lambda item: (item[1][0] - item[0], item[1][1])):
        months = [YearMonth(month) for _, (month, _) in alike]
        last = None if months[-1] == beyond else months[-1]
        runs.append(replace(value, first_month=months[0], last_month=last))
    return tuple(runs)


def _runs_by_month(runs: Iterable[_Run], beyond: int) -> _ByMonth:
    return {
        month: replace(run, first_month=_ANY_MONTH, last_month=_ANY_MONTH)
        for run in runs
        for month in range(run.first_month, (beyond if run.last_month is None else run.last_month) + 1)
    }


def _bonuses_by_month(bonuses: Iterable[Bonus]) -> Mapping[int, tuple[Bonus, ...]]:
    by_month: dict[int, tuple[Bonus, ...]] = {}
    for bonus in bonuses:
        by_month[bonus.month] = (*by_month.get(bonus.month, ()), bonus)
    return by_month
