"""Applications by post and the letters made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from db.tables import Application, Letter, LetterBatch


class Outcome(StrEnum):
    """What came of an application, for the officer; the applicant is not told."""

    OPEN = ""
    LETTER = "letter"
    NO_MATCH = "no-match"  # nobody has this number, name and birth date
    OTHER_ADDRESS = "other-address"  # the person lives elsewhere by the record
    NO_ADDRESS = "no-address"  # the record has none
    RECENT = "recent"  # there was a letter in the last 30 days
    UNREADABLE = "unreadable"  # it was encrypted with another secret key


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredApplication:
    """One application; ``sealed`` is what was typed, encrypted, and empty once it was looked at."""

    application_id: int
    number: str
    sealed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationStatus:
    """How far an application has come. None of it depends on whether it matched."""

    applied_at: datetime
    made_at: datetime | None
    posted_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLetter:
    """A letter to store; the code encrypted for printing it, and its hash for recognising it."""

    person_id: int
    user_id: str
    sealed_code: str
    code_hash: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredLetter:
    """A letter that may be printed: whose it is, and what it says."""

    person_id: int
    user_id: str
    sealed_code: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Letters made together; ``outcomes`` counts what came of the applications."""

    batch_id: int
    made_at: datetime
    posted_at: datetime | None
    outcomes: Mapping[Outcome, int]


async def insert_application(number: str, sealed: str, now: datetime) -> bool:
    """Keep an application; False when the number is taken."""
    rows = await Application.raw(
        "INSERT INTO application (number, sealed, applied_at, outcome) VALUES ({}, {}, {}, {}) "
        "ON CONFLICT DO NOTHING RETURNING id",
        number,
        sealed,
        now,
        Outcome.OPEN.value,
    )
    return bool(rows)


async def fetch_application_status(number: str) -> ApplicationStatus | None:
    """How far the application with this number has come."""
    rows = await Application.raw(
        "SELECT a.applied_at, b.made_at, b.posted_at FROM application a LEFT JOIN letter_batch b ON b.id = a.batch "
        "WHERE a.number = {}",
        number,
    )
    if not rows:
        return None
    return ApplicationStatus(
        applied_at=rows[0]["applied_at"], made_at=rows[0]["made_at"], posted_at=rows[0]["posted_at"]
    )


async def count_open_applications() -> int:
    """How many wait to be looked at."""
    rows = await Application.raw("SELECT count(*) AS number FROM application WHERE batch IS NULL")
    number: int = rows[0]["number"]
    return number


async def insert_batch(account_id: int, now: datetime) -> int:
    """Begin a batch; its id."""
    rows = await LetterBatch.raw(
        "INSERT INTO letter_batch (made_at, made_by) VALUES ({}, {}) RETURNING id", now, account_id
    )
    batch_id: int = rows[0]["id"]
    return batch_id


async def fetch_open_applications(most: int) -> list[StoredApplication]:
    """The oldest applications that wait."""
    rows = await Application.raw(
        "SELECT id, number, sealed FROM application WHERE batch IS NULL ORDER BY id LIMIT {}", most
    )
    return [StoredApplication(application_id=row["id"], number=row["number"], sealed=row["sealed"]) for row in rows]


async def settle_application(application_id: int, batch_id: int, outcome: Outcome) -> bool:
    """What came of it, in which batch; what was typed is not kept any longer. False when somebody was faster."""
    rows = await Application.raw(
        "UPDATE application SET batch = {}, outcome = {}, sealed = '' WHERE id = {} AND batch IS NULL RETURNING id",
        batch_id,
        outcome.value,
        application_id,
    )
    return bool(rows)


async def change_outcome(application_id: int, outcome: Outcome) -> None:
    """Something else came of it."""
    await Application.raw("UPDATE application SET outcome = {} WHERE id = {}", outcome.value, application_id)


async def insert_letter(batch_id: int, letter: NewLetter, now: datetime) -> None:
    """Keep a letter; earlier ones to the same person end."""
    await Letter.raw(
        "UPDATE letter SET ended_at = {}, sealed_code = '' WHERE person = {} AND ended_at IS NULL",
        now,
        letter.person_id,
    )
    await Letter.raw(
        "INSERT INTO letter (batch, person, user_id, sealed_code, code_hash, expires_at) "
        "VALUES ({}, {}, {}, {}, {}, {})",
        batch_id,
        letter.person_id,
        letter.user_id,
        letter.sealed_code,
        letter.code_hash,
        letter.expires_at,
    )


async def has_letter_since(person_id: int, since: datetime) -> bool:
    """Whether a letter to this person was made since then."""
    rows = await Letter.raw(
        "SELECT 1 AS found FROM letter l JOIN letter_batch b ON b.id = l.batch "
        "WHERE l.person = {} AND b.made_at > {} LIMIT 1",
        person_id,
        since,
    )
    return bool(rows)


async def fetch_letters(batch_id: int) -> list[StoredLetter]:
    """The letters of a batch that can still be printed."""
    rows = await Letter.raw(
        "SELECT person, user_id, sealed_code, expires_at FROM letter "
        "WHERE batch = {} AND sealed_code <> '' ORDER BY id",
        batch_id,
    )
    return [
        StoredLetter(
            person_id=row["person"],
            user_id=row["user_id"],
            sealed_code=row["sealed_code"],
            expires_at=row["expires_at"],
        )
        for row in rows
    ]


async def mark_posted(batch_id: int, account_id: int, now: datetime) -> bool:
    """The letters of a batch are in the post; their codes cannot be read any more. False when they were already."""
    rows = await LetterBatch.raw(
        "UPDATE letter_batch SET posted_at = {}, posted_by = {} WHERE id = {} AND posted_at IS NULL RETURNING id",
        now,
        account_id,
        batch_id,
    )
    if not rows:
        return False
    await Letter.raw("UPDATE letter SET sealed_code = '' WHERE batch = {}", batch_id)
    return True


_OUTCOMES = "SELECT batch, outcome, count(*) AS number FROM application WHERE batch IS NOT NULL GROUP BY batch, outcome"


async def fetch_batches(most: int) -> list[Batch]:
    """The batches that are not in the post yet, then the others, newest first."""
    rows = await LetterBatch.raw(
        "SELECT id, made_at, posted_at FROM letter_batch "
        "ORDER BY CASE WHEN posted_at IS NULL THEN 0 ELSE 1 END, id DESC LIMIT {}",
        most,
    )
    counted = await Application.raw(_OUTCOMES)
    return [_batch(row, counted) for row in rows]


def _batch(row: Mapping[str, Any], counted: list[dict[str, Any]]) -> Batch:
    return Batch(
        batch_id=row["id"],
        made_at=row["made_at"],
        posted_at=row["posted_at"],
        outcomes={Outcome(line["outcome"]): line["number"] for line in counted if line["batch"] == row["id"]},
    )


async def fetch_batch(batch_id: int) -> Batch | None:
    """One batch."""
    rows = await LetterBatch.raw("SELECT id, made_at, posted_at FROM letter_batch WHERE id = {}", batch_id)
    counted = await Application.raw(_OUTCOMES) if rows else []
    return _batch(rows[0], counted) if rows else None
