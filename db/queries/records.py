"""People's records: documents of a person as values, and putting one that an office has corrected in place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db.documents import decode_document, digest_document, encode_document
from db.tables import Person, RecordDocument
from pension.record import PensionRecord

_CURRENT = (
    "SELECT d.id, d.document, d.digest FROM person p JOIN record_document d ON d.id = p.current_document "
    "WHERE p.id = {}"
)


@dataclass(frozen=True, slots=True)
class PersonDocument:
    """A version of a person's document as it is stored, and the digest it must have."""

    document_id: int
    document: str
    digest: str

    def decode(self) -> PensionRecord:
        """The record in it; raises DamagedDocument when what is stored is not what was written."""
        return decode_document(self.document, self.digest)


async def fetch_document(person_id: int) -> PersonDocument | None:
    """The current document of a person, in one indexed read; None when there is no such person."""
    rows = await RecordDocument.raw(_CURRENT, person_id)
    return _document(rows[0]) if rows else None


async def fetch_version(person_id: int, document_id: int) -> PersonDocument | None:
    """An older or the current document of a person; None when it is not theirs."""
    rows = await RecordDocument.raw(
        "SELECT id, document, digest FROM record_document WHERE id = {} AND person = {}", document_id, person_id
    )
    return _document(rows[0]) if rows else None


async def replace_document(person_id: int, seen: int, record: PensionRecord, now: datetime) -> int | None:
    """Make a record that an office has decided about the current one, in the place of the one that was seen.

    Returns the id of the new version; None, with nothing done, when another version is current by now. It belongs to
    no import (``batch`` is empty).
    """
    rows = await Person.raw(
        "UPDATE person SET created_at = created_at WHERE id = {} RETURNING current_document", person_id
    )
    if not rows or rows[0]["current_document"] != seen:
        return None
    document = encode_document(record)
    rows = await RecordDocument.raw(
        "INSERT INTO record_document (person, version, batch, replaces, name, as_of, digest, document, stored_at) "
        "SELECT {}, max(version) + 1, NULL, {}, {}, {}, {}, {}, {} FROM record_document WHERE person = {} RETURNING id",
        person_id,
        seen,
        record.person.name,
        str(record.as_of),
        digest_document(document),
        document,
        now,
        person_id,
    )
    document_id: int = rows[0]["id"]
    await Person.raw("UPDATE person SET current_document = {} WHERE id = {}", document_id, person_id)
    return document_id


async def fetch_person_id(basic_pension_number: str) -> int | None:
    """The id of the person with this basic pension number."""
    rows = await Person.raw("SELECT id FROM person WHERE basic_pension_number = {}", basic_pension_number)
    return rows[0]["id"] if rows else None


def _document(row: dict[str, Any]) -> PersonDocument:
    return PersonDocument(row["id"], row["document"], row["digest"])
