"""The browsers in which somebody is signed in, and signing out of them from here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db.queries.audit import Action, append_entry
from db.queries.sessions import StoredSession, delete_session, delete_sessions_of, fetch_open_sessions
from db.transactions import read, write
from services.acts import own_act
from services.clock import Clock

_HANDLE = 16  # of 64 hexadecimal digits of a hash: names a session to its owner, opens nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """One browser. ``handle`` names it in a form; ``is_this`` is the one that asks."""

    handle: str
    words: str
    signed_in_at: datetime
    last_seen_at: datetime
    is_this: bool


async def list_devices(session: StoredSession, clock: Clock) -> list[Device]:
    """Every browser in which this account is signed in now, this one first."""
    async with read():
        found = await fetch_open_sessions(session.account_id, clock.now())
    devices = [
        Device(
            handle=item.token_hash[:_HANDLE],
            words=item.device,
            signed_in_at=item.created_at,
            last_seen_at=item.last_seen_at,
            is_this=item.token_hash == session.token_hash,
        )
        for item in found
    ]
    return sorted(devices, key=lambda device: not device.is_this)


async def sign_out_of(session: StoredSession, handle: str, clock: Clock) -> bool:
    """End one other session of the same account; False when there is none such, whosever it may be."""
    now = clock.now()
    async with write():
        for item in await fetch_open_sessions(session.account_id, now):
            if item.token_hash[:_HANDLE] == handle and item.token_hash != session.token_hash:
                await delete_session(item.token_hash)
                await append_entry(own_act(session, Action.SIGN_OUT_OF, now, item.device))
                return True
    return False


async def sign_out_of_all_others(session: StoredSession, clock: Clock) -> None:
    """End every session of the account but this one."""
    async with write():
        await delete_sessions_of(session.account_id, but=session.token_hash)
        await append_entry(own_act(session, Action.SIGN_OUT_OF, clock.now(), "all"))
