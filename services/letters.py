"""The letters that come of applications by post: made in batches by an officer, printed, and marked as posted.

Here an application is compared with the records. A letter is made only for the person whose number, kana name and birth
date these are, only to the address on record, only when the applicant lives there, and only once in 30 days. It holds a
user id and a code, and no number. The code can be printed until the letters are marked as posted; from then on there is
only its hash.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from db.problems import DamagedDocument
from db.queries.audit import SERVICE_RECORD, Act, Action, append_entries, append_entry
from db.queries.letters import (
    Batch,
    NewLetter,
    Outcome,
    StoredApplication,
    StoredLetter,
    change_outcome,
    count_open_applications,
    fetch_batch,
    fetch_batches,
    fetch_letters,
    fetch_open_applications,
    has_letter_since,
    insert_batch,
    insert_letter,
    mark_posted,
    settle_application,
)
from db.queries.records import fetch_document, fetch_person_id
from db.queries.registration import Proof as LetterProof
from db.queries.registration import (
    end_letter,
    end_letters_of_user_id,
    fetch_account_of_person,
    fetch_letter_code,
    fetch_person_by_inquiry_number,
)
from db.queries.sessions import StoredSession
from db.transactions import read, write
from pension.numbers import kana_key, plain_digits
from pension.record import Person
from services.clock import Clock
from services.keys import Keys, UnreadableSecret
from services.register import Secret, Way
from services.register_by_post import Applicant, unseal
from services.sessions import account_actor
from services.sign_in import canonical_user_id
from services.user_ids import new_code, new_user_id

LETTERS_IN_A_BATCH = 20
"""So many are made while the officer waits: each costs a slow hash."""
BATCHES_SHOWN = 20
CODE_HOLDS = timedelta(days=21)
ONCE_IN = timedelta(days=30)
WAY = "letter"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterToPrint:
    """One letter: to whom, where, and what it says."""

    person: Person
    user_id: str
    code: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Desk:
    """What waits at the officer's desk: open applications, and batches, those to be posted first."""

    open_applications: int
    batches: tuple[Batch, ...]


async def _find(_: str, code_hash: str) -> LetterProof | None:
    return await fetch_letter_code(code_hash)


_WAY = Way(name=WAY, find=_find, end=end_letter, end_all=end_letters_of_user_id)


def letter_secret(user_id: str, code: str, birth_text: str, own_words: tuple[str, ...] = ()) -> Secret:
    """What a letter proves: its code holds with its user id and the birth date (``1961-06-15``)."""
    canonical = canonical_user_id(user_id)
    return Secret(
        way=_WAY, place=canonical, text=f"{canonical_user_id(code)}|{birth_text}", own_words=(canonical, *own_words)
    )


def letter_place(user_id: str) -> str:
    """Where the code of a letter belongs while it is encrypted."""
    return f"letter:{user_id}"


async def show_desk() -> Desk:
    """What waits."""
    async with read():
        return Desk(await count_open_applications(), tuple(await fetch_batches(BATCHES_SHOWN)))


async def make_letters(session: StoredSession, clock: Clock, keys: Keys) -> int | None:
    """Look at the oldest open applications and make their letters; the batch's id, None when nothing was open.

    Raises services.passwords.PasswordsBusy; then nothing has changed.
    """
    now = clock.now()
    async with read():
        applications = await fetch_open_applications(LETTERS_IN_A_BATCH)
    drafts = [await _draft(application, now, keys) for application in applications]
    try:
        async with write():
            batch_id = await insert_batch(session.account_id, now)
            settled = [await _settle(draft, batch_id, session, now) for draft in drafts]
            if not any(settled):
                raise _NothingOpen
    except _NothingOpen:
        return None
    return batch_id


async def show_letters(
    batch_id: int, session: StoredSession, clock: Clock, keys: Keys
) -> tuple[Batch, tuple[LetterToPrint, ...]] | None:
    """A batch with the letters that can still be printed; None when there is no such batch.

    Who looks at a letter stands in the audit log of the person it goes to, each time.
    """
    async with read():
        batch = await fetch_batch(batch_id)
        letters = await fetch_letters(batch_id)
        people = [await _person(letter.person_id) for letter in letters]
    if batch is None:
        return None
    await _note_seen(letters, session, clock)
    printed = (_to_print(letter, person, keys) for letter, person in zip(letters, people, strict=True) if person)
    return batch, tuple(letter for letter in printed if letter is not None)


