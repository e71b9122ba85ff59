"""Accounts of the people who work here: made, listed and closed by the operator, never on a screen.

The first password is made here, told once, and replaced at the first sign-in; before anything else a one-time code is
set up (:mod:`services.code_setup`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from db.queries.accounts import (
    NewAccount,
    Role,
    StaffAccount,
    close_account,
    fetch_credentials,
    fetch_staff,
    insert_account,
)
from db.queries.audit import SERVICE_RECORD, Act, Action, append_entry
from db.queries.sessions import delete_sessions_of
from db.transactions import read, write
from services.clock import Clock
from services.passphrases import suggest_passphrase
from services.passwords import hash_password
from services.sign_in import canonical_user_id

SHORTEST_USER_ID = 6


class StaffProblem(StrEnum):
    """Why nothing was done."""

    USER_ID_UNFIT = "user-id-unfit"
    USER_ID_TAKEN = "user-id-taken"
    NAME_MISSING = "name-missing"
    NO_SUCH_STAFF = "no-such-staff"


@dataclass(frozen=True, slots=True)
class Hired:
    """The account stands; this is its first password, which nobody can read again."""

    user_id: str
    first_password: str


async def add_staff(
    user_id: str, role: Role, name: str, office: str, clock: Clock, *, is_demo: bool
) -> Hired | StaffProblem:
    """Make an account for somebody who works here."""
    canonical = canonical_user_id(user_id)
    if len(canonical) < SHORTEST_USER_ID:
        return StaffProblem.USER_ID_UNFIT
    if not (name.strip() and office.strip()):
        return StaffProblem.NAME_MISSING
    password = suggest_passphrase().typed
    account = NewAccount(
        user_id=canonical,
        password_hash=hash_password(password),
        role=role,
        person_id=None,
        is_demo=is_demo,
        staff_name=name.strip(),
        office=office.strip(),
        password_must_change=True,
    )
    async with write():
        if await fetch_credentials(canonical) is not None:
            return StaffProblem.USER_ID_TAKEN
        account_id = await insert_account(account, clock.now())
        await append_entry(_act(account_id, Action.ADD_STAFF, clock, role.value))
    return Hired(canonical, password)


async def list_staff() -> list[StaffAccount]:
    """Everybody who works or has worked here."""
    async with read():
        return await fetch_staff()


async def disable_staff(user_id: str, clock: Clock) -> StaffProblem | None:
    """Close an account at once: it is signed out everywhere and signs in no more."""
    async with write():
        account = await fetch_credentials(canonical_user_id(user_id))
        if account is None or account.is_closed or not account.role.is_staff:
            return StaffProblem.NO_SUCH_STAFF
        await close_account(account.account_id, clock.now())
        await delete_sessions_of(account.account_id)
        await append_entry(_act(account.account_id, Action.CLOSE_ACCOUNT, clock, account.role.value))
    return None


def _act(account_id: int, action: Action, clock: Clock, role: str) -> Act:
    return Act(
        record=SERVICE_RECORD,
        actor="operator",
        action=action,
        happened_at=clock.now(),
        detail=f"account:{account_id} {role}",
    )
