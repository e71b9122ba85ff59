"""Mandates (委任): a person lets a helper (代理の方) see their record, and takes it back; a helper acts under one.

For whom a session acts is a fact of that session on the server, decided anew at every request: what was withdrawn or
has ended stops the next one. A helper only reads: everything else refuses a session that acts for somebody.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from db.queries.attempts import Attempt, count_by_subject
from db.queries.audit import Act, Action, append_entry
from db.queries.mandates import (
    Mandate,
    MandateState,
    NewMandate,
    ScreenGroup,
    fetch_mandates_for,
    fetch_mandates_of,
    insert_mandate,
    withdraw_mandates_to,
)
from db.queries.mandates import withdraw_mandate as withdraw_stored
from db.queries.sessions import StoredSession, act_under
from db.transactions import read, write
from services.act_details import Detail
from services.clock import JST, Clock
from services.people import find_citizen
from services.sessions import account_actor
from services.watch import watch

PERIODS = (1, 3, 6, 12)
"""For how many months a mandate can be given; the last is the longest."""
MOST_HELPERS = 5
MOST_FAILED_NAMES = 10
"""So many wrong helpers within an hour, and no more are looked up for a while."""
NAMES_WINDOW = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateOrder:
    """Whom somebody wants as a helper, for which screens, for how many months (one of :data:`PERIODS`)."""

    helper_user_id: str
    helper_name: str
    screen_groups: frozenset[ScreenGroup]
    months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedMandate:
    """An order that can be carried out: who the helper is, and the last day on which it will hold."""

    helper_id: int
    last_day: date


class GiveProblem(StrEnum):
    """Why an order cannot be carried out."""

    NO_SUCH_HELPER = "no-such-helper"  # no citizen has this user id and this name; which of the two is not told
    ONESELF = "oneself"
    TOO_MANY_HELPERS = "too-many-helpers"
    TOO_MANY_TRIES = "too-many-tries"


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateLine:
    """One mandate as one of its two sides sees it: ``name`` is the other's. Days are those of Japan."""

    mandate_id: int
    name: str
    screen_groups: frozenset[ScreenGroup]
    given_on: date
    last_day: date
    withdrawn_on: date | None
    office: str
    state: MandateState


# ── giving and taking back ──────────────────────────────────────────────────────────────────────────────────────────


async def show_mandates(session: StoredSession, clock: Clock) -> list[MandateLine]:
    """What the signed-in person has given, newest first."""
    if session.person_id is None:
        return []
    async with read():
        given = await fetch_mandates_of(session.person_id)
    return [_line(mandate, mandate.helper_name, clock.now()) for mandate in given]


async def plan_mandate(session: StoredSession, order: MandateOrder, clock: Clock) -> PlannedMandate | GiveProblem:
    """What an order would do, to be looked at before it is given."""
    async with write():
        return await _plan(session, order, clock.now())


async def give_mandate(session: StoredSession, order: MandateOrder, clock: Clock) -> PlannedMandate | GiveProblem:
    """Give it; an earlier one to the same helper ends."""
    now = clock.now()
    async with write():
        planned = await _plan(session, order, now)
        if isinstance(planned, PlannedMandate) and session.person_id is not None:
            mandate = NewMandate(
                person_id=session.person_id,
                helper_id=planned.helper_id,
                screen_groups=order.screen_groups,
                given_at=now,
                ends_at=end_of(planned.last_day),
            )
            await replace_mandate(mandate, session)
        return planned


async def withdraw_mandate(session: StoredSession, mandate_id: int, clock: Clock) -> bool:
    """Take back an own mandate at once; False for one that has ended, is somebody else's, or is none."""
    if session.person_id is None or session.acting is not None:
        return False
    async with write():
        if not await withdraw_stored(mandate_id, session.person_id, clock.now()):
            return False
        await note_withdrawal(session, session.person_id, mandate_id, clock.now())
    return True


async def _plan(session: StoredSession, order: MandateOrder, now: datetime) -> PlannedMandate | GiveProblem:
    if session.person_id is None or session.acting is not None:
        return GiveProblem.NO_SUCH_HELPER
    return await plan_for(session, session.person_id, order, now)


