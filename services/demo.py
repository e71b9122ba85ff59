"""Keeping invented people and real ones apart: accounts with printed passwords never stand beside real records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db.queries.accounts import NewAccount, Role, count_accounts, fetch_credentials, insert_account
from db.queries.imports import count_batches
from db.queries.records import fetch_person_id
from db.transactions import read, write
from services.clock import Clock
from services.passwords import hash_password
from services.sign_in import canonical_user_id


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAccount:
    """An account of the demo, with the password in clear: it is printed."""

    user_id: str
    password: str
    basic_pension_number: str


async def find_mode_conflict(*, demo: bool) -> str | None:
    """Why this database must not be used in this mode, for the operator; None when it may.

    In the demo every account and every import must be of the demo; outside of it none may be.
    """
    async with read():
        accounts = await count_accounts(is_demo=not demo)
        batches = await count_batches(is_demo=not demo)
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


async def add_demo_accounts(accounts: Sequence[DemoAccount], clock: Clock) -> int:
    """Make the accounts that are not there yet, for people already imported; returns how many were made."""
    made = 0
    for account in accounts:
        user_id = canonical_user_id(account.user_id)
        async with read():
            if await fetch_credentials(user_id) is not None:
                continue
        password_hash = hash_password(account.password)
        async with write():
            new = NewAccount(
                user_id=user_id,
                password_hash=password_hash,
                role=Role.CITIZEN,
                person_id=await fetch_person_id(account.basic_pension_number),
                is_demo=True,
            )
            await insert_account(new, clock.now())
        made += 1
    return made
