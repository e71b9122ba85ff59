"""People's records: the current document of a person as a value."""

from __future__ import annotations

from dataclasses import dataclass

from db.documents import decode_document
from db.tables import Person, RecordDocument
from pension.record import PensionRecord

_CURRENT = (
    "SELECT d.document, d.digest FROM person p JOIN record_document d ON d.id = p.current_document WHERE p.id = {}"
)


@dataclass(frozen=True, slots=True)
class CurrentDocument:
    """A person's current document as it is stored, and the digest it must have."""

    document: str
    digest: str

    def decode(self) -> PensionRecord:
        """The record in it; raises DamagedDocument when what is stored is not what was written."""
        return decode_document(self.document, self.digest)


async def fetch_document(person_id: int) -> CurrentDocument | None:
    """The current document of a person, in one indexed read; None when there is no such person."""
    rows = await RecordDocument.raw(_CURRENT, person_id)
    return CurrentDocument(rows[0]["document"], rows[0]["digest"]) if rows else None


async def fetch_person_id(basic_pension_number: str) -> int | None:
    """The id of the person with this basic pension number."""
    rows = await Person.raw("SELECT id FROM person WHERE basic_pension_number = {}", basic_pension_number)
    return rows[0]["id"] if rows else None
