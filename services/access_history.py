"""Who has looked at my record (アクセス記録): the audit entries of one person's chain, with who stands behind each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from db.queries.accounts import Owner, fetch_owners
from db.queries.audit import Action, StoredEntry, fetch_entries, fetch_entries_about, fetch_entry
from db.queries.mandates import Mandate, fetch_mandates_of
from db.queries.sessions import StoredSession
from db.transactions import read
from services.act_details import Detail, read_detail
from services.clock import JST, Clock
from services.sessions import account_of_actor

ENTRIES_ON_A_PAGE = 30
NEWS_KEPT = timedelta(days=30)
MOST_NEWS = 5
NEWS = (
    *(Action.SIGN_IN_NEW_DEVICE, Action.CHANGE_PASSWORD, Action.RENEW_ACCESS, Action.LOCK, Action.UNLOCK),
    *(Action.CODE_ON, Action.CODE_OFF, Action.NEW_RECOVERY_CODES, Action.USE_RECOVERY_CODE),
    *(Action.GIVE_MANDATE, Action.WITHDRAW_MANDATE),
)
"""What changes who gets in: its owner is told on the own page, without looking for it."""


class Reader(StrEnum):
    """Who did something."""

    SELF = "self"  # 本人
    HELPER = "helper"  # 代理の方
    STAFF = "staff"  # 窓口の職員
    SERVICE = "service"  # the operator of this service
    NOBODY = "nobody"  # somebody who did not get in


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """One entry as its person may read it.

    ``name`` is that of a helper, ``office`` the counter of staff; ``mandate_with`` names the helper of the mandate an
    entry is about. ``position`` is its place in the person's log.
    """

    position: int
    happened_at: datetime
    reader: Reader
    name: str
    office: str
    action: str
    detail: Detail
    mandate_with: str


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """One page of the log, newest first; ``older`` is the position before which the next page begins, if any."""

    entries: tuple[HistoryEntry, ...]
    is_newest: bool
    older: int | None


async def show_history(session: StoredSession, before: int | None) -> History:
    """A page of the signed-in person's own log. Nothing of it is kept from them."""
    if session.person_id is None or session.acting is not None:
        return History(entries=(), is_newest=True, older=None)
    async with read():
        stored = await fetch_entries(session.person_id, ENTRIES_ON_A_PAGE + 1, before=before)
        entries = await explain(session.person_id, stored[:ENTRIES_ON_A_PAGE])
    older = entries[-1].position if len(stored) > ENTRIES_ON_A_PAGE else None
    return History(entries=tuple(entries), is_newest=before is None, older=older)


async def show_news(session: StoredSession, clock: Clock) -> Sequence[HistoryEntry]:
    """What has changed of the way to the signed-in person's record in the last days, newest first."""
    if session.person_id is None or session.acting is not None:
        return ()
    async with read():
        since = clock.now() - NEWS_KEPT
        return await explain(session.person_id, await fetch_entries_about(session.person_id, NEWS, since, MOST_NEWS))


async def show_entry(session: StoredSession, position: int) -> HistoryEntry | None:
    """One entry of the signed-in person's own log."""
    if session.person_id is None or session.acting is not None:
        return None
    async with read():
        return await explain_one(session.person_id, position)


async def explain_one(person_id: int, position: int) -> HistoryEntry | None:
    """One entry of a person's log, inside the caller's transaction."""
    stored = await fetch_entry(person_id, position)
    return (await explain(person_id, [stored]))[0] if stored else None


async def explain(person_id: int, stored: Sequence[StoredEntry]) -> list[HistoryEntry]:
    """Entries with who stands behind them, inside the caller's transaction."""
    accounts = {entry.actor: account_of_actor(entry.actor) for entry in stored}
    owners = await fetch_owners({account for account in accounts.values() if account is not None})
    mandates = {mandate.mandate_id: mandate for mandate in await fetch_mandates_of(person_id)}
    return [_entry(entry, person_id, owners.get(accounts[entry.actor] or 0), mandates) for entry in stored]


def _entry(entry: StoredEntry, person_id: int, owner: Owner | None, mandates: dict[int, Mandate]) -> HistoryEntry:
    detail = read_detail(entry.detail)
    reader = _reader(entry.actor, owner, person_id)
    mandate = mandates.get(detail.mandate)
    return HistoryEntry(
        position=entry.position,
        happened_at=entry.happened_at.astimezone(JST),
        reader=reader,
        name=owner.name if owner and reader is Reader.HELPER else "",
        office=detail.office or (owner.office if owner else ""),
        action=entry.action,
        detail=detail,
        mandate_with=mandate.helper_name if mandate else "",
    )


def _reader(actor: str, owner: Owner | None, person_id: int) -> Reader:
    if owner is None:
        return Reader.SERVICE if actor == "operator" else Reader.NOBODY
    if owner.role.is_staff:
        return Reader.STAFF
    return Reader.SELF if owner.person_id == person_id else Reader.HELPER
