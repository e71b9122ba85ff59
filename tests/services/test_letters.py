"""Registering by post: one answer for everybody, letters to the address on record only, a code that is good once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from db.engine import current_engine
from db.queries.accounts import Role
from db.queries.letters import Outcome
from db.queries.registration import insert_inquiry_number
from db.queries.sessions import StoredSession
from db.transactions import read, write
from services.keys import Keys
from services.letters import (
    LetterToPrint,
    letter_secret,
    make_letters,
    post_letters,
    show_desk,
    show_letters,
)
from services.register import Ended, Expired, Registered, Registration, WrongSecret, register
from services.register_by_post import Applicant, apply, show_status
from services.sessions import Browser
from services.sign_in import SignedIn
from services.sign_in_limits import Locked, TooManyTries
from tests.databases import SteppingClock
from tests.services.monthly_files import Importer, document, number
from tests.services.people import KEYS, house_of, make_account, signed_in, try_sign_in
from tests.services.test_access_keys import HOME, at_home
from tests.services.test_register import statements_of

pytestmark = pytest.mark.usefixtures("quick_keys")

PASSWORD = "みずうみ-ほたる-かえで-そらまめ-あかり"
ME = Applicant(
    basic_pension_number=number(1),
    inquiry_number="",
    kana="はるの かずこ",
    birth_date=date(1961, 6, 15),
    postal_code="1000000",
    address=HOME.lines[0],
)


async def rows(statement: str) -> list[dict[str, Any]]:
    async with read():
        return [dict(row) for row in await current_engine().run_ddl(statement)]


@pytest.fixture
async def officer(database: str, clock: SteppingClock, tmp_path: Path) -> StoredSession:
    """An officer at work; person 1 lives at home, person 2 has no address on record, person 3 has died."""
    await Importer(tmp_path, clock).take(at_home(1), document(2), at_home(3, death_date=date(2026, 1, 1)))
    return replace(await signed_in(clock), role=Role.OFFICER)


async def send(clock: SteppingClock, applicant: Applicant = ME, address: str = "192.0.2.1") -> str:
    found = await apply(applicant, Browser(address=address), clock, KEYS)
    assert isinstance(found, str)
    return found


async def letters_of(officer: StoredSession, clock: SteppingClock) -> tuple[int, list[LetterToPrint]]:
    """Make the letters of what waits; the batch and its letters."""
    batch_id = await make_letters(officer, clock, KEYS)
    assert batch_id is not None
    found = await show_letters(batch_id, officer, clock, KEYS)
    assert found is not None
    return batch_id, list(found[1])


async def activate(
    letter: LetterToPrint, clock: SteppingClock, *, code: str = "", born: str = "1961-06-15", password: str = PASSWORD
) -> Registration:
    secret = letter_secret(letter.user_id, code or letter.code, born)
    return await register(secret, password, Browser(address="192.0.2.1"), house_of(clock))


async def test_a_letter_leads_to_an_account(officer: StoredSession, clock: SteppingClock) -> None:
    await send(clock)
    _, (letter,) = await letters_of(officer, clock)
    assert letter.person.address == HOME
    assert await activate(letter, clock) == Registered(letter.user_id, renewed=False)
    assert isinstance(await try_sign_in(clock, letter.user_id, PASSWORD), SignedIn)
    acts = await rows("SELECT actor, action FROM audit_entry WHERE action IN ('make-letter', 'register') ORDER BY id")
    assert acts == [
        {"actor": f"account:{officer.account_id}", "action": "make-letter"},
        {"actor": f"account:{officer.account_id + 1}", "action": "register"},
    ]


async def test_the_inquiry_number_does_as_well(officer: StoredSession, clock: SteppingClock) -> None:
    async with write():
        await insert_inquiry_number(1, "123456789")
    await send(clock, replace(ME, basic_pension_number="", inquiry_number="123456789"))
    assert len((await letters_of(officer, clock))[1]) == 1


@pytest.mark.parametrize(
    ("applicant", "outcome"),
    [
        (replace(ME, basic_pension_number="9999-999999"), Outcome.NO_MATCH),
        (replace(ME, basic_pension_number="", inquiry_number="999999999"), Outcome.NO_MATCH),
        (replace(ME, kana="ハルノ カズヨ"), Outcome.NO_MATCH),
        (replace(ME, birth_date=date(1961, 6, 16)), Outcome.NO_MATCH),
        (replace(ME, basic_pension_number=number(3)), Outcome.NO_MATCH),
        (replace(ME, basic_pension_number=number(2)), Outcome.NO_ADDRESS),
        (replace(ME, postal_code="9999999"), Outcome.OTHER_ADDRESS),
    ],
)
async def test_no_letter_goes_to_anybody_else(
    officer: StoredSession, clock: SteppingClock, applicant: Applicant, outcome: Outcome
) -> None:
    await send(clock, applicant)
    batch_id, letters = await letters_of(officer, clock)
    assert letters == []
    assert (await show_desk()).batches[0].outcomes == {outcome: 1}
    assert await rows("SELECT batch, sealed FROM application") == [{"batch": batch_id, "sealed": ""}]


async def test_the_applicant_is_told_the_same_whatever_it_matched(officer: StoredSession, clock: SteppingClock) -> None:
    numbers = [await send(clock), await send(clock, replace(ME, basic_pension_number="9999-999999"))]
    before = [await show_status(one) for one in numbers]
    batch_id, _ = await letters_of(officer, clock)
    made = [await show_status(one) for one in numbers]
    assert await post_letters(batch_id, officer, clock)
    posted = [await show_status(one) for one in numbers]
    for pair in (before, made, posted):
        assert pair[0] == pair[1]
    assert posted[0] is not None
    assert posted[0].posted_at is not None
    assert await show_status("123456789012") is None


async def test_what_was_typed_is_encrypted_while_it_waits(officer: StoredSession, clock: SteppingClock) -> None:
    await send(clock)
    stored = repr(await rows("SELECT * FROM application"))
    assert number(1) not in stored
    assert "かずこ" not in stored


async def test_an_application_of_another_secret_key_stops_nobody(officer: StoredSession, clock: SteppingClock) -> None:
    await apply(ME, Browser(address="192.0.2.1"), clock, Keys(b"\x01" * 32))
    await send(clock)
    _, letters = await letters_of(officer, clock)
    assert len(letters) == 1
    assert (await show_desk()).batches[0].outcomes == {Outcome.UNREADABLE: 1, Outcome.LETTER: 1}


async def test_one_letter_in_thirty_days(officer: StoredSession, clock: SteppingClock) -> None:
    await send(clock)
    await send(clock)
    assert len((await letters_of(officer, clock))[1]) == 1
    clock.step(days=29)
    await send(clock)
    assert (await letters_of(officer, clock))[1] == []
    clock.step(days=2)
    await send(clock)
    assert len((await letters_of(officer, clock))[1]) == 1


async def test_posted_letters_cannot_be_read_any_more(officer: StoredSession, clock: SteppingClock) -> None:
    await send(clock)
    batch_id, (letter,) = await letters_of(officer, clock)
    assert await post_letters(batch_id, officer, clock)
    assert not await post_letters(batch_id, officer, clock), "once"
    found = await show_letters(batch_id, officer, clock, KEYS)
    assert found is not None
    assert found[1] == ()
    assert letter.code not in repr(await rows("SELECT * FROM letter"))
    assert isinstance(await activate(letter, clock), Registered)


async def test_letters_under_another_secret_key_are_not_printed(officer: StoredSession, clock: SteppingClock) -> None:
    await send(clock)
    batch_id, (_,) = await letters_of(officer, clock)
    found = await show_letters(batch_id, officer, clock, Keys(b"o" * 32))
    assert found is not None
    assert found[1] == ()


async def test_whoever_looks_at_a_letter_is_written_down(officer: StoredSession, clock: SteppingClock) -> None:
    await send(clock)
    batch_id, _ = await letters_of(officer, clock)
    await show_letters(batch_id, officer, clock, KEYS)
    seen = await rows("SELECT record, actor FROM audit_entry WHERE action = 'see-letter'")
    assert seen == [{"record": 1, "actor": f"account:{officer.account_id}"}] * 2
    await post_letters(batch_id, officer, clock)
    await show_letters(batch_id, officer, clock, KEYS)
    assert len(await rows("SELECT id FROM audit_entry WHERE action = 'see-letter'")) == 2


async def test_nothing_waits(officer: StoredSession, clock: SteppingClock) -> None:
    assert await make_letters(officer, clock, KEYS) is None
    assert (await show_desk()).batches == ()
    assert await show_letters(7, officer, clock, KEYS) is None
    assert not await post_letters(7, officer, clock)


async def test_a_code_counts_only_with_user_id_and_birth_date(officer: StoredSession, clock: SteppingClock) -> None:
    await send(clock)
    _, (letter,) = await letters_of(officer, clock)
    assert await activate(letter, clock, born="1961-06-16") == WrongSecret()
    assert await activate(replace(letter, user_id="acdefhjkmnpr"), clock) == WrongSecret()
    assert await activate(letter, clock, code="acdefhjkmnprtwxy") == WrongSecret()
    assert isinstance(await activate(letter, clock, code=letter.code.upper()), Registered)
    assert await activate(letter, clock, password=PASSWORD + "x") == Ended()


async def test_the_same_work_is_done_for_a_user_id_that_nobody_has(
    officer: StoredSession, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await send(clock)
    _, (letter,) = await letters_of(officer, clock)
    somebody, nobody = [
        await statements_of(partial(activate, replace(letter, user_id=user_id), clock, code="wrong"), monkeypatch)
        for user_id in (letter.user_id, "nobody22nobo")
    ]
    assert somebody == nobody
    assert any("FROM letter" in statement for statement in somebody)


async def test_five_wrong_codes_end_a_letter(officer: StoredSession, clock: SteppingClock) -> None:
    await send(clock)
    _, (letter,) = await letters_of(officer, clock)
    for _ in range(4):
        assert await activate(letter, clock, code="acdefhjkmnprtwxy") == WrongSecret()
    assert isinstance(await activate(letter, clock, code="acdefhjkmnprtwxy"), Locked)
    clock.step(minutes=16)
    assert await activate(letter, clock) == Ended()


async def test_a_code_holds_three_weeks(officer: StoredSession, clock: SteppingClock) -> None:
    await send(clock)
    _, (letter,) = await letters_of(officer, clock)
    clock.step(days=21)
    assert await activate(letter, clock) == Expired()


async def test_whoever_has_an_account_gets_a_letter_for_that(officer: StoredSession, clock: SteppingClock) -> None:
    await make_account(clock, user_id="acdefhjkmnpr", person_id=1)
    await send(clock)
    _, (letter,) = await letters_of(officer, clock)
    assert letter.user_id == "acdefhjkmnpr"
    assert await activate(letter, clock) == Registered("acdefhjkmnpr", renewed=True)


async def test_an_address_applies_ten_times_in_a_quarter_of_an_hour(database: str, clock: SteppingClock) -> None:
    for _ in range(10):
        await send(clock)
    assert await apply(ME, Browser(address="192.0.2.1"), clock, KEYS) == TooManyTries()
    await send(clock, address="192.0.2.2")


async def test_a_damaged_record_gets_no_letter(officer: StoredSession, clock: SteppingClock) -> None:
    await send(clock)
    async with write():
        await current_engine().run_ddl("UPDATE record_document SET digest = 'x' WHERE person = 1")
    assert (await letters_of(officer, clock))[1] == []
