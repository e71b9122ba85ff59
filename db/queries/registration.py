"""What people register with, as values: access keys, letters and ids of the former service.

All three are a secret that is kept as a slow keyed hash, belongs to a person, and ends when it is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db.queries.accounts import Credentials, fetch_credentials_of
from db.tables import AccessKey, Account, FormerServiceId, InquiryNumber, Letter, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A secret that was found by its hash. ``account_id`` is the account it has made or renewed.

    ``user_id`` is the one that comes with it, empty for an access key; ``expires_at`` is None for what does not expire.
    """

    proof_id: int | str
    person_id: int
    user_id: str
    expires_at: datetime | None
    ended_at: datetime | None
    account_id: int | None


async def fetch_access_key(key_hash: str) -> Proof | None:
    """The access key with this hash, used or not."""
    return _proof(await AccessKey.raw("SELECT *, '' AS user_id FROM access_key WHERE key_hash = {}", key_hash))


async def fetch_letter_code(code_hash: str) -> Proof | None:
    """The letter whose code has this hash."""
    return _proof(await Letter.raw("SELECT * FROM letter WHERE code_hash = {}", code_hash))


async def fetch_former_id(user_id: str, secret_hash: str) -> Proof | None:
    """The id of the former service with this hash of its two passwords."""
    rows = await FormerServiceId.raw(
        "SELECT *, user_id AS id, NULL AS expires_at FROM former_service_id WHERE user_id = {} AND secret_hash = {}",
        user_id,
        secret_hash,
    )
    return _proof(rows)


def _proof(rows: list[dict[str, Any]]) -> Proof | None:
    if not rows:
        return None
    row = rows[0]
    return Proof(
        proof_id=row["id"],
        person_id=row["person"],
        user_id=row["user_id"],
        expires_at=row["expires_at"],
        ended_at=row["ended_at"],
        account_id=row["account"],
    )


async def end_access_key(proof_id: int | str, account_id: int, now: datetime) -> bool:
    """Use a key up; False when somebody was faster."""
    rows = await AccessKey.raw(
        "UPDATE access_key SET ended_at = {}, account = {} WHERE id = {} AND ended_at IS NULL RETURNING id",
        now,
        account_id,
        proof_id,
    )
    return bool(rows)


async def end_letter(proof_id: int | str, account_id: int, now: datetime) -> bool:
    """Use a letter's code up; False when somebody was faster."""
    rows = await Letter.raw(
        "UPDATE letter SET ended_at = {}, account = {}, sealed_code = '' "
        "WHERE id = {} AND ended_at IS NULL RETURNING id",
        now,
        account_id,
        proof_id,
    )
    return bool(rows)


async def end_former_id(proof_id: int | str, account_id: int, now: datetime) -> bool:
    """An id of the former service has become one of ours; False when somebody was faster."""
    rows = await FormerServiceId.raw(
        "UPDATE former_service_id SET ended_at = {}, account = {}, secret_hash = '' "
        "WHERE user_id = {} AND ended_at IS NULL RETURNING user_id",
        now,
        account_id,
        proof_id,
    )
    return bool(rows)


async def end_keys_of_number(basic_pension_number: str, now: datetime) -> None:
    """End every open access key of whoever has this number; the same statement when nobody has."""
    await AccessKey.raw(
        "UPDATE access_key SET ended_at = {} WHERE ended_at IS NULL "
        "AND person IN (SELECT id FROM person WHERE basic_pension_number = {})",
        now,
        basic_pension_number,
    )


async def end_letters_of_user_id(user_id: str, now: datetime) -> None:
    """End every open letter with this user id; the same statement when there is none."""
    await Letter.raw(
        "UPDATE letter SET ended_at = {}, sealed_code = '' WHERE ended_at IS NULL AND user_id = {}", now, user_id
    )


async def insert_access_key(person_id: int, key_hash: str, issued_at: datetime, expires_at: datetime) -> None:
    """Make a new key hold; the person's keys until now end."""
    await AccessKey.raw(
        "UPDATE access_key SET ended_at = {} WHERE person = {} AND ended_at IS NULL", issued_at, person_id
    )
    await AccessKey.raw(
        "INSERT INTO access_key (person, key_hash, issued_at, expires_at) VALUES ({}, {}, {}, {})",
        person_id,
        key_hash,
        issued_at,
        expires_at,
    )


