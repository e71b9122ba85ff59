"""The step after the password: one-time codes and recovery codes."""

from __future__ import annotations

import asyncio

import pytest

from db.engine import current_engine
from db.queries.accounts import Role, close_account
from db.queries.one_time_codes import count_recovery_codes, replace_recovery_codes
from db.queries.sessions import Stage, StoredSession
from db.transactions import read, write
from services import sign_in_code
from services.code_setup import Setup, prepare_setup
from services.keys import Keys
from services.one_time_codes import canonical_code, new_recovery_codes, recovery_hash
from services.passwords import PasswordsBusy
from services.rescue import take_code_away
from services.sessions import STAGE_LIMIT, Browser, load_session
from services.sign_in import Busy, House, SignedIn, sign_in
from services.sign_in_code import MOST_CODES, SendCodeResult, SignInOver, WrongCode, send_code
from services.sign_in_limits import FIRST_LOCK, Locked, TooManyTries
from tests.databases import SteppingClock
from tests.services.people import (
    CODE_SECRET,
    ELSEWHERE,
    HERE,
    KEYS,
    PASSWORD,
    USER_ID,
    code_of,
    house_of,
    make_account,
    signed_in,
    try_sign_in,
)

FULL_WIDTH = "".join(chr(0xFF10 + digit) for digit in range(10))


@pytest.fixture
async def account(database: str, clock: SteppingClock) -> int:
    """An account with one-time codes."""
    return await make_account(clock, code_secret=CODE_SECRET)


async def begun(clock: SteppingClock, browser: Browser = HERE) -> StoredSession:
    """A sign-in that waits for the code."""
    result = await try_sign_in(clock, browser=browser)
    assert isinstance(result, SignedIn)
    assert result.stage is Stage.CODE
    session = await load_session(result.session.token, clock)
    assert session is not None
    return session


async def send(session: StoredSession, typed: str, clock: SteppingClock, browser: Browser = HERE) -> SendCodeResult:
    return await send_code(session, typed, browser, house_of(clock))


async def recovery_codes(account: int, clock: SteppingClock) -> tuple[str, ...]:
    codes = new_recovery_codes()
    hashes = [await recovery_hash(account, canonical_code(code), KEYS) for code in codes]
    async with write():
        await replace_recovery_codes(account, hashes, clock.now())
    return codes


@pytest.mark.parametrize("steps", [-1, 0, 1])
async def test_the_code_of_now_and_of_its_neighbours(account: int, clock: SteppingClock, steps: int) -> None:
    entered = await send(await begun(clock), code_of(clock, steps=steps), clock)
    assert isinstance(entered, SignedIn)
    assert entered.stage is Stage.COMPLETE
    session = await load_session(entered.session.token, clock)
    assert session is not None
    assert (session.stage, session.account_id) == (Stage.COMPLETE, account)


@pytest.mark.parametrize("steps", [-2, 2, 10])
async def test_no_other_code(account: int, clock: SteppingClock, steps: int) -> None:
    assert await send(await begun(clock), code_of(clock, steps=steps), clock) == WrongCode()


@pytest.mark.parametrize("typed", ["{}", " {} ", "{0[0]}{0[1]}{0[2]} {0[3]}{0[4]}{0[5]}", "{}\u3000"])
async def test_a_code_may_be_typed_as_people_type(account: int, clock: SteppingClock, typed: str) -> None:
    code = code_of(clock).translate(str.maketrans("0123456789", FULL_WIDTH))
    assert isinstance(await send(await begun(clock), typed.format(code), clock), SignedIn)


@pytest.mark.parametrize("typed", ["", "abc", "12345", "1234567", "\ud800", "'; --", "x" * 10_000, "\x00"])
async def test_what_is_no_code(account: int, clock: SteppingClock, typed: str) -> None:
    assert await send(await begun(clock), typed, clock) == WrongCode()


async def test_a_code_counts_once(account: int, clock: SteppingClock) -> None:
    code = code_of(clock)
    assert isinstance(await send(await begun(clock), code, clock), SignedIn)
    assert await send(await begun(clock), code, clock) == WrongCode()
    clock.step(seconds=30)
    assert await send(await begun(clock), code, clock) == WrongCode(), "nor as that of the step before"
    assert isinstance(await send(await begun(clock), code_of(clock), clock), SignedIn)


async def test_an_earlier_code_is_worth_nothing_after_a_later_one(account: int, clock: SteppingClock) -> None:
    assert isinstance(await send(await begun(clock), code_of(clock, steps=1), clock), SignedIn)
    assert await send(await begun(clock), code_of(clock), clock) == WrongCode()


@pytest.mark.parametrize("days", [-1, 1])
async def test_a_clock_that_jumps_makes_no_old_code_good(account: int, clock: SteppingClock, days: int) -> None:
    code = code_of(clock)
    assert isinstance(await send(await begun(clock), code, clock), SignedIn)
    clock.step(days=days)
    assert await send(await begun(clock), code, clock) == WrongCode()


