"""Ids of the former service carry over, with one password for their two."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

from services.former_service import BadAccount, ImportedIds, Reason, former_secret, import_former_ids
from services.keys import Keys
from services.password_rules import Problem
from services.register import Ended, Registered, Registration, WeakPassword, WrongSecret, register
from services.sessions import Browser
from services.sign_in import SignedIn, canonical_user_id
from tests.databases import SteppingClock
from tests.services.monthly_files import Importer, document, number
from tests.services.people import KEYS, house_of, make_account, try_sign_in
from tests.services.test_letters import PASSWORD, rows
from tests.services.test_register import statements_of

pytestmark = pytest.mark.usefixtures("quick_keys")

OLD = ("Ky!oko48Ux", "Sakura!12", "Tsubame!34")


def line(user_id: str = OLD[0], index: int = 1, **more: str) -> bytes:
    account = {
        "user_id": user_id,
        "basic_pension_number": number(index),
        "first_password": OLD[1],
        "second_password": OLD[2],
    }
    return json.dumps({**account, **more}).encode()


@pytest.fixture
async def imported(database: str, clock: SteppingClock, tmp_path: Path) -> ImportedIds:
    """Two people's records, and the first one's former id."""
    await Importer(tmp_path, clock).take(document(1), document(2))
    return await import_former_ids([line()], clock, KEYS)


async def send(clock: SteppingClock, *old: str, password: str = PASSWORD) -> Registration:
    user_id, first, second = old or OLD
    return await register(former_secret(user_id, first, second), password, Browser(), house_of(clock))


async def test_the_id_stays_and_one_password_replaces_two(imported: ImportedIds, clock: SteppingClock) -> None:
    assert imported == ImportedIds(1, 0, ())
    result = await send(clock)
    assert result == Registered(canonical_user_id(OLD[0]), renewed=False)
    assert isinstance(await try_sign_in(clock, OLD[0], PASSWORD), SignedIn), "typed as it always was"
    assert await send(clock, password=PASSWORD + "x") in (Ended(), WrongSecret())
    assert await rows("SELECT secret_hash FROM former_service_id") == [{"secret_hash": ""}]


@pytest.mark.parametrize(
    "old",
    [
        (OLD[0], OLD[1], OLD[1]),
        (OLD[0], OLD[2], OLD[1]),
        (OLD[0], OLD[1].lower(), OLD[2]),
        ("Ky!oko48Uy", OLD[1], OLD[2]),
        ("", "", ""),
    ],
)
async def test_both_passwords_must_be_right(
    imported: ImportedIds, clock: SteppingClock, old: tuple[str, str, str]
) -> None:
    assert await send(clock, *old) == WrongSecret()
    assert await rows("SELECT * FROM account") == []


async def test_the_same_work_is_done_for_an_id_that_nobody_has(
    imported: ImportedIds, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    somebody, nobody = [
        await statements_of(partial(send, clock, user_id, "Wrong!1", "Wrong!2"), monkeypatch)
        for user_id in (OLD[0], "Nobody!22")
    ]
    assert somebody == nobody
    assert any("FROM former_service_id" in statement for statement in somebody)


async def test_an_old_password_is_no_new_one(imported: ImportedIds, clock: SteppingClock) -> None:
    assert await send(clock, password=f"{OLD[1]}-{OLD[2]}") == WeakPassword(Problem.OWN_WORDS)


async def test_nothing_of_the_passwords_stands_in_the_database(imported: ImportedIds) -> None:
    stored = repr(await rows("SELECT * FROM former_service_id"))
    assert OLD[1] not in stored
    assert OLD[2] not in stored


async def test_lines_that_are_not_taken_are_told_with_the_reason(imported: ImportedIds, clock: SteppingClock) -> None:
    await make_account(clock, user_id="somebody")
    lines = [
        b"{",
        line("ab"),
        line("\u3042\u3044\u3046\u3048\u304a"),
        line("KYOKO48ux", index=2),
        line("some!body"),
        line("newone", index=7),
        line("newone", more="x"),
        line("newone", index=2),
        line("NEW!one", index=2),
    ]
    result = await import_former_ids(lines, clock, KEYS)
    assert result == ImportedIds(
        1,
        0,
        (
            BadAccount(1, Reason.UNREADABLE),
            BadAccount(2, Reason.ID_UNFIT),
            BadAccount(3, Reason.ID_UNFIT),
            BadAccount(4, Reason.ID_TAKEN),
            BadAccount(5, Reason.ID_TAKEN),
            BadAccount(6, Reason.NO_SUCH_PERSON),
            BadAccount(7, Reason.UNREADABLE),
            BadAccount(9, Reason.ID_TAKEN),
        ),
    )


async def test_what_was_stopped_goes_on_without_its_slow_hashes(
    imported: ImportedIds, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []

    def stop_after_two(done: int) -> None:
        told.append(done)
        if len(told) == 2:
            raise KeyboardInterrupt

    lines = [line("first1", 2), line("second", 2), line("third3", 2)]
    with pytest.raises(KeyboardInterrupt):
        await import_former_ids(lines, clock, KEYS, stop_after_two)
    hashed: list[str] = []
    slow_digest = Keys.slow_digest

    async def counted(keys: Keys, text: str, *, purpose: str, place: str) -> str:
        hashed.append(place)
        return await slow_digest(keys, text, purpose=purpose, place=place)

    monkeypatch.setattr(Keys, "slow_digest", counted)
    assert await import_former_ids(lines, clock, KEYS) == ImportedIds(1, 2, ())
    assert hashed == ["third3"]
    assert told == [len(lines[0]), len(lines[1])]


async def test_an_id_that_has_carried_over_is_not_brought_in_again(imported: ImportedIds, clock: SteppingClock) -> None:
    assert isinstance(await send(clock), Registered)
    assert await import_former_ids([line()], clock, KEYS) == ImportedIds(0, 1, ())
    assert await rows("SELECT secret_hash FROM former_service_id") == [{"secret_hash": ""}]
