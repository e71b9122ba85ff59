"""The signs of intrusion as the administrator works through them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from db.queries.accounts import Owner, fetch_owners
from db.queries.alerts import StoredAlert, delete_old_alerts, fetch_alerts, mark_seen
from db.queries.attempts import Attempt, count_by_subject, note_attempt
from db.queries.audit import SERVICE_RECORD, Act, Action, append_entry, fetch_records_with_entries, find_broken_chain
from db.queries.sessions import StoredSession
from db.transactions import read, write
from services.clock import Clock
from services.sessions import account_actor, account_of_actor
from services.watch import Rule, raise_alert, watch

MOST_SHOWN = 200
TOLD_AGAIN = timedelta(hours=1)
KEPT = timedelta(days=5 * 365)
"""How long an alert is kept after it was seen."""


@dataclass(frozen=True, slots=True)
class ShownAlert:
    """An alert with the account it is about, if it is about one."""

    alert: StoredAlert
    owner: Owner | None


async def list_alerts() -> Sequence[StoredAlert]:
    """The open ones first."""
    async with read():
        return await fetch_alerts(MOST_SHOWN)


async def show_alerts() -> list[ShownAlert]:
    """The same, each with whose account it is about."""
    async with read():
        alerts = await fetch_alerts(MOST_SHOWN)
        accounts = [account_of_actor(alert.subject) for alert in alerts]
        owners = await fetch_owners({account for account in accounts if account is not None})
    return [ShownAlert(alert, owners.get(account or 0)) for alert, account in zip(alerts, accounts, strict=True)]


async def see_alert(session: StoredSession, alert_id: int, clock: Clock) -> bool:
    """Note that an administrator has seen it; False when it was seen before or is none."""
    now = clock.now()
    async with write():
        await delete_old_alerts(now - KEPT)
        if not await mark_seen(alert_id, session.account_id, now):
            return False
        act = Act(
            record=SERVICE_RECORD,
            actor=account_actor(session.account_id),
            action=Action.SEE_ALERT,
            happened_at=now,
            detail=str(alert_id),
        )
        await append_entry(act)
    return True


async def note_denied(session: StoredSession, address: str, clock: Clock) -> None:
    """A signed-in account was refused, or asked for what is not there; a few are slips, many are a search (S58)."""
    async with write():
        await watch(Attempt.DENIED, account_actor(session.account_id), address, clock.now())


async def note_elsewhere(session: StoredSession, address: str, clock: Clock) -> None:
    """A session of staff was used from outside of the listed networks."""
    async with write():
        await watch(Attempt.OFF_NETWORK, account_actor(session.account_id), address, clock.now())


async def note_night_use(session: StoredSession, address: str, clock: Clock) -> None:
    """An account of staff was used outside of the hours of work; told once an hour, however busy it is."""
    now, actor = clock.now(), account_actor(session.account_id)
    async with read():
        was_told = await count_by_subject(Attempt.NIGHT_USE, actor, now - TOLD_AGAIN)
    if not was_told:
        async with write():
            await note_attempt(Attempt.NIGHT_USE, actor, address, now)
            await raise_alert(Rule.NIGHT_USE, actor, now)


async def verify_audit(clock: Clock) -> list[tuple[int, int]]:
    """Every audit chain against its hashes; record and position of the first wrong entry of each broken one."""
    async with read():
        found = [(record, await find_broken_chain(record)) for record in await fetch_records_with_entries()]
    broken = [(record, position) for record, position in found if position is not None]
    if broken:
        async with write():
            for record, _ in broken:
                await raise_alert(Rule.BROKEN_CHAIN, f"record:{record}", clock.now())
    return broken
