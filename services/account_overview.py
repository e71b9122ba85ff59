"""How an account stands: its password's age and its recovery codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db.queries.accounts import fetch_credentials_of
from db.queries.one_time_codes import count_recovery_codes
from db.queries.sessions import StoredSession
from db.transactions import read
from services.password_age import changes_at
from services.sign_in import House


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountOverview:
    """``change_by`` is when the password is to be changed, None for never."""

    password_changed_at: datetime
    change_by: datetime | None
    recovery_codes_left: int


async def show_account(session: StoredSession, house: House) -> AccountOverview:
    """The signed-in account's own."""
    async with read():
        credentials = await fetch_credentials_of(session.account_id)
        left = await count_recovery_codes(session.account_id)
    if credentials is None:
        raise LookupError("a session without an account")
    changed = credentials.password_changed_at
    return AccountOverview(
        password_changed_at=changed,
        change_by=changes_at(changed, session.role, profile_2011=house.profile_2011),
        recovery_codes_left=left,
    )
