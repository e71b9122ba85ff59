"""Making an account for somebody whose record is here: by the operator, for people who do not register themselves."""

from __future__ import annotations

import unicodedata
from enum import StrEnum

from db.queries.accounts import NewAccount, Role, fetch_credentials, insert_account
from db.queries.audit import Act, append_entry
from db.queries.records import fetch_person_id
from db.transactions import write
from services.clock import Clock
from services.passwords import hash_password
from services.sign_in import canonical_user_id

SHORTEST_USER_ID = 6
SHORTEST_PASSWORD = 15  # without a one-time code (NIST SP 800-63B-4, 3.1.1.2)
LONGEST_PASSWORD = 128


class AddAccountResult(StrEnum):
    """What came of it."""

    DONE = "done"
    NO_SUCH_PERSON = "no-such-person"
    USER_ID_UNFIT = "user-id-unfit"  # too short, or other characters than letters a to z and digits
    USER_ID_TAKEN = "user-id-taken"
    PASSWORD_UNFIT = "password-unfit"  # noqa: S105 - a result; too short or too long


async def add_account(
    basic_pension_number: str, user_id: str, password: str, clock: Clock, *, is_demo: bool
) -> AddAccountResult:
    """Make a citizen's account (本人) for the person with this number."""
    canonical = canonical_user_id(user_id)
    if len(canonical) < SHORTEST_USER_ID:
        return AddAccountResult.USER_ID_UNFIT
    if not SHORTEST_PASSWORD <= len(unicodedata.normalize("NFC", password)) <= LONGEST_PASSWORD:
        return AddAccountResult.PASSWORD_UNFIT
    password_hash = hash_password(password)
    async with write():
        person_id = await fetch_person_id(basic_pension_number)
        if person_id is None:
            return AddAccountResult.NO_SUCH_PERSON
        if await fetch_credentials(canonical) is not None:
            return AddAccountResult.USER_ID_TAKEN
        account = NewAccount(
            user_id=canonical, password_hash=password_hash, role=Role.CITIZEN, person_id=person_id, is_demo=is_demo
        )
        await insert_account(account, clock.now())
        await append_entry(
            Act(record=person_id, actor="operator", action="add-account", happened_at=clock.now(), detail=canonical)
        )
    return AddAccountResult.DONE
