"""Signing in."""

from __future__ import annotations

import asyncio
import re
import threading
import time
import unicodedata
from functools import partial
from typing import Any

import pytest
from argon2 import PasswordHasher

from db.engine import current_engine
from db.queries.audit import find_broken_chain
from db.transactions import read, write
from services import passwords, sessions
from services import sign_in as sign_in_module
from services.passwords import NOBODYS_HASH, hash_password
from services.sessions import load_session
from services.sign_in import Busy, SignedIn, WrongCredentials, canonical_user_id
from services.sign_in_limits import FAILURES_BEFORE_LOCK
from services.sign_out import sign_out
from tests.databases import SteppingClock
from tests.services.people import HASH, PASSWORD, USER_ID, make_account, token_of, try_sign_in
from tests.services.test_register import statements_of


async def rows(statement: str) -> list[dict[str, object]]:
    async with read():
        return [dict(row) for row in await current_engine().run_ddl(statement)]


@pytest.mark.parametrize(
    "typed",
    [
        "haruno92",
        "HARUNO92",
        "\uff48\uff41\uff52\uff55\uff4e\uff4f\uff19\uff12",
        " haruno-92 ",
        "haruno\u300092",
        "Haruno\uff0d92",
    ],
)
async def test_a_user_id_may_be_typed_as_people_type(database: str, clock: SteppingClock, typed: str) -> None:
    await make_account(clock)
    assert isinstance(await try_sign_in(clock, typed, PASSWORD), SignedIn)


def test_the_canonical_user_id_stays_as_it_is() -> None:
    assert canonical_user_id(canonical_user_id("\uff21\uff22\uff0d\uff23 1")) == "abc1"


@pytest.mark.parametrize(
    ("user_id", "password"),
    [
        (USER_ID, "wrong"),
        (USER_ID, ""),
        (USER_ID, PASSWORD.upper() + "x"),
        ("nobody", PASSWORD),
        ("", ""),
        (USER_ID + "\x00", PASSWORD),
        ("a" * 100_000, PASSWORD),
        ("\ud800", "\ud800"),
    ],
)
async def test_wrong_credentials_leave_no_trace(
    database: str, clock: SteppingClock, user_id: str, password: str
) -> None:
    await make_account(clock)
    assert await try_sign_in(clock, user_id, password) == WrongCredentials()
    assert await rows("SELECT * FROM session") == []
    assert await rows("SELECT * FROM account WHERE last_sign_in_at IS NOT NULL") == []


async def test_a_password_in_another_unicode_form_is_the_same(database: str, clock: SteppingClock) -> None:
    await make_account(clock)
    assert isinstance(await try_sign_in(clock, USER_ID, unicodedata.normalize("NFD", PASSWORD)), SignedIn)