async def fetch_people_without_key(issued_since: datetime, after: int, most: int) -> list[int]:
    """People for whom no key was issued since then, in the order of their ids from ``after`` on."""
    rows = await Person.raw(
        "SELECT p.id FROM person p WHERE p.id > {} AND p.current_document IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM access_key k WHERE k.person = p.id AND k.issued_at >= {}) ORDER BY p.id LIMIT {}",
        after,
        issued_since,
        most,
    )
    return [row["id"] for row in rows]


async def count_people_without_key(issued_since: datetime) -> int:
    """How many they are."""
    rows = await Person.raw(
        "SELECT count(*) AS number FROM person p WHERE p.current_document IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM access_key k WHERE k.person = p.id AND k.issued_at >= {})",
        issued_since,
    )
    number: int = rows[0]["number"]
    return number


async def fetch_inquiry_number(person_id: int) -> str:
    """The person's inquiry number, empty when there is none yet."""
    rows = await InquiryNumber.raw("SELECT number FROM inquiry_number WHERE person = {}", person_id)
    return str(rows[0]["number"]) if rows else ""


async def insert_inquiry_number(person_id: int, number: str) -> bool:
    """Give a person a number; False when it is somebody's."""
    rows = await InquiryNumber.raw(
        "INSERT INTO inquiry_number (person, number) VALUES ({}, {}) ON CONFLICT DO NOTHING RETURNING person",
        person_id,
        number,
    )
    return bool(rows)


async def fetch_person_by_inquiry_number(number: str) -> int | None:
    """The id of the person with this inquiry number."""
    rows = await InquiryNumber.raw("SELECT person FROM inquiry_number WHERE number = {}", number)
    return rows[0]["person"] if rows else None


async def insert_former_id(user_id: str, person_id: int, secret_hash: str, now: datetime) -> bool:
    """Bring in an id of the former service; False when it is there already."""
    rows = await FormerServiceId.raw(
        "INSERT INTO former_service_id (user_id, person, secret_hash, imported_at) VALUES ({}, {}, {}, {}) "
        "ON CONFLICT DO NOTHING RETURNING user_id",
        user_id,
        person_id,
        secret_hash,
        now,
    )
    return bool(rows)


async def fetch_former_owner(user_id: str) -> int | None:
    """Whose id of the former service it is, once it was brought in, used or not."""
    rows = await FormerServiceId.raw("SELECT person FROM former_service_id WHERE user_id = {}", user_id)
    return rows[0]["person"] if rows else None


async def is_user_id_taken(user_id: str) -> bool:
    """Whether an account, a letter or an id of the former service has it, so that it is not given again."""
    rows = await Account.raw(
        "SELECT 1 AS found FROM account WHERE user_id = {} UNION ALL SELECT 1 FROM letter WHERE user_id = {} "
        "UNION ALL SELECT 1 FROM former_service_id WHERE user_id = {} LIMIT 1",
        user_id,
        user_id,
        user_id,
    )
    return bool(rows)


async def lock_person(person_id: int) -> bool:
    """Let nobody else open an account for this person until the caller's ``write()`` ends; whether they are demo's."""
    await Person.raw("UPDATE person SET created_at = created_at WHERE id = {}", person_id)
    rows = await Person.raw(
        "SELECT b.is_demo FROM person p JOIN record_document d ON d.id = p.current_document "
        "JOIN import_batch b ON b.id = d.batch WHERE p.id = {}",
        person_id,
    )
    return bool(rows and rows[0]["is_demo"])


async def fetch_account_of_person(person_id: int) -> Credentials | None:
    """The person's own open account."""
    rows = await Account.raw(
        "SELECT id FROM account WHERE person = {} AND role = 'citizen' AND closed_at IS NULL ORDER BY id LIMIT 1",
        person_id,
    )
    return await fetch_credentials_of(rows[0]["id"]) if rows else None
