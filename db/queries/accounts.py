"""Accounts as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from db.tables import Account


class Role(StrEnum):
    """What an account may do; ``web/access.py`` says where."""

    CITIZEN = "citizen"  # 本人


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What is needed to check a sign-in."""

    account_id: int
    person_id: int | None
    password_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """An account to make. ``user_id`` is already canonical (:func:`services.sign_in.canonical_user_id`)."""

    user_id: str
    password_hash: str
    role: Role
    person_id: int | None
    is_demo: bool = False


async def fetch_credentials(user_id: str) -> Credentials | None:
    """The credentials under a canonical user id."""
    rows = await Account.raw("SELECT id, person, password_hash FROM account WHERE user_id = {}", user_id)
    if not rows:
        return None
    return Credentials(account_id=rows[0]["id"], person_id=rows[0]["person"], password_hash=rows[0]["password_hash"])


async def note_sign_in(credentials: Credentials, password_hash: str, now: datetime) -> bool:
    """Remember this sign-in and the one before; False when the password was changed or the account is gone."""
    rows = await Account.raw(
        "UPDATE account SET previous_sign_in_at = last_sign_in_at, last_sign_in_at = {}, password_hash = {} "
        "WHERE id = {} AND password_hash = {} RETURNING id",
        now,
        password_hash,
        credentials.account_id,
        credentials.password_hash,
    )
    return bool(rows)


async def insert_account(account: NewAccount, now: datetime) -> int:
    """Make an account; returns its id."""
    rows = await Account.raw(
        "INSERT INTO account (user_id, password_hash, role, person, is_demo, created_at) "
        "VALUES ({}, {}, {}, {}, {}, {}) RETURNING id",
        account.user_id,
        account.password_hash,
        account.role.value,
        account.person_id,
        account.is_demo,
        now,
    )
    account_id: int = rows[0]["id"]
    return account_id


async def count_accounts(*, is_demo: bool) -> int:
    """How many accounts there are of one sort."""
    rows = await Account.raw("SELECT count(*) AS number FROM account WHERE is_demo = {}", is_demo)
    number: int = rows[0]["number"]
    return number
