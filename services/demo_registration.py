"""What the invented people register with: secrets that are printed, as the demo's passwords are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db.queries.records import fetch_document, fetch_person_id
from db.queries.registration import fetch_access_key, insert_access_key
from db.transactions import read, write
from pension.record import Person
from services.access_keys import key_secret
from services.clock import Clock, midnight_months_later
from services.identity import identity_of
from services.keys import Keys

_MONTHS = 3


@dataclass(frozen=True, slots=True)
class DemoKey:
    """Somebody's access key."""

    basic_pension_number: str
    access_key: str


async def add_demo_keys(entries: Sequence[DemoKey], clock: Clock, keys: Keys) -> None:
    """Issue the keys that are not there yet, to people already imported."""
    for entry in entries:
        person_id, person = await person_with(entry.basic_pension_number)
        secret = key_secret(entry.access_key, identity_of(person))
        key_hash = await keys.slow_digest(secret.text, purpose=secret.way.name, place=secret.place)
        async with write():
            if await fetch_access_key(key_hash) is None:
                now = clock.now()
                await insert_access_key(person_id, key_hash, now, midnight_months_later(now, _MONTHS))


async def person_with(basic_pension_number: str) -> tuple[int, Person]:
    """The person whose record was imported under this number."""
    async with read():
        person_id = await fetch_person_id(basic_pension_number)
        document = await fetch_document(person_id) if person_id is not None else None
    if person_id is None or document is None:
        raise LookupError(f"the demo has no record {basic_pension_number}")
    return person_id, document.decode().person
