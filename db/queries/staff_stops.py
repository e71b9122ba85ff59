"""Accounts of staff that are stopped because they opened too many people's records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db.tables import Account


@dataclass(frozen=True, slots=True)
class Held:
    """How an account stands, under a lock on its row until the transaction ends."""

    stopped_at: datetime | None
    lifted_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoppedAccount:
    """An account that waits for its stop to be lifted."""

    account_id: int
    user_id: str
    name: str
    office: str
    stopped_at: datetime


async def hold_account(account_id: int) -> Held:
    """Lock an account's row and tell how it stands."""
    rows = await Account.raw(
        "UPDATE account SET stopped_at = stopped_at WHERE id = {} RETURNING stopped_at, stop_lifted_at", account_id
    )
    return Held(rows[0]["stopped_at"], rows[0]["stop_lifted_at"])


async def stop_account(account_id: int, now: datetime) -> None:
    """Nothing of a person is shown to it any more."""
    await Account.raw("UPDATE account SET stopped_at = {} WHERE id = {}", now, account_id)


async def lift_stop(account_id: int, now: datetime) -> bool:
    """Let it work again; False when it is not stopped, or is none."""
    rows = await Account.raw(
        "UPDATE account SET stopped_at = NULL, stop_lifted_at = {} WHERE id = {} AND stopped_at IS NOT NULL "
        "RETURNING id",
        now,
        account_id,
    )
    return bool(rows)


async def fetch_stopped() -> list[StoppedAccount]:
    """Those that are stopped now, the last one first."""
    rows = await Account.raw(
        "SELECT id, user_id, staff_name, office, stopped_at FROM account "
        "WHERE stopped_at IS NOT NULL AND closed_at IS NULL ORDER BY stopped_at DESC, id DESC"
    )
    return [
        StoppedAccount(
            account_id=row["id"],
            user_id=row["user_id"],
            name=row["staff_name"],
            office=row["office"],
            stopped_at=row["stopped_at"],
        )
        for row in rows
    ]
