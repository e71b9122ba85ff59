"""Opening a lock before its time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db.queries.accounts import Role
from db.queries.sessions import StoredSession
from services.sign_in import SignedIn
from services.sign_in_limits import Locked
from services.unlock import IdentityCheck, UnlockResult, unlock
from tests.databases import SteppingClock
from tests.services.people import KEYS, PASSWORD, make_account, signed_in, try_sign_in
from tests.services.test_letters import rows

CARD = IdentityCheck.MY_NUMBER_CARD


async def staff(clock: SteppingClock, role: Role) -> StoredSession:
    """Somebody of this role at work."""
    return replace(await signed_in(clock), role=role)


async def lock_out(clock: SteppingClock, user_id: str) -> None:
    answers = [await try_sign_in(clock, user_id, "wrong") for _ in range(5)]
    assert isinstance(answers[-1], Locked)


async def test_an_officer_opens_a_citizens_lock(database: str, clock: SteppingClock) -> None:
    officer = await staff(clock, Role.OFFICER)
    citizen = await make_account(clock, user_id="lockedcitizen")
    await lock_out(clock, "lockedcitizen")
    assert await unlock("Locked-Citizen", CARD, officer, clock, KEYS) is UnlockResult.DONE
    assert isinstance(await try_sign_in(clock, "lockedcitizen", PASSWORD), SignedIn)
    acts = await rows("SELECT actor, detail FROM audit_entry WHERE action = 'unlock'")
    assert acts == [{"actor": f"account:{officer.account_id}", "detail": f"account:{citizen} my-number-card"}]


@pytest.mark.parametrize(
    ("by", "of", "result"),
    [
        (Role.OFFICER, Role.CLERK, UnlockResult.NOT_YOURS),
        (Role.SUPERVISOR, Role.OFFICER, UnlockResult.NOT_YOURS),
        (Role.ADMINISTRATOR, Role.CITIZEN, UnlockResult.NOT_YOURS),
        (Role.ADMINISTRATOR, Role.OFFICER, UnlockResult.DONE),
        (Role.SUPERVISOR, Role.CITIZEN, UnlockResult.DONE),
    ],
)
async def test_staff_are_the_administrators_and_citizens_the_offices(
    database: str, clock: SteppingClock, by: Role, of: Role, result: UnlockResult
) -> None:
    opener = await staff(clock, by)
    await make_account(clock, user_id="locked", role=of)
    await lock_out(clock, "locked")
    assert await unlock("locked", CARD, opener, clock, KEYS) is result


async def test_what_is_not_locked_and_who_is_not_there(database: str, clock: SteppingClock) -> None:
    officer = await staff(clock, Role.OFFICER)
    await make_account(clock, user_id="opencitizen")
    assert await unlock("opencitizen", CARD, officer, clock, KEYS) is UnlockResult.NOT_LOCKED
    assert await unlock("nobody", CARD, officer, clock, KEYS) is UnlockResult.NO_SUCH_ACCOUNT
    assert await rows("SELECT * FROM audit_entry WHERE action = 'unlock'") == []
