"""People's records: the current document of a person as a value."""

from __future__ import annotations

from db.documents import decode_document
from db.tables import RecordDocument
from pension.record import PensionRecord

_CURRENT = (
    "SELECT d.document, d.digest FROM person p JOIN record_document d ON d.id = p.current_document WHERE p.id = {}"
)


async def fetch_record(person_id: int) -> PensionRecord | None:
    """The current record of a person, in one indexed read; None when there is no such person.

    Raises DamagedDocument when what is stored is not what was written.
    """
    rows = await RecordDocument.raw(_CURRENT, person_id)
    if not rows:
        return None
    return decode_document(rows[0]["document"], rows[0]["digest"])
