"""One-time codes (確認コード) and the recovery codes (予備のコード) that stand in for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from db.engine import current_engine
from db.tables import Account, RecoveryCode


@dataclass(frozen=True, slots=True, kw_only=True)
class OneTimeCode:
    """An account's secret as it is stored (encrypted), whether it counts yet, and the last time step used."""

    secret: str
    is_on: bool
    last_step: int


async def fetch_one_time_code(account_id: int) -> OneTimeCode | None:
    """The account's secret, also one that is only being set up; None when there is none."""
    rows = await Account.raw(
        "SELECT one_time_code_secret, one_time_code_on_at, one_time_code_step FROM account WHERE id = {}", account_id
    )
    if not rows or not rows[0]["one_time_code_secret"]:
        return None
    return OneTimeCode(
        secret=rows[0]["one_time_code_secret"],
        is_on=rows[0]["one_time_code_on_at"] is not None,
        last_step=rows[0]["one_time_code_step"],
    )


async def store_secret(account_id: int, secret: str) -> bool:
    """Keep an encrypted secret that is being set up; False, and nothing is changed, while another one counts."""
    rows = await Account.raw(
        "UPDATE account SET one_time_code_secret = {}, one_time_code_step = 0 "
        "WHERE id = {} AND one_time_code_on_at IS NULL RETURNING id",
        secret,
        account_id,
    )
    return bool(rows)


async def use_step(account_id: int, step: int) -> bool:
    """Take a time step, once and never an earlier one again; False when it was taken already."""
    rows = await Account.raw(
        "UPDATE account SET one_time_code_step = {} WHERE id = {} AND one_time_code_step < {} RETURNING id",
        step,
        account_id,
        step,
    )
    return bool(rows)


async def switch_on(account_id: int, now: datetime) -> None:
    """From now on the code is asked for at every sign-in."""
    await Account.raw("UPDATE account SET one_time_code_on_at = {} WHERE id = {}", now, account_id)


async def switch_off(account_id: int) -> None:
    """No code is asked for any more; the secret and the recovery codes are gone."""
    await Account.raw(
        "UPDATE account SET one_time_code_secret = '', one_time_code_step = 0, one_time_code_on_at = NULL "
        "WHERE id = {}",
        account_id,
    )
    await delete_recovery_codes(account_id)


async def replace_recovery_codes(account_id: int, hashes: Sequence[str], now: datetime) -> None:
    """New recovery codes; the ones before are worth nothing."""
    await delete_recovery_codes(account_id)
    await current_engine().run_many(
        "INSERT INTO recovery_code (account, code_hash, made_at) VALUES ({}, {}, {})",
        [(account_id, code_hash, now) for code_hash in hashes],
    )


async def delete_recovery_codes(account_id: int) -> None:
    """Take all of them away."""
    await RecoveryCode.raw("DELETE FROM recovery_code WHERE account = {}", account_id)


async def use_recovery_code(account_id: int, code_hash: str, now: datetime) -> bool:
    """Use up one recovery code; False when there is none such, or it was used before."""
    rows = await RecoveryCode.raw(
        "UPDATE recovery_code SET used_at = {} WHERE account = {} AND code_hash = {} AND used_at IS NULL RETURNING id",
        now,
        account_id,
        code_hash,
    )
    return bool(rows)


async def count_recovery_codes(account_id: int) -> int:
    """How many are left."""
    rows = await RecoveryCode.raw(
        "SELECT count(*) AS number FROM recovery_code WHERE account = {} AND used_at IS NULL", account_id
    )
    number: int = rows[0]["number"]
    return number
