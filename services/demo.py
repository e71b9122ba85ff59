"""Keeping invented people and real ones apart: accounts with printed passwords never stand beside real records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from db.queries.accounts import (
    NewAccount,
    Owner,
    Role,
    count_accounts,
    fetch_credentials,
    fetch_owners,
    insert_account,
)
from db.queries.imports import count_batches
from db.queries.one_time_codes import store_secret, switch_on
from db.queries.records import fetch_person_id
from db.queries.sign_in_guard import count_try, lock, restore_guard
from db.queries.staff_stops import stop_account
from db.queries.unlinked import count_unlinked_batches
from db.transactions import read, write
from services.clock import Clock
from services.keys import Keys, code_place
from services.passwords import hash_password
from services.sign_in import canonical_user_id, guard_subject
from services.sign_in_limits import LONGEST_LOCK, MOST_FAILURES


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAccount:
    """An account of the demo, with password and one-time code's secret in clear: they are printed.

    ``basic_pension_number`` says whose record a citizen's is; staff have none. ``password_days`` is how long the
    password has been in use; ``is_stopped``: staff who opened too many people's records.
    """

    user_id: str
    password: str
    basic_pension_number: str = ""
    role: Role = Role.CITIZEN
    staff_name: str = ""
    office: str = ""
    one_time_code_secret: str = ""
    is_locked: bool = False
    password_must_change: bool = False
    password_days: int = 0
    is_stopped: bool = False


async def find_mode_conflict(*, demo: bool) -> str | None:
    """Why this database must not be used in this mode, for the operator; None when it may.

    In the demo every account and every import must be of the demo; outside of it none may be.
    """
    async with read():
        accounts = await count_accounts(is_demo=not demo)
        batches = await count_batches(is_demo=not demo) + await count_unlinked_batches(is_demo=not demo)
    if accounts + batches == 0:
        return None
    if demo:
        return (
            "このデータベースには見本でない記録があるため、見本（NENKIN_DEMO=1）では使えません。"
            "別のデータベースを NENKIN_DATABASE で指定してください。\n"
            "This database holds records that are not of the demo; the demo needs a database of its own."
        )
    return (
        "このデータベースは見本のものです（パスワードが公開されています）。見本として使うには NENKIN_DEMO=1 とし、"
        "それ以外には別のデータベースを NENKIN_DATABASE で指定してください。\n"
        "This database belongs to the demo, whose passwords are public; use another one, or set NENKIN_DEMO=1."
    )


async def add_demo_accounts(accounts: Sequence[DemoAccount], clock: Clock, keys: Keys) -> int:
    """Make the accounts that are not there yet, for people already imported; returns how many were made."""
    made = 0
    for account in accounts:
        user_id = canonical_user_id(account.user_id)
        async with read():
            if await fetch_credentials(user_id) is not None:
                continue
        password_hash = hash_password(account.password)
        async with write():
            await _add(account, user_id, password_hash, clock.now(), keys)
        made += 1
    return made


async def find_owner(user_id: str) -> Owner | None:
    """Who has this user id, inside the caller's ``write()``; None when nobody has."""
    credentials = await fetch_credentials(user_id)
    return (await fetch_owners({credentials.account_id}))[credentials.account_id] if credentials else None


async def _add(account: DemoAccount, user_id: str, password_hash: str, now: datetime, keys: Keys) -> None:
    new = NewAccount(
        user_id=user_id,
        password_hash=password_hash,
        role=account.role,
        person_id=await fetch_person_id(account.basic_pension_number),
        is_demo=True,
        staff_name=account.staff_name,
        office=account.office,
        password_must_change=account.password_must_change,
    )
    account_id = await insert_account(new, now - timedelta(days=account.password_days))
    if account.is_stopped:
        await stop_account(account_id, now)
    if account.one_time_code_secret:
        sealed = keys.encrypt(account.one_time_code_secret, place=code_place(account_id))
        await store_secret(account_id, sealed)
        await switch_on(account_id, now)
    if account.is_locked:
        subject = guard_subject(user_id, keys)
        await count_try(subject, now)
        await restore_guard(subject, MOST_FAILURES, needs_unlock=True)
        await lock(subject, now + LONGEST_LOCK, needs_unlock=True)