async def test_an_unknown_user_id_costs_the_same_work(
    database: str, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # today's parameters, not the tests' weak ones
    strong = hash_password(PASSWORD)
    await make_account(clock, password_hash=strong)
    checked: list[str | bytes] = []

    class Watching(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]  # argon2 says Literal[True]
            checked.append(hash)
            return super().verify(hash, password)

    monkeypatch.setattr(passwords, "_HASHER", Watching(time_cost=1, memory_cost=46 * 1024, parallelism=1))
    await try_sign_in(clock, USER_ID, "wrong")
    await try_sign_in(clock, "nobody", "wrong")
    assert checked == [strong, NOBODYS_HASH]
    for each in checked:
        assert str(each).startswith("$argon2id$v=19$m=47104,t=1,p=1$")


async def test_a_locked_user_id_costs_the_same_work_whether_anybody_has_it_or_not(
    database: str, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await make_account(clock)
    checked: list[str | None] = []

    async def noted(stored: str | None, password: str) -> bool:
        checked.append(stored)
        return False

    monkeypatch.setattr(sign_in_module, "verify_password", noted)
    for user_id in (USER_ID, "nobody"):
        for _ in range(FAILURES_BEFORE_LOCK):
            await try_sign_in(clock, user_id, "wrong")
    looked_at = len(checked)
    somebody, nobody = [
        await statements_of(partial(try_sign_in, clock, user_id), monkeypatch) for user_id in (USER_ID, "nobody")
    ]
    assert somebody == nobody
    assert len(checked) == looked_at == 2 * FAILURES_BEFORE_LOCK


async def test_a_session_is_new_and_the_old_one_dead(database: str, clock: SteppingClock) -> None:
    await make_account(clock)
    first = await token_of(clock)
    other_browser = await token_of(clock)
    second = await token_of(clock, old_token=first)
    assert len({first, second, other_browser}) == 3
    assert await load_session(first, clock) is None
    assert await load_session(second, clock) is not None
    assert await load_session(other_browser, clock) is not None


async def test_a_token_is_random_and_stored_as_a_hash_only(database: str, clock: SteppingClock) -> None:
    await make_account(clock)
    token = await token_of(clock)
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", token)  # 256 bits
    stored = await rows("SELECT * FROM session")
    assert token not in str(stored)
    assert stored[0]["token_hash"] == sessions.hash_token(token)


async def test_a_planted_old_token_is_never_adopted(database: str, clock: SteppingClock) -> None:
    await make_account(clock)
    planted = "A" * 43
    assert await token_of(clock, old_token=planted) != planted
    assert await load_session(planted, clock) is None


async def test_the_last_sign_in_is_kept(database: str, clock: SteppingClock) -> None:
    await make_account(clock)
    first = clock.now()
    session = await load_session(await token_of(clock), clock)
    assert session is not None
    assert session.previous_sign_in_at is None
    clock.step(days=3)
    session = await load_session(await token_of(clock), clock)
    assert session is not None
    assert session.previous_sign_in_at == first


async def test_a_sign_in_is_audited(database: str, clock: SteppingClock) -> None:
    account = await make_account(clock)
    await token_of(clock)
    acts = await rows("SELECT record, actor, action FROM audit_entry")
    assert acts == [{"record": 0, "actor": f"account:{account}", "action": "sign-in"}]
    async with read():
        assert await find_broken_chain(0) is None


async def test_old_parameters_are_renewed(database: str, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch) -> None:
    await make_account(clock, password_hash=HASH)
    monkeypatch.undo()  # today's parameters, not the tests' weak ones
    await token_of(clock)
    renewed = (await rows("SELECT password_hash FROM account"))[0]["password_hash"]
    assert str(renewed).startswith("$argon2id$v=19$m=47104,t=1,p=1$")
    await token_of(clock)


async def test_a_stored_hash_that_is_none_lets_nobody_in(database: str, clock: SteppingClock) -> None:
    await make_account(clock)
    async with write():
        await current_engine().run_ddl("UPDATE account SET password_hash = 'x'")
    assert await try_sign_in(clock, USER_ID, "x") == WrongCredentials()


async def test_a_password_changed_meanwhile_no_longer_signs_in(
    database: str, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await make_account(clock)

    async def change_meanwhile(stored: str, _: str) -> str:
        async with write():
            await current_engine().run_ddl(f"UPDATE account SET password_hash = '{hash_password('other')}'")  # noqa: S608 - made in this test
        return stored

    monkeypatch.setattr(sign_in_module, "rehash", change_meanwhile)
    assert await try_sign_in(clock, USER_ID, PASSWORD) == WrongCredentials()
    assert await rows("SELECT * FROM session") == []


async def test_too_many_at_once_are_told_to_come_back(
    database: str, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # today's parameters, not the tests' weak ones
    await make_account(clock, password_hash=hash_password(PASSWORD))
    monkeypatch.setattr(passwords, "MOST_WAITING", 2)
    everybody_has_come, verify = threading.Event(), passwords._verify

    def verify_late(*given: Any) -> bool:
        everybody_has_come.wait()
        return verify(*given)

    monkeypatch.setattr(passwords, "_verify", verify_late)
    tries = [asyncio.ensure_future(try_sign_in(clock, USER_ID, PASSWORD)) for _ in range(5)]
    while sum(attempt.done() for attempt in tries) < 3:  # the turned away are done, the others wait
        await asyncio.sleep(0.01)
    everybody_has_come.set()
    results = await asyncio.gather(*tries)
    assert [type(result) for result in results].count(SignedIn) == 2
    assert results.count(Busy()) == 3
    assert isinstance(await try_sign_in(clock, USER_ID, PASSWORD), SignedIn)


async def test_the_loop_goes_on_while_passwords_are_checked(
    database: str, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # today's parameters, not the tests' weak ones
    await make_account(clock, password_hash=hash_password(PASSWORD))
    turns = 0
    signing_in = asyncio.gather(*(try_sign_in(clock, USER_ID, "wrong") for _ in range(4)))
    began = time.perf_counter()
    while not signing_in.done():
        await asyncio.sleep(0.001)
        turns += 1
    assert turns > 10, f"{turns} turns in {time.perf_counter() - began} s"
    assert await signing_in == [WrongCredentials()] * 4


async def test_signing_out_kills_the_session_on_the_server(database: str, clock: SteppingClock) -> None:
    await make_account(clock)
    token = await token_of(clock)
    await sign_out(token)
    assert await load_session(token, clock) is None
    await sign_out(token)
    await sign_out("never issued")
