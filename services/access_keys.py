"""Access keys (アクセスキー, S17 and S26): made for the annual notice, used once to register at once.

A key has 16 random digits and a check digit. It is kept only as a slow keyed hash together with the kana name and the
birth date, under the basic pension number: the key alone opens nothing, and a copy of the database tells none.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from db.problems import DamagedDocument
from db.queries.audit import Act, Action, append_entries
from db.queries.records import fetch_document
from db.queries.registration import (
    Proof,
    count_people_without_key,
    end_access_key,
    end_keys_of_number,
    fetch_access_key,
    fetch_inquiry_number,
    fetch_people_without_key,
    insert_access_key,
    insert_inquiry_number,
)
from db.transactions import read, write
from pension.numbers import ACCESS_KEY_DIGITS, check_digit
from pension.record import Person
from services.clock import Clock
from services.identity import Identity, identity_of
from services.keys import Keys
from services.register import Secret, Way

LETTERS_IN_A_FILE = 100
"""So many keys become valid together, once their letters are on disk."""
WAY = "access-key"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyLetter:
    """What goes into one letter of the annual notice."""

    person: Person
    access_key: str
    inquiry_number: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyOrder:
    """Issue keys to everybody who was given none since ``issued_since``.

    ``write_letters`` is given up to :data:`LETTERS_IN_A_FILE` letters and returns when they are safely on disk; only
    then do their keys hold, so that no key holds whose letter was lost. ``progress`` is told how many people are done.
    """

    issued_since: datetime
    expires_at: datetime
    inquiry_digits: int
    write_letters: Callable[[Sequence[KeyLetter]], None]
    progress: Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Issued:
    """How many letters were written, and the ids of the people without an address in their record or a readable one."""

    letters: int
    left_out: tuple[int, ...]


async def _find(_: str, key_hash: str) -> Proof | None:
    return await fetch_access_key(key_hash)


_WAY = Way(name=WAY, find=_find, end=end_access_key, end_all=end_keys_of_number)


def key_secret(access_key: str, identity: Identity) -> Secret:
    """What a key proves: it holds together with number, name and birth date."""
    return Secret(
        way=_WAY,
        place=identity.basic_pension_number,
        text=f"{access_key}|{identity.spoken}",
        own_words=(*identity.own_words, access_key),
    )


async def count_keys_to_issue(issued_since: datetime) -> int:
    """How many people an order of today would look at."""
    async with read():
        return await count_people_without_key(issued_since)


async def issue_keys(order: KeyOrder, clock: Clock, keys: Keys) -> Issued:
    """Make keys and letters, in portions; what was interrupted goes on with the people who have none yet."""
    last, written = 0, 0
    left_out: list[int] = []
    while people := await _next_people(order.issued_since, last):
        letters = [(person_id, letter) for person_id in people if (letter := await _letter(person_id, order))]
        left_out += set(people) - {person_id for person_id, _ in letters}
        await _issue(letters, order, clock, keys)
        last, written = people[-1], written + len(letters)
        order.progress(len(people))
    return Issued(written, tuple(sorted(left_out)))


def new_access_key() -> str:
    """A random key with its check digit."""
    digits = "".join(secrets.choice("0123456789") for _ in range(ACCESS_KEY_DIGITS - 1))
    return digits + check_digit(digits)


async def _next_people(issued_since: datetime, last: int) -> list[int]:
    async with read():
        return await fetch_people_without_key(issued_since, last, LETTERS_IN_A_FILE)


async def _letter(person_id: int, order: KeyOrder) -> KeyLetter | None:
    async with read():
        document = await fetch_document(person_id)
    try:
        person = document.decode().person if document else None
    except DamagedDocument:
        return None
    if person is None or person.address is None or person.death_date is not None:
        return None
    return KeyLetter(
        person=person,
        access_key=new_access_key(),
        inquiry_number=await _inquiry_number(person_id, order.inquiry_digits),
        expires_at=order.expires_at,
    )


async def _inquiry_number(person_id: int, digits: int) -> str:
    async with write():
        while not (number := await fetch_inquiry_number(person_id)):
            new = "".join(secrets.choice("0123456789") for _ in range(digits))
            await insert_inquiry_number(person_id, new)
    return number


async def _issue(letters: Sequence[tuple[int, KeyLetter]], order: KeyOrder, clock: Clock, keys: Keys) -> None:
    if not letters:
        return
    hashes = [await _hash(letter, keys) for _, letter in letters]
    order.write_letters([letter for _, letter in letters])
    now = clock.now()
    async with write():
        for (person_id, letter), key_hash in zip(letters, hashes, strict=True):
            await insert_access_key(person_id, key_hash, now, letter.expires_at)
        await append_entries(
            [
                Act(record=person_id, actor="operator", action=Action.ISSUE_KEY, happened_at=now)
                for person_id, _ in letters
            ]
        )


async def _hash(letter: KeyLetter, keys: Keys) -> str:
    secret = key_secret(letter.access_key, identity_of(letter.person))
    return await keys.slow_digest(secret.text, purpose=secret.way.name, place=secret.place)
