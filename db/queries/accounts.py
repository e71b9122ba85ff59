"""Accounts as values."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from db.sql import value_list
from db.tables import Account


class Role(StrEnum):
    """What an account may do; ``web/access.py`` says where."""

    CITIZEN = "citizen"  # 本人
    CLERK = "clerk"  # 窓口の担当者
    OFFICER = "officer"  # 年金事務所の職員
    SUPERVISOR = "supervisor"  # 責任者
    AUDITOR = "auditor"  # 監査の担当者
    ADMINISTRATOR = "administrator"  # 管理者

    @property
    def is_staff(self) -> bool:
        """Works here: from listed networks only, always with a one-time code."""
        return self is not Role.CITIZEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What is needed to check a sign-in.

    ``password_changed_at`` is the day the account was made for a password that was never changed.
    """

    account_id: int
    user_id: str
    person_id: int | None
    role: Role
    password_hash: str
    password_changed_at: datetime
    password_must_change: bool
    has_one_time_code: bool
    is_closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """An account to make. ``user_id`` is already canonical (:func:`services.sign_in.canonical_user_id`).

    ``staff_name`` and ``office`` are those of staff; ``password_must_change`` makes the owner choose an own password
    at the first sign-in.
    """

    user_id: str
    password_hash: str
    role: Role
    person_id: int | None
    is_demo: bool = False
    staff_name: str = ""
    office: str = ""
    password_must_change: bool = False


_CREDENTIALS = (
    "SELECT id, user_id, person, role, password_hash, password_must_change, one_time_code_on_at, closed_at, "
    "password_changed_at, created_at FROM account WHERE "
)


async def fetch_credentials(user_id: str) -> Credentials | None:
    """The credentials under a canonical user id."""
    return _credentials(await Account.raw(_CREDENTIALS + "user_id = {}", user_id))


async def fetch_credentials_of(account_id: int) -> Credentials | None:
    """The credentials of an account."""
    return _credentials(await Account.raw(_CREDENTIALS + "id = {}", account_id))


def _credentials(rows: list[dict[str, Any]]) -> Credentials | None:
    if not rows:
        return None
    row = rows[0]
    return Credentials(
        account_id=row["id"],
        user_id=row["user_id"],
        person_id=row["person"],
        role=Role(row["role"]),
        password_hash=row["password_hash"],
        password_changed_at=row["password_changed_at"] or row["created_at"],
        password_must_change=bool(row["password_must_change"]),
        has_one_time_code=row["one_time_code_on_at"] is not None,
        is_closed=row["closed_at"] is not None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Who an account belongs to: ``name`` is the person's or of staff their own, ``office`` where staff work."""

    account_id: int
    user_id: str
    role: Role
    person_id: int | None
    name: str
    office: str


_OWNERS = (
    "SELECT a.id, a.user_id, a.role, a.person, a.office, a.staff_name, d.name FROM account a "
    "LEFT JOIN person p ON p.id = a.person LEFT JOIN record_document d ON d.id = p.current_document "
    "WHERE a.id IN ({})"
)


async def fetch_owners(account_ids: Collection[int]) -> dict[int, Owner]:
    """Who these accounts belong to; closed ones too, for old entries of the log name them."""
    if not account_ids:
        return {}
    rows = await Account.raw(_OWNERS, value_list(sorted(account_ids)))
    return {
        row["id"]: Owner(
            account_id=row["id"],
            user_id=row["user_id"],
            role=Role(row["role"]),
            person_id=row["person"],
            name=row["name"] or row["staff_name"],
            office=row["office"],
        )
        for row in rows
    }


async def lock_account(account_id: int) -> None:
    """Hold an account until the end of the caller's ``write()``: what it reads first stays so."""
    await Account.raw("UPDATE account SET user_id = user_id WHERE id = {}", account_id)


async def note_sign_in(account_id: int, now: datetime) -> None:
    """Remember this sign-in and the one before."""
    await Account.raw(
        "UPDATE account SET previous_sign_in_at = last_sign_in_at, last_sign_in_at = {} WHERE id = {}", now, account_id
    )


async def note_failures(account_id: int, failures: int) -> None:
    """Remember how many wrong tries there were before this sign-in."""
    await Account.raw("UPDATE account SET failures_before_sign_in = {} WHERE id = {}", failures, account_id)


async def renew_hash(account_id: int, old_hash: str, new_hash: str) -> bool:
    """Store the same password under today's parameters; False when the password was changed or the account is gone."""
    rows = await Account.raw(
        "UPDATE account SET password_hash = {} WHERE id = {} AND password_hash = {} AND closed_at IS NULL RETURNING id",
        new_hash,
        account_id,
        old_hash,
    )
    return bool(rows)


async def insert_account(account: NewAccount, now: datetime) -> int:
    """Make an account; returns its id."""
    rows = await Account.raw(
        "INSERT INTO account (user_id, password_hash, role, person, is_demo, created_at, password_changed_at, "
        "staff_name, office, password_must_change) VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}, {}) RETURNING id",
        account.user_id,
        account.password_hash,
        account.role.value,
        account.person_id,
        account.is_demo,
        now,
        now,
        account.staff_name,
        account.office,
        account.password_must_change,
    )
    account_id: int = rows[0]["id"]
    return account_id


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffAccount:
    """Somebody who works here, or has worked here (``is_closed``); ``is_stopped`` for opening too many records."""

    user_id: str
    role: Role
    name: str
    office: str
    has_one_time_code: bool
    last_sign_in_at: datetime | None
    is_stopped: bool
    is_closed: bool


async def fetch_staff() -> list[StaffAccount]:
    """Every account that is not a citizen's, those in use first."""
    rows = await Account.raw(
        "SELECT user_id, role, staff_name, office, one_time_code_on_at, last_sign_in_at, stopped_at, closed_at "
        "FROM account WHERE role <> 'citizen' ORDER BY CASE WHEN closed_at IS NULL THEN 0 ELSE 1 END, id"
    )
    return [
        StaffAccount(
            user_id=row["user_id"],
            role=Role(row["role"]),
            name=row["staff_name"],
            office=row["office"],
            has_one_time_code=row["one_time_code_on_at"] is not None,
            last_sign_in_at=row["last_sign_in_at"],
            is_stopped=row["stopped_at"] is not None,
            is_closed=row["closed_at"] is not None,
        )
        for row in rows
    ]


async def close_account(account_id: int, now: datetime) -> None:
    """Nobody signs in with it any more; its sessions are ended by the caller in the same ``write()``."""
    await Account.raw("UPDATE account SET closed_at = {} WHERE id = {} AND closed_at IS NULL", now, account_id)


async def count_accounts(*, is_demo: bool) -> int:
    """How many accounts there are of one sort."""
    rows = await Account.raw("SELECT count(*) AS number FROM account WHERE is_demo = {}", is_demo)
    number: int = rows[0]["number"]
    return number