async def _note_seen(letters: Sequence[StoredLetter], session: StoredSession, clock: Clock) -> None:
    if not letters:
        return
    acts = [
        Act(
            record=letter.person_id,
            actor=account_actor(session.account_id),
            action=Action.SEE_LETTER,
            happened_at=clock.now(),
        )
        for letter in letters
    ]
    async with write():
        await append_entries(acts)


async def post_letters(batch_id: int, session: StoredSession, clock: Clock) -> bool:
    """Note that the letters of a batch are in the post; False when that was noted before."""
    now = clock.now()
    async with write():
        if not await mark_posted(batch_id, session.account_id, now):
            return False
        act = Act(
            record=SERVICE_RECORD,
            actor=account_actor(session.account_id),
            action=Action.POST_LETTERS,
            happened_at=now,
            detail=f"batch:{batch_id}",
        )
        await append_entry(act)
    return True


class _NothingOpen(Exception):
    """No application waits; the batch is undone."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """What an application comes to, before anything is written; a letter only with ``Outcome.LETTER``."""

    application_id: int
    outcome: Outcome
    letter: NewLetter | None = None


async def _draft(application: StoredApplication, now: datetime, keys: Keys) -> _Draft:
    try:
        applicant = unseal(application.sealed, application.number, keys)
    except UnreadableSecret:  # the secret key of the installation was changed since
        return _Draft(application.application_id, Outcome.UNREADABLE)
    async with read():
        person_id = await _person_id(applicant)
        person = await _person(person_id) if person_id is not None else None
        account = await fetch_account_of_person(person_id) if person_id is not None else None
        user_id = account.user_id if account else await new_user_id()
    outcome = _compare(applicant, person)
    if person_id is None or person is None or outcome is not Outcome.LETTER:
        return _Draft(application.application_id, outcome)
    code = new_code()
    secret = letter_secret(user_id, code, person.birth_date.isoformat())
    letter = NewLetter(
        person_id=person_id,
        user_id=user_id,
        sealed_code=keys.encrypt(code, place=letter_place(user_id)),
        code_hash=await keys.slow_digest(secret.text, purpose=secret.way.name, place=secret.place),
        expires_at=now + CODE_HOLDS,
    )
    return _Draft(application.application_id, outcome, letter)


async def _person_id(applicant: Applicant) -> int | None:
    if applicant.basic_pension_number:
        return await fetch_person_id(applicant.basic_pension_number)
    return await fetch_person_by_inquiry_number(applicant.inquiry_number)


async def _person(person_id: int) -> Person | None:
    """What the record says of a person; None where it is damaged, which ``ops check-data`` tells."""
    document = await fetch_document(person_id)
    try:
        return document.decode().person if document else None
    except DamagedDocument:
        return None


def _compare(applicant: Applicant, person: Person | None) -> Outcome:
    if person is None or person.death_date is not None:
        return Outcome.NO_MATCH
    if (kana_key(applicant.kana), applicant.birth_date) != (kana_key(person.kana), person.birth_date):
        return Outcome.NO_MATCH
    if person.address is None:
        return Outcome.NO_ADDRESS
    same_place = plain_digits(applicant.postal_code) == plain_digits(person.address.postal_code)
    return Outcome.LETTER if same_place else Outcome.OTHER_ADDRESS


async def _settle(draft: _Draft, batch_id: int, session: StoredSession, now: datetime) -> bool:
    """Write a draft down; False when another officer was faster."""
    if not await settle_application(draft.application_id, batch_id, draft.outcome):
        return False
    if draft.letter is None:
        return True
    if await has_letter_since(draft.letter.person_id, now - ONCE_IN):
        await change_outcome(draft.application_id, Outcome.RECENT)
        return True
    await insert_letter(batch_id, draft.letter, now)
    act = Act(
        record=draft.letter.person_id,
        actor=account_actor(session.account_id),
        action=Action.MAKE_LETTER,
        happened_at=now,
    )
    await append_entry(act)
    return True


def _to_print(letter: StoredLetter, person: Person, keys: Keys) -> LetterToPrint | None:
    """None for a code that was sealed under another key of the installation, and that would open nothing."""
    try:
        code = keys.decrypt(letter.sealed_code, place=letter_place(letter.user_id))
    except UnreadableSecret:
        return None
    return LetterToPrint(person=person, user_id=letter.user_id, code=code, expires_at=letter.expires_at)
