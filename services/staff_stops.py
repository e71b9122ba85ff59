"""Lifting the stop of an account that opened too many people's records: by a supervisor or an administrator."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from db.queries.audit import SERVICE_RECORD, Act, Action, append_entry
from db.queries.sessions import StoredSession
from db.queries.staff_stops import StoppedAccount, fetch_stopped
from db.queries.staff_stops import lift_stop as lift_stored
from db.transactions import read, write
from services.clock import Clock
from services.sessions import account_actor


class LiftReason(StrEnum):
    """Why so many records were opened."""

    EXPLAINED = "explained"  # 本人に理由を確かめた
    PLANNED = "planned"  # 前もってわかっていた仕事


async def list_stops() -> Sequence[StoppedAccount]:
    """The accounts that wait, the last one first."""
    async with read():
        return await fetch_stopped()


async def lift_stop(session: StoredSession, account_id: int, reason: LiftReason, clock: Clock) -> bool:
    """Let it work again; False for an own account, and for one that is not stopped."""
    if account_id == session.account_id:
        return False
    now = clock.now()
    async with write():
        if not await lift_stored(account_id, now):
            return False
        act = Act(
            record=SERVICE_RECORD,
            actor=account_actor(session.account_id),
            action=Action.LIFT_STOP,
            happened_at=now,
            detail=f"{account_actor(account_id)} {reason}",
        )
        await append_entry(act)
    return True
