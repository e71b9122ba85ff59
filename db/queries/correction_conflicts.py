"""Lines of imports that wait because they collide with a correction, as values. ``imports.py`` sets them aside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db.documents import decode_document
from db.queries.imports import ConflictOutcome
from db.tables import CorrectionConflict as ConflictRow
from pension.calendar import YearMonth
from pension.record import PensionRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingConflict:
    """One person's line that waits: its number, why, and since when; ``note`` is what an officer wrote last."""

    number: int
    person_id: int
    reason: str
    as_of: YearMonth
    found_at: datetime
    note: str
    noted_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenConflict:
    """One of them with its document, and the name that the person's current document gives."""

    waiting: WaitingConflict
    person_name: str
    digest: str
    document: str

    def decode(self) -> PensionRecord:
        """The record in the line; raises DamagedDocument when what is stored is not what was written."""
        return decode_document(self.document, self.digest)


_FIELDS = "c.id AS number, c.person AS person_id, c.reason, c.as_of, c.found_at, c.note, c.noted_at"


async def fetch_waiting(most: int) -> list[WaitingConflict]:
    """Everybody's lines that wait, the one that has waited longest first."""
    rows = await ConflictRow.raw(
        f"SELECT {_FIELDS} FROM correction_conflict c WHERE c.outcome = {{}} "  # noqa: S608 - our own columns
        "ORDER BY c.found_at, c.id LIMIT {}",
        ConflictOutcome.WAITING.value,
        most,
    )
    return [_waiting(row) for row in rows]


async def count_waiting() -> int:
    """How many people's lines wait."""
    rows = await ConflictRow.raw(
        "SELECT count(*) AS number FROM correction_conflict WHERE outcome = {}", ConflictOutcome.WAITING.value
    )
    number: int = rows[0]["number"]
    return number


async def fetch_conflict(number: int) -> OpenConflict | None:
    """The line with this number, as long as it waits."""
    rows = await ConflictRow.raw(
        f"SELECT {_FIELDS}, d.name AS person_name, c.digest, c.document FROM correction_conflict c "  # noqa: S608 - our own columns
        "JOIN person p ON p.id = c.person JOIN record_document d ON d.id = p.current_document "
        "WHERE c.id = {} AND c.outcome = {}",
        number,
        ConflictOutcome.WAITING.value,
    )
    if not rows:
        return None
    (row,) = rows
    name, digest, document = (row.pop(field) for field in ("person_name", "digest", "document"))
    return OpenConflict(waiting=_waiting(row), person_name=name, digest=digest, document=document)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What an officer wrote, and when."""

    text: str
    account_id: int
    written_at: datetime


async def note_conflict(number: int, note: Note) -> bool:
    """Write down why it goes on waiting; False when it waits no more."""
    rows = await ConflictRow.raw(
        "UPDATE correction_conflict SET note = {}, noted_by = {}, noted_at = {} "
        "WHERE id = {} AND outcome = {} RETURNING id",
        note.text,
        note.account_id,
        note.written_at,
        number,
        ConflictOutcome.WAITING.value,
    )
    return bool(rows)


async def resolve_conflict(number: int, outcome: ConflictOutcome, document_after: int | None, note: Note) -> bool:
    """Close one with the version of the record that came of it, None for none; False when it waits no more."""
    rows = await ConflictRow.raw(
        "UPDATE correction_conflict SET outcome = {}, resolved_at = {}, document_after = {}, note = {}, noted_by = {}, "
        "noted_at = {} WHERE id = {} AND outcome = {} RETURNING id",
        outcome.value,
        note.written_at,
        document_after,
        note.text,
        note.account_id,
        note.written_at,
        number,
        ConflictOutcome.WAITING.value,
    )
    return bool(rows)


def _waiting(row: dict[str, object]) -> WaitingConflict:
    return WaitingConflict(**{**row, "as_of": YearMonth.parse(str(row["as_of"]))})  # type: ignore[arg-type]  # the columns are its fields
