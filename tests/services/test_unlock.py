"""Who may open whose lock."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db.engine import current_engine
from db.queries.accounts import Role
from db.queries.sessions import StoredSession
from db.transactions import read
from services.alerts import list_alerts
from services.sign_in import SignedIn
from services.sign_in_limits import LONGEST_LOCK, Locked
from services.unlock import UnlockResult, unlock
from tests.databases import SteppingClock
from tests.services.people import HERE, KEYS, make_account, signed_in, try_sign_in


async def locked(clock: SteppingClock, role: Role) -> None:
    await make_account(clock, user_id="locked22", role=role)
    for _ in range(5):
        await try_sign_in(clock, "locked22", "wrong", HERE)
    assert isinstance(await try_sign_in(clock, "locked22", browser=HERE), Locked)


async def acting(clock: SteppingClock, role: Role) -> StoredSession:
    return replace(await signed_in(clock), role=role)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("owner", [Role.CITIZEN, Role.OFFICER])
async def test_officers_open_citizens_and_administrators_staff(
    database: str, clock: SteppingClock, role: Role, owner: Role
) -> None:
    await locked(clock, owner)
    allowed = {Role.OFFICER, Role.SUPERVISOR} if owner is Role.CITIZEN else {Role.ADMINISTRATOR}
    result = await unlock(await acting(clock, role), "LOCKED-22", "counter", clock, KEYS)
    assert result is (UnlockResult.DONE if role in allowed else UnlockResult.NOT_ALLOWED)
    assert isinstance(await try_sign_in(clock, "locked22", browser=HERE), SignedIn) == (role in allowed)


async def test_it_is_written_down(database: str, clock: SteppingClock) -> None:
    await locked(clock, Role.CITIZEN)
    officer = await acting(clock, Role.OFFICER)
    await unlock(officer, "locked22", "counter", clock, KEYS)
    async with read():
        rows = await current_engine().run_ddl("SELECT actor, action, detail FROM audit_entry ORDER BY id DESC LIMIT 1")
    assert dict(rows[0]) == {"actor": f"account:{officer.account_id}", "action": "unlock", "detail": "counter"}


async def test_what_is_not_there_or_not_locked(database: str, clock: SteppingClock) -> None:
    officer = await acting(clock, Role.OFFICER)
    assert await unlock(officer, "nobody22", "x", clock, KEYS) is UnlockResult.NO_SUCH_ACCOUNT
    assert await unlock(officer, officer.user_id, "x", clock, KEYS) is UnlockResult.DONE
    clock.moment += LONGEST_LOCK


async def test_looking_for_user_ids_is_noticed(database: str, clock: SteppingClock) -> None:
    officer = await acting(clock, Role.OFFICER)
    for number in range(5):
        assert await list_alerts() == []
        await unlock(officer, f"nobody{number}", "x", clock, KEYS)
    assert [alert.rule for alert in await list_alerts()] == ["denied-objects"]
