"""What the invented people register with: secrets that are printed, as the demo's passwords are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from db.queries.accounts import fetch_credentials
from db.queries.letters import (
    NewLetter,
    Outcome,
    fetch_open_applications,
    insert_application,
    insert_batch,
    insert_letter,
    mark_posted,
    settle_application,
)
from db.queries.records import fetch_document, fetch_person_id
from db.queries.registration import fetch_access_key, insert_access_key
from db.transactions import read, write
from pension.record import Person
from services.access_keys import key_secret
from services.clock import Clock, midnight_months_later
from services.former_service import import_former_ids
from services.identity import identity_of
from services.keys import Keys
from services.letters import CODE_HOLDS, LETTERS_IN_A_BATCH, letter_place, letter_secret
from services.register_by_post import Applicant, seal, show_status
from services.sign_in import canonical_user_id

_MONTHS = 3


@dataclass(frozen=True, slots=True)
class DemoRegistrations:
    """Everything that people of the demo may register with; ``former_ids`` are lines of the operator's file."""

    keys: tuple[DemoKey, ...]
    letters: tuple[DemoLetter, ...]
    applications: tuple[DemoApplication, ...]
    former_ids: tuple[bytes, ...]
    officer_user_id: str


async def add_demo_registrations(all_of_it: DemoRegistrations, clock: Clock, keys: Keys) -> None:
    """Add what is not there yet, for people already imported."""
    await _add_keys(all_of_it.keys, clock, keys)
    await _add_letters(all_of_it.letters, all_of_it.officer_user_id, clock, keys)
    await _add_applications(all_of_it.applications, clock, keys)
    await import_former_ids(all_of_it.former_ids, clock, keys)


@dataclass(frozen=True, slots=True)
class DemoKey:
    """Somebody's access key."""

    basic_pension_number: str
    access_key: str


async def _add_keys(entries: Sequence[DemoKey], clock: Clock, keys: Keys) -> None:
    """Issue the keys that are not there yet, to people already imported."""
    for entry in entries:
        person_id, person = await _person_with(entry.basic_pension_number)
        secret = key_secret(entry.access_key, identity_of(person))
        key_hash = await keys.slow_digest(secret.text, purpose=secret.way.name, place=secret.place)
        async with write():
            if await fetch_access_key(key_hash) is None:
                now = clock.now()
                await insert_access_key(person_id, key_hash, now, midnight_months_later(now, _MONTHS))


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoLetter:
    """Somebody's letter, applied for and made; ``posted`` or still to be printed."""

    basic_pension_number: str
    application: str
    user_id: str
    code: str
    posted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoApplication:
    """An application that waits."""

    basic_pension_number: str
    application: str


async def _add_letters(letters: Sequence[DemoLetter], officer_user_id: str, clock: Clock, keys: Keys) -> None:
    """Make the letters that are not there yet, as an officer would have three days ago."""
    for entry in letters:
        if await show_status(entry.application) is None:
            await _add_one_letter(entry, officer_user_id, clock, keys)


async def _add_one_letter(entry: DemoLetter, officer_user_id: str, clock: Clock, keys: Keys) -> None:
    person_id, person = await _person_with(entry.basic_pension_number)
    secret = letter_secret(entry.user_id, entry.code, person.birth_date.isoformat())
    code_hash = await keys.slow_digest(secret.text, purpose=secret.way.name, place=secret.place)
    now = clock.now()
    letter = NewLetter(
        person_id=person_id,
        user_id=secret.place,
        sealed_code=keys.encrypt(entry.code, place=letter_place(secret.place)),
        code_hash=code_hash,
        expires_at=now + CODE_HOLDS,
    )
    async with write():
        officer = await fetch_credentials(canonical_user_id(officer_user_id))
        if officer is None:
            raise LookupError("the demo has no officer")
        made_at = now - timedelta(days=3)
        batch_id = await insert_batch(officer.account_id, made_at)
        await insert_application(entry.application, "", made_at - timedelta(days=2))
        waiting = await fetch_open_applications(LETTERS_IN_A_BATCH)
        application = next(one for one in waiting if one.number == entry.application)
        await settle_application(application.application_id, batch_id, Outcome.LETTER)
        await insert_letter(batch_id, letter, made_at)
        if entry.posted:
            await mark_posted(batch_id, officer.account_id, made_at + timedelta(days=1))


async def _add_applications(applications: Sequence[DemoApplication], clock: Clock, keys: Keys) -> None:
    """Take the applications that are not there yet."""
    for entry in applications:
        _, person = await _person_with(entry.basic_pension_number)
        applicant = _applicant(person)
        async with write():
            await insert_application(entry.application, seal(applicant, entry.application, keys), clock.now())


def _applicant(person: Person) -> Applicant:
    """What somebody types who knows all that the record says of them."""
    return Applicant(
        basic_pension_number=person.basic_pension_number,
        inquiry_number="",
        kana=person.kana,
        birth_date=person.birth_date,
        postal_code=person.address.postal_code if person.address else "",
        address="".join(person.address.lines) if person.address else "",
    )


async def _person_with(basic_pension_number: str) -> tuple[int, Person]:
    """The person whose record was imported under this number."""
    async with read():
        person_id = await fetch_person_id(basic_pension_number)
        document = await fetch_document(person_id) if person_id is not None else None
    if person_id is None or document is None:
        raise LookupError(f"the demo has no record {basic_pension_number}")
    return person_id, document.decode().person
