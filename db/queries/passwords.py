"""Changing a password, and the ones before it."""

from __future__ import annotations

from datetime import datetime

from db.tables import Account, FormerPassword


async def change_password(account_id: int, old_hash: str, new_hash: str, now: datetime) -> bool:
    """Put a new password in the place of the old one, which is kept among the former ones.

    False, and nothing is changed, when the old one is no longer the account's.
    """
    rows = await Account.raw(
        "UPDATE account SET password_hash = {}, password_changed_at = {}, password_must_change = {} "
        "WHERE id = {} AND password_hash = {} RETURNING id",
        new_hash,
        now,
        False,
        account_id,
        old_hash,
    )
    if not rows:
        return False
    await FormerPassword.raw(
        "INSERT INTO former_password (account, password_hash, replaced_at) VALUES ({}, {}, {})",
        account_id,
        old_hash,
        now,
    )
    return True


async def fetch_former_hashes(account_id: int, most: int) -> list[str]:
    """The hashes of the passwords before the present one, newest first, at most so many."""
    rows = await FormerPassword.raw(
        "SELECT password_hash FROM former_password WHERE account = {} ORDER BY id DESC LIMIT {}", account_id, most
    )
    return [row["password_hash"] for row in rows]


async def delete_former_hashes(account_id: int, but_newest: int) -> None:
    """Forget the oldest; what is not compared any more is not kept."""
    await FormerPassword.raw(
        "DELETE FROM former_password WHERE account = {} AND id NOT IN "
        "(SELECT id FROM former_password WHERE account = {} ORDER BY id DESC LIMIT {})",
        account_id,
        account_id,
        but_newest,
    )
