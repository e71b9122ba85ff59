"""Issuing the notices of a month: each person's estimate is worked out once and kept as it stands (S25)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from db.queries.audit import Act, append_entries
from db.queries.estimate_notices import (
    NewNotice,
    PersonToNotify,
    count_people_with_records,
    fetch_people_to_notify,
    insert_notices,
)
from db.transactions import read, write
from pension.calendar import YearMonth
from pension.estimate_notice import is_notice_month, make_notice
from rules.loader import load_rules
from services.clock import Clock

_PEOPLE_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class NoticeOrder:
    """Which notices: of ``month``, to those who reach another year of age in it, or to ``everybody``.

    ``progress`` hears how many people have been looked at.
    """

    month: YearMonth
    everybody: bool
    progress: Callable[[int], None]


@dataclass(frozen=True, slots=True)
class NoticesIssued:
    """How many notices were made; ``passed_over`` people have theirs already, in another month, or have died."""

    issued: int
    passed_over: int


@dataclass(frozen=True, slots=True)
class MonthToCome:
    """Refused: a notice tells what is, so it cannot be of a month that has not begun."""

    this_month: YearMonth


async def issue_notices(order: NoticeOrder, clock: Clock) -> NoticesIssued | MonthToCome:
    """Make the notices of a month that are not there yet.

    Some people at a time, so that it can be stopped and started again: who has a notice keeps it as it is. Raises
    LookupError where the tables of the law do not reach to this day.
    """
    this_month = YearMonth.of_date(clock.now().date())
    if order.month > this_month:
        return MonthToCome(this_month)
    async with read():
        people = await count_people_with_records()
    issued, seen, last = 0, 0, 0
    while some := await _some_people(order.month, last):
        issued += await _issue_to(some, order, clock)
        seen, last = seen + len(some), some[-1].person_id
        order.progress(seen)
    order.progress(people)
    return NoticesIssued(issued, people - issued)


async def _some_people(month: YearMonth, after: int) -> list[PersonToNotify]:
    async with read():
        return await fetch_people_to_notify(month, after, _PEOPLE_AT_ONCE)


async def _issue_to(people: list[PersonToNotify], order: NoticeOrder, clock: Clock) -> int:
    notices = [notice for person in people if (notice := _notice(person, order, clock)) is not None]
    if notices:
        async with write():
            await insert_notices(notices, clock.now())
            await append_entries([_act(notice.person_id, order.month, clock) for notice in notices])
    return len(notices)


def _act(person_id: int, month: YearMonth, clock: Clock) -> Act:
    return Act(record=person_id, actor="operator", action="notice", happened_at=clock.now(), detail=str(month))


def _notice(person: PersonToNotify, order: NoticeOrder, clock: Clock) -> NewNotice | None:
    record = person.current.decode()
    if not (order.everybody or is_notice_month(record.person.birth_date, order.month)):
        return None
    notice = make_notice(record, order.month, clock.now().date(), load_rules())
    return NewNotice(person.person_id, person.current.document_id, notice) if notice else None
