"""The lock (S53) and the limit by address: counted in the database, the same for user ids that nobody has."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from db.engine import current_engine
from db.queries.accounts import Role
from db.transactions import read
from services import sign_in as sign_in_module
from services import sign_in_limits
from services.passwords import PasswordsBusy
from services.sessions import Browser, load_session
from services.sign_in import Busy, NeedsUnlock, SignedIn, SignInResult, WrongCredentials
from services.sign_in_limits import FIRST_LOCK, LONGEST_LOCK, Locked, TooManyTries, lock_duration
from tests.databases import SteppingClock
from tests.services.people import ELSEWHERE, HERE, PASSWORD, USER_ID, make_account, try_sign_in

IDS = pytest.mark.parametrize("user_id", [USER_ID, "nobody22"])


async def fail(clock: SteppingClock, times: int, user_id: str = USER_ID, browser: Browser = HERE) -> list[SignInResult]:
    return [await try_sign_in(clock, user_id, "wrong", browser) for _ in range(times)]


async def audited() -> list[tuple[str, str]]:
    async with read():
        rows = await current_engine().run_ddl("SELECT actor, action FROM audit_entry ORDER BY id")
    return [(row["actor"], row["action"]) for row in rows]


@IDS
async def test_five_failures_lock_for_a_quarter_of_an_hour(database: str, clock: SteppingClock, user_id: str) -> None:
    await make_account(clock)
    until = clock.now() + FIRST_LOCK
    assert await fail(clock, 5, user_id) == [WrongCredentials()] * 4 + [Locked(until)]
    clock.step(minutes=14, seconds=59)
    assert await try_sign_in(clock, user_id) == Locked(until), "the right password opens no lock"
    clock.step(seconds=1)
    assert await fail(clock, 1, user_id) == [Locked(clock.now() + 2 * FIRST_LOCK)], "the next one is longer"


async def test_time_opens_the_lock(database: str, clock: SteppingClock) -> None:
    await make_account(clock)
    await fail(clock, 5)
    clock.moment += FIRST_LOCK
    assert isinstance(await try_sign_in(clock), SignedIn)
    assert await fail(clock, 4) == [WrongCredentials()] * 4, "failures in a row begin anew"


def test_the_delay_doubles_up_to_a_day() -> None:
    minutes = [lock_duration(failures) / timedelta(minutes=1) for failures in range(5, 12)]
    assert minutes == [15, 30, 60, 120, 240, 480, 960]
    assert lock_duration(12) == lock_duration(100) == lock_duration(10**9) == LONGEST_LOCK


async def test_the_owner_learns_of_it(database: str, clock: SteppingClock) -> None:
    account = await make_account(clock)
    await fail(clock, 5, browser=ELSEWHERE)
    assert (f"account:{account}", "lock") in await audited()
    clock.moment += FIRST_LOCK
    result = await try_sign_in(clock)
    assert isinstance(result, SignedIn)
    session = await load_session(result.session.token, clock)
    assert session is not None
    assert session.failures_before_sign_in == 5


async def test_a_lock_of_nobody_is_noted_with_the_service(database: str, clock: SteppingClock) -> None:
    await fail(clock, 5, "nobody22")
    assert await audited() == [("nobody", "lock")]


async def test_tries_side_by_side_are_no_way_around(database: str, clock: SteppingClock) -> None:
    await make_account(clock)
    results = await asyncio.gather(*(try_sign_in(clock, USER_ID, "wrong", HERE) for _ in range(20)))
    assert results.count(WrongCredentials()) <= 4
    assert all(isinstance(result, WrongCredentials | Locked) for result in results)


async def test_the_lock_holds_for_every_way_of_writing_the_user_id(database: str, clock: SteppingClock) -> None:
    await make_account(clock)
    for typed in ("haruno92", "HARUNO92", "\uff48\uff41\uff52\uff55\uff4e\uff4f\uff19\uff12", "haruno-92"):
        await try_sign_in(clock, typed, "wrong")
    assert isinstance(await try_sign_in(clock, "Haruno 92", "wrong"), Locked)


async def test_what_was_typed_is_stored_as_a_keyed_hash_only(database: str, clock: SteppingClock) -> None:
    await fail(clock, 1, "secret4password")  # people type passwords in the first field
    async with read():
        stored = [await current_engine().run_ddl(f"SELECT * FROM {table}") for table in ("sign_in_guard", "attempt")]  # noqa: S608 - names of our own tables
    assert "secret4password" not in str(stored)


async def test_staff_are_opened_by_somebody_only(database: str, clock: SteppingClock) -> None:
    await make_account(clock, role=Role.CLERK)
    assert isinstance((await fail(clock, 5))[-1], Locked)
    clock.moment += LONGEST_LOCK
    assert await try_sign_in(clock, browser=HERE) == NeedsUnlock()
    clock.moment += LONGEST_LOCK
    assert (await fail(clock, 1))[0] != NeedsUnlock(), "only the right password is told so"


async def test_a_hundred_failures_need_somebody_too(
    database: str, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_in_limits, "MOST_FAILURES", 7)
    await make_account(clock)
    for _ in range(7):
        await fail(clock, 1)
        clock.moment += LONGEST_LOCK
    assert await try_sign_in(clock) == NeedsUnlock()


async def test_an_address_that_guesses_is_told_to_wait(
    database: str, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_in_limits, "MOST_BY_ADDRESS", 6)
    await make_account(clock)
    for number in range(6):
        await fail(clock, 1, f"guessed{number}", ELSEWHERE)
    assert await try_sign_in(clock, browser=ELSEWHERE) == TooManyTries()
    assert isinstance(await try_sign_in(clock, browser=Browser(address="192.0.2.99")), SignedIn), "others get in"
    clock.step(minutes=5)
    assert isinstance(await try_sign_in(clock, browser=ELSEWHERE), SignedIn)


async def test_a_whole_office_behind_one_address_is_not_punished(
    database: str, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_in_limits, "MOST_BY_ADDRESS", 6)
    for number in range(20):
        await make_account(clock, user_id=f"person{number}")
        await fail(clock, 1, f"person{number}", ELSEWHERE)
        result = await try_sign_in(clock, f"person{number}", PASSWORD, ELSEWHERE)
        assert isinstance(result, SignedIn), "who slips once and then gets in counts for nothing"


async def test_a_listed_network_may_slip_more_often(
    database: str, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_in_limits, "MOST_BY_ADDRESS", 1)
    for number in range(10):
        assert (await fail(clock, 1, f"guessed{number}", HERE)) == [WrongCredentials()]
    assert (await fail(clock, 1, "guessed", HERE)) == [TooManyTries()]


async def test_a_try_nobody_looked_at_is_no_failure(
    database: str, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await make_account(clock)
    await fail(clock, 4)

    async def busy(*_: object) -> bool:
        raise PasswordsBusy

    with monkeypatch.context() as patch:
        patch.setattr(sign_in_module, "verify_password", busy)
        assert await fail(clock, 3) == [Busy()] * 3
    assert isinstance(await try_sign_in(clock), SignedIn)


async def test_old_failures_are_forgotten(database: str, clock: SteppingClock) -> None:
    await make_account(clock)
    await fail(clock, 4)
    clock.step(days=31)
    assert await fail(clock, 1) == [WrongCredentials()]


@pytest.mark.parametrize("days", [-1, 1])
async def test_a_clock_that_jumps_opens_no_lock_early(database: str, clock: SteppingClock, days: int) -> None:
    await make_account(clock)
    await fail(clock, 5)
    clock.step(days=days)
    result = await try_sign_in(clock)
    assert isinstance(result, Locked if days < 0 else SignedIn)