async def test_two_at_the_same_moment_use_one_code_once(account: int, clock: SteppingClock) -> None:
    first, second, code = await begun(clock), await begun(clock, ELSEWHERE), code_of(clock)
    results = await asyncio.gather(send(first, code, clock), send(second, code, clock, ELSEWHERE))
    assert sorted(type(result).__name__ for result in results) == ["SignedIn", "WrongCode"]


async def test_the_password_alone_opens_nothing_and_its_step_ends_soon(account: int, clock: SteppingClock) -> None:
    session = await begun(clock)
    assert session.stage is Stage.CODE
    assert session.expires_at == clock.now() + STAGE_LIMIT
    async with read():
        rows = await current_engine().run_ddl("SELECT last_sign_in_at FROM account")
    assert rows[0]["last_sign_in_at"] is None


async def test_guessing_codes_locks(account: int, clock: SteppingClock) -> None:
    session = await begun(clock)
    results = [await send(session, "000000", clock) for _ in range(5)]
    assert results == [WrongCode()] * 4 + [Locked(clock.now() + FIRST_LOCK)]
    assert isinstance(await try_sign_in(clock), Locked)


async def test_a_right_password_does_not_forgive_wrong_codes(account: int, clock: SteppingClock) -> None:
    for _ in range(4):
        assert await send(await begun(clock), "000000", clock) == WrongCode()
    assert isinstance(await send(await begun(clock), "000000", clock), Locked)


async def test_a_sign_in_takes_five_codes_at_most(
    account: int, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.sign_in_limits.FAILURES_BEFORE_LOCK", 100)
    session = await begun(clock)
    results = [await send(session, "000000", clock) for _ in range(MOST_CODES)]
    assert results[-1] == SignInOver()
    assert await load_session("x", clock) is None


async def test_too_many_from_one_address(account: int, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch) -> None:
    session = await begun(clock)
    monkeypatch.setattr("services.sign_in_limits.MOST_BY_ADDRESS", 0)
    assert await send(session, code_of(clock), clock) == TooManyTries()


async def test_an_account_that_was_closed_meanwhile(account: int, clock: SteppingClock) -> None:
    session = await begun(clock)
    async with write():
        await close_account(account, clock.now())
    assert await send(session, code_of(clock), clock) == SignInOver()


async def test_too_busy_to_look_is_no_failure(
    account: int, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = await begun(clock)

    async def busy(*_: object) -> str:
        raise PasswordsBusy

    monkeypatch.setattr(sign_in_code, "recovery_hash", busy)
    assert [await send(session, "abcd-efgh", clock) for _ in range(8)] == [Busy()] * 8
    assert isinstance(await send(session, code_of(clock), clock), SignedIn)


async def test_a_recovery_code_lets_in_once(account: int, clock: SteppingClock) -> None:
    codes = await recovery_codes(account, clock)
    typed = codes[3].upper().replace("-", " ")
    assert isinstance(await send(await begun(clock), typed, clock), SignedIn)
    async with read():
        assert await count_recovery_codes(account) == 7
    assert await send(await begun(clock), codes[3], clock) == WrongCode()
    assert isinstance(await send(await begun(clock), codes[4], clock), SignedIn)


async def test_a_recovery_code_is_the_owners_alone(account: int, clock: SteppingClock) -> None:
    other = await make_account(clock, user_id="other222", code_secret=CODE_SECRET)
    codes = await recovery_codes(other, clock)
    assert await send(await begun(clock), codes[0], clock) == WrongCode()


async def test_staff_without_a_code_set_it_up_first(database: str, clock: SteppingClock) -> None:
    await make_account(clock, role=Role.OFFICER)
    result = await try_sign_in(clock, USER_ID, browser=HERE)
    assert isinstance(result, SignedIn)
    assert result.stage is Stage.CODE_SETUP


async def test_another_secret_key_opens_nothing_of_before(database: str, clock: SteppingClock) -> None:
    """What docs/deployment.md says of another NENKIN_SECRET_KEY: no error, no way in by an old code, a way out."""
    other = House(clock=clock, wall_clock=clock, keys=Keys(b"o" * 32))
    await make_account(clock, code_secret=CODE_SECRET)
    entered = await sign_in(USER_ID, PASSWORD, HERE, other)
    assert isinstance(entered, SignedIn)
    assert entered.stage is Stage.CODE
    session = await load_session(entered.session.token, clock)
    assert session is not None
    assert isinstance(await send_code(session, code_of(clock), HERE, other), WrongCode)
    assert await take_code_away(USER_ID, clock)
    entered = await sign_in(USER_ID, PASSWORD, HERE, other)
    assert isinstance(entered, SignedIn)
    assert entered.stage is Stage.COMPLETE


async def test_a_set_up_under_another_secret_key_begins_anew(database: str, clock: SteppingClock) -> None:
    session = await signed_in(clock)
    first = await prepare_setup(session, KEYS)
    second = await prepare_setup(session, Keys(b"o" * 32))
    assert isinstance(first, Setup)
    assert isinstance(second, Setup)
    assert first != second
    assert await prepare_setup(session, Keys(b"o" * 32)) == second
