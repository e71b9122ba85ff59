"""Switching one-time codes on and off, and recovery codes."""

from __future__ import annotations

import pytest

from db.engine import current_engine
from db.queries.accounts import Role
from db.queries.sessions import Stage, StoredSession
from db.transactions import read
from services.code_setup import (
    AlreadyOn,
    NewCodes,
    Setup,
    SwitchedOff,
    SwitchedOn,
    Wrong,
    finish_setup,
    make_recovery_codes,
    prepare_setup,
    recovery_codes_left,
    stop_codes,
)
from services.own_password import MOST_TRIES
from services.sessions import load_session
from services.sign_in import SignedIn
from tests.databases import SteppingClock
from tests.services.people import (
    CODE_SECRET,
    HERE,
    KEYS,
    PASSWORD,
    code_of,
    house_of,
    make_account,
    signed_in,
    token_of,
    try_sign_in,
)


async def set_up(session: StoredSession) -> str:
    setup = await prepare_setup(session, KEYS)
    assert isinstance(setup, Setup)
    return setup.secret


async def switched_on(clock: SteppingClock) -> tuple[StoredSession, SwitchedOn, str]:
    session = await signed_in(clock)
    secret = await set_up(session)
    result = await finish_setup(session, PASSWORD, code_of(clock, secret), HERE, house_of(clock))
    assert isinstance(result, SwitchedOn)
    fresh = await load_session(result.session.token, clock)
    assert fresh is not None
    return fresh, result, secret


async def test_from_the_first_code_on_it_is_asked_for(database: str, clock: SteppingClock) -> None:
    session, result, _ = await switched_on(clock)
    assert session.has_one_time_code
    assert len(set(result.recovery_codes)) == 8
    assert await recovery_codes_left(session) == 8
    entered = await try_sign_in(clock)
    assert isinstance(entered, SignedIn)
    assert entered.stage is Stage.CODE


async def test_the_secret_stays_until_its_first_code_and_is_stored_encrypted(
    database: str, clock: SteppingClock
) -> None:
    session = await signed_in(clock)
    secret = await set_up(session)
    assert await set_up(session) == secret
    async with read():
        rows = await current_engine().run_ddl("SELECT * FROM account")
    assert secret not in str(rows)
    assert isinstance(await try_sign_in(clock), SignedIn), "a setup that is not finished asks for nothing"


async def test_what_another_session_was_shown_is_worth_nothing(database: str, clock: SteppingClock) -> None:
    left_open = await signed_in(clock)
    seen = await set_up(left_open)
    session = await load_session(await token_of(clock), clock)
    assert session is not None
    own = await set_up(session)
    assert own != seen
    for other in (left_open, session):
        assert await finish_setup(other, PASSWORD, code_of(clock, seen), HERE, house_of(clock)) == Wrong(code=True)
    assert isinstance(await finish_setup(session, PASSWORD, code_of(clock, own), HERE, house_of(clock)), SwitchedOn)
    assert isinstance(await finish_setup(left_open, PASSWORD, code_of(clock, own), HERE, house_of(clock)), Wrong)


async def test_password_and_code_are_both_needed(database: str, clock: SteppingClock) -> None:
    session = await signed_in(clock)
    code = code_of(clock, await set_up(session))
    house = house_of(clock)
    assert await finish_setup(session, "wrong", code, HERE, house) == Wrong(password=True)
    assert await finish_setup(session, PASSWORD, "000000", HERE, house) == Wrong(code=True)
    assert await finish_setup(session, "wrong", "x", HERE, house) == Wrong(password=True, code=True)


async def test_every_other_session_ends(database: str, clock: SteppingClock) -> None:
    await make_account(clock)
    other = await token_of(clock)
    session = await load_session(await token_of(clock), clock)
    assert session is not None
    code = code_of(clock, await set_up(session))
    assert isinstance(await finish_setup(session, PASSWORD, code, HERE, house_of(clock)), SwitchedOn)
    assert await load_session(other, clock) is None