async def plan_for(
    session: StoredSession, person_id: int, order: MandateOrder, now: datetime
) -> PlannedMandate | GiveProblem:
    """The plan for a person, ordered in a session, inside the caller's ``write()``; wrong helpers are counted."""
    actor = account_actor(session.account_id)
    if await count_by_subject(Attempt.DENIED, actor, now - NAMES_WINDOW) >= MOST_FAILED_NAMES:
        return GiveProblem.TOO_MANY_TRIES
    helper = await find_citizen(order.helper_user_id, order.helper_name)
    if helper is None:
        await watch(Attempt.DENIED, actor, "", now)
        return GiveProblem.NO_SUCH_HELPER
    if helper.person_id == person_id:
        return GiveProblem.ONESELF
    if await _is_one_too_many(person_id, helper.account_id, now):
        return GiveProblem.TOO_MANY_HELPERS
    return PlannedMandate(helper_id=helper.account_id, last_day=last_day(now, order.months))


async def replace_mandate(mandate: NewMandate, session: StoredSession) -> None:
    """Keep a mandate instead of earlier ones to the same helper, with its entries, inside the caller's ``write()``."""
    for replaced in await withdraw_mandates_to(mandate.person_id, mandate.helper_id, mandate.given_at):
        await note_withdrawal(session, mandate.person_id, replaced, mandate.given_at)
    mandate_id = await insert_mandate(mandate)
    said = Detail(mandate=mandate_id, office=mandate.office, papers=mandate.papers, reason=mandate.reason)
    await append_entry(_act(session, mandate.person_id, Action.GIVE_MANDATE, said, mandate.given_at))


async def note_withdrawal(
    session: StoredSession, person_id: int, mandate_id: int, now: datetime, *, reason: str = ""
) -> None:
    """The entry of a mandate taken back; by staff with their office."""
    said = Detail(mandate=mandate_id, office=session.office, reason=reason)
    await append_entry(_act(session, person_id, Action.WITHDRAW_MANDATE, said, now))


async def _is_one_too_many(person_id: int, helper_id: int, now: datetime) -> bool:
    mandates = await fetch_mandates_of(person_id)
    helpers = {mandate.helper_id for mandate in mandates if mandate.state_at(now) is MandateState.ACTIVE}
    return helper_id not in helpers and len(helpers) >= MOST_HELPERS


def _act(session: StoredSession, person_id: int, action: Action, detail: Detail, now: datetime) -> Act:
    return Act(
        record=person_id,
        actor=account_actor(session.account_id),
        action=action,
        happened_at=now,
        detail=detail.as_text(),
    )


# ── acting for another ──────────────────────────────────────────────────────────────────────────────────────────────


async def show_helping(session: StoredSession, clock: Clock) -> list[MandateLine]:
    """Whose records the signed-in account may see or could see once, newest first."""
    async with read():
        mandates = await fetch_mandates_for(session.account_id)
    return [_line(mandate, mandate.person_name, clock.now()) for mandate in mandates]


async def begin_acting(session: StoredSession, mandate_id: int, clock: Clock) -> Mandate | None:
    """Act under a mandate from the next request on; None for one that has ended, is somebody else's, or is none."""
    async with write():
        mandates = await fetch_mandates_for(session.account_id)
        mandate = _active(mandates, mandate_id, clock.now())
        if mandate is not None:
            await act_under(session.token_hash, mandate_id)
    return mandate


async def stop_acting(session: StoredSession) -> None:
    """Act for oneself again; doing so twice is no error."""
    async with write():
        await act_under(session.token_hash, None)


async def is_own_or_helped(session: StoredSession, person_id: int) -> bool:
    """Whether a record is the account's own, or of somebody it helps or has helped; inside the caller's transaction."""
    if person_id == session.person_id:
        return True
    return any(mandate.helper_id == session.account_id for mandate in await fetch_mandates_of(person_id))


def _active(mandates: Iterable[Mandate], mandate_id: int, now: datetime) -> Mandate | None:
    return next((m for m in mandates if m.mandate_id == mandate_id and m.state_at(now) is MandateState.ACTIVE), None)


# ── days ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def last_day(now: datetime, months: int) -> date:
    """The last day of a mandate given at a moment for so many months: the same day, or the month's last."""
    today = now.astimezone(JST).date()
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))


def end_of(day: date) -> datetime:
    """The moment at which a day is over in Japan."""
    return datetime.combine(day + timedelta(days=1), time(), JST)


def _line(mandate: Mandate, name: str, now: datetime) -> MandateLine:
    withdrawn = mandate.withdrawn_at
    return MandateLine(
        mandate_id=mandate.mandate_id,
        name=name,
        screen_groups=mandate.screen_groups,
        given_on=mandate.given_at.astimezone(JST).date(),
        last_day=(mandate.ends_at.astimezone(JST) - timedelta(seconds=1)).date(),
        withdrawn_on=withdrawn.astimezone(JST).date() if withdrawn else None,
        office=mandate.office,
        state=mandate.state_at(now),
    )
