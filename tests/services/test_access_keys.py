"""Issuing access keys for the annual notice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from db.engine import current_engine
from db.transactions import read, write
from pension.numbers import has_right_check_digit
from pension.record import Address, PensionRecord
from services.access_keys import Issued, KeyLetter, KeyOrder, count_keys_to_issue, issue_keys, key_secret
from services.clock import midnight_months_later
from services.identity import identity_of
from services.register import Registered, register
from services.sessions import Browser
from tests.databases import NOW, SteppingClock
from tests.services.monthly_files import Importer, document
from tests.services.people import KEYS, house_of

pytestmark = pytest.mark.usefixtures("quick_keys")

HOME = Address(postal_code="100-0000", lines=("東京都千代田区見本町1丁目2番3号",))


def at_home(index: int, **more: Any) -> PensionRecord:
    """Somebody's record with an address to write to."""
    plain = document(index)
    return replace(plain, person=replace(plain.person, address=HOME, **more))


async def rows(statement: str) -> list[dict[str, Any]]:
    async with read():
        return [dict(row) for row in await current_engine().run_ddl(statement)]


class Post:
    """Keeps the letters that were written."""

    def __init__(self) -> None:
        self.letters: list[KeyLetter] = []
        self.done = 0

    async def issue(self, clock: SteppingClock) -> Issued:
        """Issue to everybody without a key of the last days."""
        order = KeyOrder(
            issued_since=NOW - timedelta(days=20),
            expires_at=midnight_months_later(clock.now(), 3),
            inquiry_digits=12,
            write_letters=self.write,
            progress=self.count,
        )
        return await issue_keys(order, clock, KEYS)

    def write(self, letters: Sequence[KeyLetter]) -> None:
        self.letters += letters

    def count(self, people: int) -> None:
        self.done += people


async def test_everybody_with_an_address_gets_a_letter_with_a_key_that_registers(
    database: str, clock: SteppingClock, tmp_path: Path
) -> None:
    await Importer(tmp_path, clock).take(at_home(1), document(2), at_home(3, death_date=NOW.date()), at_home(4))
    assert await count_keys_to_issue(NOW) == 4
    post = Post()
    issued = await post.issue(clock)
    assert (issued.letters, len(issued.left_out), post.done) == (2, 2, 4)
    for letter in post.letters:
        assert re.fullmatch("[0-9]{17}", letter.access_key)
        assert has_right_check_digit(letter.access_key)
        assert re.fullmatch("[0-9]{12}", letter.inquiry_number)
        secret = key_secret(letter.access_key, identity_of(letter.person))
        result = await register(secret, "みずうみ-ほたる-かえで-そらまめ", Browser(), house_of(clock))
        assert isinstance(result, Registered)


async def test_what_was_interrupted_goes_on_with_the_others(
    database: str, clock: SteppingClock, tmp_path: Path
) -> None:
    importer, post = Importer(tmp_path, clock), Post()
    await importer.take(at_home(1))
    await post.issue(clock)
    await importer.take(at_home(1), at_home(2))
    assert (await post.issue(clock)).letters == 1
    assert len({letter.inquiry_number for letter in post.letters}) == 2


async def test_no_key_holds_whose_letter_was_not_written(database: str, clock: SteppingClock, tmp_path: Path) -> None:
    class FullDisk(Post):
        def write(self, letters: Sequence[KeyLetter]) -> None:
            raise OSError("no space left")

    await Importer(tmp_path, clock).take(at_home(1))
    with pytest.raises(OSError, match="no space"):
        await FullDisk().issue(clock)
    assert await rows("SELECT * FROM access_key") == []
    assert (await Post().issue(clock)).letters == 1


async def test_an_inquiry_number_stays_with_its_person(database: str, clock: SteppingClock, tmp_path: Path) -> None:
    await Importer(tmp_path, clock).take(at_home(1))
    post = Post()
    await post.issue(clock)
    clock.step(days=300)
    async with write():
        await current_engine().run_ddl("UPDATE access_key SET issued_at = '2025-11-01 00:00:00+00:00'")
    await post.issue(clock)
    first, second = post.letters
    assert first.inquiry_number == second.inquiry_number
    assert first.access_key != second.access_key


async def test_a_damaged_record_is_left_out(database: str, clock: SteppingClock, tmp_path: Path) -> None:
    await Importer(tmp_path, clock).take(at_home(1), at_home(2))
    async with write():
        await current_engine().run_ddl("UPDATE record_document SET digest = 'x' WHERE id = 1")
    issued = await Post().issue(clock)
    assert (issued.letters, issued.left_out) == (1, (1,))


def test_the_last_day_of_a_key() -> None:
    ends = midnight_months_later(NOW, 3)
    assert (ends - timedelta(seconds=1)).date().isoformat() == "2027-02-23"
    assert midnight_months_later(NOW.replace(month=11, day=30), 3).date().isoformat() == "2027-03-01"
