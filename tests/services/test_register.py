"""Registering with a secret that belongs to a person: here with access keys; letters and former ids go the same way."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from piccolo.querystring import QueryString

from db.engine import current_engine
from db.queries.audit import find_broken_chain
from db.queries.registration import insert_access_key
from db.transactions import read, write
from services import register as register_module
from services.access_keys import key_secret, new_access_key
from services.identity import Identity
from services.password_rules import Problem
from services.passwords import PasswordsBusy
from services.register import (
    Ended,
    Expired,
    Registered,
    Registration,
    WeakPassword,
    WrongSecret,
    register,
)
from services.sessions import Browser, load_session
from services.sign_in import Busy, SignedIn, canonical_user_id
from services.sign_in_limits import Locked, TooManyTries
from tests.databases import SteppingClock
from tests.services.monthly_files import Importer, document, number
from tests.services.people import KEYS, house_of, make_account, token_of, try_sign_in

pytestmark = pytest.mark.usefixtures("quick_keys")

KEY = "48210937556012842"
ME = Identity(basic_pension_number=number(1), kana="ハルノ カズコ", birth_date=date(1961, 6, 15))
PASSWORD = "みずうみ-ほたる-かえで-そらまめ-あかり"
HERE = Browser(address="192.0.2.1")


async def rows(statement: str) -> list[dict[str, Any]]:
    async with read():
        return [dict(row) for row in await current_engine().run_ddl(statement)]


@pytest.fixture
async def person(database: str, clock: SteppingClock, tmp_path: Path) -> int:
    """Somebody whose record is here and who was sent a key."""
    await Importer(tmp_path, clock).take(document(1), document(2))
    person_id = int((await rows("SELECT id FROM person ORDER BY id"))[0]["id"])
    await issue(person_id, ME, clock)
    return person_id


async def issue(person_id: int, identity: Identity, clock: SteppingClock, key: str = KEY) -> None:
    secret = key_secret(key, identity)
    key_hash = await KEYS.slow_digest(secret.text, purpose=secret.way.name, place=secret.place)
    async with write():
        await insert_access_key(person_id, key_hash, clock.now(), clock.now() + timedelta(days=90))


async def send(
    clock: SteppingClock, key: str = KEY, identity: Identity = ME, password: str = PASSWORD, browser: Browser = HERE
) -> Registration:
    return await register(key_secret(key, identity), password, browser, house_of(clock))


async def test_a_key_with_its_person_makes_an_account_that_signs_in(person: int, clock: SteppingClock) -> None:
    result = await send(clock)
    assert isinstance(result, Registered)
    assert not result.renewed
    assert isinstance(await try_sign_in(clock, result.user_id, PASSWORD), SignedIn)
    acts = await rows("SELECT record, actor, detail FROM audit_entry WHERE action = 'register'")
    assert acts == [{"record": person, "actor": "account:1", "detail": "access-key"}]
    assert await find_broken(person) is None


async def find_broken(person: int) -> int | None:
    async with read():
        return await find_broken_chain(person)


async def test_a_user_id_has_no_sign_that_looks_like_another(person: int, clock: SteppingClock) -> None:
    result = await send(clock)
    assert isinstance(result, Registered)
    assert set(result.user_id).isdisjoint("0o1il2z5s6b8gquv")
    assert canonical_user_id("-".join((result.user_id[:4].upper(), result.user_id[4:]))) == result.user_id


@pytest.mark.parametrize("kana", ["はるの かずこ", "\uff8a\uff99\uff89 \uff76\uff7d\uff9e\uff7a", "ハルノカズコ"])
async def test_the_name_may_be_written_in_any_kana(person: int, clock: SteppingClock, kana: str) -> None:
    me = Identity(basic_pension_number=ME.basic_pension_number, kana=kana, birth_date=ME.birth_date)
    assert isinstance(await send(clock, identity=me), Registered)


@pytest.mark.parametrize(
    ("key", "identity"),
    [
        (new_access_key(), ME),
        (KEY, Identity(basic_pension_number=number(2), kana=ME.kana, birth_date=ME.birth_date)),
        (KEY, Identity(basic_pension_number="9999-999999", kana=ME.kana, birth_date=ME.birth_date)),
        (KEY, Identity(basic_pension_number=ME.basic_pension_number, kana="ハルノ カズヨ", birth_date=ME.birth_date)),
        (KEY, Identity(basic_pension_number=ME.basic_pension_number, kana=ME.kana, birth_date=date(1961, 6, 16))),
    ],
)
async def test_a_key_counts_only_with_all_that_belongs_to_it(
    person: int, clock: SteppingClock, key: str, identity: Identity
) -> None:
    assert await send(clock, key, identity) == WrongSecret()
    assert await rows("SELECT id FROM account") == []
    assert isinstance(await send(clock), Registered), "one slip ends nothing"


async def test_nothing_of_a_key_stands_in_the_database(person: int, clock: SteppingClock) -> None:
    stored = await rows("SELECT * FROM access_key")
    assert KEY not in repr(stored)
    assert [len(row["key_hash"]) for row in stored] == [64]


async def test_a_key_is_good_once(person: int, clock: SteppingClock) -> None:
    assert isinstance(await send(clock), Registered)
    assert await send(clock, password=PASSWORD + "x") == Ended()
    assert len(await rows("SELECT id FROM account")) == 1


async def test_the_same_form_again_shows_the_same_user_id(person: int, clock: SteppingClock) -> None:
    first = await send(clock)
    assert isinstance(first, Registered)
    assert await send(clock) == first
    assert len(await rows("SELECT id FROM account")) == 1


async def test_two_at_once_make_one_account(person: int, clock: SteppingClock) -> None:
    results = await asyncio.gather(send(clock), send(clock, password=PASSWORD + "x"))
    assert len([result for result in results if isinstance(result, Registered)]) == 1
    assert Ended() in results
    assert len(await rows("SELECT id FROM account")) == 1


async def test_a_key_expires(person: int, clock: SteppingClock) -> None:
    clock.step(days=90)
    assert await send(clock) == Expired()
    assert await rows("SELECT id FROM account") == []


async def test_a_new_key_ends_the_one_before(person: int, clock: SteppingClock) -> None:
    await issue(person, ME, clock, "12345678901234568")
    assert await send(clock) == Ended()
    assert isinstance(await send(clock, "12345678901234568"), Registered)


async def test_five_wrong_keys_against_a_number_end_its_key(person: int, clock: SteppingClock) -> None:
    for _ in range(4):
        assert await send(clock, new_access_key()) == WrongSecret()
    assert isinstance(await send(clock, new_access_key()), Locked)
    assert isinstance(await send(clock), Locked)
    clock.step(minutes=16)
    assert await send(clock) == Ended()


async def test_a_number_that_nobody_has_locks_in_the_same_way(person: int, clock: SteppingClock) -> None:
    nobody = Identity(basic_pension_number="9999-999999", kana=ME.kana, birth_date=ME.birth_date)
    theirs = [await send(clock, identity=nobody) for _ in range(6)]
    mine = [await send(clock, new_access_key(), browser=Browser(address="192.0.2.2")) for _ in range(6)]
    assert theirs == mine


async def test_an_address_gets_ten_tries_in_a_quarter_of_an_hour(person: int, clock: SteppingClock) -> None:
    for index in range(10):
        other = Identity(basic_pension_number=number(100 + index), kana=ME.kana, birth_date=ME.birth_date)
        assert await send(clock, identity=other) == WrongSecret()
    assert await send(clock) == TooManyTries()
    alerts = await rows("SELECT rule FROM alert")
    assert alerts == [{"rule": "key-guessing"}]
    office = Browser(address=HERE.address, in_staff_network=True)
    assert isinstance(await send(clock, browser=office), Registered), "many people stand behind an office's address"


async def test_the_same_work_is_done_for_a_number_that_nobody_has(
    person: int, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []

    async def counted(password: str) -> str:
        hashed.append(password)
        return "hash"

    monkeypatch.setattr(register_module, "hash_in_pool", counted)
    statements: list[list[str]] = []
    for who in (number(1), "9999-999999"):
        identity = Identity(basic_pension_number=who, kana="チガウ ナマエ", birth_date=ME.birth_date)
        statements.append(await statements_of(partial(send, clock, identity=identity), monkeypatch))
    assert statements[0] == statements[1]
    assert any("FROM access_key" in statement for statement in statements[0])
    assert len(hashed) == 2


async def statements_of(act: Callable[[], Awaitable[object]], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements that an act runs, without their values."""
    engine, found = current_engine(), list[str]()
    run = engine.run_querystring

    async def note(querystring: QueryString, in_pool: bool = False) -> Any:
        found.append(querystring.compile_string()[0])
        return await run(querystring, in_pool)

    with monkeypatch.context() as patch:
        patch.setattr(engine, "run_querystring", note)
        await act()
    return found