async def test_what_is_on_is_not_set_up_again(database: str, clock: SteppingClock) -> None:
    session, _, secret = await switched_on(clock)
    assert await prepare_setup(session, KEYS) == AlreadyOn()
    clock.step(minutes=1)
    assert await finish_setup(session, PASSWORD, code_of(clock, secret), HERE, house_of(clock)) == AlreadyOn()


async def test_off_with_password_and_a_fresh_code(database: str, clock: SteppingClock) -> None:
    session, _, secret = await switched_on(clock)
    house = house_of(clock)
    assert await stop_codes(session, PASSWORD, code_of(clock, secret), HERE, house) == Wrong(code=True), "used already"
    clock.step(minutes=1)
    assert await stop_codes(session, "wrong", code_of(clock, secret), HERE, house) == Wrong(password=True)
    stopped = await stop_codes(session, PASSWORD, code_of(clock, secret), HERE, house)
    assert isinstance(stopped, SwitchedOff)
    assert await recovery_codes_left(session) == 0
    entered = await try_sign_in(clock)
    assert isinstance(entered, SignedIn)
    assert entered.stage is Stage.COMPLETE


async def test_whoever_knows_the_password_cannot_go_on_guessing_codes(database: str, clock: SteppingClock) -> None:
    session, result, _ = await switched_on(clock)
    for _ in range(MOST_TRIES):
        assert await load_session(result.session.token, clock) is not None
        assert await stop_codes(session, PASSWORD, "000000", HERE, house_of(clock)) == Wrong(code=True)
    assert await load_session(result.session.token, clock) is None


async def test_staff_cannot_switch_off(database: str, clock: SteppingClock) -> None:
    await make_account(clock, role=Role.OFFICER)
    entered = await try_sign_in(clock, browser=HERE)
    assert isinstance(entered, SignedIn)
    pending = await load_session(entered.session.token, clock)
    assert pending is not None
    secret = await set_up(pending)
    on = await finish_setup(pending, None, code_of(clock, secret), HERE, house_of(clock))
    assert isinstance(on, SwitchedOn)
    assert on.stage is Stage.COMPLETE
    session = await load_session(on.session.token, clock)
    assert session is not None
    clock.step(minutes=1)
    assert await stop_codes(session, PASSWORD, code_of(clock, secret), HERE, house_of(clock)) == Wrong()


async def test_new_recovery_codes_take_the_place_of_the_old(database: str, clock: SteppingClock) -> None:
    session, result, _ = await switched_on(clock)
    assert await make_recovery_codes(session, "wrong", house_of(clock)) == Wrong(password=True)
    made = await make_recovery_codes(session, PASSWORD, house_of(clock))
    assert isinstance(made, NewCodes)
    assert not set(made.recovery_codes) & set(result.recovery_codes)
    assert await recovery_codes_left(session) == 8
    async with read():
        rows = await current_engine().run_ddl("SELECT * FROM recovery_code")
    assert not any(code.replace("-", "") in str(rows) for code in made.recovery_codes)


async def test_each_change_is_audited(database: str, clock: SteppingClock) -> None:
    session, _, secret = await switched_on(clock)
    await make_recovery_codes(session, PASSWORD, house_of(clock))
    clock.step(minutes=1)
    await stop_codes(session, PASSWORD, code_of(clock, secret), HERE, house_of(clock))
    async with read():
        rows = await current_engine().run_ddl("SELECT action FROM audit_entry ORDER BY id")
    assert [row["action"] for row in rows] == ["sign-in", "code-on", "new-recovery-codes", "code-off"]


@pytest.mark.parametrize("role", [Role.CITIZEN, Role.CLERK])
async def test_with_a_code_only_staff_need_no_set_up(database: str, clock: SteppingClock, role: Role) -> None:
    await make_account(clock, role=role, code_secret=CODE_SECRET)
    entered = await try_sign_in(clock, browser=HERE)
    assert isinstance(entered, SignedIn)
    assert entered.stage is Stage.CODE
