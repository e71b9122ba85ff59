"""Making an account for somebody whose record is here: by the operator, for people who do not register themselves."""

from __future__ import annotations

from enum import StrEnum

from db.queries.accounts import NewAccount, Role, fetch_credentials, insert_account
from db.queries.audit import Act, append_entry
from db.queries.records import fetch_document, fetch_person_id
from db.transactions import read, write
from pension.record import Person
from services.clock import Clock
from services.own_words import words_about
from services.password_rules import LONGEST, SHORTEST_ALONE, what_is_weak
from services.passwords import hash_password
from services.sign_in import canonical_user_id

SHORTEST_USER_ID = 6
SHORTEST_PASSWORD = SHORTEST_ALONE
LONGEST_PASSWORD = LONGEST


class AddAccountResult(StrEnum):
    """What came of it."""

    DONE = "done"
    NO_SUCH_PERSON = "no-such-person"
    USER_ID_UNFIT = "user-id-unfit"  # too short, or other characters than letters a to z and digits
    USER_ID_TAKEN = "user-id-taken"
    PASSWORD_UNFIT = "password-unfit"  # noqa: S105 - a result; too short, too long or easy to guess


async def add_account(
    basic_pension_number: str, user_id: str, password: str, clock: Clock, *, is_demo: bool
) -> AddAccountResult:
    """Make a citizen's account (本人) for the person with this number."""
    canonical = canonical_user_id(user_id)
    if len(canonical) < SHORTEST_USER_ID:
        return AddAccountResult.USER_ID_UNFIT
    words = words_about(canonical, "", await _person(basic_pension_number))
    if await what_is_weak(password, words, SHORTEST_PASSWORD) is not None:
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


async def _person(basic_pension_number: str) -> Person | None:
    async with read():
        person_id = await fetch_person_id(basic_pension_number)
        document = await fetch_document(person_id) if person_id is not None else None
    return document.decode().person if document else None