async def test_a_weak_password_is_told_before_the_key_is_tried(person: int, clock: SteppingClock) -> None:
    assert await send(clock, password="みじかい") == WeakPassword(Problem.TOO_SHORT)
    assert await send(clock, password="harunokazuko-1961") == WeakPassword(Problem.OWN_WORDS)
    assert await rows("SELECT * FROM attempt") == []


async def test_too_many_at_once_cost_no_try(person: int, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch) -> None:
    async def busy(*_: object) -> str:
        raise PasswordsBusy

    with monkeypatch.context() as patch:
        patch.setattr(register_module, "hash_in_pool", busy)
        assert [await send(clock) for _ in range(6)] == [Busy()] * 6
    with monkeypatch.context() as patch:
        patch.setattr(register_module, "what_is_weak", busy)
        assert await send(clock) == Busy()
    assert await rows("SELECT * FROM attempt") == []
    assert isinstance(await send(clock), Registered)


async def test_whoever_has_an_account_gets_a_new_password_for_it(person: int, clock: SteppingClock) -> None:
    await make_account(clock, person_id=person)
    token = await token_of(clock)
    for _ in range(5):
        await try_sign_in(clock, password="forgotten")
    assert await send(clock) == Registered("haruno92", renewed=True)
    assert await load_session(token, clock) is None, "whoever was signed in with the old one is out"
    assert isinstance(await try_sign_in(clock, password=PASSWORD), SignedIn), "its lock has opened"
    acts = await rows("SELECT record FROM audit_entry WHERE action = 'renew-access'")
    assert acts == [{"record": person}]
